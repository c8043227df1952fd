"""Issue: a year stated by a yearly row beside its quarters; means of few; what cannot be computed says why."""

from decimal import Decimal as D

import pytest

from capaian.rumus import REALISASI_NEGATIF, REALISASI_NOL, TARGET_NEGATIF, hitung_capaian
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.periksa.aturan import periksa
from sakip.models import Jejak
from tests import pabrik as p
from tests.alat import alamat, teks
from tests.capaian.isian_uji import TAHUN, buat_instansi

pytestmark = pytest.mark.django_db


@pytest.fixture
def sasaran():
    return p.SasaranFactory(kode="S1")


def iku(sasaran, kode="I1", target="100", **sifat):
    i = p.IndikatorFactory(simpul=sasaran, kode=kode, iku=True, **sifat)
    if target is not None:
        p.TargetFactory(indikator=i, triwulan=None, nilai=D(target))
    return i


def realisasi(i, triwulan, nilai, **lain):
    return p.RealisasiFactory(indikator=i, triwulan=triwulan, nilai=None if nilai is None else D(nilai), **lain)


def ikhtisar(sasaran):
    return susun_ikhtisar(sasaran.renstra.perangkat_daerah, 2024)


def aturan(sasaran, nama):
    return [t for t in periksa(sasaran.renstra.perangkat_daerah, 2024) if t.aturan == nama]


def test_9_1_setahun_dan_triwulan_yang_berbeda_ditandai_sampai_dipilih(sasaran):
    i = iku(sasaran)
    setahun = realisasi(i, None, "100")
    realisasi(i, 4, "99")
    (satu,) = ikhtisar(sasaran).indikator
    assert (satu.realisasi, satu.status) == (100, "tercapai"), "angka setahun ialah baris tahunannya"
    assert satu.triwulan[3].realisasi == 99
    assert (satu.beda_tahunan.tahunan, satu.beda_tahunan.triwulan, satu.beda_tahunan.alasan) == (100, 99, "")
    (temuan,) = aturan(sasaran, "capaian.beda_tahunan")
    assert (temuan.tingkat, temuan.objek) == ("galat", "I1")
    assert "setahun dinyatakan 100" in temuan.pesan and "menghasilkan 99" in temuan.pesan
    setahun.alasan_tahunan = "Angka final BPS"
    setahun.save()
    (temuan,) = aturan(sasaran, "capaian.beda_tahunan")
    assert temuan.tingkat == "catatan" and "Angka final BPS" in temuan.pesan


@pytest.mark.parametrize(
    ("agregasi", "terisi", "setahun", "beda"),
    [
        ("akhir", {1: "10", 4: "99.4"}, "99", False),
        ("akhir", {1: "10", 3: "50"}, "99", False),
        ("jumlah", {1: "10", 2: "10", 3: "10"}, "99", False),
        ("jumlah", {1: "10", 2: "10", 3: "10", 4: "10"}, "41", True),
        ("jumlah", {1: "10", 2: "10", 3: "10", 4: "10"}, "40", False),
        ("rata", {1: "1", 2: "1", 3: "1", 4: "2"}, "1.3", False),
        ("maks", {1: "1", 2: "9", 3: "1", 4: "2"}, "2", True),
    ],
)
def test_9_1_dibandingkan_hanya_bila_triwulannya_genap_dan_menurut_desimalnya(sasaran, agregasi, terisi, setahun, beda):
    i = iku(sasaran, agregasi=agregasi)
    realisasi(i, None, setahun)
    for triwulan, nilai in terisi.items():
        realisasi(i, triwulan, nilai)
    (satu,) = ikhtisar(sasaran).indikator
    assert (satu.beda_tahunan is not None) is beda


@pytest.mark.parametrize(
    ("target", "nilai", "sifat", "capaian"),
    [
        ("-10", "-5", {}, D(150)),
        ("-10", "-12", {}, D(80)),
        ("-10", "-12", {"arah": "turun"}, D(120)),
        ("-10", "-5", {"arah": "turun"}, D(50)),
        ("-10", "-40", {}, D(0)),
        ("0", "-1", {"arah": "turun"}, D(100)),
        ("-5", "-7.5", {"arah": "rentang", "target_atas": D(5)}, D(50)),
        ("-10", "-2.5", {"arah": "rentang", "target_atas": D(-5)}, D(50)),
    ],
)
def test_9_6_target_negatif(target, nilai, sifat, capaian):
    assert hitung_capaian(D(target), D(nilai), **sifat).nilai == capaian


@pytest.mark.parametrize(
    ("target", "nilai", "alasan"),
    [("-10", "5", TARGET_NEGATIF), ("10", "-5", REALISASI_NEGATIF), ("10", "0", REALISASI_NOL)],
)
def test_9_6_rasio_yang_tidak_terhitung_menyebut_sebabnya(target, nilai, alasan):
    hasil = hitung_capaian(D(target), D(nilai), arah="turun", rumus_turun="rasio")
    assert (hasil.nilai, hasil.alasan) == (None, alasan)


def test_9_6_alasan_menyebut_sebab_bukan_belum_diisi(sasaran):
    rasio = iku(sasaran, "I1", rasio=True)
    p.RealisasiFactory(indikator=rasio, triwulan=None, nilai=D(7), pembilang=D(3), penyebut=D(0))
    predikat = iku(sasaran, "I2", target=None, berpredikat=True)
    p.TargetFactory(indikator=predikat, triwulan=None, nilai=None, teks="BB")
    p.RealisasiFactory(indikator=predikat, triwulan=None, nilai=None, teks="ZZ")
    satu, dua = ikhtisar(sasaran).indikator
    assert (satu.capaian, satu.realisasi, satu.alasan) == (None, None, "penyebut nol")
    assert (dua.capaian, dua.alasan) == (None, "predikat ZZ tidak ada pada skala akip-88-2021")


def test_9_7_rata_rata_dari_sedikit_tanpa_predikat_dan_kesimpulan(sasaran):
    semua = [iku(sasaran, f"I{n}") for n in range(4)]
    realisasi(semua[0], None, "110")
    sub = p.SubKegiatanFactory(renstra=sasaran.renstra, kode="SK1")
    p.DukunganFactory(simpul=sub, sasaran=sasaran)
    p.AnggaranFactory(simpul=sub, pagu=D(100))
    p.RealisasiAnggaranFactory(simpul=sub, nilai=D(16))
    hasil = ikhtisar(sasaran)
    for mean in (hasil.sasaran[0], hasil.total):
        assert (mean.predikat, mean.warna, mean.kesimpulan, mean.dihitung, mean.anggota) == (None, "", None, 1, 4)
        assert mean.alasan == "baru 1 dari 4 IKU bernilai"
    assert hasil.total.capaian_iku == 110
    realisasi(semua[1], None, "90")
    hasil = ikhtisar(sasaran)
    assert (hasil.total.predikat, hasil.total.kesimpulan) == ("Sangat Tinggi", "efisien")


def test_9_7_efisiensi_instansi_dari_sasaran_yang_punya_dua_sisi(sasaran):
    lain = p.SasaranFactory(renstra=sasaran.renstra, kode="S2")
    realisasi(iku(sasaran, "I1"), None, "80")
    realisasi(iku(lain, "I2"), None, "120")
    for tujuan, pagu, terpakai in ((sasaran, 100, 40), (lain, 100, None)):
        sub = p.SubKegiatanFactory(renstra=sasaran.renstra, kode=f"SK{tujuan.kode}")
        p.DukunganFactory(simpul=sub, sasaran=tujuan)
        p.AnggaranFactory(simpul=sub, pagu=D(pagu))
        if terpakai:
            p.RealisasiAnggaranFactory(simpul=sub, nilai=D(terpakai))
    total = ikhtisar(sasaran).total
    assert total.capaian_iku == 100
    assert (total.capaian_efisiensi, total.serapan_rata_sasaran, total.efisiensi) == (80, 40, 2)


# The choice


@pytest.fixture
def u(db):
    u = buat_instansi()
    u.setahun = p.RealisasiFactory(indikator=u.i.angka, tahun=TAHUN, triwulan=None, nilai=D(100))
    p.RealisasiFactory(indikator=u.i.angka, tahun=TAHUN, triwulan=4, nilai=D(99))
    return u


def pilih(klien, u, **data):
    return klien.post(alamat("isian_tahunan", kode=u.kode, tahun=TAHUN, objek=u.i.angka.kode), data, follow=True)


def test_9_1_pakai_triwulan_baris_tahunan_hilang_dan_jejaknya_tinggal(u, masuk):
    klien = masuk(u.staf)
    halaman = teks(klien.get(alamat("indikator", kode=u.kode, tahun=TAHUN, objek=u.i.angka.kode)))
    assert "Setahun dinyatakan 100" in halaman and "Pakai angka triwulan" in halaman
    assert "Angka setahun berbeda" not in teks(pilih(klien, u, pakai="triwulan"))
    assert not type(u.setahun).objects.filter(pk=u.setahun.pk).exists()
    jejak = Jejak.objects.get(tabel="capaian_realisasi", objek=u.setahun.pk, baru__isnull=True)
    assert (jejak.oleh, jejak.alasan) == (u.staf, "Angka setahun diganti angka dari triwulannya")


def test_9_1_angka_setahun_dipertahankan_hanya_dengan_alasan(u, masuk):
    klien = masuk(u.staf)
    assert "Tulis alasan" in teks(pilih(klien, u, pakai="tahunan", alasan=" "))
    assert "dipertahankan: Angka final" in teks(pilih(klien, u, pakai="tahunan", alasan="Angka final"))
    u.setahun.refresh_from_db()
    assert (u.setahun.alasan_tahunan, u.setahun.nilai) == ("Angka final", 100)


@pytest.mark.parametrize(
    ("siapa", "status"), [("staf_lain", 403), ("kepala", 403), ("inspektorat", 403), ("tetangga", 404)]
)
def test_9_1_yang_tidak_mengisi_tidak_memilih(u, masuk, siapa, status):
    assert pilih(masuk(getattr(u, siapa)), u, pakai="triwulan").status_code == status
    assert type(u.setahun).objects.filter(pk=u.setahun.pk).exists()


def test_9_1_lembar_triwulan_menandainya_sampai_dipilih(u, masuk):
    klien = masuk(u.staf)
    lembar = alamat("isian_lembar", kode=u.kode, tahun=TAHUN, triwulan=4, bidang=u.mutasi.pk)
    assert "Setahun dinyatakan 100, triwulannya menghasilkan 99." in teks(klien.get(lembar))
    pilih(klien, u, pakai="tahunan", alasan="Angka final")
    assert "Setahun dinyatakan 100" not in teks(klien.get(lembar))
