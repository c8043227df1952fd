"""What all refusals have in common."""

from __future__ import annotations


class Ditolak(Exception):
    """Something that a person asked for is not done; the message is a sentence for them."""
