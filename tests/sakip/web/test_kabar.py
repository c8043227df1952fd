"""The bell, the list of notifications, reading them, and which kinds are wanted."""

import pytest
from django.urls import reverse
from django.utils import timezone

from sakip.models import Pemberitahuan
from tests.alat import alamat, isi_basis_data, jumlah_kueri, teks
from tests.pabrik import PemberitahuanFactory

KABAR, SEMUA, PILIHAN = "/kabar/", "/kabar/baca-semua/", "/kabar/pilihan/"


@pytest.fixture
def beri(dunia):
    """`beri(judul=…)` notifies the planning staff."""
    return lambda **isi: PemberitahuanFactory(**{"pengguna": dunia.perencanaan} | isi)


def buka(kabar):
    return reverse("kabar_buka", args=[kabar.pk])


# The bell


def test_lonceng_menyebut_yang_belum_dibaca(perencana, beri, dunia):
    kosong = perencana.get(alamat("instansi")).content.decode()
    assert 'aria-label="Pemberitahuan"' in kosong
    for _ in range(3):
        beri()
    beri(dibaca=timezone.now())
    beri(pengguna=dunia.kepala)
    assert 'aria-label="Pemberitahuan, 3 belum dibaca"' in perencana.get(alamat("instansi")).content.decode()


def test_lonceng_seratus_lebih(perencana, beri):
    for _ in range(100):
        beri()
    isi = perencana.get(KABAR).content.decode()
    assert ">99+</b>" in isi
    assert "Pemberitahuan, 100 belum dibaca" in isi


def test_potongan_halaman_tidak_menghitungnya(perencana, beri):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    beri()
    with CaptureQueriesContext(connection) as kueri:
        jawaban = perencana.get(alamat("cari") + "?q=i", headers={"HX-Request": "true"})
    assert jawaban.status_code == 200
    assert not any("sakip_pemberitahuan" in k["sql"] for k in kueri)


def test_yang_belum_masuk_tidak_berlonceng(client, db):
    assert "lonceng" not in client.get("/masuk/").content.decode()


# The list


def test_daftar_terbaru_lebih_dulu(perencana, beri, dunia):
    beri(judul="Yang lama", teks="Baris <satu>\nBaris dua", dibaca=timezone.now())
    beri(judul="Yang baru")
    beri(judul="Milik orang lain", pengguna=dunia.kepala)
    jawaban = perencana.get(KABAR)
    isi = teks(jawaban)
    assert isi.index("Belum dibaca: Yang baru") < isi.index("Yang lama")
    assert "Belum dibaca: Yang lama" not in isi
    assert "Milik orang lain" not in isi
    assert "1 belum dibaca" in isi
    assert "Baris &lt;satu&gt;<br>Baris dua" in jawaban.content.decode()


def test_saring_belum_dibaca(perencana, beri):
    beri(judul="Yang lama", dibaca=timezone.now())
    beri(judul="Yang baru")
    isi = teks(perencana.get(KABAR + "?belum=1"))
    assert "Yang baru" in isi
    assert "Yang lama" not in isi


def test_daftar_panjang_dilipat(perencana, beri):
    beri(teks="Diisi sampai besok.\n" + "\n".join(f"Indikator {n}" for n in range(8)))
    isi = perencana.get(KABAR).content.decode()
    assert "Diisi sampai besok. Lihat 8 baris berikutnya</small></summary>" in isi
    assert isi.count("Indikator 7<br>") == 1


def test_keadaan_kosong(perencana, beri):
    assert "Belum ada pemberitahuan." in teks(perencana.get(KABAR))
    beri(dibaca=timezone.now())
    assert "Tidak ada pemberitahuan yang belum dibaca." in teks(perencana.get(KABAR + "?belum=1"))


def test_tiga_puluh_sehalaman(perencana, beri):
    for ke in range(31):
        beri(judul=f"Kabar nomor {ke:02}")
    pertama, kedua = teks(perencana.get(KABAR)), teks(perencana.get(KABAR + "?hal=2&belum=1"))
    assert ("Halaman 1 dari 2" in pertama, "Kabar nomor 00" in pertama) == (True, False)
    assert ("Halaman 2 dari 2" in kedua, "Kabar nomor 00" in kedua) == (True, True)
    for aneh in ("99", "x", "-1"):
        assert perencana.get(f"{KABAR}?hal={aneh}").status_code == 200


def test_satu_dan_tiga_sama_banyaknya(perencana, beri):
    beri(teks="Satu")
    satu = jumlah_kueri(perencana, KABAR)
    for _ in range(2):
        beri(teks="Lagi", dibaca=timezone.now())
    assert jumlah_kueri(perencana, KABAR) == satu
    assert satu <= 7, "sesi, pengguna, kabar, jumlahnya; menu instansi sendiri dan tahunnya"


# Reading


def test_membuka_menandai_lalu_menuju_tautannya(perencana, beri):
    kabar, lain = beri(tautan=alamat("temuan")), beri()
    assert perencana.post(buka(kabar)).url == alamat("temuan")
    kabar.refresh_from_db()
    lain.refresh_from_db()
    assert kabar.dibaca
    assert lain.dibaca is None
    pertama = kabar.dibaca
    perencana.post(buka(kabar))
    kabar.refresh_from_db()
    assert kabar.dibaca == pertama


@pytest.mark.parametrize(
    "tautan", ["", "https://jahat.example/", "//jahat.example/", "/\\jahat.example", "javascript:1"]
)
def test_tidak_pernah_menuju_situs_lain(perencana, beri, tautan):
    assert perencana.post(buka(beri(tautan=tautan))).url == KABAR


def test_tandai_semua_hanya_milik_sendiri(perencana, beri, dunia):
    beri()
    beri()
    asing = beri(pengguna=dunia.kepala)
    assert perencana.post(SEMUA).url == KABAR
    assert list(Pemberitahuan.objects.filter(dibaca=None)) == [asing]
    assert "Semua sudah dibaca." in teks(perencana.get(KABAR))


def test_milik_orang_lain_tidak_ada(perencana, beri, dunia):
    asing = beri(pengguna=dunia.kepala)
    sebelum = isi_basis_data()
    for nomor in (asing.pk, asing.pk + 1000, 10**30):
        jawaban = perencana.post(f"/kabar/{nomor}/")
        assert jawaban.status_code == 404
        assert "Pemberitahuan ini tidak ada, atau bukan milik Anda." in teks(jawaban)
    assert isi_basis_data() == sebelum


def test_cara_yang_salah_dan_yang_belum_masuk_ditolak(perencana, client, beri):
    kabar = beri()
    sebelum = isi_basis_data()
    assert perencana.get(buka(kabar)).status_code == 405
    assert perencana.get(SEMUA).status_code == 405
    assert perencana.post(KABAR).status_code == 405
    assert perencana.put(PILIHAN).status_code == 405
    for tujuan in (KABAR, PILIHAN, SEMUA, buka(kabar)):
        assert client.post(tujuan).url.startswith(reverse("masuk"))
    assert isi_basis_data() == sebelum


# Choices


def test_pilihan_disimpan(perencana, dunia):
    awal = perencana.get(PILIHAN).content.decode()
    assert awal.count('type="checkbox"') == awal.count(" checked") == len(Pemberitahuan.Jenis) + 1
    jawaban = perencana.post(PILIHAN, {"dibuka": "on", "selesai": "on", "lain": "on"}, follow=True)
    assert "Pilihan pemberitahuan sudah disimpan." in teks(jawaban)
    dunia.perencanaan.refresh_from_db()
    assert dunia.perencanaan.senyap == [j for j in Pemberitahuan.Jenis if j not in ("dibuka", "selesai")] + ["surel"]
    assert perencana.get(PILIHAN).content.decode().count(" checked") == 2
    perencana.post(PILIHAN, dict.fromkeys([*Pemberitahuan.Jenis.values, "surel"], "on"))
    dunia.perencanaan.refresh_from_db()
    assert dunia.perencanaan.senyap == []


def test_pilihan_menyebut_alamat_surel(perencana, dunia):
    assert "Alamat surel Anda belum tercatat." in teks(perencana.get(PILIHAN))
    dunia.perencanaan.email = "siti@example.go.id"
    dunia.perencanaan.save()
    assert "Dikirim ke siti@example.go.id setiap pagi" in teks(perencana.get(PILIHAN))
    dunia.perencanaan.email = ""
