"""Values beyond what is reasonable on the sheet: stored, marked, confirmed with a reason before they are handed in."""

import re

import pytest

from anggaran.models import RealisasiAnggaran
from capaian.lembar.susun import susun_lembar
from capaian.models import Realisasi
from tests import pabrik as p
from tests.alat import alamat, kirim_sel, teks
from tests.capaian.isian_uji import TAHUN, TW

ALASAN = "Sesuai berita acara rekonsiliasi."


@pytest.fixture
def u(instansi_triwulan):
    return instansi_triwulan


@pytest.fixture
def staf(u, masuk):
    return masuk(u.staf)


def objek(u, nama):
    return f"s{u.sub.pk}" if nama == "uang" else f"i{getattr(u.i, nama).pk}"


def simpan(klien, u, nama, kolom, nilai, lama=""):
    jawaban = kirim_sel(klien, u.kode, objek(u, nama), kolom, nilai, lama=lama)
    assert jawaban.status_code == 200, jawaban.content
    return jawaban.json()


def ajukan(klien, u, nama):
    data = {"baris": f"{getattr(u.i, nama).pk}:0"}
    tujuan = alamat("isian_langkah", kode=u.kode, triwulan=TW, bidang=u.mutasi.pk, langkah="ajukan")
    return teks(klien.post(tujuan, data, follow=True))


def isi_rinci(klien, u, nama):
    return klien.get(alamat("isian_rinci", kode=u.kode, triwulan=TW, nomor=getattr(u.i, nama).pk))


def kurang(u, nama):
    baris = susun_lembar(u.instansi, TAHUN, TW, nomor=getattr(u.i, nama).pk).indikator[0]
    return baris.kurang


def status(u, nama):
    return Realisasi.objects.get(indikator=getattr(u.i, nama), triwulan=TW).status


def test_9_2_nilai_yang_aneh_disimpan_ditandai_dan_ditahan(u, staf):
    jawaban = simpan(staf, u, "hitung", "nilai", "1.234.567", lama="")
    tanda = jawaban["hasil"][f"{objek(u, 'hitung')}.wajar"]
    assert tanda["teks"].startswith("Perlu diperiksa: capaiannya") and tanda["kelas"] == "keadaan-periksa"
    assert "Tulis alasannya pada rincian baris ini." in jawaban["peringatan"]
    assert kurang(u, "hitung") == ("wajar",)
    assert "Belum lengkap: nilainya perlu diperiksa: tulis alasannya." in ajukan(staf, u, "hitung")
    assert status(u, "hitung") == "draf"


def test_9_2_dengan_alasan_dapat_diajukan_dan_yang_menyetujui_melihatnya(u, staf, masuk):
    simpan(staf, u, "hitung", "nilai", "70")
    simpan(staf, u, "hitung", "alasan_wajar", ALASAN)
    assert kurang(u, "hitung") == ()
    assert "1 baris diajukan." in ajukan(staf, u, "hitung")
    kabid = masuk(u.kabid)
    for halaman in (
        kabid.get(alamat("isian_lembar", kode=u.kode, triwulan=TW, bidang=u.mutasi.pk)),
        isi_rinci(kabid, u, "hitung"),
    ):
        assert "Perlu diperiksa: capaiannya 175,00\xa0%" in halaman.content.decode()
        assert ALASAN in teks(halaman)


def test_9_2_nilai_yang_berubah_meminta_alasan_lagi(u, staf):
    simpan(staf, u, "hitung", "nilai", "70")
    simpan(staf, u, "hitung", "alasan_wajar", ALASAN)
    simpan(staf, u, "hitung", "sumber", "SIMPEG")
    assert Realisasi.objects.get(indikator=u.i.hitung, triwulan=TW).alasan_wajar == ALASAN
    jawaban = simpan(staf, u, "hitung", "nilai", "80", lama="70")
    assert jawaban["kosong"] == ["alasan_wajar"]
    assert kurang(u, "hitung") == ("wajar",)
    assert simpan(staf, u, "hitung", "nilai", "40", lama="80")["peringatan"] == ""
    assert kurang(u, "hitung") == ()


@pytest.mark.parametrize(
    ("nama", "sel", "sifat"),
    [
        ("rasio", {"pembilang": "11", "penyebut": "10"}, {}),
        ("angka", {"nilai": "41"}, {"wajar_atas": 40}),
        ("angka", {"nilai": "9"}, {"wajar_bawah": 10}),
        ("predikat", {"teks": "BB", "nilai": "270"}, {}),
    ],
)
def test_9_2_setiap_jenis_nilai(u, staf, nama, sel, sifat):
    for kolom, isi in sifat.items():
        setattr(getattr(u.i, nama), kolom, isi)
    getattr(u.i, nama).save()
    for kolom, isi in sel.items():
        simpan(staf, u, nama, kolom, isi)
    assert "wajar" in kurang(u, nama)


def test_9_2_batas_indikatornya_sendiri_berlaku(u, staf):
    u.i.hitung.wajar_atas = 100
    u.i.hitung.save()
    simpan(staf, u, "hitung", "nilai", "90")
    assert kurang(u, "hitung") == ()


def test_9_2_tahun_lalu_ikut_dibandingkan(u, staf):
    p.RealisasiFactory(indikator=u.i.angka, tahun=TAHUN - 1, nilai=4)
    simpan(staf, u, "angka", "nilai", "41")
    assert kurang(u, "angka") == ("wajar",)


def test_9_2_alasan_tidak_berubah_setelah_diajukan(u, staf):
    simpan(staf, u, "hitung", "nilai", "70")
    simpan(staf, u, "hitung", "alasan_wajar", ALASAN)
    ajukan(staf, u, "hitung")
    jawaban = kirim_sel(staf, u.kode, objek(u, "hitung"), "alasan_wajar", "lain", lama=ALASAN)
    assert jawaban.status_code == 423


# Money


def test_9_2_uang_di_atas_pagu_beralasan_sebelum_diajukan(u, staf):
    simpan(staf, u, "hitung", "nilai", "40")
    jawaban = simpan(staf, u, "uang", "uang", "2.770.000")
    assert "melebihi pagu Rp1.000.000" in jawaban["peringatan"]
    assert kurang(u, "hitung") == ("wajar_uang",)
    assert "realisasi anggarannya melebihi pagu: tulis alasannya" in ajukan(staf, u, "hitung")
    assert "Mengapa realisasi anggaran ini benar" in teks(isi_rinci(staf, u, "hitung"))
    simpan(staf, u, "uang", "alasan_wajar", ALASAN)
    assert RealisasiAnggaran.objects.get(simpul=u.sub, triwulan=TW).alasan_wajar == ALASAN
    assert "1 baris diajukan." in ajukan(staf, u, "hitung")


def test_9_2_uang_yang_berubah_meminta_alasan_lagi_dan_yang_dikosongkan_hilang(u, staf):
    simpan(staf, u, "uang", "uang", "2.000.000")
    simpan(staf, u, "uang", "alasan_wajar", ALASAN)
    jawaban = simpan(staf, u, "uang", "uang", "3.000.000", lama="2.000.000")
    assert jawaban["kosong"] == ["alasan_wajar"]
    assert RealisasiAnggaran.objects.get(simpul=u.sub, triwulan=TW).alasan_wajar == ""
    simpan(staf, u, "uang", "uang", "", lama="3.000.000")
    assert not RealisasiAnggaran.objects.filter(simpul=u.sub, triwulan=TW).exists()
    jawaban = kirim_sel(staf, u.kode, objek(u, "uang"), "alasan_wajar", ALASAN)
    assert jawaban.status_code == 422
    assert "Isi dahulu realisasi anggarannya." in jawaban.json()["pesan"]


def test_9_2_uang_yang_dirinci_sipd_juga_dapat_diberi_alasan(u, staf):
    for bulan in (4, 5):
        p.RealisasiAnggaranFactory(simpul=u.sub, tahun=TAHUN, triwulan=TW, bulan=bulan, nilai=800_000)
    simpan(staf, u, "hitung", "nilai", "40")
    assert kurang(u, "hitung") == ("wajar_uang",)
    simpan(staf, u, "uang", "alasan_wajar", ALASAN)
    assert kurang(u, "hitung") == ()


@pytest.fixture
def tanpa_indikator(u):
    """A sub kegiatan that has money and no indicator of its own."""
    sub = p.SubKegiatanFactory(induk=u.sub.induk, kode="SK9", uraian="Sub kegiatan tanpa indikator")
    p.AnggaranFactory(simpul=sub, tahun=TAHUN, pagu=1_000_000)
    return sub


def test_9_2_uang_tanpa_indikator_juga_ditanyai_alasannya(u, staf, tanpa_indikator):
    simpan(staf, u, "hitung", "nilai", "40")
    halaman = alamat("isian_lembar", kode=u.kode, triwulan=TW, bidang=u.mutasi.pk)
    papan = alamat("isian", kode=u.kode, triwulan=TW)
    kunci = f"s{tanpa_indikator.pk}"
    kirim = {"kode": u.kode, "objek": kunci}
    jawaban = kirim_sel(staf, kirim["kode"], kirim["objek"], "uang", "2.000.000")
    assert "Tulis alasannya pada baris ini atau rinciannya." in jawaban.json()["peringatan"]
    isi = staf.get(halaman).content.decode()
    assert f'id="a-wajar-{kunci}"' in isi
    for alamat_ in (halaman, papan):
        assert f'#a-wajar-{kunci}">Sub kegiatan tanpa indikator</a>' in staf.get(alamat_).content.decode()
    ditolak = ajukan(staf, u, "hitung")
    assert "melebihi pagu dan belum beralasan" in ditolak
    assert "Sub kegiatan tanpa indikator" in ditolak
    assert status(u, "hitung") == "draf"
    assert kirim_sel(staf, kirim["kode"], kirim["objek"], "alasan_wajar", ALASAN).status_code == 200
    assert "1 baris diajukan." in ajukan(staf, u, "hitung")
    assert ALASAN in staf.get(halaman).content.decode()


def test_9_2_uang_menahan_setiap_indikator_sub_kegiatannya(u, staf):
    """Any of them locks the money when it is handed in."""
    kedua = p.IndikatorFactory(simpul=u.sub, kode="IS2", satuan="orang")
    u.i.kedua = kedua
    p.TargetFactory(indikator=kedua, tahun=TAHUN, triwulan=TW, nilai=10)
    simpan(staf, u, "kedua", "nilai", "10")
    simpan(staf, u, "uang", "uang", "2.770.000")
    assert "realisasi anggarannya melebihi pagu: tulis alasannya" in ajukan(staf, u, "kedua")
    assert status(u, "kedua") == "draf"


# Parts of an index


def test_9_2_bagian_di_atas_maksimum_ditolak_dari_mana_pun_datangnya(u, staf):
    jawaban = kirim_sel(staf, u.kode, objek(u, "komponen"), "bagian.1", "270")
    assert jawaban.status_code == 422
    assert "paling banyak 40." in jawaban.json()["pesan"]
    p.RealisasiFactory(indikator=u.i.komponen, triwulan=TW, nilai=None, bagian={"1": "270", "2": "5"})
    assert "maksimum" in kurang(u, "komponen")
    assert "komponennya melebihi maksimum" in ajukan(staf, u, "komponen")


def test_9_2_lembar_menyebut_yang_perlu_diperiksa_dengan_tautannya(u, staf):
    simpan(staf, u, "hitung", "nilai", "70")
    isi = staf.get(alamat("isian_lembar", kode=u.kode, triwulan=TW, bidang=u.mutasi.pk)).content.decode()
    rinci = alamat("isian_rinci", kode=u.kode, triwulan=TW, nomor=u.i.hitung.pk)
    assert re.search(rf'href="{rinci}#wajar"', isi)
