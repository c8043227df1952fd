"""The whole government at a glance: all agencies side by side, one indicator across them, year on year."""
