"""What is kept of computed years: renewed by every tracked change, never by the clock, also when one commits late."""

import datetime
import threading
from decimal import Decimal as D

import pytest
from django.core.cache import caches
from django.db import connection, transaction

from anggaran.models import RealisasiAnggaran
from capaian.models import Realisasi
from laporan import tasks
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.pemda import simpanan as modul
from laporan.pemda.simpanan import Simpanan
from sakip.jejak import tanda
from sakip.jejak.daftar import LACAK
from sakip.models import PerangkatDaerah, Tanda
from tests import pabrik as p

pytestmark = pytest.mark.teliti

TAHUN = 2024
UBAH = {
    "Pemda": {"nama": "Kabupaten Berganti"},
    "PerangkatDaerah": {"batas_capaian": D(60), "rumus_turun": "rasio", "pembulatan": "potong"},
    "Bidang": {"nama": "Bidang Berganti"},
    "Renstra": {"berlaku_mulai": 2023},
    "Skala": {"predikat": "Berganti"},
    "Simpul": {"uraian": "Berganti"},
    "Indikator": {"bobot": D(3)},
    "Dukungan": {"urutan": 9},
    "Lintas": {"peran": "Berganti"},
    "Nomenklatur": {"uraian": "Berganti"},
    "Target": {"nilai": D(50)},
    "PerjanjianKinerja": {"nomor": "9"},
    "Anggaran": {"pagu": D(2_000_000)},
    "DokumenAnggaran": {"nomor": "9"},
    "RencanaKas": {"nilai": D(9)},
    "RealisasiAnggaran": {"nilai": D(500_000)},
    "Realisasi": {"nilai": D(40)},
    "Komponen": {"nilai": D(30)},
    "Rincian": {"uraian": "Berganti"},
    "Pembanding": {"nilai": D(9)},
    "Jadwal": {"tutup": datetime.datetime(2100, 1, 1, tzinfo=datetime.timezone.utc)},  # noqa: UP017
    "Perpanjangan": {"alasan": "Berganti"},
    "Bukti": {"judul": "Berganti"},
    "PersetujuanAksi": {"catatan": "Berganti"},
    "EvaluasiAKIP": {"nilai": D(9)},
    "Rekomendasi": {"rekomendasi": "Berganti"},
    "Prestasi": {"pemberi": "Berganti"},
    "Pegawai": {"jumlah": 9},
    "Aset": {"uraian": "Berganti"},
    "Narasi": {"teks": "Berganti"},
    "Unggahan": {"judul": "Berganti"},
    "TemuanDiterima": {"sidik": "1" * 64},
    "Penyampaian": {"halaman": 9},
    "CatatanMeja": {"teks": "Berganti"},
}
"""One change of a row of every tracked table that may enter a computed year."""
TERLIHAT = {"PerangkatDaerah", "Skala", "Indikator", "Target", "Anggaran", "RealisasiAnggaran", "Realisasi", "Komponen"}
"""Of these the change is seen in the numbers of this small world."""


@pytest.fixture(autouse=True)
def simpanan_kosong():
    caches["ringkasan"].clear()


def dunia_lengkap():
    """An agency with a row of every tracked table, and one beside it."""
    instansi = p.PerangkatDaerahFactory(skala="skala sendiri")
    p.PerangkatDaerahFactory(pemda=instansi.pemda)
    tujuan = p.SimpulFactory(renstra__perangkat_daerah=instansi, kode="T")
    sasaran = p.SasaranFactory(induk=tujuan, kode="S")
    sub = p.SubKegiatanFactory(renstra=tujuan.renstra, kode="SK")
    i = p.IndikatorFactory(simpul=sasaran, utama=True, kode="I1")
    ii = p.IndikatorFactory(simpul=sasaran, utama=True, berkomponen=True, kode="I2")
    p.RealisasiFactory(indikator=i, triwulan=1, nilai=D(70))
    p.TargetFactory(indikator=ii)
    jadwal = p.JadwalFactory(perangkat_daerah=instansi)
    bidang = p.BidangFactory(perangkat_daerah=instansi)
    susunan = p.SusunanFactory(perangkat_daerah=instansi, jadi=True)
    penyampaian = p.PenyampaianFactory(susunan=susunan)
    milik = {"perangkat_daerah": instansi}
    objek = [
        instansi.pemda,
        instansi,
        bidang,
        tujuan.renstra,
        tujuan,
        i,
        jadwal,
        penyampaian,
        p.SkalaFactory(**milik),
        p.DukunganFactory(simpul=sub, sasaran=sasaran),
        p.LintasFactory(simpul=sasaran),
        p.NomenklaturFactory(),
        p.TargetFactory(indikator=i),
        p.PerjanjianKinerjaFactory(**milik),
        p.AnggaranFactory(simpul=sub),
        p.DokumenAnggaranFactory(**milik),
        p.RencanaKasFactory(simpul=sub),
        p.RealisasiAnggaranFactory(simpul=sub),
        p.RealisasiFactory(indikator=i, triwulan=2),
        p.KomponenFactory(indikator=ii, nilai=D(20)),
        p.RincianFactory(indikator=i),
        p.PembandingFactory(indikator=i),
        p.PerpanjanganFactory(jadwal=jadwal, bidang=bidang),
        p.BuktiFactory(indikator=i),
        p.PersetujuanAksiFactory(**milik),
        p.EvaluasiAKIPFactory(**milik),
        p.RekomendasiFactory(**milik),
        p.PrestasiFactory(**milik),
        p.PegawaiFactory(**milik),
        p.AsetFactory(**milik),
        p.NarasiFactory(**milik),
        p.UnggahanFactory(**milik),
        p.TemuanDiterimaFactory(**milik),
        p.CatatanMejaFactory(penyampaian=penyampaian),
    ]
    return {type(o).__name__: o for o in objek}


def semua(*triwulan):
    """All that is kept of the year (or to date), from whatever is kept now."""
    s = Simpanan(list(PerangkatDaerah.objects.select_related("pemda").order_by("pk")))
    tahun = s.daftar_tahun()
    s.tutup()
    return tahun, [(s.ringkas([TAHUN], tw), s.indikator(TAHUN, tw)) for tw in triwulan or (None,)]


def semua_baru(*triwulan):
    caches["ringkasan"].clear()
    return semua(*triwulan)


def test_setiap_perubahan_terlihat(db):
    """After one change of each kind, and after a row is gone, nothing differs from what is computed anew."""
    assert UBAH.keys() == {m.__name__ for m, lacak in LACAK.items() if lacak.terhitung}
    objek = dunia_lengkap()
    for nama, ubahan in UBAH.items():
        sebelum = semua()
        type(objek[nama]).objects.filter(pk=objek[nama].pk).update(**ubahan)
        sesudah = semua()
        assert sesudah == semua_baru(), nama
        assert nama not in TERLIHAT or sesudah != sebelum, nama
    for nama in (
        "CatatanMeja",
        "Komponen",
        "Target",
        "Realisasi",
        "RealisasiAnggaran",
        "Anggaran",
        "Dukungan",
        "Skala",
    ):
        sebelum = semua()
        objek[nama].delete()
        sesudah = semua()
        assert sesudah == semua_baru(), nama
        assert nama not in TERLIHAT or sesudah != sebelum, nama
    sebelum = semua(1, 2)
    Realisasi.objects.filter(triwulan=1).update(nilai=D(5))
    sesudah = semua(1, 2)
    assert sebelum != sesudah == semua_baru(1, 2)


def test_hanya_tanda_instansi_yang_berubah(db):
    """Rows name their agency by whichever way; where none can be told, all are marked."""
    objek = dunia_lengkap()
    milik = objek["PerangkatDaerah"].pk
    lain = PerangkatDaerah.objects.exclude(pk=milik).order_by("pk").values_list("pk", flat=True)[0]
    for nama, ubahan in UBAH.items():
        sebelum = tanda.cap([milik, lain])
        objek[nama].__class__.objects.filter(pk=objek[nama].pk).update(**ubahan)
        sesudah = tanda.cap([milik, lain])
        assert sebelum[milik] != sesudah[milik], nama
        assert (sebelum[lain] != sesudah[lain]) == (nama in ("Pemda", "Nomenklatur")), nama
    p.PenggunaFactory(perangkat_daerah=objek["PerangkatDaerah"])
    assert tanda.cap([milik]) == {milik: sesudah[milik]}


def test_yang_disimpan_tidak_dihitung_lagi(db, monkeypatch):
    objek = dunia_lengkap()
    hasil = semua()
    monkeypatch.setattr(modul, "rekap", lambda *_: pytest.fail("dihitung lagi"))
    monkeypatch.setattr(modul, "tahun_per_instansi", lambda *_: pytest.fail("dihitung lagi"))
    assert semua() == hasil
    monkeypatch.undo()
    ikhtisar = susun_ikhtisar(objek["PerangkatDaerah"], TAHUN)
    assert hasil[1][0][0][objek["PerangkatDaerah"].pk, TAHUN].total == ikhtisar.total


def test_kode_lain_menghitung_lagi(db, monkeypatch):
    dunia_lengkap()
    semua()
    monkeypatch.setattr(modul, "versi_kode", lambda: "lain")
    dihitung = []
    asli = modul.rekap
    monkeypatch.setattr(modul, "rekap", lambda *a: dihitung.append(a) or asli(*a))
    semua()
    assert dihitung


def test_simpanan_rusak_atau_penuh_tidak_menghalangi(db, monkeypatch):
    dunia_lengkap()
    hasil = semua()
    for berkas in caches["ringkasan"]._list_cache_files():
        with open(berkas, "wb") as b:
            b.write(b"\x80terpotong")
    assert semua() == hasil

    def penuh(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(caches["ringkasan"], "set", penuh)
    caches["ringkasan"].clear()
    assert semua() == hasil


def test_yang_berubah_selagi_dihitung_dihitung_lagi(db, monkeypatch):
    """A change that comes between reading the marks and reading the rows is not kept under the marks before it."""
    objek = dunia_lengkap()
    r, asli, kali = objek["Realisasi"], modul.rekap, []

    def disela(*a):
        hasil = asli(*a)
        if not kali:
            Realisasi.objects.filter(pk=r.pk).update(nilai=D(11))
        kali.append(1)
        return hasil

    monkeypatch.setattr(modul, "rekap", disela)
    hasil = semua()
    assert len(kali) > 1
    monkeypatch.undo()
    assert hasil == semua_baru()


def test_tanda_dipadatkan(db):
    objek = dunia_lengkap()
    milik = objek["PerangkatDaerah"].pk
    Tanda.objects.bulk_create(Tanda(id=n, perangkat_daerah_id=milik) for n in range(1, 100))
    hasil, sebelum = semua(), tanda.cap([milik])
    assert tanda.padatkan() >= 99
    assert Tanda.objects.filter(perangkat_daerah_id=milik).count() == 1
    assert tanda.cap([milik]) != sebelum
    assert semua() == hasil


def test_dimigrasikan_berkali_kali_tetap_terbaca(db):
    """Each `migrate` marks all agencies: their marks could be too large to be added up on SQLite."""
    terlihat = set()
    for _ in range(12):
        tanda.bubuhkan(tanda.SEMUA)
        terlihat.add(tanda.cap([1])[1])
    assert len(terlihat) == 12


def test_ringkasan_disiapkan_pekerjaan(db, monkeypatch):
    dunia_lengkap()
    tasks.siapkan_ringkasan()
    s = Simpanan(list(PerangkatDaerah.objects.select_related("pemda")))
    tahun = max(t.tahun for t in s.daftar_tahun() if t.dibuka)
    monkeypatch.setattr(modul, "rekap", lambda *_: pytest.fail("dihitung lagi"))
    s.ringkas([tahun], None)


@pytest.mark.django_db(transaction=True)
def test_penulis_yang_terlambat_selesai_tidak_hilang():
    """One writes and waits; another writes and commits, the table is kept; then the first commits."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite mempunyai satu penulis pada satu waktu")
    objek = dunia_lengkap()
    tertulis, lanjut = threading.Event(), threading.Event()

    def lambat():
        try:
            with transaction.atomic():
                Realisasi.objects.filter(pk=objek["Realisasi"].pk).update(nilai=D(10))
                tertulis.set()
                lanjut.wait(20)
        finally:
            connection.close()

    utas = threading.Thread(target=lambat)
    utas.start()
    try:
        assert tertulis.wait(20)
        awal = semua()
        RealisasiAnggaran.objects.filter(pk=objek["RealisasiAnggaran"].pk).update(nilai=D(700_000))
        tengah = semua()
        assert tengah != awal
        assert tengah == semua_baru()
        tanda.padatkan()
        assert semua() == tengah
    finally:
        lanjut.set()
        utas.join()
    akhir = semua()
    assert akhir != tengah
    assert akhir == semua_baru()
