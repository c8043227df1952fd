"""The budget grid: pagu per sub kegiatan and tahap, with totals up the tree by the one engine."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from anggaran.hitung import HitungUang, Uang
from anggaran.models import JENIS_BELANJA, TAHAP_URUT, Anggaran, nama_belanja
from capaian.lembar.hasil import SelHasil
from laporan.ikhtisar.bentuk import JENIS_UANG
from laporan.ikhtisar.muat import BarisSimpul, Muatan, muat
from renstra.models import Simpul
from sakip.kisi.sel import Tersimpan, bentrok_terakhir, rapi
from sakip.kisi.urai import IsianDitolak, tulis_rupiah, urai_uang
from sakip.models import PerangkatDaerah

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


def susun_pagu(instansi: PerangkatDaerah, tahun: int) -> list[BarisPagu]:
    """Program, kegiatan and sub kegiatan in the order of the tree."""
    muatan = muat(instansi, tahun)
    uang, milik = HitungUang(muatan), _milik(muatan)
    tingkat = {"program": 0, "kegiatan": 1, "sub_kegiatan": 2}
    hasil = hasil_pagu(uang)
    return [
        BarisPagu(
            s,
            tingkat[s.jenis],
            None if s.jenis != "sub_kegiatan" or _rinci(milik.get(s.id, {})) else _isian(milik.get(s.id, {})),
            {k: v for k, v in hasil.items() if k.startswith(f"s{s.id}.")},
        )
        for s in muatan.simpul
        if s.jenis in JENIS_UANG
    ]


def _milik(muatan: Muatan) -> dict[int, dict[tuple[str, str], Decimal]]:
    """Each node's own pagu by (tahap, jenis belanja)."""
    hasil: dict[int, dict[tuple[str, str], Decimal]] = {}
    for a in muatan.anggaran:
        if a.simpul_id and a.tahun == muatan.tahun:
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


def simpan_pagu(
    instansi: PerangkatDaerah, tahun: int, simpul: Simpul, kolom: str, mentah: str, lama: str, tegas: bool
) -> Tersimpan:
    """Save one pagu (`murni`, or of a jenis belanja `murni.modal`); an emptied cell is not stated.

    Raises:
        IsianDitolak: with a sentence. Bentrok: somebody else changed the cell since it was seen.
    """
    tahap, _, jenis = kolom.partition(".")
    if tahap not in TAHAP_URUT or simpul.jenis != "sub_kegiatan" or jenis not in ("", *JENIS_BELANJA):
        raise IsianDitolak("Sel ini tidak dapat diisi.")
    terurai = urai_uang(mentah, sebelum=None, tegas=tegas)
    tempat: dict[str, Any] = {"perangkat_daerah": instansi, "simpul": simpul, "tahun": tahun, "tahap": tahap}
    kunci = tempat | {"jenis_belanja": jenis}
    with transaction.atomic():
        Simpul.objects.select_for_update().get(pk=simpul.pk)
        rinci = Anggaran.objects.filter(simpul=simpul, tahun=tahun).exclude(jenis_belanja="")
        if not jenis and rinci.exists():
            raise IsianDitolak("Pagu ini dirinci per jenis belanja; ubah rinciannya.")
        ada = Anggaran.objects.filter(**kunci).first()
        kini = tulis_rupiah(ada.pagu) if ada else ""
        if kini not in (rapi(lama), tulis_rupiah(terurai.nilai)):
            raise bentrok_terakhir(0, kini, "anggaran_anggaran", "pagu", simpul_id=simpul.pk, tahun=tahun)
        if terurai.nilai is None:
            Anggaran.objects.filter(**kunci).delete()
        elif kini != tulis_rupiah(terurai.nilai):
            Anggaran.objects.update_or_create(**kunci, defaults={"pagu": terurai.nilai})
    uang = HitungUang(muat(instansi, tahun))
    return Tersimpan(0, tulis_rupiah(terurai.nilai), hasil_pagu(uang), _peringatan(uang.uang[simpul.pk]))


def rincian_pagu(simpul: Simpul, tahun: int) -> list[tuple[str, str, dict[str, str]]]:
    """(jenis, its name, pagu as text by tahap) of a sub kegiatan: all that there are, and its own words."""
    isi: dict[str, dict[str, str]] = {jenis: dict.fromkeys(TAHAP_URUT, "") for jenis in JENIS_BELANJA}
    for a in Anggaran.objects.filter(simpul=simpul, tahun=tahun).exclude(jenis_belanja=""):
        isi.setdefault(a.jenis_belanja, dict.fromkeys(TAHAP_URUT, ""))[a.tahap] = tulis_rupiah(a.pagu)
    return [(jenis, nama_belanja(jenis), per_tahap) for jenis, per_tahap in isi.items()]


def _peringatan(uang: Uang) -> str:
    if uang.pagu is None or uang.realisasi is None or uang.pagu >= uang.realisasi:
        return ""
    return f"Pagu lebih kecil dari yang sudah direalisasikan (Rp{tulis_rupiah(uang.realisasi)})."
