"""The drawn tree: its sheets, and where its boxes stand."""
