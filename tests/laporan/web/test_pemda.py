"""The pages of the whole pemda: who sees them, what they show, filter, sort and compare, and the same as files."""

import csv
import datetime
import io
import re

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from laporan.dasbor.tenggat import batas_lkjip
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.pemda.banding import kunci
from laporan.pemda.tabel import KOLOM
from sakip.angka import tulis
from sakip.models import PerangkatDaerah
from tests import pabrik as p
from tests.alat import teks
from tests.dunia import PERAN

HALAMAN = ("/pemda/", *(f"/pemda/2024/{w}{h}" for w in ("", "tw2/") for h in ("", "indikator/", "antartahun/")))
UNDUHAN = tuple(f"/pemda/2024/{h}unduh.{f}" for h in ("", "indikator/", "antartahun/") for f in ("xlsx", "csv"))
BOLEH = {"inspektorat", "pembaca", "admin"}


def baris_halaman(jawaban) -> list[list[str]]:
    """The rows of the page's table, cell by cell, as a person reads them."""
    isi = jawaban.content.decode()
    badan = isi.split("<tbody>", 1)[1].split("</table>", 1)[0]
    bersih = re.compile(r"<[^>]*>|\s+")
    tersembunyi = re.compile(r'<span class="sr">.*?</span>')
    return [
        [" ".join(bersih.sub(" ", tersembunyi.sub("", sel)).split()) for sel in re.split(r"</t[hd]>", satu)[:-1]]
        for satu in badan.split("</tr>")[:-1]
    ]


def per_kolom(jawaban) -> dict[str, dict[str, str]]:
    """By agency its cells by column; the last is the means'."""
    return {b[0]: dict(zip((k.kunci for k in KOLOM), b, strict=True)) for b in baris_halaman(jawaban)}


def baris_csv(jawaban) -> list[list[str]]:
    return list(csv.reader(io.StringIO(jawaban.content.decode("utf-8-sig")), delimiter=";"))


def nama(jawaban) -> list[str]:
    return [b[0] for b in baris_halaman(jawaban) if b[0] != "Rata-rata"]


@pytest.fixture
def klien(dunia, masuk):
    return masuk(dunia.inspektorat)


@pytest.fixture
def banyak(dunia):
    """Three more agencies of the same pemda: better, worse, and late with its LKjIP."""
    hasil = []
    for ke, (sebutan, nilai) in enumerate((("Badan Atas", 99), ("Badan Bawah", 30), ("Badan Lambat", 70))):
        i = p.PerangkatDaerahFactory(pemda=dunia.hss.pemda, nama=sebutan, kode=f"uji-{ke}", singkatan="")
        ind = p.IndikatorFactory(
            simpul=p.SasaranFactory(renstra=p.RenstraFactory(perangkat_daerah=i)),
            utama=True,
            kode="I1",
            nama="Nilai  AKIP, perangkat daerah" if ke else "Nilai AKIP Perangkat Daerah",
            satuan="Nilai",
        )
        p.TargetFactory(indikator=ind, nilai=100)
        p.RealisasiFactory(indikator=ind, nilai=nilai)
        p.RealisasiFactory(indikator=ind, nilai=nilai, triwulan=1)
        hasil.append(i)
    _sampaikan(hasil[0], [(3, datetime.datetime(2025, 2, 27, 20, tzinfo=datetime.UTC), False)])
    maret = [datetime.datetime(2025, 3, hari, tzinfo=datetime.UTC) for hari in (10, 11)]
    _sampaikan(hasil[2], [(1, maret[0], True), (2, maret[1], False)])
    return hasil


def _sampaikan(instansi, versi):
    susunan = p.SusunanFactory(perangkat_daerah=instansi, jadi=True)
    for nomor, pada, ditarik in versi:
        p.PenyampaianFactory(susunan=susunan, versi=nomor, pada=pada, ditarik=ditarik)


# Who


@pytest.mark.parametrize("peran", PERAN)
def test_siapa_yang_melihat(dunia, masuk, peran):
    klien = masuk(getattr(dunia, peran))
    for tujuan in (*HALAMAN, *UNDUHAN):
        jawaban = klien.get(tujuan)
        assert jawaban.status_code == (200 if peran in BOLEH else 403), tujuan
        assert klien.post(tujuan).status_code in ((405,) if peran in BOLEH else (403, 405)), tujuan
        if peran not in BOLEH:
            assert "Hanya Inspektorat atau Pembaca Pemda yang dapat membaca" in teks(jawaban)


def test_yang_belum_masuk_diminta_masuk(client, db):
    for tujuan in (*HALAMAN, *UNDUHAN):
        assert client.get(tujuan).url.startswith("/masuk/?next="), tujuan


def test_pemda_lain_tidak_ada(dunia, masuk, banyak):
    asing = p.PenggunaFactory(pembaca=True, pemda=dunia.balangan.pemda)
    for tujuan in (*HALAMAN, *UNDUHAN[1::2]):
        isi = masuk(asing).get(tujuan).content.decode()
        assert "hss-" not in isi, tujuan
        assert "Badan Atas" not in isi, tujuan


def test_admin_melihat_semua_dan_menyaring_pemda(dunia, masuk):
    admin = masuk(dunia.admin)
    assert "Kabupaten Balangan" in teks(admin.get("/pemda/2024/"))
    hanya = admin.get("/pemda/2024/", {"pemda": dunia.balangan.pemda_id})
    assert nama(hanya) == [dunia.balangan.nama]


# What


def test_angka_sama_dengan_ikhtisar(dunia, klien, banyak):
    baris = per_kolom(klien.get("/pemda/2024/"))
    for i in PerangkatDaerah.objects.filter(pemda=dunia.hss.pemda).exclude(pk=dunia.kosong.pk).select_related("pemda"):
        t = susun_ikhtisar(i, 2024).total
        assert baris[i.nama]["capaian"] == tulis(t.capaian_iku, 2), i
        assert baris[i.nama]["iku"] == f"{t.dihitung} dari {t.anggota}"
        assert baris[i.nama]["serapan"] == ("–" if t.serapan is None else tulis(t.serapan, 2))
    assert (baris["Badan Atas"]["terverifikasi"], baris["Badan Atas"]["isian"]) == ("0,00", "0 dari 1")


def test_tanpa_data_bukan_nol_temuan(dunia, klien):
    jawaban = klien.get("/pemda/2024/")
    baris = per_kolom(jawaban)[dunia.kosong.nama]
    assert baris["predikat"] == "Belum ada data"
    assert {baris[k] for k in ("capaian", "iku", "serapan", "isian", "galat", "peringatan", "pagu")} == {"–"}
    assert "belum ada data 2024" in jawaban.content.decode()


def test_rata_rata_dengan_banyaknya(klien, banyak):
    kaki = per_kolom(klien.get("/pemda/2024/", {"q": "badan", "berdata": "ada"}))["Rata-rata"]
    assert kaki["predikat"] == "4 dari 4 instansi"
    kaki = per_kolom(klien.get("/pemda/2024/", {"q": "dinas baru"}))["Rata-rata"]
    assert (kaki["capaian"], kaki["predikat"]) == ("–", "0 dari 1 instansi")


def lkjip(baris):
    return [baris[k] for k in ("lkjip", "versi", "tanggal", "terlambat")]


def test_keadaan_dan_keterlambatan_lkjip(klien, banyak, dunia):
    baris = per_kolom(klien.get("/pemda/2024/"))
    lewat = str((timezone.localdate() - batas_lkjip(2024)).days)
    assert lkjip(baris["Badan Atas"]) == ["Disampaikan", "3", "28 Februari 2025", "0"], "27 Februari 20.00 UTC"
    assert lkjip(baris["Badan Lambat"]) == ["Disampaikan", "2", "11 Maret 2025", "11"]
    assert lkjip(baris["Badan Bawah"]) == ["Belum disusun", "–", "–", lewat]
    assert batas_lkjip(2023) == datetime.date(2024, 2, 29)
    isi = teks(klien.get(f"/pemda/{timezone.localdate().year}/"))
    assert "belum jatuh tempo" in isi
    assert "terlambat menyampaikan" not in isi


def test_ditarik_terhitung_sampai_hari_ini(klien, dunia):
    s = p.SusunanFactory(perangkat_daerah=dunia.hss, jadi=True)
    p.PenyampaianFactory(susunan=s, versi=1, ditarik=True)
    baris = per_kolom(klien.get("/pemda/2024/"))[dunia.hss.nama]
    assert baris["lkjip"] == "Ditarik"
    assert baris["terlambat"] == str((timezone.localdate() - batas_lkjip(2024)).days)


def test_susunan_dan_hari_dibaca_tiap_kali(klien, dunia, monkeypatch):
    """Nobody tracks compositions, and lateness goes by the day: neither is kept."""
    klien.get("/pemda/2024/")
    monkeypatch.setattr("laporan.pemda.simpanan.rekap", lambda *_: pytest.fail("dihitung lagi"))
    p.SusunanFactory(perangkat_daerah=dunia.hss, jadi=True)
    baris = per_kolom(klien.get("/pemda/2024/"))[dunia.hss.nama]
    assert baris["lkjip"] == "Selesai disusun"
    monkeypatch.setattr(timezone, "localdate", lambda *_: batas_lkjip(2024) + datetime.timedelta(days=1))
    assert per_kolom(klien.get("/pemda/2024/"))[dunia.hss.nama]["terlambat"] == "1"


# Filters, order, search: all in the address


@pytest.mark.parametrize(
    ("saring", "ada"),
    [
        ({"q": "lambat"}, {"Badan Lambat"}),
        ({"q": "UJI-1"}, {"Badan Bawah"}),
        ({"predikat": "Sangat Rendah"}, {"Badan Bawah"}),
        ({"lkjip": "Disampaikan"}, {"Badan Atas", "Badan Lambat"}),
        ({"lkjip": "terlambat", "q": "badan l"}, {"Badan Lambat"}),
        ({"lkjip": "belum", "q": "badan b"}, {"Badan Bawah"}),
        ({"berdata": "kosong"}, {"Dinas Baru"}),
        ({"temuan": "bersih", "q": "dinas baru"}, set()),
        ({"predikat": "tidak ada predikat ini", "q": "atas"}, {"Badan Atas"}),
        ({"q": "tidak ada yang begini"}, set()),
    ],
)
def test_saringan(klien, banyak, saring, ada):
    jawaban = klien.get("/pemda/2024/", saring)
    if ada:
        assert {n for n in nama(jawaban) if n != "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"} == ada
    else:
        assert "Tidak ada perangkat daerah yang cocok" in teks(jawaban)


def test_urutan_yang_kosong_selalu_terakhir(klien, banyak, dunia):
    naik = nama(klien.get("/pemda/2024/", {"urut": "capaian"}))
    turun = nama(klien.get("/pemda/2024/", {"urut": "-capaian"}))
    assert naik[0] == "Badan Bawah"
    assert turun[0] == "Badan Atas"
    assert naik[-1] == turun[-1] == dunia.kosong.nama
    assert naik[:-1] == turun[-2::-1]
    jawaban = klien.get("/pemda/2024/", {"urut": "-capaian", "q": "badan"})
    isi = jawaban.content.decode()
    assert 'aria-sort="descending"' in isi
    assert "?urut=capaian&amp;q=badan" in isi
    assert nama(klien.get("/pemda/2024/", {"urut": "' OR 1"})) == nama(klien.get("/pemda/2024/"))


# Files


@pytest.mark.parametrize("halaman", ["", "indikator/", "antartahun/"])
def test_berkas_persis_yang_tampil(klien, banyak, halaman):
    saring = {"q": "nilai" if halaman == "indikator/" else "badan", "urut": "-nama"}
    tampil = baris_halaman(klien.get(f"/pemda/2024/{halaman}", saring))
    _kepala, *isi = baris_csv(klien.get(f"/pemda/2024/{halaman}unduh.csv", saring))
    assert tampil
    assert len(isi) == len(tampil)
    assert isi == [["" if sel == "–" else sel for sel in b] for b in tampil]
    buku = load_workbook(io.BytesIO(klien.get(f"/pemda/2024/{halaman}unduh.xlsx", saring).content))
    lembar = buku.active
    assert lembar.max_row == len(tampil) + 1
    assert [lembar.cell(n, 1).value for n in range(2, lembar.max_row + 1)] == [b[0] for b in tampil]


def test_rumus_tidak_masuk_berkas(klien, dunia):
    jahat = '=HYPERLINK("http://a","klik")'
    p.PerangkatDaerahFactory(pemda=dunia.hss.pemda, nama=jahat)
    saring = {"q": "hyperlink"}
    assert baris_csv(klien.get("/pemda/2024/unduh.csv", saring))[1][0] == f"'{jahat}"
    sel = load_workbook(io.BytesIO(klien.get("/pemda/2024/unduh.xlsx", saring).content)).active.cell(2, 1)
    assert (sel.value, sel.data_type, sel.quotePrefix) == (jahat, "s", True)


def test_unduhan_lain_tidak_ada(klien):
    assert klien.get("/pemda/2024/unduh.pdf").status_code == 404


# One indicator across agencies, and year on year


def test_perbandingan_satu_indikator(klien, banyak, dunia):
    daftar = klien.get("/pemda/2024/indikator/", {"q": "akip"})
    assert ["Nilai AKIP Perangkat Daerah", "Nilai", "3", "3"] in baris_halaman(daftar)
    pilih = {"indikator": kunci("nilai AKIP perangkat  daerah", "NILAI"), "urut": "-capaian"}
    jawaban = klien.get("/pemda/2024/indikator/", pilih)
    assert "dimiliki 3 dari 5 perangkat daerah" in teks(jawaban)
    *isi, kaki = baris_halaman(jawaban)
    assert [b[0] for b in isi] == ["Badan Atas", "Badan Lambat", "Badan Bawah"]
    assert isi[0][2:5] == ["100", "99", "99,00"]
    assert kaki[4:] == ["66,33", "3 dari 3"]
    lain = teks(klien.get("/pemda/2024/indikator/", {"indikator": "tidak|ada"}))
    assert "Indikator yang dipilih tidak ada pada tahun 2024." in lain


def test_antartahun(klien, banyak, dunia):
    ind = banyak[0].renstra.get().indikator.get()
    p.TargetFactory(indikator=ind, tahun=2023, nilai=100)
    p.RealisasiFactory(indikator=ind, tahun=2023, nilai=90)
    jawaban = klien.get("/pemda/2024/antartahun/", {"q": "badan atas"})
    baris, kaki = baris_halaman(jawaban)
    assert baris == ["Badan Atas", "–", "90,00", "99,00", "9,00"]
    assert kaki[1:4] == ["–", "90,00 (1 dari 1)", "99,00 (1 dari 1)"]
    galat = klien.get("/pemda/2024/antartahun/", {"q": "badan atas", "ukuran": "galat"})
    assert "Galat Antartahun" in teks(galat)
    assert baris_halaman(galat)[0][1] == "–"


def test_nama_tiga_ratus_huruf(klien, dunia):
    panjang = "Dinas " + "x" * 294
    p.PerangkatDaerahFactory(pemda=dunia.hss.pemda, nama=panjang)
    assert panjang in nama(klien.get("/pemda/2024/"))
