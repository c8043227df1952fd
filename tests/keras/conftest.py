"""The demo's agencies and users, as for the pages."""

from tests.dunia import _dunia, dunia, hss, media, perencana

__all__ = ["_dunia", "dunia", "hss", "media", "perencana"]
