"""Tags of the entry sheet: cells that can be filled in, and cells that follow from them."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from anggaran.models import JENIS_BELANJA
from anggaran.pagu import BarisPagu
from capaian.lembar.baris import BagianIsian, BarisIsian, UangIsian
from capaian.lembar.hasil import SelHasil
from capaian.rencana_aksi import BarisAksi
from sakip.angka import romawi
from sakip.templatetags.sakip import kosong

register = template.Library()

LABEL = {"nilai": "Realisasi", "teks": "Realisasi", "pembilang": "Pembilang", "penyebut": "Penyebut"}


@register.filter
def isi_atau(teks: str, alasan: str) -> str:
    """The text, or the quiet dash with its reason."""
    return teks or kosong(alasan)


@register.simple_tag
def hasil(b: BarisIsian | UangIsian | BarisPagu | BarisAksi, nama: str, label: str) -> SafeString:
    """A computed cell, found again by its `data-hasil` when a save brings it anew."""
    kunci = f"{b.kunci}.{nama}"
    sel: SelHasil = b.hasil[kunci]
    pola = '<td class="n {}" data-label="{}" data-hasil="{}" title="{}">{}</td>'
    return format_html(pola, sel.kelas, label, kunci, sel.judul, sel.teks or kosong(sel.judul))


def _isian(label: str, kolom: str, k: int, teks: str, nama: str, bisa: bool, objek: str = "") -> SafeString:
    """A cell: an input where it can be filled in, else its text."""
    if not bisa:
        return format_html('<td class="n" data-label="{}"{}>{}</td>', label, mark_safe(objek), teks or kosong())  # noqa: S308
    return format_html(
        '<td class="sel" data-label="{}"{}><input data-kolom="{}" data-k="{}" value="{}" inputmode="decimal"'
        ' autocomplete="off" aria-label="{}, {}"></td>',
        label,
        mark_safe(objek),  # noqa: S308
        kolom,
        k,
        teks,
        label,
        nama,
    )


@register.simple_tag
def sel_isian(b: BarisIsian, kolom: str, k: int, bisa: bool) -> SafeString:
    """A cell of an indicator's row."""
    bisa, nama, teks = bisa and b.bisa, b.i.nama if b.i else "", getattr(b, kolom)
    if kolom != "teks" or not bisa:
        return _isian(LABEL[kolom], kolom, k, teks, nama, bisa)
    return _pilih("Realisasi", "teks", k, teks, nama, b.pilihan)


def _pilih(label: str, kolom: str, k: int, teks: str, nama: str, pilihan: tuple[str, ...]) -> SafeString:
    """A cell with a choice."""
    kata = [(p, " selected" if p == teks else "", p) for p in dict.fromkeys(("", *pilihan, teks))]
    return format_html(
        '<td class="sel" data-label="{}"><select data-kolom="{}" data-k="{}" aria-label="{}, {}">{}</select></td>',
        label,
        kolom,
        k,
        label,
        nama,
        format_html_join("", '<option value="{}"{}>{}</option>', kata),
    )


@register.simple_tag
def sel_bagian(b: BarisIsian, bagian: BagianIsian, bisa: bool) -> SafeString:
    """A part of a composite index."""
    nama = f"{bagian.nama}, {b.i.nama if b.i else ''}"
    return _isian("Realisasi", f"bagian.{bagian.urutan}", 0, bagian.teks, nama, bisa and b.bisa)


@register.simple_tag
def sel_uang(uang: UangIsian, bisa: bool) -> SafeString:
    """A sub kegiatan's money."""
    objek = format_html(' data-objek="{}" data-versi="{}"', uang.kunci, uang.versi)
    return _isian("Realisasi anggaran", "uang", 3, uang.teks, uang.simpul.uraian, bisa and uang.bisa, objek)


@register.simple_tag
def sel_pagu(b: BarisPagu, tahap: str, k: int, label: str) -> SafeString:
    """A pagu that can be typed."""
    return _isian(label, tahap, k, (b.isian or {}).get(tahap, ""), b.simpul.uraian, True)


@register.simple_tag
def sel_aksi(b: BarisAksi, triwulan: int, teks: str, terbuka: list[bool]) -> SafeString:
    """A quarter's target, or a predikat to choose. `terbuka`: which quarters can be filled in."""
    bisa = terbuka[triwulan - 1]
    label, kolom = f"TW {romawi(triwulan)}", f"tw{triwulan}"
    if bisa and b.i is not None and b.i.jenis_nilai == "predikat":
        return _pilih(label, kolom, triwulan - 1, teks, b.nama, b.pilihan)
    return _isian(label, kolom, triwulan - 1, teks, b.nama, bisa)


@register.simple_tag
def sel_total(total: dict[str, SelHasil], nama: str) -> SafeString:
    """A cell of the agency's total."""
    sel = total[f"total.{nama}"]
    pola = '<td class="n" data-hasil="total.{}" title="{}">{}</td>'
    return format_html(pola, nama, sel.judul, sel.teks or kosong(sel.judul))


@register.simple_tag
def sel_belanja(jenis: str, nama: str, tahap: str, label: str, isi: dict[str, str], k: int, bisa: bool) -> SafeString:
    """The pagu of a jenis belanja in a tahap; an agency's own word comes from a file and is only read."""
    return _isian(label, f"{tahap}.{jenis}", k, isi[tahap], nama, bisa and jenis in JENIS_BELANJA)
