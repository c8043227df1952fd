"""The demo's agencies and users for this room's pages."""

from tests.dunia import _dunia, dunia, hss, media, perencana

__all__ = ["_dunia", "dunia", "hss", "media", "perencana"]
