"""Explains the means and efficiencies of a sasaran and of the whole agency."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarSasaran

from .bentuk import (
    ANGKA,
    PERSEN,
    UANG,
    BarisPenjelasan,
    Masukan,
    Penjelasan,
    ada,
    cari_simpul,
    catatan_bulat,
    catatan_rata,
    tulis,
)
from .indikator import Penjelas, baris_indikator, hitungan_efisiensi, rumus_efisiensi

RATA = "Rata-rata tertimbang capaian IKU (bobot kosong = 1)"


def _untuk(fungsi: Callable[[Ikhtisar, IkhtisarSasaran, str], Penjelasan]) -> Penjelas:
    def dengan_kode(ikhtisar: Ikhtisar, kode: str) -> Penjelasan | None:
        s, simpul = next((s for s in ikhtisar.sasaran if s.kode == kode), None), cari_simpul(ikhtisar, kode)
        return fungsi(ikhtisar, s, simpul.uraian) if s and simpul else None

    return dengan_kode


def _iku(ikhtisar: Ikhtisar, induk: str | None = None) -> tuple[BarisPenjelasan, ...]:
    return tuple(baris_indikator(i) for i in ikhtisar.indikator if i.iku and induk in (None, i.induk))


def _batas(ikhtisar: Ikhtisar, dibatasi: Decimal) -> str:
    batas = tulis(ikhtisar, ikhtisar.batas_capaian)
    return f"Dibatasi {batas} per indikator: {tulis(ikhtisar, dibatasi, PERSEN)} %."


@_untuk
def capaian(ikhtisar: Ikhtisar, s: IkhtisarSasaran, nama: str) -> Penjelasan:
    batas = ""
    if ikhtisar.batas_capaian is not None and s.capaian_dibatasi is not None:
        batas = _batas(ikhtisar, s.capaian_dibatasi)
    return Penjelasan(
        "Capaian sasaran",
        nama,
        s.capaian,
        PERSEN,
        rumus=RATA,
        alasan=s.alasan,
        catatan=ada([catatan_rata(s.dihitung, s.anggota), batas, catatan_bulat(ikhtisar)]),
        kepala=("Indikator Kinerja Utama", "Bobot", "Capaian"),
        baris=_iku(ikhtisar, s.kode),
    )


@_untuk
def akhir(ikhtisar: Ikhtisar, s: IkhtisarSasaran, nama: str) -> Penjelasan:
    baris = tuple(
        BarisPenjelasan(
            "indikator",
            i.kode,
            i.nama,
            ((i.akhir_renstra.target, ANGKA, ""), (i.akhir_renstra.capaian, PERSEN, i.akhir_renstra.alasan)),
            i.akhir_renstra.capaian is not None,
        )
        for i in ikhtisar.indikator
        if i.iku and i.induk == s.kode
    )
    return Penjelasan(
        f"Capaian terhadap akhir Renstra {ikhtisar.periode_akhir or ''}".strip(),
        nama,
        s.capaian_akhir_renstra,
        PERSEN,
        rumus="Rata-rata capaian IKU terhadap target tahun terakhir Renstra",
        alasan="target akhir Renstra belum ditetapkan" if s.capaian_akhir_renstra is None else "",
        catatan=(catatan_bulat(ikhtisar),),
        kepala=("Indikator Kinerja Utama", "Target akhir", "Capaian"),
        baris=baris,
    )


@_untuk
def efisiensi(ikhtisar: Ikhtisar, s: IkhtisarSasaran, nama: str) -> Penjelasan:
    return Penjelasan(
        "Efisiensi",
        nama,
        s.efisiensi,
        ANGKA,
        rumus=rumus_efisiensi(ikhtisar),
        hitungan=hitungan_efisiensi(ikhtisar, s.capaian, s.serapan, s.efisiensi),
        alasan=s.alasan,
        masukan=(
            Masukan("Capaian", s.capaian, PERSEN),
            Masukan("Serapan", s.serapan, PERSEN),
            Masukan("Pagu", s.pagu, UANG),
            Masukan("Realisasi anggaran", s.realisasi, UANG),
        ),
        catatan=ada([f"Kesimpulan: {s.kesimpulan}." if s.kesimpulan else "", catatan_bulat(ikhtisar)]),
    )


def total_capaian(ikhtisar: Ikhtisar, kode: str) -> Penjelasan:
    t = ikhtisar.total
    batas = ""
    if ikhtisar.batas_capaian is not None and t.capaian_iku_dibatasi is not None:
        batas = _batas(ikhtisar, t.capaian_iku_dibatasi)
    return Penjelasan(
        "Capaian IKU",
        ikhtisar.perangkat_daerah.nama,
        t.capaian_iku,
        PERSEN,
        rumus=RATA,
        alasan="belum ada IKU yang bernilai" if t.capaian_iku is None else "",
        catatan=ada([catatan_rata(t.dihitung, t.anggota), batas, catatan_bulat(ikhtisar)]),
        kepala=("Indikator Kinerja Utama", "Bobot", "Capaian"),
        baris=_iku(ikhtisar),
    )


def total_efisiensi(ikhtisar: Ikhtisar, kode: str) -> Penjelasan:
    t, pmk = ikhtisar.total, ikhtisar.total.efisiensi_pmk
    return Penjelasan(
        "Efisiensi",
        ikhtisar.perangkat_daerah.nama,
        t.efisiensi,
        ANGKA,
        rumus=f"{rumus_efisiensi(ikhtisar)}. Rata-rata capaian IKU terhadap rata-rata serapan sasaran",
        hitungan=hitungan_efisiensi(ikhtisar, t.capaian_banding, t.serapan_rata_sasaran, t.efisiensi),
        alasan=t.alasan or ("capaian atau serapan tidak dapat dihitung" if t.efisiensi is None else ""),
        masukan=(
            Masukan("Capaian IKU", t.capaian_banding, PERSEN),
            Masukan("Serapan rata-rata sasaran", t.serapan_rata_sasaran, PERSEN),
            Masukan("E menurut PMK 214/2017", pmk.e, PERSEN, "pembanding"),
            Masukan("Nilai efisiensi (NE)", pmk.ne, ANGKA, "pembanding"),
        ),
        catatan=ada([f"Kesimpulan: {t.kesimpulan}." if t.kesimpulan else "", catatan_bulat(ikhtisar)]),
        kepala=("Sasaran", "Capaian", "Serapan", "Efisiensi"),
        baris=_sasaran(ikhtisar),
    )


def _sasaran(ikhtisar: Ikhtisar) -> tuple[BarisPenjelasan, ...]:
    uraian = {s.kode: s.uraian for s in ikhtisar.simpul}
    return tuple(
        BarisPenjelasan(
            "simpul",
            s.kode,
            uraian[s.kode],
            ((s.capaian, PERSEN, s.alasan), (s.serapan, PERSEN, s.alasan), (s.efisiensi, ANGKA, s.alasan)),
        )
        for s in ikhtisar.sasaran
    )


PENJELAS: dict[tuple[str, str], Penjelas] = {
    ("sasaran", "capaian"): capaian,
    ("sasaran", "akhir"): akhir,
    ("sasaran", "efisiensi"): efisiensi,
    ("total", "capaian"): total_capaian,
    ("total", "efisiensi"): total_efisiensi,
}
