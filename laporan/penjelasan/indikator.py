"""Explains the numbers of one indicator."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarIndikator, PitaSkala
from sakip.angka import romawi

from .bentuk import (
    ANGKA,
    PERSEN,
    TEKS,
    UANG,
    BarisPenjelasan,
    Masukan,
    Penjelasan,
    ada,
    cari_indikator,
    catatan_bulat,
    tulis,
)

VERSI = {
    "renstra": "Renstra",
    "pk": "Perjanjian Kinerja",
    "pk_perubahan": "Perjanjian Kinerja Perubahan",
}
AGREGASI = {
    "akhir": "nilai triwulan terakhir yang terisi",
    "jumlah": "jumlah triwulan yang terisi",
    "rata": "rata-rata triwulan yang terisi",
    "maks": "nilai triwulan terbesar",
}
TURUN = {"selisih": "(2 × target − realisasi) ÷ target × 100", "rasio": "target ÷ realisasi × 100"}
Penjelas = Callable[[Ikhtisar, str], Penjelasan | None]


def _untuk(
    fungsi: Callable[[Ikhtisar, IkhtisarIndikator], Penjelasan],
) -> Penjelas:
    def dengan_kode(ikhtisar: Ikhtisar, kode: str) -> Penjelasan | None:
        i = cari_indikator(ikhtisar, kode)
        return fungsi(ikhtisar, i) if i else None

    return dengan_kode


def _mengacu(i: IkhtisarIndikator) -> str:
    return f"Nilainya mengikuti indikator {i.mengacu}." if i.mengacu else ""


@_untuk
def target(ikhtisar: Ikhtisar, i: IkhtisarIndikator) -> Penjelasan:
    if ikhtisar.triwulan:
        return _target_triwulan(ikhtisar, i)
    versi = (
        ("renstra", i.target_versi_renstra),
        ("pk", i.target_pk),
        ("pk_perubahan", i.target_pk_perubahan),
    )
    return Penjelasan(
        f"Target {ikhtisar.tahun}",
        i.nama,
        i.target_teks or i.target,
        TEKS if i.target_teks else ANGKA,
        rumus="Perjanjian Kinerja Perubahan; bila tidak ada, Perjanjian Kinerja; bila tidak ada, Renstra",
        alasan="" if i.target is not None else "target belum ditetapkan",
        masukan=tuple(
            Masukan(
                VERSI[v],
                n,
                catatan="yang dipakai" if v == i.versi_target else "",
                berlaku=v == i.versi_target,
            )
            for v, n in versi
        ),
        catatan=ada([_rentang(ikhtisar, i), _mengacu(i)]),
    )


def _rentang(ikhtisar: Ikhtisar, i: IkhtisarIndikator) -> str:
    if i.target_atas is None:
        return ""
    return f"Rentang {tulis(ikhtisar, i.target)} sampai {tulis(ikhtisar, i.target_atas)}."


def _target_triwulan(ikhtisar: Ikhtisar, i: IkhtisarIndikator) -> Penjelasan:
    sampai = ikhtisar.triwulan or 4
    return Penjelasan(
        f"Target s.d. Triwulan {romawi(sampai)}",
        i.nama,
        i.target,
        ANGKA,
        rumus=f"Target s.d. triwulan: {AGREGASI.get(i.agregasi, i.agregasi)}",
        alasan="" if i.target is not None else "target triwulan belum ditetapkan",
        masukan=tuple(Masukan(f"Triwulan {romawi(t.triwulan)}", t.target) for t in i.triwulan[:sampai]),
        catatan=ada([_mengacu(i)]),
    )


@_untuk
def realisasi(ikhtisar: Ikhtisar, i: IkhtisarIndikator) -> Penjelasan:
    rumus, hitungan, masukan, catatan = _asal_realisasi(ikhtisar, i)
    berbeda = ""
    if i.realisasi_dinyatakan is not None:
        berbeda = f"Sumber menyatakan {tulis(ikhtisar, i.realisasi_dinyatakan)}; yang dipakai hasil hitungan."
    return Penjelasan(
        f"Realisasi {ikhtisar.tahun}",
        i.nama,
        i.realisasi_teks or i.realisasi,
        TEKS if i.realisasi_teks else ANGKA,
        rumus=rumus,
        hitungan=hitungan,
        alasan="" if i.realisasi is not None else (i.alasan or "belum diisi"),
        masukan=masukan,
        catatan=ada([catatan, berbeda, _mengacu(i), f"Sumber: {i.analisis.sumber}" if i.analisis.sumber else ""]),
    )


Asal = tuple[str, str, tuple[Masukan, ...], str]
"""Formula, written-out calculation, inputs and a note."""


def _asal_realisasi(ikhtisar: Ikhtisar, i: IkhtisarIndikator) -> Asal:
    if i.jenis_nilai == "komponen" and i.komponen and not ikhtisar.triwulan:
        return _asal_komponen(ikhtisar, i)
    if i.jenis_nilai == "rasio" and i.pembilang is not None and i.penyebut is not None:
        a, b = tulis(ikhtisar, i.pembilang), tulis(ikhtisar, i.penyebut)
        pengali = tulis(ikhtisar, Decimal(100) if i.pengali is None else i.pengali)
        masukan = (Masukan("Pembilang", i.pembilang), Masukan("Penyebut", i.penyebut))
        hitungan = f"{a} ÷ {b} × {pengali} = {tulis(ikhtisar, i.realisasi)}"
        return f"Pembilang ÷ penyebut × {pengali}", hitungan, masukan, ""
    sampai, cara = ikhtisar.triwulan or 4, AGREGASI.get(i.agregasi, i.agregasi)
    per_tw = tuple(Masukan(f"Triwulan {romawi(t.triwulan)}", t.realisasi) for t in i.triwulan[:sampai])
    if ikhtisar.triwulan:
        return f"Realisasi s.d. triwulan: {cara}", "", per_tw, ""
    if any(m.nilai is not None for m in per_tw):
        return f"Nilai setahun bila dinyatakan; bila tidak, {cara}", "", per_tw, ""
    return "Nilai setahun sebagaimana diisi", "", (), ""


def _asal_komponen(ikhtisar: Ikhtisar, i: IkhtisarIndikator) -> Asal:
    masukan = tuple(
        Masukan(k.nama, k.nilai, catatan=f"maksimum {tulis(ikhtisar, k.maksimum)}" if k.maksimum else "")
        for k in i.komponen
    )
    if i.jumlah_komponen is None:
        return "Jumlah nilai komponen", "", masukan, "Ada komponen yang belum diisi, sehingga jumlahnya tidak dipakai."
    bagian = " + ".join(tulis(ikhtisar, k.nilai) for k in i.komponen)
    return "Jumlah nilai komponen", f"{bagian} = {tulis(ikhtisar, i.jumlah_komponen)}", masukan, ""


@_untuk
def capaian(ikhtisar: Ikhtisar, i: IkhtisarIndikator) -> Penjelasan:
    if i.capaian_dinyatakan:
        return Penjelasan(
            "Capaian",
            i.nama,
            i.capaian,
            PERSEN,
            rumus="Dinyatakan oleh sumber; target dan realisasinya tidak diketahui",
            catatan=ada([_mengacu(i)]),
        )
    return Penjelasan(
        "Capaian",
        i.nama,
        i.capaian,
        PERSEN,
        rumus=rumus_capaian(ikhtisar, i),
        hitungan=_hitungan(ikhtisar, i, i.target, i.realisasi, i.capaian),
        alasan=i.alasan,
        masukan=(
            Masukan(
                "Target",
                i.target_teks or i.target,
                TEKS if i.target_teks else ANGKA,
                VERSI.get(i.versi_target or "", ""),
            ),
            Masukan("Realisasi", i.realisasi_teks or i.realisasi, TEKS if i.realisasi_teks else ANGKA),
        ),
        catatan=ada([_predikat(ikhtisar, i), _batas(ikhtisar, i), _mengacu(i), catatan_bulat(ikhtisar)]),
    )


def rumus_capaian(ikhtisar: Ikhtisar, i: IkhtisarIndikator) -> str:
    """The formula in words, by the direction of the indicator."""
    turun = TURUN.get(ikhtisar.rumus_turun, "")
    if i.arah == "turun":
        return f"{turun} (makin rendah makin baik)"
    if i.arah == "rentang":
        return (
            f"Di dalam rentang 100; di bawahnya realisasi ÷ batas bawah × 100; di atasnya {turun} terhadap batas atas"
        )
    return "Realisasi ÷ target × 100"


def _hitungan(
    ikhtisar: Ikhtisar,
    i: IkhtisarIndikator,
    target: Decimal | None,
    realisasi: Decimal | None,
    hasil: Decimal | None,
) -> str:
    if hasil is None or not target or i.arah == "rentang":
        return ""
    t, r = tulis(ikhtisar, target), tulis(ikhtisar, realisasi)
    hitungan = f"{r} ÷ {t} × 100"
    if i.arah == "turun":
        hitungan = f"{t} ÷ {r} × 100" if ikhtisar.rumus_turun == "rasio" else f"(2 × {t} − {r}) ÷ {t} × 100"
    return f"{hitungan} = {tulis(ikhtisar, hasil, PERSEN)} %"


def teks_pita(ikhtisar: Ikhtisar, pita: PitaSkala) -> str:
    """`> 90`, `≥ 91`; the lowest band may have no bound."""
    if pita.batas_bawah is None:
        return "di bawah pita lainnya"
    return f"{'lebih dari' if pita.eksklusif else 'paling sedikit'} {tulis(ikhtisar, pita.batas_bawah)}"


def _predikat(ikhtisar: Ikhtisar, i: IkhtisarIndikator) -> str:
    pita = next((p for p in ikhtisar.pita if p.predikat == i.predikat), None)
    return f"Predikat {pita.predikat}: {teks_pita(ikhtisar, pita)} ({ikhtisar.skala})." if pita else ""


def _batas(ikhtisar: Ikhtisar, i: IkhtisarIndikator) -> str:
    if ikhtisar.batas_capaian is None or i.capaian == i.capaian_dibatasi:
        return ""
    return f"Dalam rata-rata yang dibatasi dihitung {tulis(ikhtisar, i.capaian_dibatasi)}."


@_untuk
def akhir(ikhtisar: Ikhtisar, i: IkhtisarIndikator) -> Penjelasan:
    a = i.akhir_renstra
    return Penjelasan(
        f"Capaian terhadap akhir Renstra {a.tahun or ''}".strip(),
        i.nama,
        a.capaian,
        PERSEN,
        rumus=f"Realisasi {ikhtisar.tahun} terhadap target tahun terakhir Renstra, dengan rumus yang sama",
        hitungan=_hitungan(ikhtisar, i, a.target, i.realisasi, a.capaian),
        alasan=a.alasan,
        masukan=(
            Masukan(f"Target {a.tahun or 'akhir Renstra'}", a.teks or a.target, TEKS if a.teks else ANGKA),
            Masukan(f"Realisasi {ikhtisar.tahun}", i.realisasi),
        ),
        catatan=ada([_mengacu(i), catatan_bulat(ikhtisar)]),
    )


@_untuk
def efisiensi(ikhtisar: Ikhtisar, i: IkhtisarIndikator) -> Penjelasan:
    e = i.efisiensi
    return Penjelasan(
        "Efisiensi",
        i.nama,
        e.nilai,
        ANGKA,
        rumus=rumus_efisiensi(ikhtisar),
        hitungan=hitungan_efisiensi(ikhtisar, i.capaian, e.serapan, e.nilai),
        alasan=e.alasan,
        masukan=(
            Masukan("Capaian", i.capaian, PERSEN),
            Masukan("Serapan", e.serapan, PERSEN),
            Masukan("Pagu", e.pagu, UANG, "program, kegiatan, sub kegiatan yang mendukung"),
            Masukan("Realisasi anggaran", e.realisasi, UANG),
        ),
        catatan=ada([f"Kesimpulan: {e.kesimpulan}." if e.kesimpulan else "", catatan_bulat(ikhtisar)]),
    )


def rumus_efisiensi(ikhtisar: Ikhtisar) -> str:
    if ikhtisar.metode_efisiensi == "selisih":
        return "Capaian − serapan, dalam poin; efisien bila lebih dari 0"
    return "Capaian ÷ serapan; efisien bila paling sedikit 1"


def hitungan_efisiensi(
    ikhtisar: Ikhtisar, capaian: Decimal | None, serapan: Decimal | None, hasil: Decimal | None
) -> str:
    if hasil is None:
        return ""
    tanda = "−" if ikhtisar.metode_efisiensi == "selisih" else "÷"
    c, s = tulis(ikhtisar, capaian, PERSEN), tulis(ikhtisar, serapan, PERSEN)
    return f"{c} {tanda} {s} = {tulis(ikhtisar, hasil, PERSEN)}"


def baris_indikator(i: IkhtisarIndikator) -> BarisPenjelasan:
    """An indicator as a member of a mean."""
    bobot = "1" if i.bobot is None else i.bobot
    return BarisPenjelasan(
        "indikator",
        i.kode,
        i.nama,
        ((bobot, ANGKA, ""), (i.capaian, PERSEN, i.alasan)),
        i.capaian is not None,
    )


PENJELAS: dict[tuple[str, str], Penjelas] = {
    ("indikator", "target"): target,
    ("indikator", "realisasi"): realisasi,
    ("indikator", "capaian"): capaian,
    ("indikator", "akhir"): akhir,
    ("indikator", "efisiensi"): efisiensi,
}
