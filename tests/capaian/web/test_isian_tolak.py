"""The entry sheet: what a save refuses, for whom, and what pages and saves cost."""

import gzip
import logging
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from capaian.models import Realisasi
from renstra.models import Indikator
from sakip.models import Jejak
from tests import pabrik as p
from tests.alat import alamat, isi_basis_data, jumlah_kueri, kirim_sel, teks
from tests.capaian.isian_uji import TAHUN, TW, buat_instansi

BUKAN_MILIKNYA = "Hanya bidang pemilik baris ini atau Subbag Perencanaan yang dapat mengisinya."
TIDAK_ADA = "Baris ini tidak ada pada instansi dan tahun ini."


@pytest.fixture
def u(instansi_triwulan):
    return instansi_triwulan


@pytest.fixture
def klien(u, masuk):
    return masuk(u.perencanaan)


def objek_isian(u, nama):
    return f"s{u.sub.pk}" if nama == "uang" else f"i{getattr(u.i, nama).pk}"


def baris(u):
    return Realisasi.objects.filter(indikator__renstra__perangkat_daerah=u.instansi)


def simpan(klien, u, nama, kolom, nilai, **lain):
    return kirim_sel(klien, u.kode, objek_isian(u, nama), kolom, nilai, **lain)


# Bad input: a sentence beside the cell, and nothing else is lost


@pytest.mark.parametrize(
    ("nama", "kolom", "nilai", "kalimat"),
    [
        ("angka", "nilai", "12a", "“12a” tidak dapat dibaca sebagai angka. Tulis angka seperti 12,5."),
        ("angka", "nilai", "1" * 16, f"“{'1' * 16}” mempunyai lebih dari 15 angka penting. Tulis angka seperti 12,5."),
        ("angka", "nilai", "0,00000000000001", "Paling banyak 13 angka di belakang koma."),
        ("hitung", "nilai", "-3", "Jumlah (orang) tidak boleh negatif."),
        ("rasio", "pembilang", "-3", "Jumlah (persen) tidak boleh negatif."),
        ("rasio", "nilai", "90", "Sel ini tidak dapat diisi untuk indikator ini."),
        ("angka", "pembilang", "90", "Sel ini tidak dapat diisi untuk indikator ini."),
        ("angka", "teks", "BB", "Sel ini tidak dapat diisi untuk indikator ini."),
        ("angka", "bagian.1", "1", "Sel ini tidak dapat diisi untuk indikator ini."),
        ("angka", "uang", "1", "Sel ini tidak dapat diisi untuk indikator ini."),
        ("angka", "status", "diverifikasi", "Sel ini tidak dapat diisi untuk indikator ini."),
        ("angka", "capaian_dinyatakan", "100", "Sel ini tidak dapat diisi untuk indikator ini."),
        ("angka", "", "100", "Sel ini tidak dapat diisi untuk indikator ini."),
        ("komponen", "nilai", "90", "Sel ini tidak dapat diisi untuk indikator ini."),
        ("komponen", "bagian", "{}", "Sel ini tidak dapat diisi untuk indikator ini."),
        ("komponen", "bagian.9", "1", "Komponen ini tidak ada pada indikator ini."),
        ("komponen", "bagian.1", "40,01", "“Aspek 1” paling banyak 40."),
        ("komponen", "bagian.1", "-1", "Jumlah tidak boleh negatif."),
        ("predikat", "teks", "Lumayan", "“Lumayan” bukan predikat skala ini. Pilih: D, C, CC, B, BB, A, AA."),
        ("uang", "uang", "80 %", "Isi dengan rupiah, bukan persen."),
        ("uang", "uang", "1,250", "“1,250” tidak jelas: rupiah ditulis 1.250 atau tanpa tanda ribuan."),
        ("uang", "uang", "-1", "Rupiah tidak boleh negatif."),
        ("uang", "nilai", "1", "Sel ini tidak dapat diisi."),
    ],
)
def test_yang_tidak_mungkin_benar_ditolak_walau_ditegaskan(u, klien, nama, kolom, nilai, kalimat):
    sebelum = isi_basis_data()
    for tegas in ("", "1"):
        jawaban = simpan(klien, u, nama, kolom, nilai, tegas=tegas)
        assert jawaban.status_code == 422
        assert jawaban.json() == {"jawaban": "ditolak", "pesan": kalimat, "dapat_ditegaskan": False}
    assert isi_basis_data() == sebelum


@pytest.mark.parametrize(
    ("nama", "kolom", "nilai", "kalimat", "tersimpan"),
    [
        (
            "angka",
            "nilai",
            "1.234",
            "“1.234” dapat berarti 1234 atau 1,234. Tulis salah satunya, atau simpan sebagai 1234.",
            "1234",
        ),
        ("angka", "nilai", "-3,5", "Angka ini negatif. Simpan bila memang demikian.", "-3,5"),
        (
            "angka",
            "nilai",
            "19000",
            "Angka ini seribu kali triwulan lalu (19) atau lebih. Periksa koma dan titiknya; simpan bila benar.",
            "19000",
        ),
        (
            "uang",
            "uang",
            "1000000",
            "Angka ini seribu kali triwulan lalu (1.000) atau lebih. Periksa koma dan titiknya; simpan bila benar.",
            "1.000.000",
        ),
    ],
)
def test_yang_tidak_biasa_ditanyakan_lalu_disimpan(u, klien, nama, kolom, nilai, kalimat, tersimpan):
    p.RealisasiAnggaranFactory(simpul=u.sub, triwulan=1, nilai=1000)
    sebelum = isi_basis_data()
    jawaban = simpan(klien, u, nama, kolom, nilai)
    assert (jawaban.status_code, jawaban.json()["pesan"]) == (422, kalimat)
    assert jawaban.json()["dapat_ditegaskan"] is True
    assert isi_basis_data() == sebelum
    assert simpan(klien, u, nama, kolom, nilai, tegas="1").json()["nilai"] == tersimpan


def test_loncatan_dibandingkan_dengan_triwulan_empat_tahun_lalu(u, klien):
    p.JadwalFactory(perangkat_daerah=u.instansi, triwulan=1)
    p.RealisasiFactory(indikator=u.i.hitung, tahun=TAHUN - 1, triwulan=4, nilai=3)
    p.RealisasiAnggaranFactory(simpul=u.sub, tahun=TAHUN - 1, triwulan=4, nilai=500)
    for nama, kolom, nilai in (("hitung", "nilai", "3000"), ("uang", "uang", "500000")):
        jawaban = simpan(klien, u, nama, kolom, nilai, triwulan=1)
        assert "seribu kali triwulan lalu" in jawaban.json()["pesan"], nama


@pytest.mark.parametrize(
    ("nilai", "tersimpan", "peringatan"),
    [
        ("1234.5", "1234,5", "“1234.5” dibaca cara Inggris sebagai 1234,5."),
        ("12,5 %", "12,5", ""),
        ("1.234,5", "1234,5", ""),
    ],
)
def test_cara_menulis_angka(u, klien, nilai, tersimpan, peringatan):
    Indikator.objects.filter(pk=u.i.angka.pk).update(wajar_atas=2000)
    data = simpan(klien, u, "angka", "nilai", nilai).json()
    assert (data["nilai"], data["peringatan"]) == (tersimpan, peringatan)


def test_pembilang_lebih_besar_disimpan_dengan_peringatan(u, klien):
    simpan(klien, u, "rasio", "penyebut", "10")
    data = simpan(klien, u, "rasio", "pembilang", "11").json()
    kalimat = "Pembilang lebih besar dari penyebut, hasilnya di atas 100 %. Periksa kembali."
    assert data["nilai"] == "11"
    assert data["peringatan"].startswith(f"{kalimat} Perlu diperiksa: 110 persen, di atas 100.")
    nol = simpan(klien, u, "rasio", "penyebut", "0", ubahan=2, lama="10").json()
    assert nol["peringatan"] == "Penyebut 0: nilainya tidak dapat dihitung."
    Indikator.objects.filter(pk=u.i.rasio.pk).update(pengali=1000)
    simpan(klien, u, "rasio", "penyebut", "10", ubahan=3, lama="0")
    assert "Pembilang" not in simpan(klien, u, "rasio", "pembilang", "12", ubahan=4, lama="11").json()["peringatan"]


@pytest.mark.parametrize("ubahan", ["", "abc", "-1", "9" * 30, "1.5", "٣"])
def test_hitungan_yang_rusak_tidak_menentukan_apa_apa(u, klien, ubahan):
    """What was seen decides, not what the page believes to be the row's counter."""
    simpan(klien, u, "angka", "nilai", "40")
    assert simpan(klien, u, "angka", "nilai", "45", ubahan=ubahan).status_code == 409
    assert simpan(klien, u, "angka", "nilai", "45", ubahan=ubahan, lama="40").status_code == 200


def test_permintaan_tanpa_isi(u, klien):
    sebelum = isi_basis_data()
    tujuan = alamat("isian_sel", kode=u.kode, triwulan=TW)
    assert klien.post(tujuan).status_code == 404
    assert klien.post(tujuan, {"objek": objek_isian(u, "angka")}).status_code == 422
    assert klien.post(tujuan, "{}", content_type="application/json").status_code == 404
    assert isi_basis_data() == sebelum


def test_karakter_nol_tidak_merusak(u, klien):
    for nama, kolom in (("angka", "nilai"), ("predikat", "teks"), ("uang", "uang"), ("angka", "\x00")):
        assert simpan(klien, u, nama, kolom, "\x00").status_code == 422, (nama, kolom)
    assert simpan(klien, u, "angka", "sumber", "SIM\x00PEG").json()["nilai"] == "SIMPEG"


# Whose cell it is


@pytest.mark.parametrize(
    ("peran", "nama"),
    [
        ("staf_lain", "angka"),
        ("staf_lain", "uang"),
        ("staf", "lain"),
        ("kabid", "lain"),
        ("staf", "iku"),
        ("kabid", "iku"),
        ("kepala", "angka"),
        ("kepala", "iku"),
        ("inspektorat", "angka"),
    ],
)
def test_yang_tidak_berwenang_ditolak_dengan_kalimat(u, masuk, peran, nama):
    sebelum = isi_basis_data()
    jawaban = simpan(masuk(getattr(u, peran)), u, nama, "uang" if nama == "uang" else "nilai", "5")
    assert (jawaban.status_code, jawaban.json()["pesan"]) == (403, BUKAN_MILIKNYA)
    assert isi_basis_data() == sebelum


@pytest.mark.parametrize(("peran", "nama"), [("staf", "angka"), ("kabid", "uang"), ("perencanaan", "lain")])
def test_yang_berwenang_menyimpan(u, masuk, peran, nama):
    kolom = "uang" if nama == "uang" else "nilai"
    assert simpan(masuk(getattr(u, peran)), u, nama, kolom, "5").status_code == 200
    assert simpan(masuk(u.admin), u, "iku", "nilai", "5").status_code == 200


def test_sesi_yang_berakhir_dijawab_401_tanpa_pengalihan(u, client):
    jawaban = simpan(client, u, "angka", "nilai", "5")
    assert jawaban.status_code == 401
    kalimat = "Sesi Anda sudah berakhir. Masuk lagi untuk meneruskan; yang sudah diketik tidak hilang."
    assert jawaban.json() == {"jawaban": "sesi", "pesan": kalimat}
    u.perencanaan.is_active = False
    u.perencanaan.save()
    client.force_login(u.perencanaan, backend="django.contrib.auth.backends.ModelBackend")
    assert simpan(client, u, "angka", "nilai", "5").status_code == 401
    assert not baris(u).filter(triwulan=TW).exists()


def test_cara_selain_pos_ditolak(u, klien, client):
    tujuan = alamat("isian_sel", kode=u.kode, triwulan=TW)
    for satu in (klien, client):
        for cara in ("get", "head", "put", "delete", "patch"):
            assert getattr(satu, cara)(tujuan).status_code == 405


def asing(u):
    """Objects that are no rows of this agency, year and quarter's sheet."""
    lama = u.renstra
    lama.berlaku_mulai, lama.urutan = None, 0
    lama.save()
    lain = buat_instansi()
    return {
        "nol": "i0",
        "jenis lain": "x1",
        "tanpa nomor": "i",
        "kosong": "",
        "minus": f"i-{u.i.angka.pk}",
        "pecahan": f"i{u.i.angka.pk}.0",
        "bukan angka": "i1 OR 1=1",
        "sangat besar": "i" + "9" * 30,
        "18 angka": "i" + "9" * 18,
        "indikator instansi lain": f"i{lain.i.angka.pk}",
        "uang instansi lain": f"s{lain.sub.pk}",
        "simpul bukan sub kegiatan": f"s{u.sub.induk_id}",
        "yang mengacu": f"i{p.IndikatorFactory(simpul=u.sub, mengacu=u.i.angka).pk}",
    }


@pytest.mark.parametrize(
    "yang",
    [
        "nol",
        "jenis lain",
        "tanpa nomor",
        "kosong",
        "minus",
        "pecahan",
        "bukan angka",
        "sangat besar",
        "18 angka",
        "indikator instansi lain",
        "uang instansi lain",
        "simpul bukan sub kegiatan",
        "yang mengacu",
    ],
)
def test_objek_palsu_tidak_ada_dan_dicatat(u, klien, caplog, yang):
    palsu = asing(u)[yang]
    sebelum = isi_basis_data()
    with caplog.at_level(logging.WARNING, "sakip.kisi.jawab"):
        jawaban = kirim_sel(klien, u.kode, palsu, "uang" if palsu.startswith("s") else "nilai", "5")
    assert (jawaban.status_code, jawaban.json()) == (404, {"jawaban": "tidak_ada", "pesan": TIDAK_ADA})
    catatan = [r.getMessage() for r in caplog.records if r.name == "sakip.kisi.jawab"]
    assert len(catatan) == 1
    assert repr(palsu) in catatan[0] and str(u.perencanaan.pk) in catatan[0]
    assert isi_basis_data() == sebelum


def test_indikator_renstra_sebelumnya_tidak_ada(u, klien):
    """A later version of the plan holds from this year on: rows of the earlier one are not of this year."""
    baru = p.RenstraFactory(perangkat_daerah=u.instansi, urutan=u.renstra.urutan + 1, berlaku_mulai=TAHUN)
    milik_baru = p.IndikatorFactory(simpul=p.SimpulFactory(renstra=baru), satuan="Indeks")
    for nama, kolom in (("angka", "nilai"), ("uang", "uang")):
        assert simpan(klien, u, nama, kolom, "5").status_code == 404
    assert kirim_sel(klien, u.kode, f"i{milik_baru.pk}", "nilai", "5").status_code == 200
    assert baris(u).get(triwulan=TW).indikator == milik_baru
    assert not u.instansi.realisasi_anggaran.exists()


def test_simpul_yang_tidak_berlaku_pada_tahun_itu_tidak_ada(u, klien):
    """What the sheet does not show, a save does not reach."""
    type(u.sub).objects.filter(pk=u.sub.pk).update(tahun_mulai=TAHUN + 1)
    halaman = klien.get(alamat("isian_lembar", kode=u.kode, triwulan=TW, bidang=u.mutasi.pk))
    assert u.i.hitung.nama not in teks(halaman)
    for nama, kolom in (("hitung", "nilai"), ("uang", "uang")):
        assert simpan(klien, u, nama, kolom, "5").status_code == 404, nama


def test_instansi_lain_tidak_ada(u, masuk, caplog):
    sebelum = isi_basis_data()
    for nama, kolom in (("angka", "nilai"), ("uang", "uang")):
        assert simpan(masuk(u.tetangga), u, nama, kolom, "5").status_code == 404
        assert (
            kirim_sel(masuk(u.tetangga), u.tetangga.perangkat_daerah.kode, objek_isian(u, nama), kolom, "5").status_code
            == 404
        )
    assert isi_basis_data() == sebelum
    assert len([r for r in caplog.records if r.name == "sakip.kisi.jawab"]) == 4


def test_tanpa_triwulan_dan_tahun_lain(u, klien):
    assert simpan(klien, u, "angka", "nilai", "5", triwulan=None).status_code == 404
    data = {"objek": objek_isian(u, "angka"), "kolom": "nilai", "nilai": "5"}
    jawaban = klien.post(alamat("isian_sel", kode=u.kode, tahun=TAHUN + 1, triwulan=TW), data)
    assert "belum dijadwalkan" in jawaban.json()["pesan"]
    assert baris(u).count() == 1


# What it costs


def pernyataan(kueri) -> list[str]:
    """Statements beyond the session, the user and the bounds of transactions."""
    lewat = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
    sql = [k["sql"] for k in kueri if not k["sql"].startswith(lewat)]
    return [s for s in sql if "sakip_sesi" not in s and 'FROM "sakip_pengguna" WHERE' not in s]


@pytest.mark.parametrize(
    ("nama", "kolom", "satu", "dua"),
    [
        ("angka", "nilai", "40", "41"),
        ("rasio", "penyebut", "12", "13"),
        ("komponen", "bagian.1", "30", "31"),
        ("predikat", "teks", "BB", "A"),
        ("uang", "uang", "1.000", "2.000"),
        ("angka", "tindak_lanjut", "Usul tambahan", "Usul lain"),
    ],
)
def test_satu_sel_beberapa_kueri_berapa_pun_besar_lembarnya(u, klien, nama, kolom, satu, dua):
    """The agency, its versions, the row, its node with those above, the schedule; then what stands there; then
    one write."""
    for ke, (nilai, lama) in enumerate(((satu, ""), (dua, satu)), 7):
        with CaptureQueriesContext(connection) as kueri:
            assert simpan(klien, u, nama, kolom, nilai, lama=lama).status_code == 200
        assert len(pernyataan(kueri)) <= 11, (nilai, pernyataan(kueri))
        tambah_baris(u, ke)


def tambah_baris(u, ke):
    """One more of everything that a sheet, the board or an indicator's page may show."""
    sub = p.SubKegiatanFactory(induk=u.sub.induk, kode=f"SKx{ke}")
    p.AnggaranFactory(simpul=sub)
    p.RealisasiAnggaranFactory(simpul=sub, triwulan=TW, jenis_belanja="" if ke % 2 else "modal")
    for sifat in ({}, {"rasio": True}, {"berkomponen": True}, {"berpredikat": True}):
        i = p.IndikatorFactory(simpul=sub, **sifat)
        p.TargetFactory(indikator=i, triwulan=TW)
        p.RealisasiFactory(indikator=i, triwulan=TW, diubah_oleh=u.staf)
        p.RealisasiFactory(indikator=i, tahun=TAHUN - 1, triwulan=4)
        p.KomponenFactory(indikator=i)
        p.BuktiFactory(indikator=i, triwulan=TW)
        p.KomentarFactory(indikator=i, triwulan=TW)
    p.BuktiFactory(indikator=u.i.angka, triwulan=TW, berupa_berkas=True, oleh=p.PenggunaFactory())
    p.KomentarFactory(indikator=u.i.angka, triwulan=TW)
    p.PerpanjanganFactory(jadwal=u.jadwal)


@pytest.mark.parametrize("nama", ["isian", "isian_lembar", "isian_ringkas", "isian_rinci"])
def test_satu_dan_tiga_sama_banyaknya(u, klien, nama):
    khusus = {"isian_rinci": {"nomor": u.i.angka.pk}, "isian": {}}.get(nama, {"bidang": u.mutasi.pk})
    tujuan = alamat(nama, kode=u.kode, triwulan=TW, **khusus)
    tambah_baris(u, 1)
    satu = jumlah_kueri(klien, tujuan)
    for ke in (2, 3):
        tambah_baris(u, ke)
    assert jumlah_kueri(klien, tujuan) == satu
    assert satu <= 30, satu


def test_lembar_150_indikator_di_bawah_150_kb(u, klien):
    acak = random.Random(7)
    kata = ["persentase", "pegawai", "pelatihan", "jabatan", "fungsional", "kenaikan", "pangkat", "tepat", "waktu"]
    for ke in range(50):
        sub = p.SubKegiatanFactory(induk=u.sub.induk, kode=f"1.02.03.2.{ke:02d}")
        p.AnggaranFactory(simpul=sub, pagu=acak.randrange(10**9))
        p.RealisasiAnggaranFactory(simpul=sub, triwulan=TW, nilai=acak.randrange(10**8))
        for sifat in ({}, {"rasio": True}, {"berpredikat": True}):
            nama = f"{' '.join(acak.choices(kata, k=12))} {acak.random()}"
            i = p.IndikatorFactory(simpul=sub, nama=nama, **sifat)
            p.TargetFactory(indikator=i, triwulan=TW, nilai=acak.randrange(100))
            p.RealisasiFactory(indikator=i, triwulan=TW, nilai=acak.randrange(100), pembilang=3, penyebut=4)
    tujuan = alamat("isian_lembar", kode=u.kode, triwulan=TW, bidang=u.mutasi.pk)
    jawaban = klien.get(tujuan, headers={"Accept-Encoding": "gzip"})
    assert jawaban["Content-Encoding"] == "gzip"
    assert gzip.decompress(jawaban.content).count(b'name="baris"') == 155
    assert len(jawaban.content) < 150_000, len(jawaban.content)


def test_simpanan_tidak_menambah_jejak_bagi_yang_ditolak(u, klien):
    sebelum = Jejak.objects.count()
    simpan(klien, u, "angka", "nilai", "12a")
    simpan(klien, u, "angka", "nilai", "-1")
    assert Jejak.objects.count() == sebelum
