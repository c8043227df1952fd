"""Findings: what is wrong, missing or doubtful in an agency's year, before anybody else finds it.

Each rule is a small generator over the ikhtisar; it names the object, says what and what to do, and
gives its source (`dasar`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarIndikator, pemegang_uang
from laporan.ikhtisar.susun import susun_ikhtisar
from sakip.angka import tulis, tulis_persen, tulis_uang
from sakip.models import PerangkatDaerah

from .models import Narasi

GALAT, PERINGATAN, CATATAN = "galat", "peringatan", "catatan"
BATAS_CAPAIAN_WAJAR = Decimal(150)
PERMENPANRB_53 = "PermenPANRB 53/2014 Lampiran II"
PERMENPANRB_88 = "PermenPANRB 88/2021"
PRAKTIK_IKU = "PermenPANRB 20/2008 (formulir IKU)"
TOTAL_DAUN = "Jumlah dihitung dari rincian paling bawah"
_RUJUKAN = re.compile(
    r"(nomor|no\.?)\s*[\w./-]+\s+tahun\s+\d{4}|\b\d+\s+tahun\s+\d{4}|\b[\w.-]+/(?:\w+/)*\d{4}\b"
    r"|\b20\d\d\s*[-–]\s*20\d\d\b",
    re.IGNORECASE,
)
"""Citations of regulations and spans of years: not sentences of another year."""
_TAHUN = re.compile(r"\b(20\d{2})\b")


@dataclass(frozen=True)
class Temuan:
    """One finding. `nilai` are the numbers that it speaks of, as exact texts."""

    aturan: str
    tingkat: str
    objek: str
    pesan: str
    nilai: dict[str, str] = field(default_factory=dict)
    dasar: str = ""


@dataclass(frozen=True)
class Bahan:
    """What the rules read: the ikhtisar, and the narrative as (bagian, judul, teks)."""

    ikhtisar: Ikhtisar
    narasi: tuple[tuple[str, str, str], ...] = ()

    def bernarasi(self, kode: str) -> bool:
        return any(bagian == f"3.1.analisis.{kode}" and teks.strip() for bagian, _, teks in self.narasi)


def periksa(instansi: PerangkatDaerah, tahun: int, triwulan: int | None = None) -> list[Temuan]:
    """All findings of the agency's year, the gravest first."""
    narasi = tuple(Narasi.objects.filter(perangkat_daerah=instansi, tahun=tahun).values_list("bagian", "judul", "teks"))
    return periksa_ikhtisar(susun_ikhtisar(instansi, tahun, triwulan), narasi)


def periksa_ikhtisar(ikhtisar: Ikhtisar, narasi: Iterable[tuple[str, str, str]] = ()) -> list[Temuan]:
    """All findings of a computed year; pure."""
    bahan = Bahan(ikhtisar, tuple(narasi))
    urutan = (GALAT, PERINGATAN, CATATAN)
    return sorted((t for aturan in ATURAN for t in aturan(bahan)), key=lambda t: urutan.index(t.tingkat))


def ke_json(temuan: Iterable[Temuan]) -> list[dict[str, Any]]:
    return [asdict(t) for t in temuan]


def _angka(**nilai: Decimal | None) -> dict[str, str]:
    return {nama: format(n, "f") for nama, n in nilai.items() if n is not None}


# Money


def jumlah_induk(bahan: Bahan) -> Iterator[Temuan]:
    for s in bahan.ikhtisar.simpul:
        yield from _banding(s.kode, "Pagu", s.pagu_dinyatakan, s.pagu)
        yield from _banding(s.kode, "Realisasi anggaran", s.realisasi_dinyatakan, s.realisasi)
    total = bahan.ikhtisar.total
    yield from _banding("total", "Pagu total", total.pagu_dinyatakan, total.pagu)
    yield from _banding("total", "Realisasi anggaran total", total.realisasi_dinyatakan, total.realisasi)


def _banding(kode: str, apa: str, dinyatakan: Decimal | None, dihitung: Decimal | None) -> Iterator[Temuan]:
    if dinyatakan is None or dihitung is None or dinyatakan == dihitung:
        return
    yield Temuan(
        "anggaran.jumlah_induk_berbeda",
        GALAT,
        kode,
        f"{apa} {kode} dinyatakan {tulis_uang(dinyatakan)}, jumlah rinciannya {tulis_uang(dihitung)} "
        f"(selisih {tulis_uang(dinyatakan - dihitung)}). Betulkan salah satunya.",
        _angka(dinyatakan=dinyatakan, dihitung=dihitung),
        TOTAL_DAUN,
    )


def realisasi_melebihi_pagu(bahan: Bahan) -> Iterator[Temuan]:
    for s in pemegang_uang(bahan.ikhtisar.simpul):
        if s.pagu is not None and s.realisasi is not None and s.realisasi > s.pagu:
            yield Temuan(
                "anggaran.realisasi_melebihi_pagu",
                GALAT,
                s.kode,
                f"Realisasi {tulis_uang(s.realisasi)} melebihi pagu {tulis_uang(s.pagu)} pada {s.uraian}. "
                "Periksa realisasi atau tahap pagunya.",
                _angka(pagu=s.pagu, realisasi=s.realisasi),
                "UU 1/2004 Pasal 3 ayat (3): pengeluaran hanya sepanjang anggarannya tersedia",
            )


def uang_belum_diisi(bahan: Bahan) -> Iterator[Temuan]:
    berduit = {s.kode for s in pemegang_uang(bahan.ikhtisar.simpul)}
    for s in bahan.ikhtisar.simpul:
        if s.kode in berduit and s.pagu is None:
            yield Temuan(
                "anggaran.pagu_belum",
                GALAT,
                s.kode,
                f"{s.uraian} mempunyai realisasi tanpa pagu.",
                {},
                TOTAL_DAUN,
            )
        elif s.kode in berduit and s.realisasi is None:
            yield Temuan(
                "anggaran.realisasi_belum",
                PERINGATAN,
                s.kode,
                f"Realisasi anggaran {s.uraian} belum diisi; serapannya tidak dapat dihitung.",
                _angka(pagu=s.pagu),
                PERMENPANRB_53,
            )
        elif s.jenis == "sub_kegiatan" and s.pagu is None:
            yield Temuan("anggaran.pagu_belum", CATATAN, s.kode, f"{s.uraian} tanpa pagu tahun ini.", {}, TOTAL_DAUN)


def triwulan_tidak_sama(bahan: Bahan) -> Iterator[Temuan]:
    if bahan.ikhtisar.triwulan:
        return
    for s in pemegang_uang(bahan.ikhtisar.simpul):
        tw = [t for t in s.realisasi_triwulan if t is not None]
        if len(tw) == 4 and s.realisasi is not None and sum(tw) != s.realisasi:
            yield Temuan(
                "anggaran.triwulan_tidak_sama",
                GALAT,
                s.kode,
                f"Realisasi setahun {tulis_uang(s.realisasi)}, jumlah empat triwulan "
                f"{tulis_uang(sum(tw, Decimal(0)))}.",
                _angka(setahun=s.realisasi, jumlah_triwulan=sum(tw, Decimal(0))),
                TOTAL_DAUN,
            )


# Indicators


def _tingkat(i: IkhtisarIndikator) -> str:
    return GALAT if i.iku else PERINGATAN


def target_realisasi_belum(bahan: Bahan) -> Iterator[Temuan]:
    tahun = bahan.ikhtisar.tahun
    for i in bahan.ikhtisar.indikator:
        if i.capaian_dinyatakan:
            pesan = f"Capaian {i.nama} hanya dinyatakan sumber, tanpa target dan realisasi."
            yield Temuan("capaian.dinyatakan", CATATAN, i.kode, pesan, _angka(capaian=i.capaian), PERMENPANRB_53)
            continue
        if i.target is None:
            pesan = f"Target {tahun} untuk {i.nama} belum ditetapkan."
            yield Temuan("capaian.target_belum", _tingkat(i), i.kode, pesan, {}, PERMENPANRB_53)
        if i.realisasi is None:
            pesan = f"Realisasi {tahun} untuk {i.nama} belum diisi."
            yield Temuan("capaian.realisasi_belum", _tingkat(i), i.kode, pesan, {}, PERMENPANRB_53)
        if i.target is not None and i.realisasi is not None and i.capaian is None:
            pesan = f"Capaian {i.nama} tidak dapat dihitung: {i.alasan}."
            yield Temuan("capaian.tidak_terhitung", PERINGATAN, i.kode, pesan, _angka(target=i.target), PERMENPANRB_53)


def analisis_belum(bahan: Bahan) -> Iterator[Temuan]:
    for i in bahan.ikhtisar.indikator:
        if i.capaian is None or i.capaian >= 100 or bahan.bernarasi(i.kode):
            continue
        if not (i.analisis.penghambat or i.analisis.solusi or i.analisis.tindak_lanjut):
            yield Temuan(
                "capaian.analisis_belum",
                PERINGATAN,
                i.kode,
                f"Capaian {i.nama} {tulis_persen(i.capaian)}, tetapi penyebab dan tindak lanjutnya belum ditulis.",
                _angka(capaian=i.capaian),
                PERMENPANRB_53,
            )


def capaian_terlalu_tinggi(bahan: Bahan) -> Iterator[Temuan]:
    for i in bahan.ikhtisar.indikator:
        if i.capaian is not None and i.capaian > BATAS_CAPAIAN_WAJAR:
            yield Temuan(
                "capaian.di_atas_150",
                PERINGATAN,
                i.kode,
                f"Capaian {i.nama} {tulis_persen(i.capaian)}: periksa apakah target "
                f"{tulis(i.target or Decimal(0))} terlalu rendah.",
                _angka(target=i.target, realisasi=i.realisasi, capaian=i.capaian),
                f"{PERMENPANRB_88}: target menantang dan realistis",
            )


def iku_tanpa_keterangan(bahan: Bahan) -> Iterator[Temuan]:
    for i in bahan.ikhtisar.indikator:
        if not i.iku:
            continue
        bagian = {
            "formulasi": i.formulasi,
            "sumber_data": i.sumber_data,
            "penanggung_jawab": i.penanggung_jawab,
        }
        kurang = [nama.replace("_", " ") for nama, teks in bagian.items() if not teks.strip()]
        if kurang:
            pesan = f"IKU {i.nama} belum mempunyai {', '.join(kurang)}."
            yield Temuan("iku.keterangan_belum", PERINGATAN, i.kode, pesan, {}, PRAKTIK_IKU)


def iku_ganda(bahan: Bahan) -> Iterator[Temuan]:
    iku = {i.kode for i in bahan.ikhtisar.indikator if i.iku}
    for i in bahan.ikhtisar.indikator:
        if i.iku and i.mengacu in iku:
            pesan = f"IKU {i.nama} mengacu IKU {i.mengacu} sehingga terhitung dua kali dalam rata-rata. Kosongkan iku."
            yield Temuan("iku.ganda", PERINGATAN, i.kode, pesan, {}, PRAKTIK_IKU)


def nilai_tidak_sama(bahan: Bahan) -> Iterator[Temuan]:
    for i in bahan.ikhtisar.indikator:
        dinyatakan, dihitung = i.realisasi_dinyatakan, i.realisasi
        if dinyatakan is None and i.jenis_nilai != "komponen" and i.jumlah_komponen not in (None, i.realisasi):
            dinyatakan, dihitung = i.realisasi, i.jumlah_komponen
        if dinyatakan is None or dihitung is None:
            continue
        asal = "pembilang ÷ penyebut" if i.jenis_nilai == "rasio" else "jumlah komponennya"
        yield Temuan(
            "capaian.rasio_berbeda" if i.jenis_nilai == "rasio" else "capaian.komponen_berbeda",
            GALAT,
            i.kode,
            f"Realisasi {i.nama} dinyatakan {tulis(dinyatakan)}, {asal} {tulis(dihitung)}.",
            _angka(dinyatakan=dinyatakan, dihitung=dihitung),
            "Nilai indeks adalah jumlah komponennya",
        )


def pk_berbeda_renstra(bahan: Bahan) -> Iterator[Temuan]:
    for i in bahan.ikhtisar.indikator:
        pk = i.target_pk_perubahan if i.target_pk_perubahan is not None else i.target_pk
        if pk is not None and i.target_versi_renstra is not None and pk != i.target_versi_renstra:
            yield Temuan(
                "target.pk_berbeda_renstra",
                PERINGATAN,
                i.kode,
                f"Target PK {i.nama} {tulis(pk)}, target Renstra {tulis(i.target_versi_renstra)}. "
                "Jelaskan perubahannya.",
                _angka(pk=pk, renstra=i.target_versi_renstra),
                f"{PERMENPANRB_88}: keselarasan PK dengan Renstra",
            )


def persen_di_atas_100(bahan: Bahan) -> Iterator[Temuan]:
    for i in bahan.ikhtisar.indikator:
        persen = i.satuan.strip().casefold() in ("persen", "%", "persentase")
        berpenyebut = i.jenis_nilai == "rasio" or i.penyebut is not None
        for apa, nilai in (("Realisasi", i.realisasi), ("Target", i.target)):
            if persen and berpenyebut and nilai is not None and nilai > 100:
                yield Temuan(
                    "satuan.persen_di_atas_100",
                    PERINGATAN,
                    i.kode,
                    f"{apa} {i.nama} {tulis(nilai)} persen, padahal pembilang adalah bagian dari penyebut.",
                    _angka(nilai=nilai, pembilang=i.pembilang, penyebut=i.penyebut),
                    "Persentase bagian dari keseluruhan paling tinggi 100",
                )


# Plan and narrative


def tanpa_sasaran(bahan: Bahan) -> Iterator[Temuan]:
    for s in bahan.ikhtisar.simpul:
        if s.jenis == "sub_kegiatan" and not s.mendukung:
            pesan = f"Sub kegiatan {s.uraian} tidak mendukung sasaran mana pun. Isi kolom mendukung."
            yield Temuan("renstra.tanpa_sasaran", PERINGATAN, s.kode, pesan, {}, f"{PERMENPANRB_88}: cascading")


def sasaran_tanpa_iku(bahan: Bahan) -> Iterator[Temuan]:
    nama = {s.kode: s.uraian for s in bahan.ikhtisar.simpul}
    for s in bahan.ikhtisar.sasaran:
        if s.anggota == 0:
            pesan = f"Sasaran {nama[s.kode]} tidak mempunyai IKU; capaiannya tidak dapat dihitung."
            yield Temuan("renstra.sasaran_tanpa_iku", PERINGATAN, s.kode, pesan, {}, PRAKTIK_IKU)


def skala_tidak_dikenal(bahan: Bahan) -> Iterator[Temuan]:
    if not bahan.ikhtisar.pita:
        pesan = f"Skala predikat “{bahan.ikhtisar.skala}” tidak ada; predikat capaian tidak dapat ditulis."
        yield Temuan("skala.tidak_dikenal", GALAT, bahan.ikhtisar.skala, pesan, {}, "Permendagri 86/2017")


def akip_berbeda(bahan: Bahan) -> Iterator[Temuan]:
    for a in bahan.ikhtisar.akip:
        if a.nilai_dinyatakan is not None and a.nilai is not None:
            pesan = f"Nilai AKIP {a.tahun} dinyatakan {tulis(a.nilai_dinyatakan)}, jumlah komponennya {tulis(a.nilai)}."
            yield Temuan(
                "akip.jumlah_berbeda",
                GALAT,
                str(a.tahun),
                pesan,
                _angka(dinyatakan=a.nilai_dinyatakan, dihitung=a.nilai),
                PERMENPANRB_88,
            )


def belum_ada_isi(bahan: Bahan) -> Iterator[Temuan]:
    if not bahan.ikhtisar.indikator:
        pesan = "Belum ada indikator untuk tahun ini. Unggah buku kerja yang berisi Renstra dan Indikator."
        yield Temuan("renstra.kosong", GALAT, bahan.ikhtisar.perangkat_daerah.kode, pesan, {}, PERMENPANRB_53)


def tahun_di_narasi(bahan: Bahan) -> Iterator[Temuan]:
    """Years that neither the report nor its data speak of: often last year's sentence."""
    i = bahan.ikhtisar
    wajar = {i.tahun, i.tahun + 1} | set(range(i.periode_awal or i.tahun, (i.periode_akhir or i.tahun) + 1))
    wajar |= {a.tahun for a in i.akip} - {i.tahun - 1}
    wajar -= set(range(i.periode_awal or i.tahun, i.tahun))
    for bagian, judul, teks in bahan.narasi:
        bersih = _RUJUKAN.sub(" ", f"{judul}. {teks}")
        seri = {d.tahun for x in i.indikator if bagian.endswith(x.kode) for d in x.deret}
        for tahun in sorted({int(t) for t in _TAHUN.findall(bersih)} - wajar - seri):
            letak = bersih.find(str(tahun))
            kutipan = " ".join(bersih[max(0, letak - 50) : letak + 40].split())
            yield Temuan(
                "narasi.tahun_lain",
                PERINGATAN,
                bagian,
                f"Bagian {bagian} menyebut tahun {tahun}, laporan ini tahun {i.tahun}: “…{kutipan}…”",
                {"tahun": str(tahun)},
                "Kalimat laporan tahun lalu yang tertinggal",
            )


ATURAN: tuple[Callable[[Bahan], Iterator[Temuan]], ...] = (
    belum_ada_isi,
    jumlah_induk,
    realisasi_melebihi_pagu,
    uang_belum_diisi,
    triwulan_tidak_sama,
    target_realisasi_belum,
    nilai_tidak_sama,
    analisis_belum,
    capaian_terlalu_tinggi,
    persen_di_atas_100,
    iku_tanpa_keterangan,
    iku_ganda,
    pk_berbeda_renstra,
    tanpa_sasaran,
    sasaran_tanpa_iku,
    skala_tidak_dikenal,
    akip_berbeda,
    tahun_di_narasi,
)
