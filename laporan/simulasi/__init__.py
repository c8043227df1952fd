"""An invented government of any size, to try the rooms and to measure them. Names no person."""
