"""How much an agency may store, and which stored files nobody knows any more. The apps say which files are whose."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings

from sakip.ditolak import Ditolak
from sakip.models import PerangkatDaerah

Penyebut = Callable[[PerangkatDaerah | None], Iterable[str]]
"""The stored names of an agency's uploads; None: of all agencies'."""
_PENYEBUT: list[Penyebut] = []
DISAPU = ("bukti", "pk", "sipd")
"""Folders whose files are each named by a row, or by nothing. Others hold files under their content's hash, which
earlier compositions may name, or are swept where they are made."""
UMUR_YATIM = 24 * 3600
MB = 1024 * 1024


class KuotaHabis(Ditolak):
    """The agency has no room for what is being sent."""


def daftarkan(penyebut: Penyebut) -> None:
    _PENYEBUT.append(penyebut)


def terpakai(instansi: PerangkatDaerah) -> int:
    """Bytes of the agency's uploads; a file that is used twice counts once."""
    return sum(_ukuran(nama) for nama in _nama(instansi))


def periksa(instansi: PerangkatDaerah, tambahan: int) -> None:
    """Before so many bytes are stored.

    Raises:
        KuotaHabis: with the sentence for the user.
    """
    if not settings.KUOTA or not tambahan or (kini := terpakai(instansi)) + tambahan <= settings.KUOTA:
        return
    raise KuotaHabis(
        f"Ruang simpan instansi ini {settings.KUOTA // MB} MB dan sudah terpakai {-(-kini // MB)} MB, sehingga kiriman "
        f"{-(-tambahan // MB)} MB ini tidak muat. Hapus berkas yang tidak diperlukan, "
        "atau minta admin SAKIP menambahnya."
    )


def sapu_yatim() -> int:
    """Delete stored files that no row names, as an upload that was refused or broken off leaves them; how many."""
    akar, dikenal = Path(settings.MEDIA_ROOT), set(_nama(None))
    banyak, batas = 0, time.time() - UMUR_YATIM
    for folder in DISAPU:
        for berkas in (akar / folder).rglob("*"):
            try:
                if berkas.is_file() and berkas.stat().st_mtime < batas and str(berkas.relative_to(akar)) not in dikenal:
                    berkas.unlink(missing_ok=True)
                    banyak += 1
            except FileNotFoundError:
                continue
    return banyak


def _nama(instansi: PerangkatDaerah | None) -> set[str]:
    return {nama for penyebut in _PENYEBUT for nama in penyebut(instansi) if nama}


def _ukuran(nama: str) -> int:
    try:
        return (Path(settings.MEDIA_ROOT) / nama).stat().st_size
    except OSError:
        return 0
