"""Pictures of every page in every look, for a person to look at."""
