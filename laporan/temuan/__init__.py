"""What people do with findings: where each is repaired, and which are right as they are."""
