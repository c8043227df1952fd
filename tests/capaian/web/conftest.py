"""The agencies and users for this app's pages."""

from tests.dunia import _dunia, _instansi_triwulan, dunia, hss, instansi_triwulan, media, perencana

__all__ = ["_dunia", "_instansi_triwulan", "dunia", "hss", "media", "perencana", "instansi_triwulan"]
