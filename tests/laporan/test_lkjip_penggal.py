"""A long third chapter in parts: its pages, numbers and contents are those of one chapter."""

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from laporan.lkjip import bab as modul_bab
from laporan.lkjip.gabung import gabungkan

from .dokumen_uji import tata_bab, teks_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.pdf, pytest.mark.xdist_group("lkjip")]

SASARAN, PER_SASARAN = 5, 3
RENSTRA = [
    {"kode": "T1", "jenis": "tujuan", "uraian": "Aparatur profesional"},
    *({"kode": f"S{s}", "induk": "T1", "jenis": "sasaran", "uraian": f"Sasaran {s}"} for s in range(1, SASARAN + 1)),
]
INDIKATOR = [
    {"kode": f"I{s}.{n}", "induk": f"S{s}", "nama": f"Indikator {s} dan {n}", "satuan": "Poin", "iku": "ya"}
    for s in range(1, SASARAN + 1)
    for n in range(1, PER_SASARAN + 1)
]
PANJANG = {
    "Renstra": RENSTRA,
    "Indikator": INDIKATOR,
    "Target": [{"indikator": i["kode"], "tahun": 2024, "versi": "pk", "nilai": 80} for i in INDIKATOR],
    "Realisasi": [
        {"indikator": i["kode"], "tahun": t, "nilai": 70 + t - 2021} for i in INDIKATOR for t in (2022, 2023, 2024)
    ],
    "Anggaran": [],
    "RealisasiAnggaran": [],
}
PENGGAL = ["bab3", "bab3.2", "bab3.3", "bab3.4"]


def ditata(laporan):
    return [tata_bab(modul_bab.susun_html(k, laporan), laporan) for k in modul_bab.bagian_kerja(laporan)]


def test_bab_tiga_yang_panjang_menjadi_beberapa_pekerjaan(uji):
    assert [k for k in modul_bab.bagian_kerja(uji(**PANJANG)) if k.startswith("bab3")] == PENGGAL
    assert modul_bab.judul_kerja("bab3.2") == "Bab III Akuntabilitas Kinerja, bagian 2"


def test_tujuan_yang_banyak_indikatornya_pun_terbagi(uji):
    tujuan = [
        {"kode": f"IT{t}.{n}", "induk": f"T{t}", "nama": f"Indeks {t} dan {n}", "satuan": "Poin"}
        for t in (1, 2)
        for n in range(4)
    ]
    renstra = [*RENSTRA, {"kode": "T2", "jenis": "tujuan", "uraian": "Layanan yang prima"}]
    laporan = uji(**PANJANG | {"Renstra": renstra, "Indikator": [*tujuan, *INDIKATOR]})
    kunci = [k for k in modul_bab.bagian_kerja(laporan) if k.startswith("bab3")]
    html = [modul_bab.susun_html(k, laporan).html for k in kunci]
    assert [[f'id="bab3-ini-IT{t}.0"' in satu for satu in html].index(True) for t in (1, 2)] == [0, 1]
    for i in [*tujuan, *INDIKATOR]:
        assert sum(f'id="bab3-ini-{i["kode"]}"' in satu for satu in html) == 1


def test_bab_tiga_yang_pendek_satu_pekerjaan(uji):
    assert modul_bab.bagian_kerja(uji()) == list(modul_bab.URUTAN)


def test_halamannya_bernomor_terus_dan_daftar_isi_menunjuknya(uji, tmp_path):
    """The contents are read against the pages while joining; the printed numbers are read here."""
    laporan = uji(**PANJANG)
    bab = ditata(laporan)
    banyak = sum(b.halaman for b in bab if b.kunci in PENGGAL)
    hasil = gabungkan(bab, laporan)
    with pikepdf.open(io.BytesIO(hasil.pdf)) as pdf:
        assert len(pdf.pages) == hasil.halaman
    teks = teks_pdf(hasil.pdf, tmp_path)
    kaki = re.findall(r"LKjIP BKPSDM Tahun 2024\s*(III-\d+)", teks)
    assert kaki == [f"III-{n}" for n in range(1, banyak + 1)]
    assert teks.count("BAB III Akuntabilitas Kinerja") >= banyak - 1


def test_tiap_indikator_dicetak_sekali_di_penggalnya(uji):
    laporan = uji(**PANJANG)
    html = [modul_bab.susun_html(k, laporan).html for k in PENGGAL]
    for i in INDIKATOR:
        assert sum(f'id="bab3-ini-{i["kode"]}"' in satu for satu in html) == 1
    assert 'id="bab3-ini-I3.1"' in html[1]


def test_baris_yang_hilang_dari_satu_penggal_ketahuan(uji):
    laporan = uji(**PANJANG)
    satu = modul_bab.susun_html("bab3.2", laporan)
    rusak = replace(satu, html=satu.html.replace('id="bab3-ini-I3.1"', ""))
    with pytest.raises(modul_bab.BabTidakLengkap, match="bab3-ini-I3.1"):
        modul_bab.render_bab(rusak, laporan)


def test_satu_kalimat_berubah_hanya_penggalnya_yang_lain(uji):
    sidik = {
        teks: [modul_bab.susun_html(k, uji(**PANJANG, Narasi=narasi)).sidik for k in PENGGAL]
        for teks, narasi in {
            "lama": [],
            "baru": [{"tahun": 2024, "bagian": "3.1.analisis.I3.1", "teks": "Pelatihan diperluas."}],
        }.items()
    }
    assert [lama == baru for lama, baru in zip(sidik["lama"], sidik["baru"], strict=True)] == [True, False, True, True]
