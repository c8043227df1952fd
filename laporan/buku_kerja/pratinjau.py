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

from sakip.berkas.simpanan import tulis_utuh
from sakip.models import Pengguna, PerangkatDaerah

from .impor import HasilImpor, HitunganLembar, impor_buku
from .konteks import TemuanBerkas
from .tiga_arah import Bentrok, Jawaban, Ubahan

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
    ubahan: tuple[Ubahan, ...] = ()
    bentrok: tuple[Bentrok, ...] = ()
    sidik: str = ""
    sejak: tuple[str, ...] = ()
    """What is otherwise than when the person confirmed: to be seen again."""

    @property
    def galat(self) -> int:
        return sum(t.tingkat == "galat" for t in self.temuan)

    @property
    def dapat_disimpan(self) -> bool:
        return not self.galat

    @property
    def perubahan(self) -> int:
        return sum(h.baru + h.berubah for h in self.lembar)

    @property
    def berisi(self) -> bool:
        """Whether there is anything to save or to decide."""
        return bool(self.perubahan or self.bentrok or self.kosong)

    @property
    def kosong(self) -> tuple[Ubahan, ...]:
        """What the file empties."""
        return tuple(u for u in self.ubahan if u.kosong)

    @property
    def berganti(self) -> tuple[Ubahan, ...]:
        """The stored values that get another one."""
        return tuple(u for u in self.ubahan if not u.kosong)

    def belum_dijawab(self, jawaban: Jawaban) -> tuple[int, bool]:
        """How many conflicts have no answer, and whether the emptyings have none."""
        tanpa = sum(not jawaban.untuk(b) for b in self.bentrok)
        return tanpa, bool(self.kosong) and jawaban.kosongkan is None


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "pratinjau"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def simpan(pengguna: Pengguna, instansi: PerangkatDaerah, berkas: BinaryIO, nama: str) -> Pratinjau:
    """Keep the file, try its import, and keep the outcome.

    Raises:
        PenyimpananPenuh: no room for the file; nothing stays.
    """
    bersihkan()
    tanda = secrets.token_urlsafe(32)
    simpanan = _folder() / f"{tanda}.xlsx"
    berkas.seek(0)
    tulis_utuh(simpanan, berkas.read())
    with open(simpanan, "rb") as baca:
        hasil = impor_buku(baca, uji=True, hanya=instansi)
    return _catat(pengguna, instansi, tanda, nama, hasil)


def _catat(
    pengguna: Pengguna,
    instansi: PerangkatDaerah,
    tanda: str,
    nama: str,
    hasil: HasilImpor,
    sejak: tuple[str, ...] = (),
) -> Pratinjau:
    rekaman = {
        "pengguna": pengguna.pk,
        "instansi": instansi.pk,
        "nama": nama[:200],
        "ukuran": (_folder() / f"{tanda}.xlsx").stat().st_size,
        "waktu": time.time(),
        "lembar": [asdict(h) for h in hasil.lembar],
        "temuan": [asdict(t) for t in hasil.temuan],
        "ubahan": [vars(u) for u in hasil.ubahan],
        "bentrok": [vars(b) for b in hasil.bentrok],
        "sidik": hasil.sidik,
        "sejak": sejak,
    }
    catatan = _folder() / f"{tanda}.json"
    tulis_utuh(catatan, json.dumps(rekaman, ensure_ascii=False).encode())
    return _dari_rekaman(tanda, rekaman)


def _dari_rekaman(tanda: str, rekaman: dict[str, Any]) -> Pratinjau:
    return Pratinjau(
        tanda,
        rekaman["nama"],
        rekaman["ukuran"],
        rekaman["waktu"],
        tuple(HitunganLembar(**h) for h in rekaman["lembar"]),
        tuple(TemuanBerkas(**t) for t in rekaman["temuan"]),
        tuple(Ubahan(**u) for u in rekaman["ubahan"]),
        tuple(Bentrok(**b | {"sel": tuple(tuple(s) for s in b["sel"])}) for b in rekaman["bentrok"]),
        rekaman["sidik"],
        tuple(rekaman["sejak"]),
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


def terapkan(
    pengguna: Pengguna, instansi: PerangkatDaerah, pratinjau: Pratinjau, jawaban: Jawaban
) -> HasilImpor | Pratinjau:
    """Import the waiting file for good, as it was shown: the outcome, or a new preview of what stands in the way."""
    with open(_folder() / f"{pratinjau.tanda}.xlsx", "rb") as berkas:
        hasil = impor_buku(berkas, hanya=instansi, jawaban=jawaban, disetujui=pratinjau.sidik)
    if hasil.disimpan:
        buang(pratinjau.tanda)
        return hasil
    sejak = () if hasil.sama_dengan_pratinjau else _yang_lain(pratinjau, hasil)
    return _catat(pengguna, instansi, pratinjau.tanda, pratinjau.nama, hasil, sejak)


def _yang_lain(lama: Pratinjau, kini: HasilImpor) -> tuple[str, ...]:
    """What an import would do otherwise than was shown, in sentences."""
    dulu = _per_isi((*lama.ubahan, *lama.bentrok))
    sekarang = _per_isi((*kini.ubahan, *kini.bentrok))
    baru = [f"Baru: {s}" for kunci, s in sekarang.items() if kunci not in dulu]
    hilang = [f"Tidak lagi: {s}" for kunci, s in dulu.items() if kunci not in sekarang]
    return (*baru, *hilang) or ("Baris baru dalam berkas ini tidak sama lagi dengan yang tersimpan.",)


def _per_isi(semua: tuple[Ubahan | Bentrok, ...]) -> dict[tuple[Any, ...], Ubahan | Bentrok]:
    """By what they say, without who changed a row last."""
    return {(s.tanda, s.sel, s.terhapus) if isinstance(s, Bentrok) else tuple(vars(s).values()): s for s in semua}


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
