"""The first run: its steps, the government, agencies, officials and users from Excel."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from sakip.models import Bidang, Jejak, Pemda, Pengguna, PerangkatDaerah
from tests.alat import isi_basis_data, jumlah_kueri, teks
from tests.pabrik import BidangFactory, PemdaFactory, PenggunaFactory, PerangkatDaerahFactory

from .mulai_uji import BIDANG, INSTANSI, PENGGUNA, buku, pasang, simpan, simpanan, templat, unggah

pytestmark = pytest.mark.django_db
KUNCI = ("perangkat-daerah", "pejabat", "pengguna")
DINKES = ("dinkes", "Dinas Kesehatan", "Dinkes")


@pytest.fixture
def admin(masuk):
    return masuk(PenggunaFactory(admin=True))


@pytest.fixture
def pemda():
    return PemdaFactory(nama="Kabupaten Contoh", ibu_kota="Kota Contoh")


@pytest.fixture
def dinkes(pemda):
    return PerangkatDaerahFactory(pemda=pemda, kode="dinkes", nama="Dinas Kesehatan", singkatan="Dinkes")


def png() -> bytes:
    keluaran = io.BytesIO()
    Image.new("RGB", (300, 400), "navy").save(keluaran, "PNG")
    return keluaran.getvalue()


# The steps


def test_instalasi_kosong_membuka_langkah_pertama(admin):
    jawaban = admin.get("/", follow=True)
    assert jawaban.redirect_chain[-1][0] == "/mulai/"
    isi = teks(jawaban)
    assert "0 dari 6 langkah selesai" in isi
    assert "Lanjutkan: Pemda" in isi
    judul = ["Pemda", "Perangkat daerah", "Pejabat dan bidang", "Pengguna", "Undangan", "Jadwal pengisian"]
    assert [satu.judul for satu, _ in jawaban.context["semua"]] == judul


def test_instalasi_yang_berisi_tetap_membuka_instalasi(admin, pemda):
    assert admin.get("/", follow=True).redirect_chain[-1][0] == "/instalasi/"
    assert 'href="/mulai/"' in admin.get("/instalasi/").content.decode()


def test_setiap_langkah_menyebut_yang_kurang(admin, dinkes):
    isi = teks(admin.get("/mulai/"))
    assert "Masih kurang: lambang belum diunggah (Kabupaten Contoh)." in isi
    assert "1 perangkat daerah tanpa nama kepala; 1 tanpa bidang" in isi
    assert "1 perangkat daerah tanpa Subbag Perencanaan; 1 perangkat daerah tanpa Kepala" in isi
    PenggunaFactory(perencanaan=True, perangkat_daerah=dinkes, last_login=None)
    assert "1 belum diundang" in teks(admin.get("/mulai/"))


def test_kueri_tetap(admin, dinkes):
    satu = jumlah_kueri(admin, "/mulai/")
    for _ in range(3):
        PenggunaFactory(kepala=True, perangkat_daerah=PerangkatDaerahFactory())
    assert jumlah_kueri(admin, "/mulai/") == satu <= 25
    undangan = jumlah_kueri(admin, "/mulai/undangan/")
    PenggunaFactory(perencanaan=True, bidang=BidangFactory())
    assert jumlah_kueri(admin, "/mulai/undangan/") == undangan <= 25


# The government


def test_pemda_dibuat_dengan_lambangnya(admin, media):
    isi = {
        "pilih": "baru",
        "nama": " Pemerintah  Kabupaten Contoh ",
        "ibu_kota": "Kota Contoh",
        "batas_perhatian": "90",
    }
    berkas = {"berkas_lambang": SimpleUploadedFile("l.png", png())}
    jawaban = admin.post(reverse("mulai_pemda_simpan"), isi | berkas, follow=True)
    assert "Pemerintah Kabupaten Contoh disimpan." in teks(jawaban)
    pemda = Pemda.objects.get()
    assert (pemda.nama, pemda.ibu_kota) == ("Pemerintah Kabupaten Contoh", "Kota Contoh")
    assert (media / pemda.lambang).exists()
    assert "data:image/png;base64," in admin.get(reverse("mulai_pemda")).content.decode()
    jawaban = admin.post(reverse("mulai_pemda_simpan"), isi | {"pilih": pemda.pk, "tanpa_lambang": "on"})
    assert jawaban.status_code == 302
    assert [p.lambang for p in Pemda.objects.all()] == [""]


def test_pemda_yang_keliru_disebut_sebabnya(admin, pemda):
    def kirim(**isi):
        return admin.post(reverse("mulai_pemda_simpan"), {"pilih": "baru", "batas_perhatian": "90"} | isi)

    assert "Isi nama pemerintah daerah" in teks(kirim(nama=""))
    jawaban = kirim(nama="KABUPATEN CONTOH")
    assert jawaban.status_code == 422
    assert "Pemda dengan nama ini sudah ada." in teks(jawaban)
    jawaban = kirim(nama="Kota Lain", berkas_lambang=SimpleUploadedFile("l.png", b"bukan gambar"))
    assert "bukan gambar PNG atau JPG" in teks(jawaban)
    assert admin.post(reverse("mulai_pemda_simpan"), {"pilih": "999"}).status_code == 404
    assert Pemda.objects.count() == 1


# Templates


@pytest.mark.parametrize("kunci", KUNCI)
def test_templat_berisi_judul_contoh_dan_pilihan_dan_tercatat(admin, dinkes, kunci):
    isi = templat(admin, kunci)
    assert "Petunjuk" in isi.sheetnames
    contoh = [isi[n] for n in isi.sheetnames if n.startswith("Contoh")]
    assert all(lembar.max_row == 2 for lembar in contoh)
    assert [sel.value for sel in contoh[0][1]] == [sel.value for sel in isi.worksheets[0][1]]
    if kunci != "perangkat-daerah":
        assert "dinkes" in [sel.value for sel in isi["Pilihan"]["A"]]
    (satu,) = Jejak.objects.filter(tabel="sakip_pengambilan")
    assert satu.baru["berkas"] == f"{kunci}.xlsx"


@pytest.mark.parametrize("kunci", KUNCI)
def test_templat_yang_diunggah_tanpa_diubah_tidak_mengubah(admin, dinkes, kunci):
    bidang = BidangFactory(perangkat_daerah=dinkes, kode="B1")
    PenggunaFactory(perangkat_daerah=dinkes, bidang=bidang, first_name="Orang", email="o@contoh.go.id")
    PenggunaFactory(inspektorat=True, pemda=dinkes.pemda, first_name="Pengawas")
    jawaban = unggah(admin, kunci, simpanan(templat(admin, kunci)))
    assert jawaban.status_code == 200, teks(jawaban)
    assert "Isi berkas sama dengan yang tersimpan" in teks(jawaban)


def test_isi_yang_mirip_rumus_tidak_menjadi_rumus_di_templat(admin, dinkes):
    PerangkatDaerah.objects.filter(pk=dinkes.pk).update(nama="=1+1", telepon="+62517")
    lembar = templat(admin, "perangkat-daerah")["PerangkatDaerah"]
    sel = {s.value: s for s in lembar[2]}
    assert sel["=1+1"].data_type == "s"
    assert sel["+62517"].quotePrefix


# Agencies, officials, bidang


def test_perangkat_daerah_dilihat_dulu_lalu_disimpan(admin, pemda):
    isi = buku("PerangkatDaerah", INSTANSI, DINKES, ("BKPSDM", "Badan Kepegawaian", "BKPSDM"))
    pratinjau = unggah(admin, "perangkat-daerah", isi)
    assert "2 baru, 0 berubah" in teks(pratinjau)
    assert "dinkes: Dinas Kesehatan" in teks(pratinjau)
    assert not PerangkatDaerah.objects.exists()
    assert "Perangkat daerah disimpan: 2 baru, 0 berubah." in teks(simpan(admin, "perangkat-daerah", pratinjau))
    assert list(PerangkatDaerah.objects.order_by("kode").values_list("kode", "tempat", "pemda")) == [
        ("bkpsdm", "Kota Contoh", pemda.pk),
        ("dinkes", "Kota Contoh", pemda.pk),
    ]
    assert "Isi berkas sama dengan yang tersimpan (2 baris)" in teks(unggah(admin, "perangkat-daerah", isi))


def test_perubahan_diperlihatkan_lama_dan_baru_dan_sel_kosong_diam(admin, dinkes):
    pratinjau = unggah(admin, "perangkat-daerah", buku("PerangkatDaerah", INSTANSI, ("dinkes", "Dinas Kesehatan Baru")))
    (ubahan,) = pratinjau.context["rencana"].ubahan
    assert ubahan.sel == (("nama", "Dinas Kesehatan", "Dinas Kesehatan Baru"),)
    simpan(admin, "perangkat-daerah", pratinjau)
    dinkes.refresh_from_db()
    assert (dinkes.nama, dinkes.singkatan) == ("Dinas Kesehatan Baru", "Dinkes")


def test_pejabat_dan_bidang_dari_satu_berkas(admin, dinkes):
    isi = templat(admin, "pejabat")
    lembar = isi["Pejabat"]
    kepala = [sel.value for sel in lembar[1]]
    nilai = {"kepala_nama": "Kepala Uji", "kepala_nip": "197001011995031001", "kepala_status": "plt"}
    for nama, satu in nilai.items():
        lembar.cell(2, kepala.index(nama) + 1).value = satu
    isi["Bidang"].append(["dinkes", "B1", "Bidang Uji", "Kepala Bidang Uji", "198001012005011001"])
    isi["Bidang"].append(["dinkes", "B2", "Bidang Dua"])
    pasang(admin, "pejabat", simpanan(isi))
    dinkes.refresh_from_db()
    tersimpan = (dinkes.kepala_nama, dinkes.kepala_nip, dinkes.kepala_status)
    assert tersimpan == ("Kepala Uji", "197001011995031001", "Plt")
    assert list(Bidang.objects.values_list("kode", "urutan", "kepala_nama")) == [
        ("B1", 1, "Kepala Bidang Uji"),
        ("B2", 2, ""),
    ]
    assert "Isi berkas sama" in teks(unggah(admin, "pejabat", simpanan(isi)))


def test_dua_pemda_harus_disebut(admin, pemda):
    PemdaFactory(nama="Kota Lain")
    jawaban = unggah(admin, "perangkat-daerah", buku("PerangkatDaerah", INSTANSI, DINKES))
    assert "baris 2, kolom pemda: harus salah satu pemda yang ada: Kabupaten Contoh, Kota Lain." in teks(jawaban)
    pasang(admin, "perangkat-daerah", buku("PerangkatDaerah", (*INSTANSI, "pemda"), (*DINKES, "kota lain")))
    assert PerangkatDaerah.objects.get().pemda.nama == "Kota Lain"
    jawaban = unggah(
        admin, "perangkat-daerah", buku("PerangkatDaerah", (*INSTANSI, "pemda"), (*DINKES, "Kabupaten Contoh"))
    )
    assert "milik Kota Lain, dan tidak dipindahkan" in teks(jawaban)


# Users


def test_pengguna_dibuat_tanpa_kata_sandi(admin, dinkes):
    BidangFactory(perangkat_daerah=dinkes, kode="B1", nama="Bidang Satu")
    isi = buku(
        "Pengguna",
        PENGGUNA,
        ("rencana", "Perencana Uji", "Subbag Perencanaan", "dinkes", None, "r@contoh.go.id"),
        ("bidang1", "Orang Bidang", "bidang", "DINKES", "b1", None),
        ("awas", "Pengawas Uji", "Inspektorat", None, None, None),
        ("baca", "Pembaca Uji", "pembaca pemda", "dinkes", None, None),
    )
    pasang(admin, "pengguna", isi)
    orang = {p.username: p for p in Pengguna.objects.exclude(peran="admin").select_related("bidang")}
    assert not any(p.has_usable_password() or p.is_staff or p.is_superuser for p in orang.values())
    assert (orang["rencana"].peran, orang["rencana"].perangkat_daerah) == ("perencanaan", dinkes)
    assert (orang["bidang1"].bidang.nama, orang["bidang1"].get_full_name()) == ("Bidang Satu", "Orang Bidang")
    for nama in ("awas", "baca"):
        assert (orang[nama].pemda, orang[nama].perangkat_daerah) == (dinkes.pemda, None)
    assert "Isi berkas sama" in teks(unggah(admin, "pengguna", isi))


def test_pengguna_pindah_instansi_meninggalkan_bidangnya(admin, dinkes):
    lama = BidangFactory(kode="B9")
    orang = PenggunaFactory(
        username="pindah", first_name="Orang", kepala=True, perangkat_daerah=lama.perangkat_daerah, bidang=lama
    )
    pasang(admin, "pengguna", buku("Pengguna", PENGGUNA, ("pindah", "Orang", "Kepala", "dinkes")))
    orang.refresh_from_db()
    assert (orang.perangkat_daerah, orang.bidang) == (dinkes, None)


TOLAK_PENGGUNA = {
    ("x", "Orang", "Raja", "dinkes"): "kolom peran: salah satu dari",
    ("x", "Orang", "Admin", "dinkes"): "kolom peran: salah satu dari",
    ("x", "Orang", "Kepala", None): "kolom perangkat_daerah: peran Kepala memerlukan perangkat daerahnya",
    ("x", "Orang", "Kepala", "tidak-ada"): "kolom perangkat_daerah: bukan kode perangkat daerah yang ada",
    ("x", "Orang", "Bidang", "dinkes"): "kolom bidang: peran Bidang memerlukan bidangnya",
    ("x", "Orang", "Bidang", "dinkes", "B7"): "kolom bidang: bukan kode bidang dinkes (B1)",
    ("x y", "Orang", "Kepala", "dinkes"): "kolom nama_pengguna: hanya huruf, angka",
    ("x" * 151, "Orang", "Kepala", "dinkes"): "kolom nama_pengguna: teks paling banyak 150 huruf",
    ("x", "@SUM(1)", "Kepala", "dinkes"): "kolom nama: tidak boleh berawal @",
    ("x", "", "Kepala", "dinkes"): "kolom nama: harus diisi",
    ("x", "-", "Kepala", "dinkes"): "kolom nama: harus diisi",
    ("x", "O\u200erang\u0085", "Kepala", "dinkes", None, "bukan surel"): "kolom surel: alamat surel, misalnya",
    ("SUDAH", "Orang", "Kepala", "dinkes"): "kolom nama_pengguna: sudah ada sudah",
    ("bos", "Orang", "Kepala", "dinkes"): "kolom nama_pengguna: pengguna ini Admin",
}


def test_semua_yang_keliru_pada_satu_baris_disebut_sekaligus(admin, dinkes):
    jawaban = unggah(admin, "pengguna", buku("Pengguna", PENGGUNA, ("x y", "", "Raja", "zz", "", "salah")))
    assert [p.kolom for p in jawaban.context["rencana"].penolakan] == [
        "nama_pengguna",
        "nama",
        "peran",
        "surel",
        "perangkat_daerah",
    ]


@pytest.mark.parametrize(("baris", "kalimat"), TOLAK_PENGGUNA.items())
def test_pengguna_yang_keliru_disebut_selnya_dan_tidak_ada_yang_disimpan(admin, dinkes, baris, kalimat):
    BidangFactory(perangkat_daerah=dinkes, kode="B1")
    PenggunaFactory(username="sudah", first_name="Sudah", perangkat_daerah=dinkes)
    PenggunaFactory(username="bos", admin=True)
    sebelum = isi_basis_data(), Pengguna.objects.count()
    baik = ("baik", "Orang Baik", "Kepala", "dinkes")
    jawaban = unggah(admin, "pengguna", buku("Pengguna", PENGGUNA, baik, baris))
    assert jawaban.status_code == 422
    isi = teks(jawaban)
    assert f"Lembar Pengguna, baris 3, {kalimat}" in isi
    assert "Tidak ada yang disimpan" in isi
    assert jawaban.context["muatan"] == ""
    assert (isi_basis_data(), Pengguna.objects.count()) == sebelum


# Hostile and damaged files


TOLAK_INSTANSI = {
    (("a b", "Nama", ""),): "baris 2, kolom kode: hanya huruf tanpa aksen",
    (("pemda", "Nama", ""),): "baris 2, kolom kode: kode ini dipakai halaman lain",
    (("k" * 61, "Nama", ""),): "baris 2, kolom kode: teks paling banyak 60 huruf",
    (("k", "N" * 301, ""),): "baris 2, kolom nama: teks paling banyak 300 huruf",
    ((None, "Nama", ""),): "baris 2, kolom kode: harus diisi",
    (("k", "Nama", ""), ("K", "Lain", "")): "baris 3, kolom kode: sudah ada di baris 2",
    (("k", "#REF!", ""),): "baris 2, kolom nama: sel berisi galat rumus Excel",
    (("k", "Nama", 12345678901234567890),): "baris 2, kolom singkatan: angka sepanjang ini kehilangan digit",
}


@pytest.mark.parametrize(("baris", "kalimat"), TOLAK_INSTANSI.items())
def test_perangkat_daerah_yang_keliru(admin, pemda, baris, kalimat):
    jawaban = unggah(admin, "perangkat-daerah", buku("PerangkatDaerah", INSTANSI, *baris))
    assert jawaban.status_code == 422
    assert f"Lembar PerangkatDaerah, {kalimat}" in teks(jawaban)
    assert not PerangkatDaerah.objects.exists()


def dengan_rumus() -> bytes:
    return buku("PerangkatDaerah", INSTANSI, ("k", "=A1&A2", ""))


def dengan_nul() -> bytes:
    """A text cell with NUL in it, which no spreadsheet program writes."""
    keluaran = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(buku("PerangkatDaerah", INSTANSI, ("k", "Nama", "")))) as asal,
        zipfile.ZipFile(keluaran, "w") as baru,
    ):
        for info in asal.infolist():
            baru.writestr(info, asal.read(info).replace(b"Nama", b"Na\x00ma"))
    return keluaran.getvalue()


def sepuluh_ribu() -> bytes:
    return buku("PerangkatDaerah", INSTANSI, *((f"k{n}", "Nama", "") for n in range(10_000)))


def dengan_makro() -> bytes:
    keluaran = io.BytesIO(buku("PerangkatDaerah", INSTANSI, DINKES))
    with zipfile.ZipFile(keluaran, "a") as arsip:
        arsip.writestr("xl/vbaProject.bin", b"x")
    return keluaran.getvalue()


JAHAT = {
    dengan_rumus: "rumus tanpa nilai tersimpan (B2)",
    dengan_nul: "Berkas rusak atau tidak disimpan oleh Excel",
    sepuluh_ribu: "10000 baris; paling banyak 2000, pecah berkasnya",
    dengan_makro: "Berkas berisi makro",
    lambda: b"": "Berkas kosong",
    lambda: b"bukan excel": "bukan buku kerja Excel",
    lambda: buku("Lain", INSTANSI, DINKES): "lembar ini tidak ada dalam berkas, atau kosong",
    lambda: buku("PerangkatDaerah", INSTANSI): "belum ada baris yang diisi",
    lambda: buku(
        "PerangkatDaerah", ("kode", "singkatan"), ("k", "K")
    ): "kolom nama: kolom ini harus ada di baris judul",
    lambda: buku("PerangkatDaerah", (*INSTANSI, "Nama"), (*DINKES, "x")): "judul kolom ini muncul dua kali",
    lambda: buku("PerangkatDaerah", ("satu", "dua"), (1, 2)): "baris judul tidak ditemukan",
}


@pytest.mark.parametrize(("pembuat", "kalimat"), JAHAT.items())
def test_berkas_yang_tidak_dapat_diterima(admin, pemda, pembuat, kalimat):
    sebelum = isi_basis_data()
    jawaban = unggah(admin, "perangkat-daerah", pembuat())
    assert jawaban.status_code == 422
    assert kalimat in teks(jawaban)
    assert isi_basis_data() == sebelum


def test_kolom_asing_disebut_dan_dilewati(admin, pemda):
    jawaban = unggah(admin, "perangkat-daerah", buku("PerangkatDaerah", (*INSTANSI, "catatan"), (*DINKES, "x")))
    assert jawaban.status_code == 200
    assert "kolom catatan tidak dikenal, isinya dilewati" in teks(jawaban)


def test_tanpa_berkas_dan_langkah_yang_tidak_ada(admin, pemda):
    jawaban = admin.post(reverse("mulai_periksa", args=["pengguna"]))
    assert jawaban.status_code == 422
    assert "Pilih dulu berkasnya." in teks(jawaban)
    assert admin.get("/mulai/berkas/raja/").status_code == 404
    assert "Buat dulu pemdanya." not in teks(admin.get("/mulai/berkas/perangkat-daerah/"))
    assert "Buat dulu perangkat daerahnya." in teks(admin.get("/mulai/berkas/pengguna/"))


# Between preview and saving


def test_data_yang_berubah_sejak_pratinjau_diperlihatkan_lagi(admin, dinkes):
    isi = buku("PerangkatDaerah", INSTANSI, ("dinkes", "Nama Baru", "Dinkes"))
    pratinjau = unggah(admin, "perangkat-daerah", isi)
    PerangkatDaerah.objects.update(nama="Nama Orang Lain")
    lagi = simpan(admin, "perangkat-daerah", pratinjau)
    assert lagi.status_code == 422
    assert "Data di sistem berubah sejak pratinjau" in teks(lagi)
    assert "Nama Orang Lain → Nama Baru" in teks(lagi)
    assert PerangkatDaerah.objects.get().nama == "Nama Orang Lain"
    simpan(admin, "perangkat-daerah", lagi)
    assert PerangkatDaerah.objects.get().nama == "Nama Baru"


def test_disimpan_dua_kali_tidak_membuat_dua(admin, pemda):
    pratinjau = unggah(admin, "perangkat-daerah", buku("PerangkatDaerah", INSTANSI, DINKES))
    simpan(admin, "perangkat-daerah", pratinjau)
    assert simpan(admin, "perangkat-daerah", pratinjau).status_code == 422
    assert PerangkatDaerah.objects.count() == 1


def test_pratinjau_hanya_milik_pembuatnya_dan_tidak_dapat_diubah(admin, masuk, pemda):
    pratinjau = unggah(admin, "perangkat-daerah", buku("PerangkatDaerah", INSTANSI, DINKES))
    muatan = pratinjau.context["muatan"]
    lain = masuk(PenggunaFactory(admin=True))
    tujuan = reverse("mulai_simpan", args=["perangkat-daerah"])
    pengguna = reverse("mulai_simpan", args=["pengguna"])
    for klien, ke, isi in ((lain, tujuan, muatan), (admin, tujuan, muatan[:-3] + "abc"), (admin, pengguna, muatan)):
        jawaban = klien.post(ke, {"muatan": isi})
        assert jawaban.status_code == 422
        assert "bukan milik Anda" in teks(jawaban)
    assert admin.post(tujuan).status_code == 422
    assert not PerangkatDaerah.objects.exists()


def test_yang_disimpan_tercatat_dengan_pelakunya(admin, pemda):
    pasang(admin, "perangkat-daerah", buku("PerangkatDaerah", INSTANSI, DINKES))
    (satu,) = Jejak.objects.filter(tabel="sakip_perangkatdaerah")
    assert satu.oleh.peran == "admin"
    assert "mulai_simpan" in satu.dari


def test_bidang_yang_tidak_bertempat(admin, dinkes):
    jawaban = unggah(admin, "pejabat", buku("Bidang", BIDANG, ("lain", "B1", "Bidang"), ("dinkes", "B;1", "Bidang")))
    isi = teks(jawaban)
    assert "Lembar Bidang, baris 2, kolom perangkat_daerah: bukan kode perangkat daerah yang ada" in isi
    assert "Lembar Bidang, baris 3, kolom kode: kode tanpa titik koma" in isi
    assert not Bidang.objects.exists()


def test_templat_terbuka_pada_lembar_yang_diisi(admin, pemda):
    jawaban = admin.get(reverse("mulai_templat", args=["pengguna"]))
    assert load_workbook(io.BytesIO(jawaban.content)).active.title == "Pengguna"
