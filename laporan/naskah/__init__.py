"""The planner's words: the report's prose, with numbers that stay alive and are checked against the data."""
