"""Data the studio ships: templates, rules, words, icons. Read with ``importlib.resources``."""
