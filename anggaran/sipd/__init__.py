"""Reads what budget staff download from SIPD-RI: pure values in and out, no database."""
