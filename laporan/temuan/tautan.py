"""From a finding to the field where it is repaired, or to the sentence that says who can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from capaian.lembar.baris import UMUM
from capaian.views.lembar import triwulan_jadwal
from capaian.wewenang import boleh_isi
from laporan.halaman import ikhtisar_halaman
from laporan.periksa.bentuk import Temuan
from renstra.bentuk import bidang_simpul
from renstra.models import Indikator, Simpul
from renstra.muat import renstra_tahun
from sakip.akses import IMPOR, RENCANA, PermintaanInstansi, boleh, kalimat_pelaku
from sakip.halaman import alamat
from sakip.models import Bidang

from .nama import nama_bagian, nama_objek

T = TypeVar("T")
SEL, ANALISIS, PILIHAN, PAGU, TARGET, PK, KETERANGAN, SIMPUL, POHON, NASKAH, BUKU = (
    "sel",
    "analisis",
    "pilihan",
    "pagu",
    "target",
    "pk",
    "keterangan",
    "simpul",
    "pohon",
    "naskah",
    "buku",
)
TEMPAT = {
    "akip.": BUKU,
    "anggaran.": SEL,
    "anggaran.pagu_belum": PAGU,
    "anggaran.jumlah_induk_berbeda": PAGU,
    "anggaran.tidak_dalam_tahap": PAGU,
    "anggaran.di_luar_periode": BUKU,
    "capaian.": SEL,
    "capaian.analisis_": ANALISIS,
    "capaian.beda_tahunan": PILIHAN,
    "capaian.target_belum": TARGET,
    "iku.": KETERANGAN,
    "narasi.": NASKAH,
    "renstra.": SIMPUL,
    "renstra.kosong": POHON,
    "satuan.": KETERANGAN,
    "skala.": BUKU,
    "skala.indikator_tidak_dikenal": KETERANGAN,
    "target.": TARGET,
    "target.pk_berbeda_renstra": PK,
}
"""Where a rule's findings are repaired: the longest beginning counts."""
KATA = {
    SEL: "Buka selnya di isian",
    ANALISIS: "Buka analisisnya",
    PAGU: "Buka baris pagunya",
    TARGET: "Buka targetnya",
    PK: "Buka Perjanjian Kinerja",
    PILIHAN: "Pilih angka yang dipakai",
    KETERANGAN: "Lengkapi indikatornya",
    SIMPUL: "Buka di Rencana",
    POHON: "Susun Rencana",
    NASKAH: "Buka naskahnya",
    BUKU: "Betulkan lewat buku kerja",
}
LEMBAR_BUKU = {
    "akip.": ("EvaluasiAKIP", "{objek}"),
    "skala.": ("Instansi", "skala"),
    "anggaran.": ("RealisasiAnggaran", "{objek}"),
    "capaian.": ("Realisasi", "{objek}"),
}
"""By rule the sheet of the workbook and the row in it: its key as a workbook's preview writes it."""


@dataclass(frozen=True)
class Perbaikan:
    """`tujuan` is empty for who may not edit; then `siapa` says who can. `rinci`: where the object is shown."""

    objek: str
    rinci: str
    tujuan: str
    kata: str
    siapa: str


class Penunjuk:
    """Finds the repair of each finding of a page with a fixed number of queries."""

    def __init__(self, request: PermintaanInstansi) -> None:
        self.request = request
        self.ikhtisar = ikhtisar_halaman(request)
        self.nama = nama_objek(self.ikhtisar)
        rencana = renstra_tahun(request.instansi, request.tahun)
        simpul = list(Simpul.objects.filter(renstra=rencana).order_by("jenis", "pk")) if rencana else []
        self.simpul = {s.kode: s for s in simpul}
        self.bidang = _bidang(simpul)
        milik = Indikator.objects.filter(renstra=rencana) if rencana else Indikator.objects.none()
        self.indikator = {i.kode: i for i in milik}
        self.nama_bidang = dict(Bidang.objects.filter(perangkat_daerah=request.instansi).values_list("pk", "nama"))
        self.triwulan = request.triwulan
        if self.triwulan is None and (jadwal := triwulan_jadwal(request.instansi, request.tahun)):
            self.triwulan = jadwal.triwulan

    def perbaikan(self, t: Temuan) -> Perbaikan:
        tempat = _menurut(TEMPAT, t.aturan) or BUKU
        if tempat == PAGU and t.pesan.startswith("Realisasi"):
            tempat = SEL
        tujuan, kata, izin, siapa = self._tujuan(t, tempat)
        if not izin:
            tujuan, kata = "", ""
        return Perbaikan(self._objek(t), self._rinci(t.objek), tujuan, kata, "" if izin else siapa)

    def _objek(self, t: Temuan) -> str:
        return nama_bagian(t.objek, self.nama) if t.aturan.startswith("narasi.") else self.nama.get(t.objek, t.objek)

    def _rinci(self, kode: str) -> str:
        if any(i.kode == kode for i in self.ikhtisar.indikator):
            return alamat(self.request, "indikator", objek=kode)
        if any(s.kode == kode for s in self.ikhtisar.simpul):
            return alamat(self.request, "simpul", objek=kode)
        return alamat(self.request, "anggaran") if kode == "total" else ""

    def _tujuan(self, t: Temuan, tempat: str) -> tuple[str, str, bool, str]:
        """Address, words, whether this person may, and who can."""
        i, s = self.indikator.get(t.objek), self.simpul.get(t.objek)
        if tempat == NASKAH:
            return self._naskah(t)
        if i and tempat == PILIHAN:
            return self._pilihan(i)
        if tempat in (SEL, ANALISIS) and self.triwulan and (i or s):
            return self._isian(tempat, i, s)
        rencana = self._rencana(t, tempat, i, s)
        if rencana:
            izin = boleh(self.request.user, RENCANA, self.request.instansi)
            return rencana, KATA[tempat], izin, kalimat_pelaku(RENCANA)
        izin = boleh(self.request.user, IMPOR, self.request.instansi)
        return *self._buku(t), izin, kalimat_pelaku(IMPOR)

    def _buku(self, t: Temuan) -> tuple[str, str]:
        """The page of the workbook, which gives it opened at the row."""
        tujuan, kata = alamat(self.request, "buku_kerja"), KATA[BUKU]
        if not (tempat := _menurut(LEMBAR_BUKU, t.aturan)):
            return tujuan, kata
        lembar, pola = tempat
        kunci = pola.format(objek=t.objek, tahun=self.request.tahun)
        return f"{tujuan}?{urlencode({'lembar': lembar, 'kunci': kunci})}", f"{kata}, lembar {lembar}"

    def _pilihan(self, i: Indikator) -> tuple[str, str, bool, str]:
        """Where a person chooses between the year and its quarters."""
        bidang = self.bidang.get(i.simpul_id)
        tujuan = alamat(self.request, "indikator", objek=i.kode) + "#beda-tahunan"
        return tujuan, KATA[PILIHAN], boleh_isi(self.request.user, bidang), self._pengisi(bidang)

    def _naskah(self, t: Temuan) -> tuple[str, str, bool, str]:
        """The section where the text stands; a bidang writes those of its own indicators."""
        akhir = [k for k in (*self.indikator, *self.simpul) if t.objek.endswith(f".{k}")]
        kode = max(akhir, key=len, default="")
        i, s = self.indikator.get(kode), self.simpul.get(kode)
        bidang = self.bidang.get(i.simpul_id if i else s.pk if s else 0)
        tujuan = alamat(self.request, "naskah_bagian", bagian=t.objek)
        siapa = self._pengisi(bidang).replace("Diisi", "Ditulis")
        return tujuan, KATA[NASKAH], boleh_isi(self.request.user, bidang), siapa

    def _pengisi(self, bidang: int | None) -> str:
        pemilik = f"{self.nama_bidang[bidang]} atau Subbag Perencanaan" if bidang else "Subbag Perencanaan"
        return f"Diisi oleh {pemilik}."

    def _isian(self, tempat: str, i: Indikator | None, s: Simpul | None) -> tuple[str, str, bool, str]:
        """The row in the sheet of its bidang, or the analysis of its indicator."""
        simpul_id = i.simpul_id if i else s.pk if s else 0
        bidang = self.bidang.get(simpul_id)
        if tempat == ANALISIS and i:
            tujuan = alamat(self.request, "isian_rinci", nomor=i.pk, triwulan=self.triwulan) + "#a-penghambat"
        else:
            lembar = alamat(self.request, "isian_lembar", bidang=bidang or UMUM, triwulan=self.triwulan)
            tujuan = f"{lembar}#{f'i{i.pk}' if i else f's{simpul_id}'}"
        return tujuan, KATA[tempat], boleh_isi(self.request.user, bidang), self._pengisi(bidang)

    def _rencana(self, t: Temuan, tempat: str, i: Indikator | None, s: Simpul | None) -> str:
        """The plan's own pages; empty where the place is not one of them."""
        if tempat == POHON:
            return alamat(self.request, "rencana")
        if tempat == PK:
            return alamat(self.request, "pk")
        if tempat == PAGU:
            return alamat(self.request, "pagu") + (f"#s{s.pk}" if s else "")
        if tempat == TARGET and i:
            kode = next(x.kode for x in self.simpul.values() if x.pk == i.simpul_id)
            return f"{alamat(self.request, 'rencana_target', objek=kode)}#i{i.pk}"
        if tempat == KETERANGAN and i:
            return alamat(self.request, "rencana_indikator", objek=i.kode) + _medan(t, i)
        if tempat == SIMPUL and s:
            return alamat(self.request, "rencana_simpul", objek=s.kode)
        return ""


def _medan(t: Temuan, i: Indikator) -> str:
    """The field of an indicator's form that the finding speaks of."""
    if t.aturan == "iku.ganda":
        return "#id_iku"
    if (awal := t.aturan.partition(".")[0]) in ("satuan", "skala"):
        return f"#id_{awal}"
    kurang = (m for m in ("formulasi", "sumber_data", "penanggung_jawab") if not str(getattr(i, m, "")).strip())
    return f"#id_{next(kurang, 'nama')}"


def _menurut(peta: dict[str, T], aturan: str) -> T | None:
    cocok = [awal for awal in peta if aturan.startswith(awal)]
    return peta[max(cocok, key=len)] if cocok else None


def _bidang(simpul: list[Simpul]) -> dict[int, int | None]:
    """The bidang of each node; parents come first."""
    anak: dict[int | None, list[Simpul]] = {}
    for s in simpul:
        anak.setdefault(s.induk_id, []).append(s)
    urut: list[Simpul] = []
    tumpukan = list(anak.get(None, []))
    while tumpukan:
        urut.append(kini := tumpukan.pop())
        tumpukan += anak.get(kini.pk, [])
    return bidang_simpul(urut)
