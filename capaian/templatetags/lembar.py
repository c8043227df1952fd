"""Cells of the entry sheet and of the rencana aksi."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from capaian.aksi.susun import BarisAksi
from capaian.lembar.baris import BagianIsian, BarisIsian, UangIsian
from sakip.angka import romawi
from sakip.templatetags.kisi import sel_ketik, sel_pilih

register = template.Library()

LABEL = {"nilai": "Realisasi", "teks": "Realisasi", "pembilang": "Pembilang", "penyebut": "Penyebut"}


@register.simple_tag
def sel_isian(b: BarisIsian, kolom: str, k: int, bisa: bool) -> SafeString:
    """A cell of an indicator's row."""
    bisa, nama, teks = bisa and b.bisa, b.i.nama if b.i else "", getattr(b, kolom)
    if kolom != "teks" or not bisa:
        return sel_ketik(LABEL[kolom], kolom, k, teks, nama, bisa)
    return sel_pilih("Realisasi", "teks", k, teks, nama, b.pilihan)


@register.simple_tag
def sel_bagian(b: BarisIsian, bagian: BagianIsian, bisa: bool) -> SafeString:
    """A part of a composite index."""
    nama = f"{bagian.nama}, {b.i.nama if b.i else ''}"
    return sel_ketik("Realisasi", f"bagian.{bagian.urutan}", 0, bagian.teks, nama, bisa and b.bisa)


@register.simple_tag
def sel_uang(uang: UangIsian, bisa: bool) -> SafeString:
    """A sub kegiatan's money."""
    objek = format_html(' data-objek="{}" data-ubahan="{}"', uang.kunci, uang.ubahan_ke)
    return sel_ketik("Realisasi anggaran", "uang", 3, uang.teks, uang.simpul.uraian, bisa and uang.bisa, objek)


@register.simple_tag
def sel_aksi(b: BarisAksi, triwulan: int, teks: str, terbuka: list[bool]) -> SafeString:
    """A quarter's target, or a predikat to choose. `terbuka`: which quarters can be filled in."""
    bisa = terbuka[triwulan - 1]
    label, kolom = f"TW {romawi(triwulan)}", f"tw{triwulan}"
    if bisa and b.i is not None and b.i.jenis_nilai == "predikat":
        return sel_pilih(label, kolom, triwulan - 1, teks, b.nama, b.pilihan)
    return sel_ketik(label, kolom, triwulan - 1, teks, b.nama, bisa)


@register.simple_tag
def tanda_wajar(b: BarisIsian | UangIsian) -> SafeString:
    """The mark of a value beyond what is reasonable; there, but not seen, where the value is as one expects."""
    kunci = f"{b.kunci}.wajar"
    sel = b.hasil[kunci]
    pola = '<small class="blok periksa {}" data-hasil="{}">{}</small>'
    return format_html(pola, sel.kelas, kunci, sel.teks)


@register.filter
def galat_baris(galat: dict[int, str], nomor: int) -> str:
    """Why a step was refused for this row; empty where it was not."""
    return galat.get(nomor, "")
