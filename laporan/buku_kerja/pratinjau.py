"""An uploaded workbook between its preview and its confirmation.

The file waits under an unguessable name, bound to the user and the agency, for a short while; the
preview's outcome stands beside it. Confirming imports the file again, so that a database which has
changed in between is no danger.
"""

from __future__ import annotations

import json
import re
import secrets
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from sakip.models import Pengguna, PerangkatDaerah

from .dasar import TemuanBerkas
from .impor import HasilImpor, HitunganLembar, impor_buku

UMUR = 2 * 60 * 60
_TANDA = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class Pratinjau:
    """What the import of a waiting file would do."""

    tanda: str
    nama: str
    ukuran: int
    waktu: float
    lembar: tuple[HitunganLembar, ...]
    temuan: tuple[TemuanBerkas, ...]

    @property
    def galat(self) -> int:
        return sum(t.tingkat == "galat" for t in self.temuan)

    @property
    def dapat_disimpan(self) -> bool:
        return not self.galat

    @property
    def perubahan(self) -> int:
        return sum(h.baru + h.berubah for h in self.lembar)


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "pratinjau"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def simpan(pengguna: Pengguna, instansi: PerangkatDaerah, berkas: BinaryIO, nama: str) -> Pratinjau:
    """Keep the file, try its import, and keep the outcome."""
    bersihkan()
    tanda = secrets.token_urlsafe(32)
    simpanan = _folder() / f"{tanda}.xlsx"
    simpanan.touch(mode=0o600)
    with open(simpanan, "wb") as tulis:
        berkas.seek(0)
        while potongan := berkas.read(1024 * 1024):
            tulis.write(potongan)
    with open(simpanan, "rb") as baca:
        hasil = impor_buku(baca, uji=True, hanya=instansi)
    return _catat(pengguna, instansi, tanda, nama, hasil)


def _catat(pengguna: Pengguna, instansi: PerangkatDaerah, tanda: str, nama: str, hasil: HasilImpor) -> Pratinjau:
    rekaman = {
        "pengguna": pengguna.pk,
        "instansi": instansi.pk,
        "nama": nama[:200],
        "ukuran": (_folder() / f"{tanda}.xlsx").stat().st_size,
        "waktu": time.time(),
        "lembar": [asdict(h) for h in hasil.lembar],
        "temuan": [asdict(t) for t in hasil.temuan],
    }
    catatan = _folder() / f"{tanda}.json"
    catatan.touch(mode=0o600)
    catatan.write_text(json.dumps(rekaman, ensure_ascii=False), encoding="utf-8")
    return _dari_rekaman(tanda, rekaman)


def _dari_rekaman(tanda: str, rekaman: dict[str, Any]) -> Pratinjau:
    return Pratinjau(
        tanda,
        rekaman["nama"],
        rekaman["ukuran"],
        rekaman["waktu"],
        tuple(HitunganLembar(**h) for h in rekaman["lembar"]),
        tuple(TemuanBerkas(**t) for t in rekaman["temuan"]),
    )


def ambil(pengguna: Pengguna, instansi: PerangkatDaerah, tanda: str) -> Pratinjau | None:
    """The waiting file, if it is this user's for this agency and not too old."""
    if not _TANDA.fullmatch(tanda):
        return None
    try:
        rekaman = json.loads((_folder() / f"{tanda}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if (rekaman["pengguna"], rekaman["instansi"]) != (pengguna.pk, instansi.pk):
        return None
    return None if time.time() - rekaman["waktu"] > UMUR else _dari_rekaman(tanda, rekaman)


def terapkan(pengguna: Pengguna, instansi: PerangkatDaerah, pratinjau: Pratinjau) -> Pratinjau | None:
    """Import the waiting file for good. Returns None when saved, else what stands in the way now."""
    with open(_folder() / f"{pratinjau.tanda}.xlsx", "rb") as berkas:
        hasil = impor_buku(berkas, hanya=instansi)
    if hasil.disimpan:
        buang(pratinjau.tanda)
        return None
    return _catat(pengguna, instansi, pratinjau.tanda, pratinjau.nama, hasil)


def buang(tanda: str) -> None:
    for akhiran in ("json", "xlsx"):
        (_folder() / f"{tanda}.{akhiran}").unlink(missing_ok=True)


def bersihkan() -> None:
    """Throw away what has waited too long."""
    batas = time.time() - UMUR
    for berkas in _folder().iterdir():
        try:
            if berkas.stat().st_mtime < batas:
                berkas.unlink(missing_ok=True)
        except FileNotFoundError:
            continue
