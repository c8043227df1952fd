"""One agency out of one installation and into another, as one file."""
