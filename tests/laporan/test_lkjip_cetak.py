"""The LKjIP as it is printed: what its pages never say, the same on every day, whole from awkward workbooks."""

import datetime
import io
import re
import time
from itertools import chain

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from laporan.dokumen import DOKUMEN
from laporan.lkjip import bab as modul_bab
from laporan.lkjip.gabung import gabungkan
from sakip.berkas.simpanan import simpan_gambar
from sakip.cetak.kotak import baca
from sakip.cetak.saring import siap_cetak
from sakip.models import Pemda
from sakip.pdf import tata

from .dokumen_uji import DEMO, tata_bab, teks_html, teks_pdf
from .test_lkjip_isi import TERLARANG

pytestmark = [pytest.mark.django_db, pytest.mark.pdf, pytest.mark.xdist_group("lkjip")]

KUNCI_PROGRAM = (r"[a-z]+_[a-z_]+", r"akip-88-2021", "tidak dinyatakan", r"pada lembar (?!ini)")
PROSA = (
    "narasi",
    "masalah",
    "prestasi",
    "rekomendasi",
    "rincian",
    "pk",
    "lhe",
    "bidang",
    "instansi",
    "pegawai",
    "aset",
)
MILIK = (
    "nama",
    "satuan",
    "definisi",
    "formulasi",
    "alasan_pemilihan",
    "sumber_data",
    "penanggung_jawab",
    "realisasi_teks",
    "target_teks",
)
SEKITAR = 12


def susun(laporan):
    bab = [tata_bab(modul_bab.susun_html(kunci, laporan), laporan) for kunci in modul_bab.URUTAN]
    return gabungkan(bab, laporan)


def untai(nilai):
    """All texts in a value of plain data."""
    if isinstance(nilai, dict):
        return chain.from_iterable(map(untai, nilai.values()))
    if isinstance(nilai, list | tuple):
        return chain.from_iterable(map(untai, nilai))
    return iter([nilai] if isinstance(nilai, str) else ())


def rapat(teks):
    return "".join(h for h in teks.casefold() if h.isalnum())


def milik_instansi(laporan):
    """The agency's own words, which may be any."""
    semua = [*untai({k: laporan.bahan[k] for k in PROSA}), *(s.uraian for s in laporan.i.simpul)]
    for i in laporan.i.indikator:
        semua += [getattr(i, n) or "" for n in MILIK] + [p.instansi + p.keterangan for p in i.pembanding]
    return " ".join(map(rapat, semua))


def dilarang(teks, kata, milik):
    """Where a word stands that no one of the agency wrote there."""
    for m in re.finditer(rf"\b{kata}(?:\b|(?<=\s))", teks):
        kiri = rapat(teks[max(m.start() - 40, 0) : m.start()])[-SEKITAR:]
        kanan = rapat(teks[m.end() : m.end() + 40])[:SEKITAR]
        beserta = [f"{k}{rapat(m[0])}" for k in [kiri] if k] + [f"{rapat(m[0])}{k}" for k in [kanan] if k]
        if not any(b in milik for b in beserta):
            yield teks[max(m.start() - 40, 0) : m.end() + 40]


@pytest.mark.parametrize(("nama", "tahun"), DEMO)
def test_kata_terlarang_tidak_ada_pada_pdf(laporan_demo, tmp_path, nama, tahun):
    laporan = laporan_demo(nama, tahun)
    teks = re.sub(r"\s+", " ", teks_pdf(susun(laporan).pdf, tmp_path))
    milik = milik_instansi(laporan)
    for kata in (*TERLARANG, *KUNCI_PROGRAM):
        assert list(dilarang(teks, kata, milik)) == [], kata
    kode = {x.kode for x in (*laporan.i.simpul, *laporan.i.indikator) if "." in x.kode}
    assert kode and [k for k in kode for _ in dilarang(teks, re.escape(k), milik)] == []


@pytest.mark.parametrize("jenis", list(DOKUMEN))
def test_kata_terlarang_tidak_ada_pada_dokumen(laporan_demo, jenis):
    for nama, tahun in DEMO:
        laporan = laporan_demo(nama, tahun, jenis)
        teks, milik = teks_html(jenis, laporan), milik_instansi(laporan)
        for kata in (*TERLARANG, *KUNCI_PROGRAM):
            assert list(dilarang(teks, kata, milik)) == [], (nama, kata)


def test_perata_kata_terlarang_membedakan_milik_instansi():
    milik = rapat("Target belum diisi oleh bidang yang menanganinya")
    assert list(dilarang("x target belum diisi oleh bidang yang menanganinya", "belum diisi", milik)) == []
    assert list(dilarang("Capaian belum diisi.", "belum diisi", milik)) == ["Capaian belum diisi."]
    assert list(dilarang("analisis nanas", "nan", milik)) == []


def test_minus_dan_daftar_isian_seperti_cetakan():
    """A minus is no hyphen, entries of a list stand apart; ranges, compounds and entities stay as they are."""
    asal = "<td>-3,5</td><p>turun -2 dan Rp5 menjadi -Rp7 (-1); Covid-19, ke-2, 2021-2026, satu;Dua &amp;Tiga</p>"
    hasil = "<td>−3,5</td><p>turun −2 dan Rp5 menjadi −Rp7 (−1); Covid-19, ke-2, 2021-2026, satu; Dua &amp;Tiga</p>"
    assert siap_cetak(asal) == hasil
    assert siap_cetak('<i style="a: -2;B: 1">x</i>') == '<i style="a: -2;B: 1">x</i>'


@pytest.mark.parametrize(("nama", "tahun"), DEMO)
def test_gerbang_tidak_menemukan_cacat_rupa_dan_halaman_kosong(laporan_demo, nama, tahun):
    laporan = laporan_demo(nama, tahun)
    for kunci in modul_bab.URUTAN:
        bab = tata_bab(modul_bab.susun_html(kunci, laporan), laporan)
        assert bab.rupa == (), kunci


class _LainHari(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime(2031, 2, 3, 4, 5, 6, tzinfo=tz)

    @classmethod
    def today(cls):
        return cls.now()


def test_disusun_pada_hari_lain_sama_bitnya(uji, monkeypatch):
    def pdf():
        laporan = uji()
        bab = [modul_bab.render_bab(modul_bab.susun_html(k, laporan), laporan) for k in modul_bab.URUTAN]
        return gabungkan(bab, laporan).pdf

    awal = pdf()
    kini = time.time()
    monkeypatch.setattr(time, "time", lambda: kini + 10**8)
    monkeypatch.setattr(timezone, "now", lambda: _LainHari.now(datetime.UTC))
    monkeypatch.setattr(datetime, "datetime", _LainHari)
    assert pdf() == awal
    assert datetime.datetime.now().year == 2031


def png():
    keluaran = io.BytesIO()
    Image.new("RGB", (40, 50), (200, 30, 30)).save(keluaran, "PNG")
    return keluaran.getvalue()


SATU_KATA = "Ketenagakerjaan" * 27
BANYAK = [{"kode": "T1", "jenis": "tujuan", "uraian": "Aparatur profesional"}] + [
    satu
    for n in range(1, 41)
    for satu in (
        {"kode": f"S{n}", "induk": "T1", "jenis": "sasaran", "uraian": f"Sasaran yang ke-{n}"},
        {"kode": f"P{n}", "induk": f"S{n}", "jenis": "program", "uraian": f"Program {n}"},
    )
]
TANPA_INDIKATOR = {"Indikator": [["kode", "induk", "nama", "satuan"]], "Target": [], "Realisasi": []}
CANGGUNG = {
    "tanpa anggaran": {"Anggaran": [], "RealisasiAnggaran": []},
    "tanpa realisasi anggaran": {"RealisasiAnggaran": []},
    "tanpa realisasi": {"Realisasi": []},
    "tanpa target": {"Target": []},
    "tanpa indikator": TANPA_INDIKATOR,
    "tanpa uang dan indikator": TANPA_INDIKATOR | {"Anggaran": [], "RealisasiAnggaran": []},
    "satu kata 400 huruf": {
        "Indikator": [
            {"kode": "I1", "induk": "S1", "nama": SATU_KATA[:290], "satuan": "Poin", "iku": "ya", "definisi": SATU_KATA}
        ],
        "Narasi": [{"tahun": 2024, "bagian": "1.1", "teks": SATU_KATA}],
    },
    "jumlah sebelas angka": {
        "Anggaran": [
            {"sub_kegiatan": "SK1", "tahun": 2024, "tahap": t, "pagu": 98765432101 + n}
            for n, t in enumerate(("murni", "perubahan"))
        ],
        "RealisasiAnggaran": [{"sub_kegiatan": "SK1", "tahun": 2024, "nilai": 98765432100}],
    },
    "naskah aneh": {
        "Narasi": [
            {
                "tahun": 2024,
                "bagian": "kata_pengantar",
                "teks": "بسم الله الرحمن الرحيم\n\n<script>alert(1)</script> ![x](file:///etc/passwd) [y](http://a.b)",
            }
        ]
    },
}


@pytest.mark.parametrize("nama", CANGGUNG)
def test_buku_kerja_canggung_tercetak_utuh(uji, tmp_path, nama):
    """The gate finds no loss: `render_bab` would raise."""
    laporan = uji(**CANGGUNG[nama])
    teks = teks_pdf(susun(laporan).pdf, tmp_path)
    assert [k for k in (*TERLARANG, *KUNCI_PROGRAM) if re.search(rf"\b{k}\b", teks)] == []
    if nama == "satu kata 400 huruf":
        assert rapat(SATU_KATA) in rapat(teks)
    if nama == "naskah aneh":
        assert "root:" not in teks and "alert(1)" in teks


def test_empat_puluh_sasaran_tercetak_utuh(uji):
    laporan = uji(Renstra=BANYAK, Anggaran=[], RealisasiAnggaran=[], **TANPA_INDIKATOR)
    for kunci in ("bab2", "bab3"):
        assert tata_bab(modul_bab.susun_html(kunci, laporan), laporan).halaman > 1


def test_emoji_tercetak_atau_disebut_kalimat(uji):
    laporan = uji(Narasi=[{"tahun": 2024, "bagian": "kata_pengantar", "teks": "Terima kasih \U0001fae8"}])
    with pytest.raises(modul_bab.CetakCacat, match="U\\+1FAE8"):
        tata_bab(modul_bab.susun_html("depan", laporan), laporan)


def test_lambang_pemda_pada_sampul_gambar_netral_sampai_ada(uji, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    netral = modul_bab.susun_html("depan", uji()).html
    assert "<svg" in netral.split("Kata Pengantar")[0]

    def beri(instansi):
        instansi.pemda.lambang = simpan_gambar(png())
        instansi.pemda.save()

    laporan = uji(beri)
    html = modul_bab.susun_html("depan", laporan).html
    sidik = laporan.unggahan("logo")[0]["sidik"]
    assert f"sakip://unggahan/{sidik}" in html and "<svg" not in html.split("Kata Pengantar")[0]
    halaman = baca(tata(html, modul_bab.berkas_unggahan(laporan)))
    assert halaman[0].gambar


def test_bab_pendek_dirapatkan_bila_tersisa_beberapa_baris(laporan_demo):
    """A few lines on a page of their own come to stand on the page before."""
    paragraf = "<p>Kalimat yang cukup panjang untuk memenuhi satu baris halaman cetak laporan ini.</p>"
    for banyak in range(20, 60):
        html = f"<html><body>{paragraf * banyak}</body></html>"
        if len(tata(html).pages) == 2:
            break
    assert modul_bab.bersisa(tata(html))
    laporan = laporan_demo("hss-2024", 2024)
    assert modul_bab.render_bab(modul_bab.HtmlBab("bab4", html, [], ""), laporan).halaman == 1


def test_unggah_lambang_lewat_pengelolaan(admin_client, uji, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    uji()
    pemda = Pemda.objects.get()
    alamat = f"/kelola/sakip/pemda/{pemda.pk}/change/"
    isi = {"nama": pemda.nama, "batas_perhatian": "90"}
    jawaban = admin_client.post(alamat, isi | {"berkas_lambang": SimpleUploadedFile("x.png", b"bukan gambar")})
    assert "Berkas bukan gambar" in jawaban.content.decode()
    assert admin_client.post(alamat, isi | {"berkas_lambang": SimpleUploadedFile("x.png", png())}).status_code == 302
    pemda.refresh_from_db()
    assert (tmp_path / pemda.lambang).exists()
    admin_client.post(alamat, isi | {"tanpa_lambang": "on"})
    pemda.refresh_from_db()
    assert pemda.lambang == ""
