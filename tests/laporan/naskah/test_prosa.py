"""Typed numbers beside the figures of the year, judgements beside the data, and bad habits."""

import time
from dataclasses import replace

import pytest

from laporan.naskah.nilai import isi
from laporan.naskah.prosa.aturan import prosa
from laporan.naskah.prosa.butir import Daftar
from laporan.naskah.prosa.cocok import Pencocok, tawaran_dan_hasil, terapkan
from laporan.naskah.prosa.kalimat import kalimat, tanpa_rujukan
from laporan.naskah.prosa.kebiasaan import _TABEL_MARKDOWN
from laporan.periksa.aturan import periksa_ikhtisar
from laporan.periksa.bentuk import GALAT, Bahan
from sakip.markah import TANDA_HTML, ke_html
from tests.laporan.dokumen_uji import DEMO

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def ikhtisar(laporan_demo):
    return laporan_demo("hss-2024", 2024).i


@pytest.fixture(scope="module")
def pencocok(ikhtisar):
    return Pencocok(Daftar(ikhtisar))


def angka(teks):
    return [n.teks for k in kalimat(teks) for n in k.angka]


@pytest.mark.parametrize(
    ("teks", "terbaca"),
    [
        ("Pagu Rp7.412.761.645,00 terserap 68,42%.", ["Rp7.412.761.645,00", "68,42%"]),
        ("Nilai 81,16 dari target 78.", ["81,16", "78"]),
        ("Anggaran Rp7,4 miliar dan 90 persen.", ["Rp7,4 miliar", "90 persen"]),
        ("Peraturan Bupati Nomor 71 Tahun 2021 dan Perpres 29/2014 tanggal 17 Desember 2024.", []),
        ("Tahun 2024, Renstra 2024-2026, Tabel 3.5, skala 0-30, PP No. 8 Tahun 2006.", []),
        ("1. Pertama\n2. Kedua", []),
        ("Capaian {{capaian:total}} saja.", []),
    ],
)
def test_angka_yang_diketik(teks, terbaca):
    assert angka(teks) == terbaca


def dibaca(pencocok, teks, bagian="4.1"):
    tawaran, tentangan = pencocok.baca(bagian, teks)
    return [str(t.rujukan) for t in tawaran], [(t.angka.teks, str(t.rujukan)) for t in tentangan]


@pytest.mark.parametrize(
    ("teks", "bagian", "rujukan"),
    [
        ("Indeks Profesionalitas ASN mencapai 81,16 dari target 78.", "4.1", ["realisasi:I.T1.1", "target:I.T1.1"]),
        ("Nilainya 54,48 pada 2019, lalu 81,16.", "3.1.deret.I.T1.1", ["realisasi:I.T1.1@2019", "realisasi:I.T1.1"]),
        ("Program Kepegawaian Daerah berpagu Rp4.470.744.585,00.", "3.2", ["pagu:P1"]),
        ("Realisasi Rp5.071.600.391,00 (68,42%).", "3.2", ["realisasi:total", "serapan:total"]),
        ("Diikuti 90 orang dan 78 peserta.", "4.1", []),
    ],
)
def test_yang_sama_ditawarkan_untuk_objek_yang_tepat(pencocok, teks, bagian, rujukan):
    assert dibaca(pencocok, teks, bagian) == ([f"{{{{{r}}}}}" for r in rujukan], [])


def test_tawaran_yang_diterima_terbaca_sama(pencocok):
    teks = "Indeks Sistem Merit tercapai 93,86% dari target 285, dengan pagu Rp7.412.761.645 dan *catatan*."
    tawaran, _ = pencocok.baca("4.1", teks)
    hidup = terapkan(teks, tawaran)
    assert hidup.count("{{") == 3
    assert isi(hidup, pencocok.daftar.sumber) == teks


@pytest.mark.parametrize(
    ("teks", "salah"),
    [
        ("Indeks Sistem Merit dengan capaian 104%.", [("104%", "{{capaian:I.T1.2}}")]),
        ("Rata-rata capaian IKU 92,67%.", [("92,67%", "{{capaian:total}}")]),
        ("Program Kepegawaian Daerah dengan pagu Rp4.470.744.500.", [("Rp4.470.744.500", "{{pagu:P1}}")]),
        ("Pada 2022 capaian Indeks Sistem Merit 104%.", []),
        ("Indeks Sistem Merit dinilai oleh 12 orang.", []),
        ("Capaian triwulan lalu 50%.", []),
    ],
)
def test_yang_bertentangan_dengan_yang_disebut_kalimatnya(pencocok, teks, salah):
    assert dibaca(pencocok, teks)[1] == salah


def temuan(ikhtisar, teks, bagian="4.1", *lain):
    bahan = Bahan(ikhtisar, ((bagian, "", teks), *lain))
    return [(t.aturan.removeprefix("narasi."), t.tingkat) for t in prosa(bahan)]


def aturan(*isi):
    return [a for a, _ in temuan(*isi)]


@pytest.mark.parametrize(
    ("teks", "salah"),
    [
        ("Indeks Sistem Merit menurun.", True),
        ("Indeks Sistem Merit meningkat dari tahun 2021.", False),
        ("Indeks Sistem Merit telah mencapai target.", True),
        ("Indeks Sistem Merit belum mencapai target.", False),
        ("Indeks Sistem Merit diharapkan mencapai target.", False),
        ("Indeks Profesionalisme ASN tidak tercapai.", True),
        ("Penggunaan anggaran tidak efisien.", True),
        ("Penggunaan anggaran efisien.", False),
        ("Capaian tertinggi adalah Indeks Norma Standar Prosedur dan Kriteria (NSPK).", True),
    ],
)
def test_penilaian_di_samping_datanya(ikhtisar, teks, salah):
    assert aturan(ikhtisar, teks) == (["penilaian_berbeda"] if salah else [])


@pytest.mark.parametrize(
    ("teks", "bagian", "apa"),
    [
        ("Nilai xxx persen.", "1.1", ["belum_selesai"]),
        ("Kegiatan [isi nama] selesai.", "1.1", ["belum_selesai"]),
        ("Realisasi sebesar … persen.", "1.1", ["belum_selesai"]),
        ("Sebagaimana tabel berikut.", "1.1", ["tabel_tidak_ada"]),
        ("Sebagaimana tabel berikut.\n\n| a | b |\n|---|---|\n| 1 | 2 |", "1.1", []),
        ("Sebagaimana tabel berikut.", "3.2", []),
        ("Dinas Kesehatan Kabupaten Sleman menyusun laporan.", "1.1", ["instansi_lain"]),
        ("BKPSDM Kabupaten Hulu Sungai Selatan menyusun laporan.", "1.1", []),
        ("Formasi kurang dan peminat sedikit.", "3.1.analisis.I.S3.1", ["tanpa_tindak_lanjut"]),
        ("Formasi kurang; seleksi akan dipercepat.", "3.1.analisis.I.S3.1", []),
        ("Formasi kurang dan peminat sedikit.", "3.1.analisis.I.S1.1", []),
    ],
)
def test_kebiasaan_buruk(ikhtisar, teks, bagian, apa):
    assert aturan(ikhtisar, teks, bagian) == apa


def test_paragraf_yang_sama_dua_kali(ikhtisar):
    paragraf = "Badan ini menyelenggarakan urusan kepegawaian dan pengembangan sumber daya manusia aparatur daerah."
    assert aturan(ikhtisar, paragraf, "1.1", ("1.4", "", f"Lain.\n\n{paragraf}")) == ["paragraf_ganda"]


def test_rujukan_yang_menunjuk_apa_pun_tidak_adalah_galat(ikhtisar):
    assert temuan(ikhtisar, "Capaian {{capaian:I.S9.9}}.") == [("rujukan_hampa", GALAT)]
    assert aturan(ikhtisar, "Capaian {{capaian:total}}.") == []
    tanpa = replace(ikhtisar, total=replace(ikhtisar.total, capaian_iku=None))
    assert aturan(tanpa, "Capaian {{capaian:total}}.") == ["rujukan_kosong"]


def _satu(ikhtisar, **ubahan):
    return replace(
        ikhtisar, indikator=tuple(replace(i, **ubahan) if i.kode == "I.S1.1" else i for i in ikhtisar.indikator)
    )


def _temuan(ikhtisar, akhiran):
    return [(t.aturan, t.objek, t.pesan) for t in periksa_ikhtisar(ikhtisar) if t.aturan.endswith(akhiran)]


def test_angka_dalam_isian_analisis_dibandingkan_dengan_datanya(ikhtisar):
    """Both texts and the place: what the workbook's sentence says, what is computed, of which indicator."""
    asal = next(i for i in ikhtisar.indikator if i.kode == "I.S1.1")
    salah = replace(asal.analisis, penghambat="Realisasi hanya 95,12 persen karena jadwal bergeser.")
    [(aturan, objek, pesan)] = _temuan(_satu(ikhtisar, analisis=salah), "analisis_berbeda")
    assert (aturan, objek) == ("capaian.analisis_berbeda", "I.S1.1")
    assert "Faktor penghambat" in pesan and "95,12 persen" in pesan and "99,49" in pesan and "jadwal bergeser" in pesan
    benar = replace(asal.analisis, penghambat="Realisasi hanya 99,49 persen karena jadwal bergeser.")
    assert _temuan(_satu(ikhtisar, analisis=benar), "analisis_berbeda") == []


@pytest.mark.parametrize(
    ("teks", "ditemukan"),
    [("99,49", 0), ("Sangat Baik (99,49)", 0), ("99,49% = 1.220/1.226 x 100", 0), ("BB", 0), ("", 0), ("98,1 (A)", 1)],
)
def test_teks_realisasi_dan_target_memuat_nilainya(ikhtisar, teks, ditemukan):
    hasil = _temuan(_satu(ikhtisar, realisasi_teks=teks), "teks_berbeda")
    assert [h[:2] for h in hasil] == [("capaian.teks_berbeda", "I.S1.1")] * ditemukan
    assert all(teks in h[2] and "99,49" in h[2] for h in hasil)
    target = _temuan(_satu(ikhtisar, target_teks="A (95)" if ditemukan else "A (90)"), "teks_berbeda")
    assert [h[0] for h in target] == ["target.teks_berbeda"] * ditemukan


def test_nama_bagian_di_depan_kurung_dan_satu_satunya_iku(laporan_demo):
    pencocok = Pencocok(Daftar(laporan_demo("balangan-2024", 2024).i))

    def ditawarkan(teks, bagian="4.1"):
        return [str(t.rujukan) for t in pencocok.baca(bagian, teks)[0]]

    assert ditawarkan("Di bawah BKN RI (380).", "3.1.pembanding.I.S1.1") == ["{{pembanding:I.S1.1#BKN RI}}"]
    assert ditawarkan("Diikuti 380 orang.", "3.1.pembanding.I.S1.1") == []
    assert ditawarkan("Capaian IKU belum optimal dari nilai maksimal 400.") == ["{{maksimum:I.S1.1}}"]
    assert ditawarkan("Diikuti 400 orang pengelola IKU.") == []


HTML = (
    '<table><tbody><tr><td colspan="2">Realisasi 40,64 dari target 75</td></tr><tr><td>40,64 orang</td><td>x</td></tr>'
    "</tbody></table><p>Capaian <strong>54,19%</strong>, jadi {{capaian:I.S3.1}}.</p>"
)


def test_naskah_html_mendapat_tawaran_yang_sama(pencocok):
    teks = f"{TANDA_HTML}\n{HTML}"
    tawaran, baru = tawaran_dan_hasil(pencocok, "3.1.analisis.I.S3.1", teks)
    assert [t.angka.teks for t in tawaran][:2] == ["40,64", "75"] and tawaran[-1].angka.teks == "54,19%"
    assert "Realisasi {{realisasi:I.S3.1}} dari target {{target:I.S3.1}}</td>" in baru
    assert "<strong>{{capaian:I.S3.1}}</strong>, jadi {{capaian:I.S3.1}}." in baru
    sumber = pencocok.daftar.sumber
    assert ke_html(isi(baru, sumber)) == ke_html(isi(teks, sumber))
    _, satu = tawaran_dan_hasil(pencocok, "3.1.analisis.I.S3.1", teks, len(tawaran) - 1)
    assert satu == teks.replace("<strong>54,19%", "<strong>{{capaian:I.S3.1}}")
    terpotong = teks.replace("54,19%", "54,<em>19</em>%")
    assert "54,19%" not in [t.angka.teks for t in tawaran_dan_hasil(pencocok, "3.1.analisis.I.S3.1", terpotong)[0]]


BERTENTANGAN = {
    "hss-2024": {
        ("3.1", "92,67%", "{{capaian:total}}"),
        ("3.1.analisis.I.S3.1", "54,18%", "{{capaian:I.S3.1}}"),
        ("3.4", "54,18%", "{{capaian:I.S3.1}}"),
    },
    "balangan-2024": set(),
    "hss-2021": set(),
}
DITAWARKAN = {"hss-2024": 41, "balangan-2024": 51, "hss-2021": 0}
"""As counted by hand in `docs/angka-dalam-naskah.md`."""


@pytest.mark.parametrize(("nama", "tahun"), DEMO)
def test_naskah_tiga_instansi_contoh(laporan_demo, nama, tahun):
    laporan = laporan_demo(nama, tahun)
    pencocok = Pencocok(Daftar(laporan.i))
    hasil = {n["bagian"]: pencocok.baca(n["bagian"], n["teks"]) for n in laporan.bahan["narasi"]}
    assert {(b, t.angka.teks, str(t.rujukan)) for b, (_, te) in hasil.items() for t in te} == BERTENTANGAN[nama]
    assert sum(len(ta) for ta, _ in hasil.values()) == DITAWARKAN[nama]


BERULANG = {
    "rupiah": "Rp 1" * 15_000,
    "angka": "1 " * 30_000,
    "spasi": " " * 60_000 + "x",
    "baris": "\n" * 60_000,
    "pasal": "pasal 1 " * 7_500,
    "persen": "1,1 persen " * 5_000,
    "rujukan": "{{a:b}} 1 " * 6_000,
    "titik": "1." * 30_000 + "x",
    "garis": "-" * 60_000,
}


@pytest.mark.teliti
@pytest.mark.parametrize("apa", BERULANG)
def test_naskah_tanpa_kalimat_tidak_memakan_waktu(apa):
    """What a person types is read each time that the page is opened: some of it took minutes."""
    awal = time.process_time()
    semua = list(kalimat(BERULANG[apa]))
    for k in semua:
        for n in k.angka:
            assert BERULANG[apa][n.awal : n.akhir] == n.teks
            k.sebelum(n)
    _TABEL_MARKDOWN.search(BERULANG[apa])
    assert time.process_time() - awal < 5
    assert "".join(k.teks for k in semua).replace("\n", "").strip() in tanpa_rujukan(BERULANG[apa])
