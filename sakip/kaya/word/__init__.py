"""Rich text that comes back from Word."""
