"""Notifications of the quarterly entry: who is told what, once, and the daily e-mail."""

import datetime
import re
import smtplib
from unittest import mock

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from capaian import kabar
from capaian import tasks as tugas_kabar
from capaian.alur import StatusIsian
from sakip import tasks as ringkasan
from sakip.kabar import belum_dibaca, kabari
from sakip.models import Pemberitahuan, Penggantian
from tests.pabrik import (
    TAHUN,
    BidangFactory,
    IndikatorFactory,
    JadwalFactory,
    PemberitahuanFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
    PerpanjanganFactory,
    RealisasiFactory,
    SasaranFactory,
    SimpulFactory,
)

pytestmark = pytest.mark.django_db

WITA = datetime.timezone(datetime.timedelta(hours=8))
TUTUP = datetime.datetime(2024, 4, 15, 23, 59, tzinfo=WITA)


def pada(bulan, tanggal, jam=6, menit=0):
    """Time stands still."""
    kini = datetime.datetime(2024, bulan, tanggal, jam, menit, tzinfo=WITA)
    return mock.patch("django.utils.timezone.now", return_value=kini)


class Kantor:
    """Two bidang and the secretariat; `mutasi` owns a tujuan, `diklat` a sasaran below it."""

    def __init__(self):
        self.instansi = PerangkatDaerahFactory()
        self.mutasi = BidangFactory(perangkat_daerah=self.instansi, nama="Bidang Mutasi")
        self.diklat = BidangFactory(perangkat_daerah=self.instansi, nama="Bidang Diklat")
        for nama in ("mutasi", "diklat"):
            milik = {"perangkat_daerah": self.instansi, "bidang": getattr(self, nama)}
            setattr(self, f"orang_{nama}", PenggunaFactory(first_name=nama.title(), **milik))
            setattr(self, f"kepala_{nama}", PenggunaFactory(kepala_bidang=True, **milik))
        self.perencana = PenggunaFactory(perencanaan=True, perangkat_daerah=self.instansi)
        self.kepala = PenggunaFactory(kepala=True, perangkat_daerah=self.instansi)
        PenggunaFactory(perangkat_daerah=self.instansi, bidang=self.mutasi, is_active=False)
        self._pohon()

    def _pohon(self):
        umum = SimpulFactory(renstra__perangkat_daerah=self.instansi, urutan=1)
        tujuan = SimpulFactory(renstra=umum.renstra, bidang=self.mutasi, urutan=2)
        sasaran = SasaranFactory(induk=tujuan, bidang=self.diklat, urutan=3)
        turunan = SasaranFactory(induk=tujuan, urutan=4)
        lewat = SasaranFactory(induk=tujuan, tahun_selesai=TAHUN - 1)
        self.tanpa = IndikatorFactory(simpul=umum, nama="Indeks SAKIP")
        self.kedua = IndikatorFactory(simpul=turunan, nama="Ketepatan mutasi")
        self.pertama = IndikatorFactory(simpul=tujuan, nama="Indeks kepuasan")
        self.pelatihan = IndikatorFactory(simpul=sasaran, nama="Jumlah pelatihan")
        IndikatorFactory(simpul=turunan, nama="Cermin", mengacu=self.pertama)
        IndikatorFactory(simpul=lewat, nama="Tahun lalu")

    def jadwal(self, **lain):
        buka = datetime.datetime(2024, 4, 1, tzinfo=WITA)
        return JadwalFactory(perangkat_daerah=self.instansi, **({"buka": buka, "tutup": TUTUP} | lain))

    def isi(self, indikator, status):
        orang = {} if status in (StatusIsian.DRAF, StatusIsian.DIKEMBALIKAN) else {"diajukan_oleh": self.orang_mutasi}
        if status in (StatusIsian.DISETUJUI, StatusIsian.DIVERIFIKASI):
            orang["disetujui_oleh"] = self.kepala_mutasi
        if status == StatusIsian.DIVERIFIKASI:
            orang |= {"diverifikasi_oleh": self.perencana, "diverifikasi_pada": timezone.now()}
        return RealisasiFactory(indikator=indikator, triwulan=1, status=status, **orang)


@pytest.fixture
def kantor():
    return Kantor()


def milik(pengguna):
    return Pemberitahuan.objects.filter(pengguna=pengguna)


def lembar(kantor, bidang):
    kwargs = {"kode": kantor.instansi.kode, "tahun": TAHUN, "triwulan": 1, "bidang": bidang}
    return reverse("isian_lembar", kwargs=kwargs)


def daftar_isian(kantor):
    return reverse("isian", kwargs={"kode": kantor.instansi.kode, "tahun": TAHUN, "triwulan": 1})


# Telling


def test_sekali_saja_dan_yang_dimatikan_tidak_dikabari():
    mau, senyap, lama = PenggunaFactory(), PenggunaFactory(senyap=["dibuka"]), PenggunaFactory(is_active=False)
    semua = [mau, senyap, lama, mau]
    assert kabari(semua, "dibuka", "a", "Judul", "Teks", "/") == 1
    assert kabari(semua, "dibuka", "a", "Judul lain") == 0
    assert kabari(semua, "tenggat", "b", "x" * 400) == 2
    assert [k.judul for k in milik(mau).order_by("pk")] == ["Judul", "x" * 300]
    assert not milik(lama).exists()
    assert belum_dibaca(mau) == 2


# A quarter opens


def test_triwulan_dibuka_sekali_walau_dijalankan_dua_kali(kantor):
    jadwal = kantor.jadwal()
    with pada(4, 2):
        tugas_kabar.umumkan_jadwal()
        sebelum = list(Pemberitahuan.objects.values())
        tugas_kabar.umumkan_jadwal()
    jadwal.refresh_from_db()
    assert jadwal.diumumkan
    assert list(Pemberitahuan.objects.values()) == sebelum
    # Two people of each of two bidang; Perencanaan gets the whole and what has no bidang.
    assert len(sebelum) == 6


def test_setiap_bidang_menerima_daftarnya(kantor):
    kabar.jadwal_dibuka(kantor.jadwal())
    for orang in (kantor.orang_mutasi, kantor.kepala_mutasi):
        (k,) = milik(orang)
        assert k.jenis == "dibuka"
        assert k.judul == "Pengisian Triwulan I 2024 dibuka: 2 indikator menunggu diisi"
        assert k.teks == "Diisi sampai 15 April 2024 pukul 23.59.\nIndeks kepuasan\nKetepatan mutasi"
        assert k.tautan == lembar(kantor, kantor.mutasi.pk)
    (k,) = milik(kantor.orang_diklat)
    assert k.teks.splitlines()[1:] == ["Jumlah pelatihan"]
    assert not milik(kantor.kepala).exists()
    tanpa, semua = sorted(milik(kantor.perencana), key=lambda k: k.kunci)
    assert tanpa.judul == "Pengisian Triwulan I 2024 dibuka: 1 indikator tanpa bidang menunggu diisi"
    assert tanpa.tautan == lembar(kantor, 0)
    assert tanpa.teks.splitlines()[1:] == ["Indeks SAKIP"]
    assert "4 indikator" in semua.judul
    assert "Bidang Mutasi: 2 indikator\nBidang Diklat: 1 indikator\nTanpa bidang: 1 indikator" in semua.teks
    assert semua.tautan == daftar_isian(kantor)


def test_bidang_tanpa_pengguna_disebut(kantor):
    kantor.orang_diklat.delete()
    kantor.kepala_diklat.delete()
    kabar.jadwal_dibuka(kantor.jadwal())
    assert milik(kantor.perencana).filter(teks__contains="1 indikator (bidang ini belum punya pengguna)").exists()


def test_hanya_perencanaan_yang_mengisi(kantor):
    kabar.jadwal_dibuka(kantor.jadwal(pengisi="perencanaan"))
    assert set(Pemberitahuan.objects.values_list("pengguna", flat=True)) == {kantor.perencana.pk}


def test_belum_dibuka_sudah_ditutup_dan_rencana_aksi_tidak_diumumkan(kantor):
    kantor.jadwal()
    kantor.jadwal(triwulan=2, untuk="rencana_aksi")
    for kapan in (pada(3, 31), pada(4, 16)):
        with kapan:
            tugas_kabar.umumkan_jadwal()
    assert not Pemberitahuan.objects.exists()


def test_pengumuman_yang_gagal_diulang(kantor):
    jadwal = kantor.jadwal()
    with pada(4, 2):
        with mock.patch.object(kabar, "jadwal_dibuka", side_effect=ValueError), pytest.raises(ValueError):
            tugas_kabar.umumkan_jadwal()
        jadwal.refresh_from_db()
        assert jadwal.diumumkan is None
        tugas_kabar.umumkan_jadwal()
    assert Pemberitahuan.objects.count() == 6


def test_banyaknya_kueri_tidak_bergantung_pada_banyaknya_indikator(kantor, django_assert_max_num_queries):
    for _ in range(20):
        IndikatorFactory(simpul=kantor.pertama.simpul)
    with django_assert_max_num_queries(4):
        daftar = kabar.daftar_per_bidang(kantor.instansi, TAHUN, 1, kecuali=())
    assert [len(d.indikator) for d in daftar] == [22, 1, 1]
    assert kabar.daftar_per_bidang(PerangkatDaerahFactory(), TAHUN, 1, kecuali=()) == []


# Days left


def kirim_pengingat(bulan, tanggal, jam=6):
    with pada(bulan, tanggal, jam):
        tugas_kabar.ingatkan_tenggat()


def test_diingatkan_pada_7_2_dan_0_hari(kantor):
    kantor.jadwal()
    for tanggal in range(1, 18):
        kirim_pengingat(4, tanggal)
        kirim_pengingat(4, tanggal)
    judul = [k.judul for k in milik(kantor.orang_mutasi).order_by("pk")]
    assert judul == [
        "Pengisian Triwulan I 2024 ditutup 7 hari lagi: 2 indikator belum diajukan",
        "Pengisian Triwulan I 2024 ditutup 2 hari lagi: 2 indikator belum diajukan",
        "Pengisian Triwulan I 2024 ditutup hari ini: 2 indikator belum diajukan",
    ]
    assert milik(kantor.perencana).count() == 6


def test_tutup_tengah_malam_berarti_hari_sebelumnya(kantor):
    kantor.jadwal(tutup=datetime.datetime(2024, 4, 15, tzinfo=WITA))
    kirim_pengingat(4, 14)
    assert "ditutup hari ini" in milik(kantor.orang_mutasi).get().judul


def test_hanya_bidang_yang_belum_mengajukan_semuanya(kantor):
    kantor.jadwal()
    kantor.isi(kantor.pelatihan, StatusIsian.DIAJUKAN)
    kantor.isi(kantor.pertama, StatusIsian.DIKEMBALIKAN)
    kantor.isi(kantor.kedua, StatusIsian.DIVERIFIKASI)
    RealisasiFactory(indikator=kantor.tanpa, triwulan=None)
    kirim_pengingat(4, 8)
    assert not milik(kantor.orang_diklat).exists()
    assert milik(kantor.orang_mutasi).get().teks.splitlines()[1:] == ["Indeks kepuasan"]
    assert "2 indikator" in milik(kantor.perencana).get(kunci__endswith="semua").judul


def test_perpanjangan_menggeser_pengingat_bidangnya(kantor):
    jadwal = kantor.jadwal()
    lebih = datetime.datetime(2024, 4, 20, 12, tzinfo=WITA)
    PerpanjanganFactory(jadwal=jadwal, bidang=kantor.diklat, tutup=lebih)
    for tanggal in range(1, 24):
        kirim_pengingat(4, tanggal)
    hari = [k.kunci.split(":")[2:4] for k in milik(kantor.orang_diklat).order_by("pk")]
    assert hari == [["2024-04-20", "7"], ["2024-04-20", "2"], ["2024-04-20", "0"]]
    assert milik(kantor.orang_diklat).last().teks.startswith("Diisi sampai 20 April 2024 pukul 12.00.")
    assert {k.kunci.split(":")[2] for k in milik(kantor.orang_mutasi)} == {"2024-04-15"}


# The review


def test_diajukan_kepada_kepala_bidang_lalu_kepala(kantor):
    r = [kantor.isi(i, StatusIsian.DIAJUKAN) for i in (kantor.kedua, kantor.pertama)]
    assert kabar.diajukan(r, kantor.mutasi, kantor.orang_mutasi) == 1
    assert kabar.diajukan(r, kantor.mutasi, kantor.orang_mutasi) == 0
    k = milik(kantor.kepala_mutasi).get()
    assert k.judul == "2 isian Triwulan I 2024 diajukan Mutasi, menunggu persetujuan Anda"
    assert (k.teks, k.tautan) == ("Ketepatan mutasi\nIndeks kepuasan", lembar(kantor, kantor.mutasi.pk))
    kabar.diajukan(r[:1], kantor.mutasi, kantor.kepala_mutasi)
    kabar.diajukan([kantor.isi(kantor.tanpa, StatusIsian.DIAJUKAN)], None, kantor.perencana)
    assert [k.teks for k in milik(kantor.kepala).order_by("pk")] == ["Ketepatan mutasi", "Indeks SAKIP"]
    r[0].ubahan_ke += 1
    assert kabar.diajukan(r, kantor.mutasi, kantor.orang_mutasi) == 1


def test_dikembalikan_kepada_pengisinya_dengan_alasan(kantor):
    r = [kantor.isi(kantor.pertama, StatusIsian.DIKEMBALIKAN)]
    kabar.dikembalikan(r, kantor.mutasi, kantor.kepala_mutasi, " Datanya belum lengkap ")
    k = milik(kantor.orang_mutasi).get()
    assert k.jenis == "dikembalikan"
    assert k.teks == "Alasan: Datanya belum lengkap\nIndeks kepuasan"
    assert Pemberitahuan.objects.count() == 1
    kabar.dikembalikan([kantor.isi(kantor.tanpa, StatusIsian.DIKEMBALIKAN)], None, kantor.kepala, "Periksa")
    assert milik(kantor.perencana).get().tautan == lembar(kantor, 0)


def test_disetujui_kepada_bidang_dan_perencanaan(kantor):
    r = [kantor.isi(kantor.pertama, StatusIsian.DISETUJUI)]
    assert kabar.disetujui(r, kantor.mutasi, kantor.kepala_mutasi) == 2
    assert "menunggu" not in milik(kantor.orang_mutasi).get().judul
    assert milik(kantor.perencana).get().judul.endswith("menunggu verifikasi")
    assert kabar.disetujui([kantor.isi(kantor.tanpa, StatusIsian.DISETUJUI)], None, kantor.kepala) == 1


def test_9_11_pengganti_dan_verifikator_kedua_dikabari(kantor):
    milik_instansi = {"perangkat_daerah": kantor.instansi}
    kedua = PenggunaFactory(**milik_instansi, kepala=True, verifikator=True)
    plh = PenggunaFactory(**milik_instansi, bidang=kantor.diklat)
    Penggantian.objects.create(
        **milik_instansi,
        pejabat=kantor.kepala_mutasi,
        pengganti=plh,
        mulai=datetime.date(2024, 4, 1),
        selesai=datetime.date(2024, 4, 10),
    )
    r = [kantor.isi(kantor.pertama, StatusIsian.DIAJUKAN)]
    with pada(4, 10):
        kabar.diajukan(r, kantor.mutasi, kantor.orang_mutasi)
    assert milik(plh).get().judul.endswith("menunggu persetujuan Anda")
    r[0].ubahan_ke += 1
    with pada(4, 11):
        kabar.diajukan(r, kantor.mutasi, kantor.orang_mutasi)
    assert milik(plh).count() == 1 and milik(kantor.kepala_mutasi).count() == 2
    kabar.disetujui(r, kantor.mutasi, kantor.kepala_mutasi)
    assert milik(kedua).get().judul.endswith("menunggu verifikasi")


def test_selesai_hanya_bila_semua_terverifikasi(kantor):
    kosong = PerangkatDaerahFactory()
    assert kabar.selesai_bila_lengkap(kosong, TAHUN, 1) == 0
    for i in (kantor.pertama, kantor.kedua, kantor.pelatihan):
        kantor.isi(i, StatusIsian.DIVERIFIKASI)
    assert kabar.selesai_bila_lengkap(kantor.instansi, TAHUN, 1) == 0
    akhir = kantor.isi(kantor.tanpa, StatusIsian.DIVERIFIKASI)
    assert kabar.selesai_bila_lengkap(kantor.instansi, TAHUN, 1) == 4
    assert kabar.selesai_bila_lengkap(kantor.instansi, TAHUN, 1) == 0
    assert milik(kantor.kepala).get().judul == "Semua isian Triwulan I 2024 sudah diverifikasi"
    assert not milik(kantor.orang_mutasi).exists()
    type(akhir).objects.filter(pk=akhir.pk).update(diverifikasi_pada=timezone.now())
    assert kabar.selesai_bila_lengkap(kantor.instansi, TAHUN, 1) == 4, "dibuka kembali lalu selesai lagi"


# The daily e-mail


@pytest.fixture
def pembaca():
    return PenggunaFactory(first_name="Siti", email="siti@example.go.id")


def test_satu_surel_berisi_semuanya(pembaca, settings):
    settings.SITUS = "https://sakip.example.go.id"
    satu = PemberitahuanFactory(pengguna=pembaca, judul="Pertama & <b>", teks="Baris A\nBaris B", tautan="/a/2024/")
    PemberitahuanFactory(pengguna=pembaca, judul="Kedua", tautan="")
    PemberitahuanFactory(pengguna=pembaca, judul="Terbaca", dibaca=timezone.now())
    PemberitahuanFactory(pengguna=pembaca, judul="Terkirim", tersurel=True)
    ringkasan.kirim_ringkasan()
    ringkasan.kirim_ringkasan()
    (surat,) = mail.outbox
    assert surat.subject == "SAKIP: 2 pemberitahuan baru"
    assert surat.to == ["siti@example.go.id"]
    assert "Yth. Siti," in surat.body
    assert "Pertama & <b>\n   Baris A\n   Baris B\n   https://sakip.example.go.id/a/2024/\n" in surat.body
    assert "https://sakip.example.go.id/kabar/pilihan/" in surat.body
    html = surat.alternatives[0].content
    assert re.search(r'href="https://sakip.example.go.id/a/2024/"\s*>\s*Pertama &amp; &lt;b&gt;\s*</a', html)
    for teks in (surat.body, html):
        assert "Kedua" in teks
        assert "Terbaca" not in teks
        assert "Terkirim" not in teks
    satu.refresh_from_db()
    assert satu.disurelkan
    assert satu.dibaca is None


def test_yang_dimatikan_tidak_dikirim(pembaca):
    PemberitahuanFactory(pengguna=pembaca, jenis="tenggat", judul="Tenggat")
    PemberitahuanFactory(pengguna=pembaca, judul="Dibuka")
    pembaca.senyap = ["tenggat"]
    pembaca.save()
    PemberitahuanFactory(pengguna__email="")
    PemberitahuanFactory(pengguna__email="b@example.go.id", pengguna__senyap=["surel"])
    PemberitahuanFactory(pengguna__email="c@example.go.id", pengguna__is_active=False)
    ringkasan.kirim_ringkasan()
    (surat,) = mail.outbox
    assert "Dibuka" in surat.body
    assert "Tenggat" not in surat.body
    assert Pemberitahuan.objects.exclude(disurelkan=None).count() == 1


def test_alamat_yang_gagal_tidak_menahan_yang_lain(pembaca, caplog):
    buruk = PemberitahuanFactory(pengguna__email="buruk@example.go.id")
    aneh = PemberitahuanFactory(pengguna__email="a@b.id\nBcc: c@d.id")
    baik = PemberitahuanFactory(pengguna__email="baik@example.go.id")
    kirim = mail.EmailMessage.send

    def tolak(pesan, *a, **k):
        if pesan.to == ["buruk@example.go.id"]:
            raise smtplib.SMTPRecipientsRefused({})
        return kirim(pesan, *a, **k)

    with mock.patch.object(mail.EmailMessage, "send", tolak):
        ringkasan.kirim_ringkasan()
    assert [s.to for s in mail.outbox] == [["baik@example.go.id"]]
    for k in (buruk, aneh, baik):
        k.refresh_from_db()
    assert (bool(buruk.disurelkan), bool(aneh.disurelkan), bool(baik.disurelkan)) == (False, False, True)
    assert caplog.text.count("tidak terkirim") == 2
    assert "buruk@" not in caplog.text
    ringkasan.kirim_ringkasan()
    assert mail.outbox[-1].to == ["buruk@example.go.id"], "dicoba lagi esok harinya"


# Celery


def test_tugas_terdaftar_dan_dijadwalkan(settings):
    from sakip.celery import app

    app.loader.import_default_modules()
    tugas = {isi["task"] for isi in settings.CELERY_BEAT_SCHEDULE.values()}
    jadwal = {f"capaian.tasks.{n}" for n in ("umumkan_jadwal", "ingatkan_tenggat")}
    jadwal |= {
        f"sakip.tasks.{n}" for n in ("kirim_ringkasan", "padatkan_tanda", "segel_jejak", "kirim_jangkar", "sapu_sisa")
    }
    jadwal.add("anggaran.tasks.sapu_sipd")
    jadwal |= {f"laporan.tasks.{n}" for n in ("rawat_meja", "siapkan_ringkasan", "sapu_unggahan")}
    assert tugas == jadwal
    assert tugas <= set(app.tasks)
    assert settings.CELERY_BEAT_SCHEDULE_FILENAME.startswith(str(settings.VAR))
