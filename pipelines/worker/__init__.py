"""The process that runs engines and workflows."""
