"""The schedule as the last step of the first run."""
