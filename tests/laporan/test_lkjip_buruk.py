"""Bad input in print: a good page or a clear sentence, never a cut one."""

import io
import re
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import strip_tags
from docx import Document
from PIL import Image

from laporan import unggahan
from laporan.lkjip import bab as modul_bab
from laporan.lkjip.docx.susun import susun_docx
from sakip.ditolak import Ditolak
from sakip.models import PerangkatDaerah

from .dokumen_uji import halaman_pdf, tata_bab, teks_pdf
from .isi_uji import LENGKAP, TAHUN
from .test_lkjip_isi import bab, teks

pytestmark = [pytest.mark.django_db, pytest.mark.lambat, pytest.mark.xdist_group("isi")]
KATA = "Ketenagakerjaankepegawaian" * 16
BESAR = 98_765_432_101


def tertata(laporan, *kunci):
    """Laid out with the gate, which raises where anything is lost; gives the looks."""
    return [r for k in kunci for r in tata_bab(modul_bab.susun_html(k, laporan), laporan).rupa]


def panjang(baris, *medan):
    return [b | {m: f"{n} {KATA[:398]}" for m in medan if m in b} for n, b in enumerate(baris)]


def berkata_panjang():
    """A word of 400 letters in each kind of cell that takes one, and in the prose."""
    ubah = {
        "Rekomendasi": ("rekomendasi", "rencana_aksi"),
        "Rincian": ("uraian",),
        "Prestasi": ("keterangan",),
    }
    buku = {nama: panjang(LENGKAP[nama], *medan) for nama, medan in ubah.items()}
    buku["Indikator"] = panjang(LENGKAP["Indikator"], "alasan", "formulasi", "definisi")
    buku["Renstra"] = panjang(LENGKAP["Renstra"], "uraian")
    buku["Narasi"] = [
        {"tahun": TAHUN, "bagian": b, "teks": KATA[:400]} for b in ("kata_pengantar", "1.4", "1.5", "4.1")
    ]
    return buku


@pytest.mark.pdf
def test_kata_400_huruf_di_setiap_sel_dan_naskah(uji):
    laporan = uji(**LENGKAP | berkata_panjang())
    tertata(laporan, *modul_bab.URUTAN)


@pytest.mark.pdf
@pytest.mark.parametrize("jenis", ["cascading", "rencana_aksi", "tindak_lanjut_lhe", "pohon_kinerja"])
def test_kata_400_huruf_pada_dokumen(laporan_buruk, jenis):
    halaman_pdf(jenis, laporan_buruk(jenis, **berkata_panjang()))


def jumlah_besar():
    """Eleven digits in every column of money, murni and perubahan, of the year and of each quarter."""
    sub = ("SK1", "SK2", "SK3")
    return {
        "Anggaran": [
            {"sub_kegiatan": s, "tahun": TAHUN, "tahap": t, "jenis_belanja": "modal", "pagu": BESAR + n}
            for n, (s, t) in enumerate((s, t) for s in sub for t in ("murni", "perubahan"))
        ],
        "RealisasiAnggaran": [
            {"sub_kegiatan": s, "tahun": TAHUN, "triwulan": tw, "jenis_belanja": "modal", "nilai": 12_345_678_901 + tw}
            for s in sub
            for tw in (1, 2, 3, 4)
        ],
        "Target": LENGKAP["Target"]
        + [{"indikator": "B", "tahun": TAHUN, "triwulan": tw, "versi": "pk", "nilai": BESAR} for tw in (1, 2, 3, 4)],
    }


@pytest.mark.pdf
def test_sebelas_angka_di_setiap_kolom(uji):
    assert tertata(uji(**LENGKAP | jumlah_besar()), "depan", "bab2", "bab3", "lampiran") == []


@pytest.mark.pdf
@pytest.mark.parametrize("jenis", ["evaluasi_renja", "rencana_aksi", "lkj_triwulan", "cascading", "perjanjian_kinerja"])
def test_sebelas_angka_pada_dokumen(laporan_buruk, jenis):
    halaman_pdf(jenis, laporan_buruk(jenis, **jumlah_besar()))


def empat_puluh():
    sasaran = range(1, 41)
    return {
        "Renstra": [s for s in LENGKAP["Renstra"] if s["kode"] in ("M1", "T1")]
        + [
            satu
            for n in sasaran
            for satu in (
                {"kode": f"S{n}", "induk": "T1", "jenis": "sasaran", "uraian": f"Meningkatnya layanan ke-{n}"},
                {"kode": f"P{n}", "induk": f"S{n}", "jenis": "program", "uraian": f"Program ke-{n}"},
            )
        ],
        "Indikator": [
            {"kode": f"I{n}", "induk": f"S{n}", "nama": f"Indeks layanan ke-{n}", "satuan": "Indeks", "iku": "ya"}
            for n in sasaran
        ],
        "Target": [{"indikator": f"I{n}", "tahun": TAHUN, "versi": "pk", "nilai": 80} for n in sasaran],
        "Realisasi": [{"indikator": f"I{n}", "tahun": TAHUN, "nilai": 70 + n} for n in sasaran],
        "Anggaran": [{"sub_kegiatan": f"P{n}", "tahun": TAHUN, "tahap": "murni", "pagu": 10**9 * n} for n in sasaran],
        "RealisasiAnggaran": [{"sub_kegiatan": f"P{n}", "tahun": TAHUN, "nilai": 9 * 10**8 * n} for n in sasaran],
        **dict.fromkeys(("Komponen", "Rincian", "Pembanding"), []),
    }


def test_empat_puluh_sasaran_semua_disebut(uji):
    laporan = uji(**LENGKAP | empat_puluh())
    html = "".join(bab(laporan, k) for k in modul_bab.bagian_kerja(laporan))
    for kunci in modul_bab.URUTAN:
        assert [j for j in modul_bab.jangkar_wajib(kunci, laporan) if f'id="{j}"' not in html] == []
    isi = re.sub(r"\s+", " ", unescape(strip_tags(html)))
    assert all(f"Indeks layanan ke-{n}" in isi and f"3.1.{n} Sasaran {n}:" in isi for n in range(1, 41))


@pytest.mark.pdf
def test_bagan_empat_puluh_program_terbagi_pada_halaman(uji):
    """The part of Bab III after its sasaran, through the gate: a picture taller than the page was lost."""
    laporan = uji(**LENGKAP | empat_puluh())
    akhir = [k for k in modul_bab.bagian_kerja(laporan) if k.startswith("bab3")][-1]
    html = modul_bab.susun_html(akhir, laporan).html
    (bagan,) = re.findall(r"<figure>.*?</figure>", html, re.S)
    assert bagan.count("<svg ") == 2 and "Program ke-40" in bagan and "Program ke-1<" in bagan
    assert tertata(laporan, akhir) == []


def kosong():
    """A plan with one indicator, and nothing about the year."""
    return {
        "Renstra": LENGKAP["Renstra"][:3],
        "Indikator": LENGKAP["Indikator"][:1],
        **dict.fromkeys(("Target", "Realisasi", "Anggaran", "RealisasiAnggaran", "Narasi"), []),
    }


def test_judul_tidak_pernah_tanpa_isi(uji):
    """Where there is nothing to tell, the one sentence says so, under every heading."""
    laporan = uji(**kosong())
    antara = r"(?:\s|<!--.*?-->|</?(?:section|div|main)[^>]*>)*"
    for kunci in modul_bab.URUTAN:
        html = modul_bab.susun_html(kunci, laporan).html
        judul = re.findall(rf"<h([1-6])[^>]*>((?:(?!</h\1>).)*)</h\1>(?={antara}(?:<h([1-6])|</body>))", html, re.S)
        assert [strip_tags(j) for satu, j, lalu in judul if not lalu or lalu <= satu] == [], kunci
    isi = teks(bab(laporan, "depan"))
    assert "Ikhtisar Eksekutif Pada tahun 2024 tidak terdapat kinerja dan anggaran yang dilaporkan." in isi


@pytest.mark.pdf
@pytest.mark.parametrize("jenis", ["pohon_kinerja", "cascading", "perjanjian_kinerja"])
def test_empat_puluh_sasaran_pada_dokumen(laporan_buruk, jenis):
    halaman_pdf(jenis, laporan_buruk(jenis, **empat_puluh()))


def test_lampiran_2000_baris_utuh(uji):
    rincian = [
        {"indikator": i, "tahun": TAHUN, "urutan": n, "uraian": f"Berkas {i} {n}"}
        for i in ("A", "B")
        for n in range(1, 1001)
    ]
    laporan = uji(**LENGKAP | {"Rincian": rincian})
    html = bab(laporan, "lampiran")
    assert [j for j in modul_bab.jangkar_wajib("lampiran", laporan) if f'id="{j}"' not in html] == []
    assert "Berkas B 1000" in teks(html)


@pytest.mark.pdf
def test_naskah_dengan_skrip_berkas_arab_dan_emoji(uji):
    aneh = (
        "بسم الله <script>alert(1)</script> <img src='file:///etc/passwd'> [baca](file:///etc/hosts) ![a](http://a.b/c)"
    )
    naskah = [{"tahun": TAHUN, "bagian": b, "teks": aneh} for b in ("kata_pengantar", "1.1", "3.2")]
    laporan = uji(**LENGKAP | {"Narasi": naskah, "Prestasi": [{"tahun": TAHUN, "nama": f"{n} {aneh}"} for n in (1, 2)]})
    html = "".join(bab(laporan, k) for k in modul_bab.URUTAN)
    assert "<script" not in html and "<img src='file" not in html
    assert not re.search(r'(src|href)="(?!sakip://|#)', html)
    tertata(laporan, "depan", "bab1", "bab3")
    emoji = uji(Narasi=[{"tahun": TAHUN, "bagian": "kata_pengantar", "teks": "Terima kasih \U0001f64f"}])
    with pytest.raises(modul_bab.CetakCacat, match="halaman i: tanda .*U\\+1F64F.*Terima kasih"):
        tertata(emoji, "depan")


@pytest.mark.pdf
def test_tabel_60_kolom_dalam_naskah_tercetak_utuh(uji, tmp_path):
    """In parts that fit the page, each with the first column; every cell is on the pages, and in the DOCX as one."""
    kepala = [f"Kolom panjang {n}" for n in range(60)]
    isi = [[f"r{r}k{n}" for n in range(60)] for r in range(4)]
    tabel = "\n".join("| " + " | ".join(r) + " |" for r in (kepala, ["---"] * 60, *isi))
    laporan = uji(**LENGKAP | {"Narasi": [{"tahun": TAHUN, "bagian": "1.1", "teks": f"Awal.\n\n{tabel}\n\nAkhir."}]})
    bab1 = tata_bab(modul_bab.susun_html("bab1", laporan), laporan)
    terbaca = teks_pdf(bab1.pdf, tmp_path).split()
    assert all(sel in terbaca for r in isi for sel in r)
    assert terbaca.count("r2k0") == 7
    assert any(len(t.columns) == 60 for t in Document(io.BytesIO(susun_docx(laporan))).tables)


def gambar(mode, ukuran, format, **opsi):
    keluaran = io.BytesIO()
    Image.new(mode, ukuran).save(keluaran, format, **opsi)
    return SimpleUploadedFile("x", keluaran.getvalue())


def test_logo_40_megapiksel_dikecilkan_atau_ditolak_dengan_kalimat(uji, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    uji()
    hasil = unggahan.simpan(PerangkatDaerah.objects.get(), TAHUN, "logo", "", gambar("RGB", (8000, 5000), "PNG"))
    with Image.open(Path(settings.MEDIA_ROOT) / hasil.berkas) as kecil:
        assert max(kecil.size) <= 3000


def test_logo_terlalu_banyak_piksel_ditolak_dengan_kalimat(uji, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    uji()
    with pytest.raises(Ditolak, match="piksel"):
        unggahan.simpan(PerangkatDaerah.objects.get(), TAHUN, "logo", "", gambar("1", (30_000, 30_000), "PNG"))


@pytest.mark.pdf
def test_jpeg_cmyk_dicetak_sebagai_rgb(uji, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    hasil = []

    def beri(instansi):
        hasil.append(unggahan.simpan(instansi, TAHUN, "logo", "", gambar("CMYK", (120, 160), "JPEG")))

    laporan = uji(beri, **LENGKAP)
    with Image.open(Path(settings.MEDIA_ROOT) / hasil[0].berkas) as rgb:
        assert rgb.mode in ("RGB", "RGBA") and rgb.size == (120, 160)
    assert f"sakip://unggahan/{hasil[0].sidik}" in bab(laporan, "depan")
    tertata(laporan, "depan")
    assert PerangkatDaerah.objects.count() == 1


def test_svg_berskrip_ditolak_dengan_kalimat(uji, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    uji()
    svg = SimpleUploadedFile("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    with pytest.raises(Ditolak, match=r"PNG|JPG"):
        unggahan.simpan(PerangkatDaerah.objects.get(), TAHUN, "logo", "", svg)
