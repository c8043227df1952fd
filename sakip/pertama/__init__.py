"""The first run: from an empty installation to people who log in, step by step; each step can be done again later."""
