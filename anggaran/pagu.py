"""The budget grid: pagu per sub kegiatan and tahap, with totals up the tree by the one engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from anggaran.bentuk import UangTahun
from anggaran.hitung import HitungUang, Uang
from anggaran.models import Anggaran
from anggaran.muat import muat_uang
from renstra.bentuk import BarisSimpul
from renstra.models import Simpul
from renstra.muat import muat_pohon
from sakip.kisi.hasil import SelHasil
from sakip.kisi.sel import BarisTerjaga, NilaiSel, Permintaan, SelTerkunci, Tersimpan, simpan_sel
from sakip.kisi.urai import IsianDitolak, tulis_rupiah, urai_uang
from sakip.models import Pengguna, PerangkatDaerah

from .bentuk import JENIS_BELANJA, JENIS_UANG, TAHAP_URUT, nama_belanja

KOLOM = {"murni": "murni", "pergeseran": "pergeseran", "perubahan": "pagu"}
"""The column of each tahap, and the engine's name of its total (of the last tahap: what counts)."""


@dataclass(frozen=True)
class BarisPagu:
    """A node of the money tree. `isian`: its own pagu as text, by tahap; None where it cannot be typed."""

    simpul: BarisSimpul
    tingkat: int
    isian: dict[str, str] | None
    hasil: dict[str, SelHasil]

    @property
    def kunci(self) -> str:
        return f"s{self.simpul.id}"


def susun_pagu(instansi: PerangkatDaerah, tahun: int) -> tuple[list[BarisPagu], dict[str, SelHasil]]:
    """Program, kegiatan and sub kegiatan in the order of the tree, and the totals of all: four queries."""
    rencana, baris = muat_pohon(instansi, tahun), muat_uang(instansi, tahun)
    uang, milik = HitungUang(rencana, baris), _milik(baris, tahun)
    tingkat = {"program": 0, "kegiatan": 1, "sub_kegiatan": 2}
    hasil = hasil_pagu(uang)
    semua = [
        BarisPagu(
            s,
            tingkat[s.jenis],
            None if s.jenis != "sub_kegiatan" or _rinci(milik.get(s.id, {})) else _isian(milik.get(s.id, {})),
            {k: v for k, v in hasil.items() if k.startswith(f"s{s.id}.")},
        )
        for s in rencana.simpul
        if s.jenis in JENIS_UANG
    ]
    return semua, hasil


def _milik(uang: UangTahun, tahun: int) -> dict[int, dict[tuple[str, str], Decimal]]:
    """Each node's own pagu by (tahap, jenis belanja)."""
    hasil: dict[int, dict[tuple[str, str], Decimal]] = {}
    for a in uang.anggaran:
        if a.simpul_id and a.tahun == tahun:
            hasil.setdefault(a.simpul_id, {})[a.tahap, a.jenis_belanja] = a.pagu
    return hasil


def _rinci(pagu: dict[tuple[str, str], Decimal]) -> bool:
    return any(jenis for _, jenis in pagu)


def _isian(pagu: dict[tuple[str, str], Decimal]) -> dict[str, str]:
    return {tahap: tulis_rupiah(pagu.get((tahap, ""))) for tahap in TAHAP_URUT}


def hasil_pagu(uang: HitungUang) -> dict[str, SelHasil]:
    """Totals of every node, and of the agency (`total`), by tahap; and perubahan − murni."""
    hasil: dict[str, SelHasil] = {}
    for kunci, milik in [("total", uang.uang_daun(uang.semua_daun)), *((f"s{k}", u) for k, u in uang.uang.items())]:
        hasil |= {f"{kunci}.{nama}": _rupiah(nilai) for nama, nilai in _per_tahap(milik).items()}
    return hasil


def _per_tahap(uang: Uang) -> dict[str, Decimal | None]:
    lengkap = uang.pagu is not None and uang.murni is not None
    return {
        "murni": uang.murni,
        "pergeseran": uang.pergeseran,
        "berlaku": uang.pagu,
        "selisih": uang.pagu - uang.murni if lengkap and uang.pagu is not None and uang.murni is not None else None,
        "realisasi": uang.realisasi,
    }


def _rupiah(nilai: Decimal | None) -> SelHasil:
    return SelHasil("", "belum diisi") if nilai is None else SelHasil(tulis_rupiah(nilai))


class SelPagu(BarisTerjaga):
    """A pagu (`murni`, or of a jenis belanja `murni.modal`) of a sub kegiatan; an emptied cell is not stated."""

    model = Anggaran
    kolom_isi = ("pagu",)

    def __init__(self, instansi: PerangkatDaerah, tahun: int, simpul: Simpul, kolom: str) -> None:
        self.instansi, self.tahun, self.simpul, self.pemilik = instansi, tahun, simpul, simpul
        self.tahap, _, self.jenis = kolom.partition(".")
        self.kunci = f"s{simpul.pk}"
        if self.tahap not in TAHAP_URUT or simpul.jenis != "sub_kegiatan" or self.jenis not in ("", *JENIS_BELANJA):
            raise IsianDitolak("Sel ini tidak dapat diisi.")

    def periksa_terbuka(self) -> None:
        rinci = Anggaran.objects.filter(simpul=self.simpul, tahun=self.tahun).exclude(jenis_belanja="")
        if not self.jenis and rinci.exists():
            raise SelTerkunci("Pagu ini dirinci per jenis belanja; ubah rinciannya.")

    def teks_kini(self, kolom: str) -> str:
        return tulis_rupiah(self.objek.pagu) if self.objek else ""

    def urai(self, minta: Permintaan) -> NilaiSel:
        terurai = urai_uang(minta.mentah, sebelum=None, tegas=minta.tegas)
        return NilaiSel({"pagu": terurai.nilai}, tulis_rupiah(terurai.nilai), terurai.peringatan)

    def identitas(self) -> dict[str, Any]:
        tempat = {"perangkat_daerah": self.instansi, "simpul": self.simpul, "tahun": self.tahun}
        return tempat | {"tahap": self.tahap, "jenis_belanja": self.jenis}

    def medan(self, kolom: str) -> tuple[str, str]:
        return "pagu", ""

    def bernama(self, hasil: dict[str, SelHasil]) -> dict[str, SelHasil]:
        return hasil

    def hasil_kini(self) -> dict[str, SelHasil]:
        """Totals of the nodes above it and of the agency: four queries."""
        rencana = muat_pohon(self.instansi, self.tahun)
        self.uang = HitungUang(rencana, muat_uang(self.instansi, self.tahun))
        induk, berubah = {s.id: s.induk_id for s in rencana.simpul}, {"total"}
        kini: int | None = self.simpul.pk
        while kini:
            berubah.add(f"s{kini}")
            kini = induk.get(kini)
        return {k: sel for k, sel in hasil_pagu(self.uang).items() if k.partition(".")[0] in berubah}

    def dengan(self, baru: NilaiSel) -> dict[str, SelHasil]:
        return self.hasil_kini()


def simpan_pagu(baris: SelPagu, minta: Permintaan, oleh: Pengguna) -> Tersimpan:
    """Save a cell, and say where less is planned than was spent.

    Raises:
        IsianDitolak: with a sentence. Bentrok: somebody else changed the cell since it was seen.
    """
    tersimpan = simpan_sel(baris, minta, oleh)
    return replace(tersimpan, peringatan=_peringatan(baris.uang.uang[baris.simpul.pk]))


def rincian_pagu(simpul: Simpul, tahun: int) -> list[tuple[str, str, dict[str, str]]]:
    """(jenis, its name, pagu as text by tahap) of a sub kegiatan: all that there are, and its own words."""
    tabel: dict[str, dict[str, str]] = {jenis: dict.fromkeys(TAHAP_URUT, "") for jenis in JENIS_BELANJA}
    for a in Anggaran.objects.filter(simpul=simpul, tahun=tahun).exclude(jenis_belanja=""):
        tabel.setdefault(a.jenis_belanja, dict.fromkeys(TAHAP_URUT, ""))[a.tahap] = tulis_rupiah(a.pagu)
    return [(jenis, nama_belanja(jenis), per_tahap) for jenis, per_tahap in tabel.items()]


def _peringatan(uang: Uang) -> str:
    if uang.pagu is None or uang.realisasi is None or uang.pagu >= uang.realisasi:
        return ""
    return f"Pagu lebih kecil dari yang sudah direalisasikan (Rp{tulis_rupiah(uang.realisasi)})."
