"""The budget grid: one pagu saved, totals up the tree, documents of each tahap."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anggaran.models import Anggaran, DokumenAnggaran
from tests.alat import alamat, isi_basis_data, jumlah_kueri, teks
from tests.capaian.isian_uji import TAHUN
from tests.pabrik import AnggaranFactory, RealisasiAnggaranFactory, SubKegiatanFactory


@pytest.fixture
def d(instansi_triwulan):
    return instansi_triwulan


@pytest.fixture
def klien(d, masuk):
    return masuk(d.perencanaan)


def ke(d, nama, **lain):
    return alamat(nama, kode=d.kode, **lain)


def simpan(d, klien, nilai, *, kolom="murni", lama="1.000.000", sub=None, **lain):
    data = {"objek": f"s{(sub or d.sub).pk}", "kolom": kolom, "nilai": nilai, "ubahan": 0, "lama": lama} | lain
    jawaban = klien.post(ke(d, "pagu_sel"), data)
    return jawaban.status_code, json.loads(jawaban.content)


def pagu(d, tahap="murni"):
    ada = Anggaran.objects.filter(simpul=d.sub, tahap=tahap, tahun=TAHUN).first()
    return ada.pagu if ada else None


def test_satu_pagu_menjumlah_ke_atas(d, klien):
    kode, isi = simpan(d, klien, "1.250.000", kolom="perubahan", lama="")
    assert kode == 200
    assert isi["nilai"] == "1.250.000"
    hasil = {k: v["teks"] for k, v in isi["hasil"].items()}
    program = d.sub.induk.induk
    assert hasil[f"s{program.pk}.berlaku"] == "1.250.000"
    assert hasil[f"s{program.pk}.selisih"] == "250.000"
    assert hasil["total.berlaku"] == "4.250.000"
    assert hasil["total.murni"] == "4.000.000"
    halaman = teks(klien.get(ke(d, "pagu")))
    for angka in ("1.250.000", "250.000", "4.250.000", "4.000.000"):
        assert angka in halaman


def test_dikosongkan_bukan_nol(d, klien):
    kode, isi = simpan(d, klien, "")
    assert (kode, isi["nilai"], pagu(d)) == (200, "", None)
    assert isi["hasil"][f"s{d.sub.pk}.berlaku"] == {"teks": "", "judul": "belum diisi", "kelas": ""}
    assert simpan(d, klien, "0", lama="")[0] == 200
    assert pagu(d) == 0


def test_dua_orang_pada_satu_pagu(d, klien, masuk):
    assert simpan(d, masuk(d.perencanaan2), "1.100.000")[0] == 200
    kode, isi = simpan(d, klien, "1.200.000")
    assert kode == 409
    assert isi["milik_lain"]["nilai"] == "1.100.000"
    assert isi["milik_lain"]["oleh"] == str(d.perencanaan2)
    assert pagu(d) == 1_100_000
    assert simpan(d, klien, "1.200.000", lama="1.100.000")[0] == 200


def test_pagu_di_bawah_realisasi_disimpan_dengan_peringatan(d, klien):
    RealisasiAnggaranFactory(simpul=d.sub, tahun=TAHUN, nilai=900_000)
    kode, isi = simpan(d, klien, "800.000")
    assert kode == 200
    assert isi["peringatan"] == "Pagu lebih kecil dari yang sudah direalisasikan (Rp900.000)."


@pytest.mark.parametrize(
    ("nilai", "kalimat"),
    [("12a", "tidak dapat dibaca"), ("-5", "negatif"), ("1,234", "tidak jelas"), ("5 %", "bukan persen")],
)
def test_yang_salah_ditolak(d, klien, nilai, kalimat):
    sebelum = isi_basis_data()
    kode, isi = simpan(d, klien, nilai)
    assert kode == 422
    assert kalimat in isi["pesan"]
    assert isi_basis_data() == sebelum


def test_yang_dirinci_per_jenis_belanja_tidak_ditimpa(d, klien):
    AnggaranFactory(simpul=d.sub, tahun=TAHUN, jenis_belanja="modal", pagu=5)
    kode, isi = simpan(d, klien, "7")
    assert kode == 423
    assert "dirinci per jenis belanja" in isi["pesan"]


def test_rincian_per_jenis_belanja(d, klien):
    tujuan = ke(d, "pagu_rinci", nomor=d.sub.pk)
    assert "Belanja Modal" in teks(klien.get(tujuan))
    assert simpan(d, klien, "400", kolom="murni.modal", lama="")[0] == 200
    kode, isi = simpan(d, klien, "350", kolom="murni.barang_jasa", lama="")
    assert kode == 200
    assert isi["hasil"][f"s{d.sub.pk}.murni"]["teks"] == "750"
    assert isi["hasil"]["total.berlaku"]["teks"] == "3.000.750"
    halaman = klien.get(tujuan)
    assert 'value="400"' in halaman.content.decode()
    assert "750" in teks(halaman)
    assert simpan(d, klien, "1", kolom="murni", lama="1.000.000")[0] == 423
    assert simpan(d, klien, "1", kolom="murni.lain", lama="")[0] == 422
    assert klien.get(ke(d, "pagu_rinci", nomor=d.sub.induk.pk)).status_code == 404


def test_objek_palsu_tidak_ada(d, klien):
    asing = SubKegiatanFactory()
    for objek in (f"s{asing.pk}", "s0", "x", "s" + "9" * 30):
        assert klien.post(ke(d, "pagu_sel"), {"objek": objek, "kolom": "murni"}).status_code == 404
    kode, _ = simpan(d, klien, "5", sub=d.sub.induk)
    assert kode == 422


def test_dokumen_anggaran(d, klien):
    tujuan = ke(d, "pagu_dokumen", tahap="murni")
    assert klien.post(tujuan, {"murni-nomor": "DPA/1", "murni-tanggal": "2024-01-10"}).status_code == 302
    assert DokumenAnggaran.objects.get().nomor == "DPA/1"
    jawaban = klien.post(tujuan, {"murni-nomor": "DPA/2", "murni-tanggal": "31-02-2024"})
    assert jawaban.status_code == 422
    assert "Tulis tanggal" in teks(jawaban)
    assert DokumenAnggaran.objects.get().nomor == "DPA/1"
    assert klien.post(ke(d, "pagu_dokumen", tahap="lain")).status_code == 404


@pytest.mark.parametrize(("nama", "lain"), [("pagu_sel", {}), ("pagu_dokumen", {"tahap": "murni"})])
def test_hanya_perencanaan_instansi_ini(d, klien, masuk, nama, lain):
    tujuan = ke(d, nama, **lain)
    sebelum = isi_basis_data()
    assert klien.get(tujuan).status_code == 405
    for peran in (d.staf, d.kabid, d.kepala, d.inspektorat):
        jawaban = masuk(peran).post(tujuan, {"objek": f"s{d.sub.pk}", "kolom": "murni", "nilai": "1"})
        assert jawaban.status_code == 403
        assert "Hanya Subbag Perencanaan" in teks(jawaban)
    assert masuk(d.tetangga).post(tujuan).status_code == 404
    assert isi_basis_data() == sebelum


def test_semua_peran_membaca(d, masuk):
    for peran in (d.staf, d.kepala, d.inspektorat):
        assert "1.000.000" in teks(masuk(peran).get(ke(d, "pagu")))
    assert masuk(d.tetangga).get(ke(d, "pagu")).status_code == 404
    assert masuk(d.tetangga).get(ke(d, "pagu_rinci", nomor=d.sub.pk)).status_code == 404
    assert "data-kolom" not in masuk(d.kepala).get(ke(d, "pagu_rinci", nomor=d.sub.pk)).content.decode()


def test_satu_dan_tiga_sama_banyaknya(d, klien):
    satu = jumlah_kueri(klien, ke(d, "pagu"))
    for n in (7, 8):
        AnggaranFactory(simpul=SubKegiatanFactory(induk=d.sub.induk, kode=f"SKX{n}"), tahun=TAHUN)
    assert jumlah_kueri(klien, ke(d, "pagu")) == satu


def test_satu_sel_beberapa_kueri_berapa_pun_besar_pohonnya(d, klien):
    """Its node; then the tree and the money, for the totals above it, and nothing of the indicators."""
    banyak = []
    for nilai, lama in (("1.100.000", "1.000.000"), ("1.200.000", "1.100.000")):
        with CaptureQueriesContext(connection) as kueri:
            assert simpan(d, klien, nilai, lama=lama)[0] == 200
        banyak.append(len([k for k in kueri if "SAVEPOINT" not in k["sql"]]))
        for _ in range(3):
            AnggaranFactory(simpul=SubKegiatanFactory(induk=d.sub.induk), tahun=TAHUN)
    assert banyak[0] == banyak[1] <= 15, banyak
