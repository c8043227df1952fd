"""Backups: made from one snapshot, proven by restoring them elsewhere, restored."""
