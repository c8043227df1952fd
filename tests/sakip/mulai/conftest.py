"""The first run begins with nothing: the pages' agencies are not here."""

from tests.dunia import media

__all__ = ["media"]
