"""Engines and workflows whose only purpose is to be tried: fast, slow, faulty."""
