"""The contents of the LKjIP as `laporan.md` and `cetak.md` ask for them, read in the chapters' HTML."""

import datetime
import re
from html import unescape

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip import bab as modul_bab
from laporan.lkjip.bahan import kumpulkan
from laporan.lkjip.laporan import Laporan
from laporan.models import BagianMati, KeteranganLaporan, LetakNarasi, Unggahan
from sakip.models import PerangkatDaerah
from tests.pabrik import UnggahanFactory

from .dokumen_uji import DEMO

pytestmark = pytest.mark.teliti

TERLARANG = (
    "belum diisi",
    "belum ditulis",
    "belum ditetapkan",
    "belum dapat dihitung",
    "tanpa indikator",
    r"data [\w ]{0,30}belum ada",
    "tidak ada baris",
    "capaian_kinerja",
    r"permendagri-86-2017",
    "None",
    "nan",
    "null",
    "0 dari 0",
)


def teks(html):
    badan = re.sub(r"<svg.*?</svg>", " ", html.split("<body>")[1], flags=re.S)
    return re.sub(r"\s+", " ", unescape(strip_tags(re.sub(r"<(/?(td|th|tr|p|li|h\d|br|div)\b)", r" <\1", badan))))


def bab(laporan, kunci):
    return modul_bab.susun_html(kunci, laporan).html


def semua(laporan):
    return " ".join(teks(bab(laporan, k)) for k in modul_bab.URUTAN)


def lengkap(laporan):
    """No demanded anchor is missing in any chapter; gives the whole text."""
    hasil = []
    for kunci in modul_bab.URUTAN:
        html = bab(laporan, kunci)
        assert [j for j in modul_bab.jangkar_wajib(kunci, laporan) if f'id="{j}"' not in html] == []
        hasil.append(teks(html))
    return " ".join(hasil)


@pytest.mark.parametrize(("nama", "tahun"), DEMO)
def test_kata_sistem_tidak_tercetak_dan_semua_baris_ada(laporan_demo, nama, tahun):
    laporan = laporan_demo(nama, tahun)
    isi = lengkap(laporan)
    for n in laporan.bahan["narasi"]:
        isi = isi.replace(n["teks"], " ")
    for kata in TERLARANG:
        assert re.findall(rf".{{0,60}}\b{kata}\b.{{0,40}}", isi) == [], kata


@pytest.mark.parametrize(
    "hilang",
    [
        {"Realisasi": []},
        {"Target": []},
        {"Anggaran": [], "RealisasiAnggaran": []},
        {"RealisasiAnggaran": []},
        {"Target": [], "Realisasi": [], "Anggaran": [], "RealisasiAnggaran": []},
    ],
    ids=lambda h: "-".join(h),
)
def test_buku_yang_timpang_tidak_mencetak_kata_sistem(uji, hilang):
    """Each feature missing in turn: no system message, no table of dashes, nothing asserted."""
    isi = lengkap(uji(**hilang))
    for kata in TERLARANG:
        assert not re.search(rf"\b{kata}\b", isi), kata
    if "Anggaran" in hilang:
        assert "Anggaran program, kegiatan, dan sub kegiatan" not in isi
        assert "Pada tahun 2024 tidak terdapat anggaran yang dilaporkan." in isi
    assert "Pada tahun 2024 tidak terdapat prestasi dan inovasi yang dilaporkan." in isi
    assert "paling perlu ditingkatkan" not in isi and "mempertahankan capaian" not in isi.casefold()


def test_1_6_sistematika_dan_daftar_isi_mengikuti_bagian_yang_ada(uji):
    mati = uji(lambda i: BagianMati.objects.create(perangkat_daerah=i, tahun=2024, bagian="3.3"))
    isi = teks(bab(mati, "bab1"))
    assert "Efisiensi Penggunaan Sumber Daya" not in isi
    assert "3.3 Tindak Lanjut Rekomendasi LHE AKIP" in isi
    entri = [(e.nomor, e.judul) for e in modul_bab.susun_html("bab3", mati).entri if e.jenis == "sub"]
    assert ("3.3", "Tindak Lanjut Rekomendasi LHE AKIP") in entri
    assert not any(j == "Efisiensi Penggunaan Sumber Daya" for _, j in entri)


def test_rincian_indikator_mana_pun_dan_komponen_tahun_lalu_tercetak(uji):
    laporan = uji(
        Indikator=[
            {"kode": "I1", "induk": "S1", "nama": "Indeks", "iku": "ya", "jenis_nilai": "komponen"},
            {"kode": "I2", "induk": "SK1", "nama": "Dokumen", "satuan": "dokumen"},
        ],
        Komponen=[{"indikator": "I1", "tahun": 2023, "urutan": n, "nama": f"Aspek {n}", "nilai": 7} for n in (1, 2)],
        Rincian=[{"indikator": "I2", "tahun": 2024, "urutan": n, "uraian": f"Berkas {n}"} for n in (1, 2)],
    )
    isi = lengkap(laporan)
    assert "Aspek 1" in isi and "Nilai 2023" in isi and "Berkas 2" in isi


def test_bab_menagih_baris_dari_bahan_bukan_dari_templat(uji):
    laporan = uji(Prestasi=[{"tahun": 2024, "nama": n} for n in ("Piagam A", "Piagam B")])
    assert {"bab3-prestasi-1", "bab3-prestasi-2"} <= set(modul_bab.jangkar_wajib("bab3", laporan))
    html = bab(laporan, "bab3").replace('id="bab3-prestasi-2"', "")
    rusak = modul_bab.HtmlBab("bab3", html, [], "x")
    assert [j for j in modul_bab.jangkar_wajib(rusak.kunci, laporan) if f'id="{j}"' not in rusak.html] == [
        "bab3-prestasi-2"
    ]


def test_tabel_satu_baris_menjadi_kalimat(uji):
    laporan = uji(Prestasi=[{"tahun": 2024, "nama": "Piagam A", "pemberi": "BKN"}])
    html = bab(laporan, "bab3")
    assert '<p id="bab3-prestasi-1">Prestasi dan penghargaan: Piagam A, pemberi BKN.</p>' in html
    assert not any(e.judul == "Prestasi dan penghargaan" for e in modul_bab.susun_html("bab3", laporan).entri)


def test_naskah_yang_menunggu_tidak_tercetak_lalu_tercetak_di_tempatnya(uji):
    naskah = {"Narasi": [{"tahun": 2024, "bagian": "3.9", "judul": "Hal lain", "teks": "Kalimat unik."}]}
    menunggu = uji(**naskah)
    assert [t.bagian for t in menunggu.narasi.menunggu] == ["3.9"]
    assert "Kalimat unik." not in semua(menunggu)

    def ingat(instansi):
        LetakNarasi.objects.create(perangkat_daerah=instansi, bagian="3.9", judul="Hal lain", letak="3.2")

    assert "Kalimat unik." in teks(bab(uji(ingat, **naskah), "bab3"))


def test_tanpa_sop_dan_reviu_karangan(uji):
    isi = semua(uji())
    assert "SOP" not in isi and "reviu atas laporan kinerja" not in isi and "Telah Direviu" not in isi


def test_pernyataan_reviu_hanya_dari_unggahan(uji):
    laporan = uji(
        lambda i: UnggahanFactory(perangkat_daerah=i, bagian=Unggahan.Bagian.REVIU, berkas="a.pdf", halaman=2)
    )
    assert "Pernyataan Telah Direviu" in teks(bab(laporan, "lampiran"))


def test_tempat_dan_tanggal_penandatanganan_dari_orang(uji):
    assert "………, ……… Kepala" in re.sub("…+", "………", teks(bab(uji(), "depan")))

    def isi(instansi):
        KeteranganLaporan.objects.create(
            perangkat_daerah=instansi, tahun=2024, tempat="Kandangan", tanggal="2025-02-20"
        )

    assert "Kandangan, 20 Februari 2025" in teks(bab(uji(isi), "depan"))


def test_disusun_pada_hari_lain_sama(uji, monkeypatch):
    """Composed on two days: what the chapters are laid out from is equal to the letter."""
    laporan = uji()
    instansi = PerangkatDaerah.objects.get(kode=laporan.i.perangkat_daerah.kode)
    hasil = []
    for hari in (10, 20):
        kini = datetime.datetime(2025, 3, hari, tzinfo=datetime.UTC)
        monkeypatch.setattr(timezone, "now", lambda kini=kini: kini)
        beku = Laporan(ke_json(susun_ikhtisar(instansi, 2024)), kumpulkan(instansi, 2024))
        hasil.append([modul_bab.susun_html(k, beku).sidik for k in modul_bab.URUTAN])
    assert hasil[0] == hasil[1]


def test_h_penunjang_hanya_indikator_yang_menunjang_sasaran_ini(uji):
    """A program of two sasaran: each table has the indicators that feed it, and judges the program by these."""
    laporan = uji(
        Renstra=[
            {"kode": "T1", "jenis": "tujuan", "uraian": "Tujuan"},
            {"kode": "S1", "induk": "T1", "jenis": "sasaran", "uraian": "Satu"},
            {"kode": "S2", "induk": "T1", "jenis": "sasaran", "uraian": "Dua"},
            {"kode": "P1", "jenis": "program", "uraian": "Program", "mendukung": "S1;S2"},
            {"kode": "K1", "induk": "P1", "jenis": "kegiatan", "uraian": "Kegiatan"},
            {"kode": "SK1", "induk": "K1", "jenis": "sub_kegiatan", "uraian": "Sub"},
        ],
        Indikator=[
            {"kode": "I1", "induk": "S1", "nama": "IKU satu", "iku": "ya"},
            {"kode": "I2", "induk": "S2", "nama": "IKU dua", "iku": "ya"},
            {"kode": "A", "induk": "P1", "nama": "Keluaran A", "mendukung": "I1"},
            {"kode": "B", "induk": "P1", "nama": "Keluaran B", "mendukung": "I2"},
        ],
        Target=[{"indikator": k, "tahun": 2024, "versi": "pk", "nilai": 100} for k in ("I1", "I2", "A", "B")],
        Realisasi=[{"indikator": k, "tahun": 2024, "nilai": n} for k, n in (("I1", 90), ("A", 90), ("B", 10))],
    )
    hasil = {
        s.simpul.kode: [(p.simpul.kode, [i.kode for i in p.indikator], p.menunjang) for p in s.penunjang]
        for s in laporan.sasaran
    }
    assert hasil["S1"][0] == ("P1", ["A"], True)
    assert hasil["S2"][0] == ("P1", ["B"], False)
    lengkap(laporan)


def test_2_3_pk_sama_dengan_lampiran_dan_tanpa_target_bukan_perubahan(uji):
    """'– → 71' is no change; a real one names both targets; the annex has the same rows and the sum."""
    laporan = uji(
        Indikator=[{"kode": k, "induk": "S1", "nama": f"Indeks {k}", "iku": "ya"} for k in ("I1", "I2", "I3")],
        Target=[
            {"indikator": "I1", "tahun": 2024, "versi": "pk", "nilai": 60},
            {"indikator": "I1", "tahun": 2024, "versi": "pk_perubahan", "nilai": 65},
            {"indikator": "I2", "tahun": 2024, "versi": "pk_perubahan", "nilai": 71},
            {"indikator": "I3", "tahun": 2024, "versi": "pk", "nilai": 80},
        ],
    )
    bab2, lampiran = teks(bab(laporan, "bab2")), teks(bab(laporan, "lampiran"))
    assert "60 menjadi 65" in bab2 and "→" not in bab2
    assert re.search(r"Indeks I2 – 71 –", bab2) and re.search(r"Indeks I3 80 80 tetap", bab2)
    assert "Indeks I1 60" in lampiran and "Indeks I1 65" in lampiran and "Jumlah 1.386.855.600" in lampiran
