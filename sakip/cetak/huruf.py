"""The faces that documents are set in, and where static files are."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders

HURUF = (
    "sakip/fonts/inter-cetak-400.woff2",
    "sakip/fonts/inter-cetak-400-miring.woff2",
    "sakip/fonts/inter-cetak-600.woff2",
    "sakip/fonts/inter-cetak-700.woff2",
    "sakip/fonts/naskh-400.woff2",
    "sakip/fonts/naskh-700.woff2",
)
"""The faces that a document is set in; the style sheets name the same."""


class AlamatTerlarang(ValueError):
    """A document asked for something outside what it may read."""


def berkas_statis(nama: str) -> Path:
    """A static file of the project by its name.

    Raises:
        AlamatTerlarang: it is not one.
    """
    try:
        temu = finders.find(nama)
    except Exception as galat:  # a path that leaves the static folders
        raise AlamatTerlarang(f"alamat ditolak: {nama[:200]}") from galat
    if not isinstance(temu, str):
        raise AlamatTerlarang(f"alamat ditolak: {nama[:200]}")
    return Path(temu)
