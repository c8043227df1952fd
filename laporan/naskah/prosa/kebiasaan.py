"""Bad habits of reports: what was forgotten, copied, or promised and not there. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from laporan.bagian.daftar import DARI_KUNCI
from laporan.ikhtisar.bentuk import Ikhtisar
from sakip.markah import gambar_dalam

from .kalimat import tanpa_rujukan

_BELUM = re.compile(
    r"\bx{3,}\b|\bisi(kan)? di ?sini\b|\blorem ipsum\b|\b(tbd|todo)\b|\[(isi|diisi|nama|angka|tanggal)[^\]]*\]|"
    r"(?<!\w)(\.{3,}|…)(?=\s*(persen|%|orang|\.|,|$))|…{2,}|\.{5,}|_{4,}",
    re.IGNORECASE | re.MULTILINE,
)
_TABEL = re.compile(
    r"\b(tabel|gambar|grafik|bagan) (sebagai )?(berikut|di bawah|dibawah)\b|"
    r"\b(sebagaimana|seperti|pada|dalam|disajikan pada) (tabel|gambar|grafik|bagan) (ini|berikut)\b",
    re.IGNORECASE,
)
_TABEL_MARKDOWN = re.compile(r"^[ \t]*(?:\|[ \t]*)?:?-{3,}:?[ \t]*\|", re.MULTILINE)
_DAERAH = re.compile(
    r"\b(?:Badan|Dinas|Inspektorat|Sekretariat|Kecamatan|Laporan Kinerja|LKjIP|Pemerintah|Bupati|[A-Z]{3,})"
    r"(?: [A-Z][\w,]*| dan){0,9}? (?P<jenis>Kabupaten|Kota)(?P<nama>(?: [A-Z][a-z]+){1,3})"
)
_LANJUT = re.compile(
    r"\b(akan|tindak lanjut|ditindaklanjuti|langkah|rencana|perlu|diupayakan|ke depan|kedepan|perbaikan|diperbaiki|"
    r"ditingkatkan|solusi|strategi|upaya)\b",
    re.IGNORECASE,
)
PANJANG_PARAGRAF = 60
"""A shorter paragraph may stand twice."""


@dataclass(frozen=True)
class Kebiasaan:
    """One bad habit: its rule, what is said of it, and the words themselves."""

    aturan: str
    pesan: str
    kutipan: str


def kebiasaan(ikhtisar: Ikhtisar, bagian: str, teks: str) -> Iterator[Kebiasaan]:
    """The bad habits of one text."""
    for m in _BELUM.finditer(tanpa_rujukan(teks)):
        yield Kebiasaan("narasi.belum_selesai", "Naskah belum selesai", _kutip(teks, m))
    tabel = _TABEL.search(teks)
    if tabel and not _TABEL_MARKDOWN.search(teks) and not gambar_dalam(teks) and not _berdata(bagian):
        yield Kebiasaan(
            "narasi.tabel_tidak_ada", "Naskah menunjuk tabel atau gambar yang tidak ada", _kutip(teks, tabel)
        )
    for m, daerah in _daerah_lain(ikhtisar, teks):
        yield Kebiasaan("narasi.instansi_lain", f"Naskah menyebut {daerah}, bukan instansi ini", _kutip(teks, m))
    yield from _tanpa_lanjut(ikhtisar, bagian, teks)


def _berdata(bagian: str) -> bool:
    """Whether the section shows tables of its own beside the text."""
    while bagian and bagian not in DARI_KUNCI:
        bagian = bagian.rpartition(".")[0]
    return bool(bagian and DARI_KUNCI[bagian].data)


def _daerah_lain(ikhtisar: Ikhtisar, teks: str) -> Iterator[tuple[re.Match[str], str]]:
    """An office of another government than the agency's own, where it is none that the report compares with."""
    sendiri = ikhtisar.perangkat_daerah
    dikenal = " ".join([sendiri.pemda, sendiri.nama, *(p.instansi for i in ikhtisar.indikator for p in i.pembanding)])
    kata = set(re.findall(r"\w+", f"{dikenal} {' '.join(s.uraian for s in ikhtisar.simpul)}".casefold()))
    for m in _DAERAH.finditer(teks):
        nama = m.group("nama").strip()
        if nama.split()[0].casefold() not in kata:
            yield m, f"{m.group('jenis')} {nama}"


def _tanpa_lanjut(ikhtisar: Ikhtisar, bagian: str, teks: str) -> Iterator[Kebiasaan]:
    """A cause without a next step, where the capaian stays below 100."""
    i = next((i for i in ikhtisar.indikator if bagian == f"3.1.analisis.{i.kode}"), None)
    if i is None or i.capaian is None or i.capaian >= 100 or _LANJUT.search(teks):
        return
    if not (i.analisis.tindak_lanjut.strip() or i.analisis.solusi.strip()):
        pesan = f"Capaian {i.nama} di bawah 100%, tetapi naskah tidak menyebut langkah berikutnya"
        yield Kebiasaan("narasi.tanpa_tindak_lanjut", pesan, " ".join(teks.split())[:90])


def paragraf_ganda(semua: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """(section, section where it stood first, the paragraph) for each paragraph that stands twice."""
    pertama: dict[str, str] = {}
    for bagian, teks in semua:
        for paragraf in re.split(r"\n\s*\n", teks):
            baku = re.sub(r"\W+", " ", paragraf).casefold().strip()
            if len(baku) < PANJANG_PARAGRAF:
                continue
            if baku in pertama:
                yield bagian, pertama[baku], " ".join(paragraf.split())
            pertama.setdefault(baku, bagian)


def _kutip(teks: str, m: re.Match[str]) -> str:
    return " ".join(teks[max(0, m.start() - 50) : m.end() + 40].split())
