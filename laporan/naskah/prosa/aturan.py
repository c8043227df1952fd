"""The rules about prose, as findings beside all others."""

from __future__ import annotations

from collections.abc import Iterator

from laporan.periksa.bentuk import GALAT, PERINGATAN, PERMENPANRB_53, Bahan, Temuan, angka_teks
from sakip.angka import bulatkan, tulis
from sakip.kaya.rujukan import cari
from sakip.markah import gambar_dalam

from ..nilai import tulis_nilai
from .butir import Daftar
from .cocok import Pencocok
from .kalimat import kalimat
from .kebiasaan import kebiasaan, paragraf_ganda
from .penilaian import penilaian

SATU_ANGKA = "Satu angka dalam satu laporan"
MEDAN_ANALISIS = {
    "pendorong": "Faktor pendorong",
    "penghambat": "Faktor penghambat",
    "solusi": "Solusi",
    "tindak_lanjut": "Tindak lanjut",
}


def prosa(bahan: Bahan) -> Iterator[Temuan]:
    """All that is wrong in the prose; the year's figures are listed once for it."""
    daftar = Daftar(bahan.ikhtisar)
    yield from isian_berbeda(bahan, daftar)
    if any(teks.strip() for _, _, teks in bahan.narasi):
        yield from rujukan_hampa(bahan, daftar)
        yield from angka_berbeda(bahan, daftar)
        yield from penilaian_bertentangan(bahan, daftar)
        yield from kebiasaan_buruk(bahan)
        yield from gambar_cacat(bahan)


def rujukan_hampa(bahan: Bahan, daftar: Daftar) -> Iterator[Temuan]:
    """References to nothing. What another year or quarter would give is not known here, hence not judged."""
    for bagian, _, teks in bahan.narasi:
        for t in cari(teks):
            if t.rujukan is None:
                pesan = f"Rujukan {t.teks} tidak terbaca: {t.sebab}."
                yield Temuan("narasi.rujukan_hampa", GALAT, bagian, pesan, {}, SATU_ANGKA)
            elif t.rujukan.tahun is None:
                nilai = daftar.sumber.nilai(t.rujukan)
                if nilai.hampa or not nilai.ada:
                    tingkat = GALAT if nilai.hampa else PERINGATAN
                    aturan = "narasi.rujukan_hampa" if nilai.hampa else "narasi.rujukan_kosong"
                    pesan = f"Rujukan {t.teks} tercetak sebagai garis: {nilai.alasan}."
                    yield Temuan(aturan, tingkat, bagian, pesan, {}, SATU_ANGKA)


def angka_berbeda(bahan: Bahan, daftar: Daftar) -> Iterator[Temuan]:
    """Typed numbers that contradict the figure of what their sentence names."""
    pencocok = Pencocok(daftar)
    for bagian, _, teks in bahan.narasi:
        for t in pencocok.baca(bagian, teks)[1]:
            nilai = pencocok.daftar.sumber.nilai(t.rujukan)
            cetak = tulis_nilai(nilai, t.rujukan.bentuk, bahan.ikhtisar)
            nama = "" if nilai.nama == t.rujukan.objek else f" {nilai.nama}"
            yield Temuan(
                "narasi.angka_berbeda",
                PERINGATAN,
                bagian,
                f"Naskah menulis {t.angka.teks}, {t.rujukan.jenis.replace('_', ' ')}{nama} adalah {cetak}: "
                f"“…{t.kutipan}…”",
                {"ditulis": format(t.angka.nilai, "f"), "dihitung": tulis(nilai.angka or t.angka.nilai, 4)},
                SATU_ANGKA,
            )


def penilaian_bertentangan(bahan: Bahan, daftar: Daftar) -> Iterator[Temuan]:
    for bagian, _, teks in bahan.narasi:
        for s in penilaian(daftar, bagian, teks):
            pesan = f"Naskah menyatakan “{s.kata}”, padahal {s.data}: “{s.kutipan[:160]}”"
            yield Temuan("narasi.penilaian_berbeda", PERINGATAN, bagian, pesan, {}, PERMENPANRB_53)


def kebiasaan_buruk(bahan: Bahan) -> Iterator[Temuan]:
    for bagian, _, teks in bahan.narasi:
        for k in kebiasaan(bahan.ikhtisar, bagian, teks):
            yield Temuan(k.aturan, PERINGATAN, bagian, f"{k.pesan}: “…{k.kutipan}…”", {}, PERMENPANRB_53)
    for bagian, pertama, paragraf in paragraf_ganda((b, t) for b, _, t in bahan.narasi):
        di = "bagian ini juga" if bagian == pertama else f"bagian {pertama}"
        pesan = f"Paragraf yang sama sudah ada pada {di}: “{paragraf[:100]}…”"
        yield Temuan("narasi.paragraf_ganda", PERINGATAN, bagian, pesan, {}, PERMENPANRB_53)


def gambar_cacat(bahan: Bahan) -> Iterator[Temuan]:
    """Pictures that print nothing, and those that say nothing to who cannot see them."""
    for bagian, _, teks in bahan.narasi:
        for g in gambar_dalam(teks):
            nama = f"“{g.judul or g.alt}”" if g.judul or g.alt else f"{g.sidik[:12]}…"
            if bahan.gambar is not None and g.sidik not in bahan.gambar:
                pesan = (
                    f"Gambar {nama} tidak ada pada berkas tahun ini, sehingga tidak tercetak. Unggah gambarnya lagi."
                )
                yield Temuan("narasi.gambar_hampa", GALAT, bagian, pesan, {}, PERMENPANRB_53)
            if not g.alt:
                pesan = f"Gambar {nama} tanpa teks alternatif. Tulis apa yang tampak padanya."
                yield Temuan("narasi.gambar_tanpa_alt", PERINGATAN, bagian, pesan, {}, PERMENPANRB_53)


def isian_berbeda(bahan: Bahan, daftar: Daftar) -> Iterator[Temuan]:
    """Numbers typed in the analysis of an indicator's realisasi that contradict the computed ones."""
    pencocok = Pencocok(daftar)
    for i in bahan.ikhtisar.indikator:
        for medan, apa in MEDAN_ANALISIS.items():
            for t in pencocok.baca(f"3.1.analisis.{i.kode}", getattr(i.analisis, medan))[1]:
                nilai = daftar.sumber.nilai(t.rujukan)
                cetak = tulis_nilai(nilai, t.rujukan.bentuk, bahan.ikhtisar)
                pesan = (
                    f"{apa} {i.nama} menulis {t.angka.teks}, {t.rujukan.jenis.replace('_', ' ')} adalah {cetak}: "
                    f"“…{t.kutipan}…”"
                )
                rinci = {"ditulis": format(t.angka.nilai, "f")}
                yield Temuan("capaian.analisis_berbeda", PERINGATAN, i.kode, pesan, rinci, SATU_ANGKA)


def teks_berbeda(bahan: Bahan) -> Iterator[Temuan]:
    """A target or realisasi whose printed text holds numbers, none of which is its value."""
    for i in bahan.ikhtisar.indikator:
        for aturan, apa, teks, nilai in (
            ("target.teks_berbeda", "Target", i.target_teks, i.target),
            ("capaian.teks_berbeda", "Realisasi", i.realisasi_teks, i.realisasi),
        ):
            tertulis = [n for k in kalimat(teks or "") for n in k.angka]
            if nilai is None or not tertulis or any(bulatkan(nilai, n.desimal) == n.nilai for n in tertulis):
                continue
            pesan = f"{apa} {i.nama} tercetak “{teks}”, nilainya {tulis(nilai)}. Samakan keduanya."
            yield Temuan(aturan, PERINGATAN, i.kode, pesan, angka_teks(nilai=nilai), SATU_ANGKA)


ATURAN = (prosa, teks_berbeda)
