"""Reading what a person typed into a cell of the entry sheet. Pure: no queries, no clock.

What cannot be right is refused with a sentence; what is unusual must be confirmed; what is merely
odd is saved and said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sakip.angka import DESIMAL, AngkaMendua, AngkaTakTerbaca, mendua, rapikan, tulis, urai
from sakip.ditolak import Ditolak

KOLOM_ANGKA = ("nilai", "pembilang", "penyebut")
KOLOM_TEKS = ("pendorong", "penghambat", "solusi", "tindak_lanjut", "sumber")
PANJANG_TEKS = 20_000
SATUAN_BEBAS = {"persen", "%", "indeks", "poin", "point", "nilai", "skor", "rupiah", "rp"}
"""Units in which a negative value can be meant; all others count things."""
LONCATAN = 1000


class IsianDitolak(Ditolak):
    """What was typed is not saved. `dapat_ditegaskan`: it would be, if the person confirms it."""

    def __init__(self, pesan: str, *, dapat_ditegaskan: bool = False) -> None:
        super().__init__(pesan)
        self.dapat_ditegaskan = dapat_ditegaskan


@dataclass(frozen=True)
class Terurai:
    """A number (None where the cell was emptied), and a sentence where something is odd."""

    nilai: Decimal | None
    peringatan: str = ""


def tulis_isian(nilai: Decimal | None) -> str:
    """A number as it stands in a cell that can be edited: `1234,5`, every digit, no thousands mark.

    What stands there can be read back in one way only: `1,234` is written `1,2340`.
    """
    teks = "" if nilai is None else f"{rapikan(nilai):f}".replace(".", ",")
    return f"{teks}0" if mendua(teks) else teks


def tulis_rupiah(nilai: Decimal | None) -> str:
    """Rupiah as it stands in a cell that can be edited: `1.250.000`."""
    return "" if nilai is None else tulis(nilai, 2 if nilai != nilai.to_integral_value() else 0)


def urai_angka(mentah: str, *, satuan: str, sebelum: Decimal | None, tegas: bool, bagian: bool = False) -> Terurai:
    """A number of an indicator. `sebelum`: last quarter's value; `bagian`: a part (never negative).

    Raises:
        IsianDitolak: not a number, a negative count, or one that must be confirmed and is not (`tegas`).
    """
    teks = mentah.strip()
    if not teks:
        return Terurai(None)
    ganda: AngkaMendua | None = None
    try:
        nilai, peringatan = _baca(teks, "Tulis angka seperti 12,5.")
    except AngkaMendua as galat:
        ganda, nilai, peringatan = galat, galat.utama, ""
    exponen = rapikan(nilai).as_tuple().exponent
    if isinstance(exponen, int) and -exponen > DESIMAL:
        raise IsianDitolak(f"Paling banyak {DESIMAL} angka di belakang koma.")
    if nilai < 0:
        _periksa_negatif(satuan, bagian, tegas or ganda is not None)
    if ganda and not tegas:
        utama, lain = tulis_isian(ganda.utama), teks.replace(".", ",") if "." in teks else tulis_isian(ganda.lain)
        pesan = f"“{teks}” dapat berarti {utama} atau {lain}. Tulis salah satunya, atau simpan sebagai {utama}."
        raise IsianDitolak(pesan, dapat_ditegaskan=True)
    _periksa_loncatan(nilai, sebelum, tegas, tulis_isian)
    return Terurai(nilai, peringatan)


def urai_uang(mentah: str, *, sebelum: Decimal | None, tegas: bool) -> Terurai:
    """Rupiah with at most two decimals."""
    teks = mentah.strip()
    if not teks:
        return Terurai(None)
    if teks.endswith("%"):
        raise IsianDitolak("Isi dengan rupiah, bukan persen.")
    try:
        nilai, peringatan = _baca(teks, "Tulis rupiah seperti 1.250.000.", rupiah=True)
    except AngkaMendua as ganda:
        ribuan = tulis(max(ganda.utama, ganda.lain, key=abs))
        raise IsianDitolak(f"“{teks}” tidak jelas: rupiah ditulis {ribuan} atau tanpa tanda ribuan.") from ganda
    if nilai < 0:
        raise IsianDitolak("Rupiah tidak boleh negatif.")
    if nilai != nilai.quantize(Decimal("0.01")):
        raise IsianDitolak("Rupiah paling banyak dua angka di belakang koma.")
    if nilai >= Decimal(10) ** 13:
        raise IsianDitolak("Angka ini terlalu besar: paling banyak 13 angka sebelum koma.")
    _periksa_loncatan(nilai, sebelum, tegas, tulis_rupiah)
    return Terurai(nilai, peringatan)


def urai_teks(mentah: str) -> str:
    """A text of the analysis."""
    teks = mentah.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(teks) > PANJANG_TEKS:
        raise IsianDitolak(f"Teks ini {len(teks)} huruf; paling banyak {PANJANG_TEKS}.")
    return teks


def urai_predikat(mentah: str, pilihan: Mapping[str, str]) -> str:
    """One of the scale's predikat, as it is printed. `pilihan`: by its casefolded word."""
    teks = mentah.strip()
    if not teks:
        return ""
    if teks.casefold() not in pilihan:
        raise IsianDitolak(f"“{teks}” bukan predikat skala ini. Pilih: {', '.join(dict.fromkeys(pilihan.values()))}.")
    return pilihan[teks.casefold()]


def peringatan_rasio(pembilang: Decimal | None, penyebut: Decimal | None, *, persen: bool) -> str:
    """What is odd about a ratio's two parts."""
    if penyebut is not None and penyebut == 0:
        return "Penyebut 0: nilainya tidak dapat dihitung."
    if persen and pembilang is not None and penyebut is not None and pembilang > penyebut:
        return "Pembilang lebih besar dari penyebut, hasilnya di atas 100 %. Periksa kembali."
    return ""


def _baca(teks: str, contoh: str, *, rupiah: bool = False) -> tuple[Decimal, str]:
    try:
        terbaca = urai(teks, rupiah=rupiah)
    except AngkaMendua:
        raise
    except AngkaTakTerbaca as galat:
        raise IsianDitolak(f"{galat}. {contoh}") from galat
    return terbaca.nilai, f"{terbaca.peringatan}." if terbaca.peringatan else ""


def _periksa_negatif(satuan: str, bagian: bool, tegas: bool) -> None:
    if bagian or satuan.strip().casefold() not in SATUAN_BEBAS:
        raise IsianDitolak(f"Jumlah{f' ({satuan.lower()})' if satuan else ''} tidak boleh negatif.")
    if not tegas:
        raise IsianDitolak("Angka ini negatif. Simpan bila memang demikian.", dapat_ditegaskan=True)


def _periksa_loncatan(nilai: Decimal, sebelum: Decimal | None, tegas: bool, tulis_: Callable[[Decimal], str]) -> None:
    if tegas or not sebelum or abs(nilai) < LONCATAN * abs(sebelum):
        return
    lalu = tulis_(sebelum)
    pesan = f"Angka ini seribu kali triwulan lalu ({lalu}) atau lebih. Periksa koma dan titiknya; simpan bila benar."
    raise IsianDitolak(pesan, dapat_ditegaskan=True)
