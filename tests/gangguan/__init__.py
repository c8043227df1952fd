"""Faults that really happen to an installation of its own: kills, emptied queues, full disks, moved clocks."""
