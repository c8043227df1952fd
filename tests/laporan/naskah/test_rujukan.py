"""Live numbers: how they are read, what they give, how they are printed, and both ways through the workbook."""

import io
import re
import zipfile

import pytest

from laporan.buku_kerja.ekspor import ekspor_buku
from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.bab import susun_html
from laporan.lkjip.bahan import kumpulkan
from laporan.lkjip.docx.susun import susun_docx
from laporan.lkjip.laporan import Laporan
from laporan.models import Narasi
from laporan.naskah.muat import muat_sumber
from laporan.naskah.nilai import Sumber, isi
from renstra.models import Indikator
from sakip.kaya.rujukan import Rujukan, RujukanSalah, baca, cari
from sakip.markah import TANDA_HTML, ke_html
from sakip.models import PerangkatDaerah
from sakip.pdf import tata
from tests.laporan.buku_uji import INSTANSI, berhasil, dasar, impor, tempat
from tests.laporan.buku_uji import baca as baca_buku
from tests.laporan.dokumen_uji import teks_pdf

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("teks", "rujukan"),
    [
        ("capaian:I.S1.1", Rujukan("capaian", "I.S1.1")),
        ("serapan:P1@2024.tw2|persen", Rujukan("serapan", "P1", 2024, 2, "persen")),
        (" pagu : total | ringkas ", Rujukan("pagu", "total", bentuk="ringkas")),
        ("realisasi:SK1.1.2@2023", Rujukan("realisasi", "SK1.1.2", 2023)),
    ],
)
def test_dibaca_dan_ditulis_kembali(teks, rujukan):
    assert baca(teks) == rujukan
    assert baca(str(rujukan)[2:-2]) == rujukan


@pytest.mark.parametrize("teks", ["capaian", "capaian:", "laba:total", "pagu:total|dolar", "pagu:total@2024.tw5"])
def test_yang_bukan_rujukan_menyebut_sebabnya(teks):
    with pytest.raises(RujukanSalah):
        baca(teks)
    (satu,) = cari(f"x {{{{{teks}}}}} y")
    assert satu.rujukan is None
    assert satu.sebab


def test_kurung_yang_diloloskan_tetap_teks():
    assert list(cari(r"\{{capaian:total}}")) == []
    assert "{{capaian:total}}" in ke_html(r"\{{capaian:total}}")


@pytest.fixture(scope="module")
def sumber(laporan_demo):
    return Sumber(laporan_demo("hss-2024", 2024).i)


@pytest.mark.parametrize(
    ("rujukan", "cetak"),
    [
        ("realisasi:I.T1.1", "81,16 (Tinggi)"),
        ("capaian:I.T1.1", "104,05%"),
        ("target:I.T1.1", "78"),
        ("target_akhir:I.T1.1", "82"),
        ("realisasi:I.T1.1@2019", "54,48"),
        ("realisasi:I.T1.1|persen", "81,16%"),
        ("pagu:total", "Rp7.412.761.645"),
        ("pagu:total|ringkas", "Rp7,4 miliar"),
        ("serapan:total", "68,42%"),
        ("serapan:S3", "62,20%"),
        ("pagu:P1", "Rp4.470.744.585"),
        ("efisiensi:S4", "1,88"),
        ("serapan:total|kata", "enam puluh delapan koma empat dua persen"),
        (
            "realisasi:total|kata",
            "lima miliar tujuh puluh satu juta enam ratus ribu tiga ratus sembilan puluh satu rupiah",
        ),
    ],
)
def test_angka_dari_ikhtisar_dengan_pembulatan_laporan(sumber, rujukan, cetak):
    assert sumber.tulis(baca(rujukan)) == cetak


def test_rujukan_hampa_berkata_apa(sumber):
    nilai = sumber.nilai(baca("capaian:I.S9.9"))
    assert nilai.hampa
    assert nilai.alasan == "I.S9.9 tidak ada dalam rencana tahun 2024"
    assert sumber.nilai(baca("target:total")).alasan == "total tidak mempunyai target"
    assert "rupiah tidak berlaku" in sumber.nilai(baca("capaian:total|rupiah")).alasan
    assert sumber.tulis(baca("capaian:I.S9.9")) == "–"
    arsip = Sumber(sumber.utama, arsip={"I.S9.9": "Indeks lama"})
    assert (
        arsip.nilai(baca("capaian:I.S9.9")).alasan
        == "I.S9.9 (Indeks lama) sudah diarsipkan dan tidak berlaku tahun 2024"
    )


def test_angka_di_awal_baris_bukan_daftar_bernomor(sumber):
    assert "<p>78. Tercapai</p>" in ke_html(isi("{{target:I.T1.1}}. Tercapai", sumber))
    tabel = ke_html(isi("| a | b |\n|---|---|\n| {{pagu:P1|ringkas}} | {{capaian:total}} |", sumber))
    assert "<td>Rp4,5 miliar</td>" in tabel


def lembar(*teks):
    """A small agency of two years whose prose says this."""
    narasi = [{"tahun": 2024, "bagian": f"1.{n}", "judul": "", "teks": t} for n, t in enumerate(teks, 1)]
    return dasar(
        Realisasi=[
            {"indikator": "I1", "tahun": 2024, "triwulan": None, "nilai": 99.494},
            {"indikator": "I1", "tahun": 2024, "triwulan": 1, "nilai": 40},
            {"indikator": "I1", "tahun": 2023, "triwulan": None, "nilai": 80},
        ],
        RealisasiAnggaran=[
            {"sub_kegiatan": "SK1", "tahun": 2024, "triwulan": 1, "nilai": 386855600},
            {"sub_kegiatan": "SK1", "tahun": 2024, "triwulan": 2, "nilai": 500000000},
            {"sub_kegiatan": "SK1", "tahun": 2023, "triwulan": None, "nilai": 250000000},
        ],
        Narasi=narasi,
    )


def test_tercetak_pada_lkjip_dari_salinan_beku():
    berhasil(lembar("Capaian {{capaian:I1}}; s.d. TW I {{serapan:total@2024.tw1}}; dulu {{realisasi:SK1@2023}}."))
    instansi = PerangkatDaerah.objects.get(kode=INSTANSI["kode"])
    beku = ke_json(susun_ikhtisar(instansi, 2024)), kumpulkan(instansi, 2024)
    berhasil(lembar("Teks lain.") | {"Target": [{"indikator": "I1", "tahun": 2024, "versi": "pk", "nilai": 50}]})
    html = susun_html("bab1", Laporan(*beku)).html
    assert "<p>Capaian 110,55%; s.d. TW I 27,89%; dulu Rp250.000.000.</p>" in html


def test_buku_kerja_membawa_rujukan_dua_arah():
    teks = r"Pagu {{pagu:total|ringkas}}, \{{bukan}}, {{realisasi:I1@2023}}."
    berhasil(lembar(teks))
    instansi = PerangkatDaerah.objects.get(kode=INSTANSI["kode"])
    berkas = ekspor_buku(instansi)
    assert [b["teks"] for b in baca_buku(berkas)["Narasi"]] == [teks]
    hasil = impor(berkas if isinstance(berkas, bytes) else berkas.getvalue())
    assert hasil.galat == []
    assert Narasi.objects.get(perangkat_daerah=instansi).teks == teks


def test_rujukan_yang_tidak_menunjuk_apa_pun_adalah_galat_dengan_tempatnya():
    hasil = impor(lembar("Baik {{capaian:I1}}.", "{{capaian:I9}}, {{laba:total}}, {{target:P1}}"))
    assert tempat(hasil.galat) == {("Narasi", 3, "teks")}
    (galat,) = hasil.galat
    for sebab in ("berkode I9", "“laba” tidak dikenal", "P1 tidak mempunyai target"):
        assert sebab in galat.pesan
    assert not hasil.disimpan


def test_yang_diarsipkan_kemudian_berkata_apa_dan_tidak_menahan_impor():
    isi_buku = lembar("Capaian {{capaian:I1}}.")
    berhasil(isi_buku)
    instansi = PerangkatDaerah.objects.get(kode=INSTANSI["kode"])
    Indikator.objects.filter(kode="I1").update(tahun_selesai=2023)
    s = muat_sumber(instansi, susun_ikhtisar(instansi, 2024), [])
    assert re.fullmatch(r"I1 \(Indeks profesionalitas\) sudah diarsipkan .*", s.nilai(baca("capaian:I1")).alasan)


def test_naskah_yang_tak_terbawa_markdown_hanya_dibaca_di_buku_kerja():
    html = f"{TANDA_HTML}\n<p>m<sup>2</sup> {{{{capaian:I1}}}}</p>"
    berhasil(lembar("Biasa."))
    instansi = PerangkatDaerah.objects.get(kode=INSTANSI["kode"])
    Narasi.objects.filter(perangkat_daerah=instansi).update(teks=html)
    berkas = ekspor_buku(instansi)
    assert [b["teks"] for b in baca_buku(berkas)["Narasi"]] == [html]
    hasil = impor(lembar("Diganti di buku kerja."))
    assert any("hanya disunting di halaman Naskah" in p.pesan for p in hasil.peringatan)
    assert Narasi.objects.get(perangkat_daerah=instansi).teks == html
    beku = ke_json(susun_ikhtisar(instansi, 2024)), kumpulkan(instansi, 2024)
    assert "<p>m<sup>2</sup> 110,5" in susun_html("bab1", Laporan(*beku)).html


@pytest.mark.pdf
def test_catatan_kaki_tercetak_pada_pdf_dan_docx(tmp_path):
    berhasil(lembar("Menurut data resmi[^1] naik.\n\n[^1]: Badan Pusat Statistik, {{capaian:I1}}."))
    instansi = PerangkatDaerah.objects.get(kode=INSTANSI["kode"])
    laporan = Laporan(ke_json(susun_ikhtisar(instansi, 2024)), kumpulkan(instansi, 2024))
    dokumen = tata(susun_html("bab1", laporan).html)
    halaman = teks_pdf(dokumen.write_pdf(), tmp_path)
    assert "Menurut data resmi" in halaman
    assert "Badan Pusat Statistik, 110,5" in halaman
    assert "[^1]" not in halaman
    with zipfile.ZipFile(io.BytesIO(susun_docx(laporan))) as docx:
        assert "Badan Pusat Statistik, 110,5" in docx.read("word/footnotes.xml").decode()
        assert docx.read("word/document.xml").decode().count("w:footnoteReference") == 1
