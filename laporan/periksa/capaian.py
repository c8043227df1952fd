"""What is wrong, missing or doubtful about the indicators."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from capaian.wajar import CAPAIAN_WAJAR, PERSEN
from laporan.ikhtisar.bentuk import IkhtisarIndikator
from sakip.angka import tulis, tulis_persen

from .bentuk import (
    CATATAN,
    GALAT,
    PERINGATAN,
    PERMENPANRB_53,
    PERMENPANRB_88,
    PRAKTIK_IKU,
    Bahan,
    Temuan,
    angka_teks,
)


def _tingkat(i: IkhtisarIndikator) -> str:
    return GALAT if i.iku else PERINGATAN


def target_realisasi_belum(bahan: Bahan) -> Iterator[Temuan]:
    tahun = bahan.ikhtisar.tahun
    for i in bahan.ikhtisar.indikator:
        if i.capaian_dinyatakan:
            pesan = f"Capaian {i.nama} hanya dinyatakan sumber, tanpa target dan realisasi."
            yield Temuan("capaian.dinyatakan", CATATAN, i.kode, pesan, angka_teks(capaian=i.capaian), PERMENPANRB_53)
            continue
        if i.target is None:
            pesan = f"Target {tahun} untuk {i.nama} belum ditetapkan."
            yield Temuan("capaian.target_belum", _tingkat(i), i.kode, pesan, {}, PERMENPANRB_53)
        if i.realisasi is None:
            pesan = f"Realisasi {tahun} untuk {i.nama} belum diisi."
            yield Temuan("capaian.realisasi_belum", _tingkat(i), i.kode, pesan, {}, PERMENPANRB_53)
        if i.target is not None and i.realisasi is not None and i.capaian is None:
            pesan = f"Capaian {i.nama} tidak dapat dihitung: {i.alasan}."
            yield Temuan(
                "capaian.tidak_terhitung", PERINGATAN, i.kode, pesan, angka_teks(target=i.target), PERMENPANRB_53
            )


def _dikonfirmasi(i: IkhtisarIndikator) -> tuple[str, str]:
    """Grade and last sentence of what is beyond reason: a note once the yearly row says why it is right."""
    alasan = i.tidak_wajar.alasan if i.tidak_wajar else ""
    return (CATATAN, f" Dikonfirmasi: {alasan}") if alasan else (PERINGATAN, "")


def _persen_bagian(i: IkhtisarIndikator) -> bool:
    """A percentage that is a part of a whole."""
    return i.satuan.strip().casefold() in PERSEN and (i.jenis_nilai == "rasio" or i.penyebut is not None)


def tidak_wajar(bahan: Bahan) -> Iterator[Temuan]:
    """A yearly row beyond what is reasonable, where no rule of its own says so."""
    for i in bahan.ikhtisar.indikator:
        tinggi = i.capaian is not None and i.capaian > CAPAIAN_WAJAR
        bagian = _persen_bagian(i) and i.realisasi is not None and i.realisasi > 100
        if i.tidak_wajar is None or tinggi or bagian:
            continue
        tingkat, sikap = _dikonfirmasi(i)
        pesan = f"Realisasi setahun {i.nama} perlu diperiksa: {i.tidak_wajar.sebab}{sikap}"
        nilai = angka_teks(realisasi=i.realisasi, capaian=i.capaian)
        yield Temuan("capaian.tidak_wajar", tingkat, i.kode, pesan, nilai, PERMENPANRB_53)


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
                angka_teks(capaian=i.capaian),
                PERMENPANRB_53,
            )


def capaian_terlalu_tinggi(bahan: Bahan) -> Iterator[Temuan]:
    for i in bahan.ikhtisar.indikator:
        if i.capaian is not None and i.capaian > CAPAIAN_WAJAR:
            tingkat, sikap = _dikonfirmasi(i)
            yield Temuan(
                "capaian.di_atas_150",
                tingkat,
                i.kode,
                f"Capaian {i.nama} {tulis_persen(i.capaian)}: periksa apakah target "
                f"{tulis(i.target or Decimal(0))} terlalu rendah.{sikap}",
                angka_teks(target=i.target, realisasi=i.realisasi, capaian=i.capaian),
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
    nama = {i.kode: i.nama for i in bahan.ikhtisar.indikator if i.iku}
    for i in bahan.ikhtisar.indikator:
        if i.iku and i.mengacu in nama:
            pesan = (
                f"IKU {i.nama} mengacu IKU {nama[i.mengacu]} sehingga terhitung dua kali dalam rata-rata. "
                "Lepaskan tanda IKU-nya."
            )
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
            angka_teks(dinyatakan=dinyatakan, dihitung=dihitung),
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
                angka_teks(pk=pk, renstra=i.target_versi_renstra),
                f"{PERMENPANRB_88}: keselarasan PK dengan Renstra",
            )


def persen_di_atas_100(bahan: Bahan) -> Iterator[Temuan]:
    for i in filter(_persen_bagian, bahan.ikhtisar.indikator):
        for apa, nilai in (("Realisasi", i.realisasi), ("Target", i.target)):
            if nilai is not None and nilai > 100:
                tingkat, sikap = _dikonfirmasi(i)
                yield Temuan(
                    "satuan.persen_di_atas_100",
                    tingkat,
                    i.kode,
                    f"{apa} {i.nama} {tulis(nilai)} persen, padahal pembilang adalah bagian dari penyebut.{sikap}",
                    angka_teks(nilai=nilai, pembilang=i.pembilang, penyebut=i.penyebut),
                    "Persentase bagian dari keseluruhan paling tinggi 100",
                )


def beda_tahunan(bahan: Bahan) -> Iterator[Temuan]:
    """The year as stated beside what its quarters make; a note once a person gave the reason for keeping it."""
    for i in bahan.ikhtisar.indikator:
        beda = i.beda_tahunan
        if beda is None:
            continue
        dua = f"{i.nama}: setahun dinyatakan {tulis(beda.tahunan)}, triwulannya menghasilkan {tulis(beda.triwulan)}."
        sikap = f"Dipertahankan: {beda.alasan}" if beda.alasan else "Pilih salah satu pada halaman indikatornya."
        yield Temuan(
            "capaian.beda_tahunan",
            CATATAN if beda.alasan else GALAT,
            i.kode,
            f"{dua} {sikap}",
            angka_teks(setahun=beda.tahunan, triwulan=beda.triwulan),
            "Satu tahun satu angka: laporan dan isian triwulan tidak boleh bertentangan",
        )


def skala_indikator(bahan: Bahan) -> Iterator[Temuan]:
    for i in bahan.ikhtisar.indikator:
        if not i.skala_dikenal:
            pesan = f"Skala “{i.skala}” pada {i.nama} tidak ada; predikat nilainya tidak dapat ditulis."
            yield Temuan("skala.indikator_tidak_dikenal", PERINGATAN, i.kode, pesan, {}, PRAKTIK_IKU)


def batas_rentang(bahan: Bahan) -> Iterator[Temuan]:
    """An upper bound is of `rentang` alone, and `rentang` needs one."""
    for i in bahan.ikhtisar.indikator:
        if i.arah == "rentang" and i.target is not None and i.target_atas is None:
            pesan = f"{i.nama} berarah rentang, tetapi targetnya tanpa batas atas. Isi batas atas atau ubah arahnya."
            yield Temuan("target.tanpa_batas_atas", PERINGATAN, i.kode, pesan, angka_teks(target=i.target), PRAKTIK_IKU)
        elif i.arah != "rentang" and i.target_atas is not None:
            pesan = f"Target {i.nama} mempunyai batas atas, padahal arahnya {i.arah}; batas itu tidak dihitung."
            nilai = angka_teks(target=i.target, target_atas=i.target_atas)
            yield Temuan("target.batas_atas_asing", PERINGATAN, i.kode, pesan, nilai, PRAKTIK_IKU)


def target_tetangga(bahan: Bahan) -> Iterator[Temuan]:
    """A year's target ten times the year beside it, or a tenth: often a slipped decimal mark."""
    for i in bahan.ikhtisar.indikator:
        urut = sorted((t for t in i.target_renstra if t.nilai), key=lambda t: t.tahun)
        for satu, dua in zip(urut, urut[1:], strict=False):
            sebelum, sesudah = satu.nilai or Decimal(0), dua.nilai or Decimal(0)
            if max(abs(sebelum), abs(sesudah)) >= 10 * min(abs(sebelum), abs(sesudah)):
                yield Temuan(
                    "target.sepuluh_kali",
                    PERINGATAN,
                    i.kode,
                    f"Target {i.nama} tahun {satu.tahun} {tulis(sebelum)}, tahun {dua.tahun} {tulis(sesudah)}: "
                    "sepuluh kali atau lebih. Periksa koma dan titiknya.",
                    angka_teks(sebelum=sebelum, sesudah=sesudah),
                    f"{PERMENPANRB_88}: target menantang dan realistis",
                )


def target_di_luar_periode(bahan: Bahan) -> Iterator[Temuan]:
    awal, akhir = bahan.ikhtisar.periode_awal, bahan.ikhtisar.periode_akhir
    if awal is None or akhir is None:
        return
    for i in bahan.ikhtisar.indikator:
        if luar := [str(t.tahun) for t in i.target_renstra if not awal <= t.tahun <= akhir]:
            pesan = f"{i.nama} mempunyai target tahun {', '.join(luar)}, di luar periode Renstra {awal}–{akhir}."
            yield Temuan("target.di_luar_periode", PERINGATAN, i.kode, pesan, {}, PRAKTIK_IKU)


ATURAN = (
    target_realisasi_belum,
    beda_tahunan,
    nilai_tidak_sama,
    analisis_belum,
    capaian_terlalu_tinggi,
    tidak_wajar,
    persen_di_atas_100,
    skala_indikator,
    batas_rentang,
    target_tetangga,
    target_di_luar_periode,
    iku_tanpa_keterangan,
    iku_ganda,
    pk_berbeda_renstra,
)
