"""What is wrong in the report's prose, and what could be alive: texts and a computed year in, findings out. Pure."""
