"""Tags of the documents: numbered headings and captions, which also make the tables of contents."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from anggaran.bentuk import nama_belanja
from capaian.rumus import DINYATAKAN
from laporan.bagian.daftar import DARI_KUNCI
from sakip.angka import tulis, tulis_uang
from sakip.cetak.saring import saring_tabel
from sakip.cetak.terbilang import terbilang
from sakip.cetak.ukur_teks import seimbangkan
from sakip.markah import Gambar, ke_html
from sakip.templatetags.sakip import angka, kosong

register = template.Library()
SKALA = {
    "permendagri-86-2017": "Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017",
    "akip-88-2021": "Peraturan Menteri PANRB Nomor 88 Tahun 2021",
    "interpretasi-7": "skala interpretasi tujuh tingkat",
    "ip-asn": "Peraturan BKN Nomor 8 Tahun 2019",
    "sistem-merit": "Peraturan Menteri PANRB Nomor 40 Tahun 2018",
    "nspk": "skala NSPK",
    "skm": "Peraturan Menteri PANRB Nomor 14 Tahun 2017",
}
TITIK = "………………………"
SEBARIS = 14
"""Letters of a number and its unit that a narrow column holds on one line."""
LEBAR_SAMPUL = 380.0
"""Points that a line of the cover may take."""


@dataclass(frozen=True)
class Entri:
    """One line of a table of contents. `halaman` is the page within its chapter, from 1."""

    jenis: str
    tingkat: int
    nomor: str
    judul: str
    jangkar: str
    halaman: int = 0


@dataclass
class DaftarCetak:
    """What a chapter's template has numbered so far."""

    kunci: str
    bab: str
    entri: list[Entri] = field(default_factory=list)
    tabel: int = 0
    gambar: int = 0

    def tambah(self, jenis: str, tingkat: int, nomor: str, judul: str) -> str:
        jangkar = f"{self.kunci}-{jenis}-{len(self.entri)}"
        self.entri.append(Entri(jenis, tingkat, nomor, judul, jangkar))
        return jangkar

    def batalkan_tabel(self) -> None:
        """The table that was numbered last is not printed."""
        if self.entri and self.entri[-1].jenis == "tabel":
            del self.entri[-1]
            self.tabel -= 1

    def sebagai_json(self) -> list[dict[str, Any]]:
        return [asdict(e) for e in self.entri]


@register.simple_tag(takes_context=True)
def bab(context: Any, nomor: str, judul: str) -> SafeString:
    """A chapter's title, on its first page."""
    jangkar = context["daftar"].tambah("bab", 1, nomor, judul)
    atas = format_html("<span>{}</span>", nomor) if nomor else ""
    kepala = f"{nomor} {judul}".strip()
    return format_html('<h1 id="{}" data-kepala="{}">{}{}</h1>', jangkar, kepala, atas, judul)


@register.simple_tag(takes_context=True)
def subbab(context: Any, nomor: str, judul: str, tingkat: int = 2) -> SafeString:
    """A numbered section title; `tingkat` 2, 3 or 4 (4 is not in the table of contents)."""
    jangkar = context["daftar"].tambah("sub", tingkat, nomor, judul)
    return format_html('<h{0} id="{1}"><span class="no">{2}</span> {3}</h{0}>', tingkat, jangkar, nomor, judul)


@register.simple_tag(takes_context=True)
def judul_bagian(context: Any, kunci: str) -> SafeString:
    """The heading of a section of the registry, with the number that it carries in this report."""
    return subbab(context, context["lap"].nomor[kunci], DARI_KUNCI[kunci].judul)


@register.simple_tag
def capaian_cetak(objek: Any, cara: str) -> SafeString:
    """A capaian as printed in a column whose head says %; one that a source states carries the mark of its note."""
    if objek.capaian is None:
        return mark_safe("–")
    nilai = tulis(objek.capaian, 2, cara)
    dinyatakan = getattr(objek, "capaian_dinyatakan", objek.alasan == DINYATAKAN)
    return format_html('{}<sup class="dinyatakan">*</sup>', nilai) if dinyatakan else mark_safe(nilai)  # noqa: S308


@register.simple_tag(takes_context=True)
def tabel(context: Any, judul: str) -> SafeString:
    """A table's caption, numbered per chapter."""
    daftar = context["daftar"]
    daftar.tabel += 1
    nomor = f"Tabel {daftar.bab}.{daftar.tabel}"
    jangkar = daftar.tambah("tabel", 9, nomor, judul)
    return format_html('<caption id="{}"><b>{}</b> {}</caption>', jangkar, nomor, judul)


@register.simple_block_tag(takes_context=True)
def berisi(context: Any, content: str, label: int = 1, bentuk: str = "") -> SafeString:
    """A table with its source line as it is printed: without columns that are empty, as a sentence where it has one
    row, and not at all where it has no value. `bentuk`: `baku` (prescribed, keeps all columns) or `selalu`."""
    daftar = context["daftar"]
    hasil = saring_tabel(content, label, baku=bentuk == "baku", selalu=bentuk == "selalu")
    if not hasil.tabel:
        daftar.batalkan_tabel()
    return mark_safe(hasil.html)  # noqa: S308


@register.simple_tag(takes_context=True)
def gambar(context: Any, judul: str) -> SafeString:
    """A figure's caption, numbered per chapter."""
    daftar = context["daftar"]
    daftar.gambar += 1
    nomor = f"Gambar {daftar.bab}.{daftar.gambar}"
    jangkar = daftar.tambah("gambar", 9, nomor, judul)
    bentuk = '<figcaption id="{}"><b>{}</b> {}<small>Sumber: data diolah.</small></figcaption>'
    return format_html(bentuk, jangkar, nomor, judul)


@register.simple_tag(takes_context=True)
def prosa(context: Any, teks: str) -> SafeString:
    """A text of the report; its pictures are figures with numbered captions, one that nobody has uploaded is none."""
    daftar, dikenal = context["daftar"], context["lap"].gambar

    def lukis(g: Gambar) -> str:
        if g.sidik not in dikenal:
            return ""
        daftar.gambar += 1
        nomor, judul = f"Gambar {daftar.bab}.{daftar.gambar}", g.judul or g.alt or "Tanpa keterangan"
        jangkar = daftar.tambah("gambar", 9, nomor, judul)
        bentuk = (
            '<figure class="foto"><img src="sakip://unggahan/{}" alt="{}"><figcaption id="{}"><b>{}</b> {}</figcaption>'
            "</figure>"
        )
        return format_html(bentuk, g.sidik, g.alt, jangkar, nomor, judul)

    return ke_html(teks, gambar=lukis)


@register.simple_tag
def target_cetak(objek: Any, cara: str) -> str:
    """The target as printed: its text where it carries one, a range, or the number."""
    if objek.target_teks:
        return objek.target_teks
    if objek.target is not None and objek.target_atas is not None:
        return f"{angka(objek.target, cara)}–{angka(objek.target_atas, cara)}"
    return angka(objek.target, cara) if objek.target is not None else kosong("target belum ditetapkan")


@register.simple_tag
def satuan_target(objek: Any, cara: str) -> str:
    """The unit behind a printed target, on the target's line where both are short."""
    satuan = objek.satuan.lower()
    pendek = len(target_cetak(objek, cara)) + len(satuan) <= SEBARIS
    return ("\u00a0" if pendek else " ") + satuan


@register.simple_tag
def seimbang(teks: str, ukuran: float) -> SafeString:
    """A line of the cover, broken into even lines where it is too long for one."""
    baris = seimbangkan(teks.upper(), ukuran, LEBAR_SAMPUL, tebal=True)
    return format_html_join(mark_safe("<br>"), "{}", ((b,) for b in baris))


@register.simple_tag
def tempat_tanggal(keterangan: dict[str, str], tempat: str) -> str:
    """Place and date of signing as a person entered them; else a dotted line to be filled in by hand. What is told of
    a year is mostly signed in the next, so no year is guessed."""
    tanggal = keterangan.get("tanggal")
    return f"{titik(keterangan.get('tempat') or tempat)}, {titik(tanggal and tanggal_iso(tanggal))}"


@register.filter
def titik(nilai: str | None) -> str:
    """What a person entered; else a dotted line to be filled in by hand."""
    return nilai or TITIK


@register.inclusion_tag("laporan/pdf/_tanda_tangan.html", takes_context=True)
def tanda_tangan(context: template.Context) -> dict[str, Any]:
    """Place, date and who signs: the head of the agency, or of the bidang that the document is of."""
    laporan, untuk = context["lap"], context.get("untuk")
    instansi = laporan.instansi
    status = instansi.get("kepala_status")
    jabatan = f"{status}. " if status and status != "definitif" else ""
    jabatan += instansi.get("kepala_jabatan") or "Kepala"
    dari, pangkat = (untuk, "") if untuk else (instansi, instansi.get("kepala_pangkat"))
    nip = dari.get("kepala_nip") or ""
    penanda = {
        "jabatan": untuk["jabatan"] if untuk else jabatan,
        "nama": dari.get("kepala_nama"),
        "pangkat": pangkat,
        "nip": nip if not nip or "NIP" in nip else f"NIP {nip}",
    }
    return {"lap": laporan, "penanda": penanda}


@register.filter(name="terbilang")
def terbilang_cetak(nilai: Decimal | None) -> str:
    """Rupiah in words; empty where there are none."""
    return "" if nilai is None else terbilang(nilai)


@register.filter
def rupiah_terbilang(nilai: Decimal | None) -> str:
    """`Rp7.412.761.645 (tujuh miliar … rupiah)`."""
    return kosong() if nilai is None else f"{tulis_uang(nilai)} ({terbilang(nilai)})"


@register.filter
def bagian(peta: dict[str, Any], kunci: str) -> Any:
    """A dictionary's value by a key that is no identifier; empty text where there is none."""
    return peta.get(kunci, "")


@register.filter
def tidak_ada(hal: str, tahun: int) -> str:
    """What a section that is kept without data says."""
    return f"Pada tahun {tahun} tidak terdapat {hal} yang dilaporkan."


@register.filter
def tanpa_nilai(komponen: list[dict[str, Any]]) -> bool:
    """Parts of which nothing but the names is known: they are named in a sentence."""
    return all(k[n] is None for k in komponen for n in ("maksimum", "lalu", "nilai", "persen"))


@register.filter
def nama_status(kunci: str) -> str:
    """The state of a recommendation's follow-up; a dash where none is stated."""
    return {"belum": "Belum dilaksanakan", "proses": "Dalam proses", "selesai": "Selesai"}.get(kunci, "–")


@register.filter
def status_pegawai(kunci: str) -> str:
    return "Non-ASN" if kunci == "non_asn" else kunci


@register.filter
def nama_skala(kunci: str) -> str:
    """A shipped scale by the name of its regulation; an agency's own by its name, where that is in words."""
    if kunci.lower().startswith("skala "):
        return kunci
    return SKALA.get(kunci) or (f"skala {kunci}" if " " in kunci else "skala predikat yang ditetapkan instansi")


@register.filter
def belanja(jenis: str) -> str:
    return nama_belanja(jenis)


@register.filter
def tanggal_iso(teks: str) -> str:
    """`2024-08-12` → `12 Agustus 2024`."""
    return date_format(datetime.date.fromisoformat(teks), "j F Y")


@register.filter
def pemerintah(nama: str) -> str:
    """A government as its letters name it: `Pemerintah Kabupaten Balangan`."""
    return nama if nama.casefold().startswith("pemerintah ") else f"Pemerintah {nama}"


@register.filter
def berkata(teks: str) -> bool:
    """Whether a target's text says itself what it is, `BB (70)`, and needs no unit."""
    return any(h.isalpha() for h in teks)


@register.filter
def cssteks(teks: str) -> SafeString:
    """Text inside a CSS string: every character that could end it or start markup is escaped."""
    return mark_safe("".join(h if h.isalnum() or h in " .,-/()" else f"\\{ord(h):x} " for h in teks))  # noqa: S308
