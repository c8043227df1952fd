"""The reading room of the head of the agency, and of a bidang: what waits, where the year heads, what to trust."""
