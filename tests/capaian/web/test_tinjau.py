"""The review: each step for chosen rows or all that are ready, who may, what is said, and whom it tells."""

import datetime

import pytest
from django.utils import timezone

from capaian.alur import BASI
from capaian.models import Komentar, Realisasi
from sakip.models import Jejak, Pemberitahuan, PerangkatDaerah
from tests import pabrik as p
from tests.alat import alamat, isi_basis_data, kirim_sel, teks
from tests.capaian.isian_uji import TW

LANGKAH = ("ajukan", "tarik", "setujui", "kembalikan", "verifikasi", "buka")


@pytest.fixture
def u(instansi_triwulan):
    return instansi_triwulan


def isian(u, nama, status="draf", **lain):
    """A complete row in this state, filled in and handed in by the bidang's staff."""
    sifat = {"nilai": 40, "dianalisis": True, "diubah_oleh": u.staf} | lain
    objek = p.RealisasiFactory(indikator=getattr(u.i, nama), triwulan=TW, **sifat)
    if status != "draf":
        objek.ajukan(u.staf)
    if status == "dikembalikan":
        objek.kembalikan(u.kabid, "Sumbernya mana?")
    if status in ("disetujui", "diverifikasi"):
        objek.setujui(u.kabid)
    if status == "diverifikasi":
        objek.verifikasi(u.perencanaan)
    return objek


def pilihan(*isian):
    return [f"{r.indikator_id}:{r.ubahan_ke}" for r in isian]


def ambil(klien, u, langkah, *isian, bidang=None, follow=True, **data):
    nomor = u.mutasi.pk if bidang is None else bidang
    tujuan = alamat("isian_langkah", kode=u.kode, triwulan=TW, bidang=nomor, langkah=langkah)
    return klien.post(tujuan, {"baris": pilihan(*isian)} | data, follow=follow)


def status(*isian):
    semua = dict(Realisasi.objects.values_list("pk", "status"))
    return [semua[r.pk] for r in isian]


def kabar(jenis):
    """(recipient, title) of every notification of this kind."""
    return set(Pemberitahuan.objects.filter(jenis=jenis).values_list("pengguna__username", "judul"))


# Chosen rows, and all that are ready


@pytest.mark.parametrize(
    ("langkah", "dari", "ke", "peran", "kalimat"),
    [
        ("ajukan", "draf", "diajukan", "staf", "2 baris diajukan."),
        ("tarik", "diajukan", "draf", "staf", "2 baris ditarik kembali."),
        ("setujui", "diajukan", "disetujui", "kabid", "2 baris disetujui."),
        ("kembalikan", "diajukan", "dikembalikan", "kabid", "2 baris dikembalikan."),
        ("kembalikan", "disetujui", "dikembalikan", "perencanaan", "2 baris dikembalikan."),
        ("verifikasi", "disetujui", "diverifikasi", "perencanaan", "2 baris diverifikasi dan dikunci."),
        ("buka", "diverifikasi", "draf", "perencanaan", "2 baris dibuka kembali."),
    ],
)
def test_langkah_untuk_baris_yang_dipilih(u, masuk, langkah, dari, ke, peran, kalimat):
    satu, dua, tidak = (isian(u, nama, dari) for nama in ("angka", "hitung", "predikat"))
    jawaban = ambil(masuk(getattr(u, peran)), u, langkah, satu, dua, alasan="Koreksi data pusat")
    assert jawaban.redirect_chain == [(alamat("isian_lembar", kode=u.kode, triwulan=TW, bidang=u.mutasi.pk), 302)]
    assert kalimat in teks(jawaban)
    assert status(satu, dua, tidak) == [ke, ke, dari]
    jejak = Jejak.objects.first()
    assert (jejak.oleh, jejak.alasan) == (getattr(u, peran), "Koreksi data pusat")
    assert (jejak.lama["status"], jejak.baru["status"]) == (dari, ke)


@pytest.mark.parametrize(
    ("langkah", "dari", "ke", "peran"),
    [
        ("ajukan", "draf", "diajukan", "staf"),
        ("tarik", "diajukan", "draf", "staf"),
        ("setujui", "diajukan", "disetujui", "kabid"),
        ("verifikasi", "disetujui", "diverifikasi", "perencanaan"),
    ],
)
def test_tanpa_pilihan_berlaku_untuk_semua_yang_siap(u, masuk, langkah, dari, ke, peran):
    siap = [isian(u, nama, dari) for nama in ("angka", "hitung")]
    belum = isian(u, "predikat", "dikembalikan")
    lain = isian(u, "lain", dari)
    jawaban = ambil(masuk(getattr(u, peran)), u, langkah)
    assert status(*siap, belum, lain) == [ke, ke, "dikembalikan", dari]
    assert "2 baris" in teks(jawaban)


@pytest.mark.parametrize("langkah", ["setujui", "kembalikan", "verifikasi", "buka"])
def test_tanpa_yang_siap_tidak_terjadi_apa_apa(u, masuk, langkah):
    isian(u, "angka", "diajukan")
    isian(u, "hitung", "disetujui")
    isian(u, "predikat", "diverifikasi")
    if langkah in ("setujui", "verifikasi"):
        Realisasi.objects.filter(status__in=("diajukan", "disetujui")).update(status="dikembalikan")
    sebelum = isi_basis_data()
    jawaban = ambil(masuk(u.admin), u, langkah, alasan="Semua")
    assert "Tidak ada baris yang dapat" in teks(jawaban)
    assert isi_basis_data() == sebelum


def test_dari_halaman_rinci_kembali_ke_halaman_rinci(u, masuk):
    satu = isian(u, "angka", "diajukan")
    jawaban = ambil(masuk(u.kabid), u, "setujui", satu, rinci=str(u.i.angka.pk), follow=False)
    assert jawaban.url == alamat("isian_rinci", kode=u.kode, triwulan=TW, nomor=u.i.angka.pk)


# A row that is not as it was seen


@pytest.mark.parametrize(
    ("langkah", "dari", "peran"),
    [
        ("tarik", "diajukan", "staf"),
        ("setujui", "diajukan", "kabid"),
        ("kembalikan", "disetujui", "kabid"),
        ("verifikasi", "disetujui", "perencanaan"),
        ("buka", "diverifikasi", "perencanaan"),
    ],
)
def test_versi_lama_ditolak_dan_yang_lain_tetap_diproses(u, masuk, langkah, dari, peran):
    lama, baru = isian(u, "angka", dari), isian(u, "hitung", dari)
    sebelum = Realisasi.objects.filter(pk=lama.pk).values().get()
    lama.ubahan_ke -= 1
    jawaban = ambil(masuk(getattr(u, peran)), u, langkah, lama, baru, alasan="Koreksi")
    assert f"{u.i.angka.nama}: {BASI}" in teks(jawaban)
    assert "1 baris" in teks(jawaban)
    assert Realisasi.objects.filter(pk=lama.pk).values().get() == sebelum
    assert status(baru) != [dari]


@pytest.mark.parametrize("versi", ["", "abc", "9" * 40])
def test_versi_yang_rusak_dianggap_lama(u, masuk, versi):
    satu = isian(u, "angka", "diajukan")
    jawaban = ambil(masuk(u.kabid), u, "setujui", baris=f"{u.i.angka.pk}:{versi}")
    assert BASI in teks(jawaban)
    assert status(satu) == ["diajukan"]


def test_menekan_dua_kali_berlaku_sekali(u, masuk):
    satu, klien = isian(u, "angka", "diajukan"), masuk(u.kabid)
    assert "1 baris disetujui." in teks(ambil(klien, u, "setujui", satu))
    sebelum = isi_basis_data()
    assert BASI in teks(ambil(klien, u, "setujui", satu))
    assert isi_basis_data() == sebelum


def test_mengajukan_memakai_isi_yang_tersimpan(u, masuk):
    """What one has just typed is saved; the page need not know its version."""
    satu = isian(u, "hitung")
    kirim_sel(masuk(u.staf), u.kode, f"i{u.i.hitung.pk}", "nilai", "41", ubahan=1, lama="40")
    assert "1 baris diajukan." in teks(ambil(masuk(u.staf), u, "ajukan", satu))
    assert status(satu) == ["diajukan"]


# What is missing


def test_baris_yang_belum_lengkap_disebut_dengan_kekurangannya(u, masuk):
    u.i.hitung.bukti_wajib = True
    u.i.hitung.save()
    p.RealisasiFactory(indikator=u.i.hitung, triwulan=TW, nilai=None)
    rendah = p.RealisasiFactory(indikator=u.i.angka, triwulan=TW, nilai=1)
    lengkap = isian(u, "predikat")
    kembali = isian(u, "komponen", "dikembalikan", bagian={"1": "30", "2": "20"}, nilai=None)
    sebelum = isi_basis_data()
    belum = [Realisasi(indikator=i, ubahan_ke=0) for i in (u.i.hitung, u.i.rasio)]
    isi = teks(ambil(masuk(u.staf), u, "ajukan", rendah, kembali, *belum))
    for nama, kurang in (
        ("angka", "belum ada analisis"),
        ("komponen", "dikembalikan, belum dijawab"),
        ("hitung", "belum ada nilai, belum ada bukti dukung"),
        ("rasio", "belum ada nilai"),
    ):
        assert f"{getattr(u.i, nama).nama}: Belum lengkap: {kurang}." in isi
    assert isi_basis_data() == sebelum
    assert "1 baris diajukan." in teks(ambil(masuk(u.staf), u, "ajukan", rendah, lengkap))


def test_iku_selalu_dianalisis(u, masuk):
    satu = p.RealisasiFactory(indikator=u.i.iku, triwulan=TW, nilai=50)
    assert "Belum lengkap: belum ada analisis." in teks(ambil(masuk(u.perencanaan), u, "ajukan", satu, bidang=0))
    Realisasi.objects.filter(pk=satu.pk).update(pendorong="Komitmen pimpinan")
    assert "1 baris diajukan." in teks(ambil(masuk(u.perencanaan), u, "ajukan", satu, bidang=0))


def test_lima_yang_pertama_disebut_sisanya_dihitung(u, masuk):
    semua = [p.RealisasiFactory(indikator=p.IndikatorFactory(simpul=u.sub), triwulan=TW, nilai=None) for _ in range(7)]
    isi = teks(ambil(masuk(u.staf), u, "ajukan", *semua))
    assert isi.count("Belum lengkap: belum ada nilai.") == 5 + 7  # above, and beside each row
    assert "2 baris lain juga belum dapat diajukan." in isi


# Who may


BOLEH = {
    "ajukan": {"staf", "kabid", "perencanaan", "admin"},
    "tarik": {"staf", "kabid", "perencanaan", "admin"},
    "setujui": {"kabid", "kepala", "admin"},
    "kembalikan": {"kabid", "kepala", "perencanaan", "admin"},
    "verifikasi": {"perencanaan", "admin"},
    "buka": {"perencanaan", "admin"},
}
DARI = {"ajukan": "draf", "tarik": "diajukan", "setujui": "diajukan", "kembalikan": "diajukan"}
DARI |= {"verifikasi": "disetujui", "buka": "diverifikasi"}


@pytest.mark.parametrize("peran", ["staf", "kabid", "staf_lain", "kepala", "perencanaan", "inspektorat", "admin"])
@pytest.mark.parametrize("langkah", LANGKAH)
def test_siapa_boleh_apa(u, masuk, langkah, peran):
    PerangkatDaerah.objects.filter(pk=u.instansi.pk).update(boleh_setujui_sendiri=True)
    satu = isian(u, "angka", DARI[langkah])
    sebelum = isi_basis_data()
    jawaban = ambil(masuk(getattr(u, peran)), u, langkah, satu, alasan="Koreksi")
    if peran in BOLEH[langkah]:
        assert jawaban.status_code == 200
        assert status(satu) != [DARI[langkah]]
        return
    assert jawaban.status_code == 403
    assert "Hanya " in teks(jawaban) and "yang dapat" in teks(jawaban)
    assert isi_basis_data() == sebelum


def test_kalimat_yang_menolak_menyebut_siapa_yang_boleh(u, masuk):
    for langkah, kalimat in (
        ("ajukan", "Hanya bidang pemilik baris ini atau Subbag Perencanaan yang dapat mengajukannya."),
        ("setujui", "Hanya Kepala Bidang pemilik baris ini atau Kepala yang dapat menyetujuinya."),
        ("verifikasi", "Hanya Subbag Perencanaan yang dapat memverifikasi isian."),
    ):
        assert kalimat in teks(ambil(masuk(u.staf_lain), u, langkah)), langkah


@pytest.mark.parametrize("langkah", LANGKAH)
def test_kepala_bidang_lain_dan_baris_tanpa_bidang(u, masuk, langkah):
    """Rows without a bidang are filled in by Perencanaan and approved by the head of the agency."""
    asing = p.PenggunaFactory(kepala_bidang=True, perangkat_daerah=u.instansi, bidang=u.diklat)
    tanpa_bidang = p.PenggunaFactory(kepala_bidang=True, perangkat_daerah=u.instansi)
    sebelum = isi_basis_data()
    assert ambil(masuk(asing), u, langkah).status_code == 403
    for pengguna in (u.kabid, asing, tanpa_bidang):
        assert ambil(masuk(pengguna), u, langkah, bidang=0).status_code == 403
    assert isi_basis_data() == sebelum


@pytest.mark.parametrize("langkah", LANGKAH)
def test_instansi_lain_get_dan_yang_belum_masuk(u, masuk, client, langkah):
    satu = isian(u, "angka", DARI[langkah])
    sebelum = isi_basis_data()
    assert ambil(masuk(u.tetangga), u, langkah, satu, alasan="x").status_code == 404
    assert ambil(client, u, langkah, satu, alasan="x", follow=False).url.startswith("/masuk/?next=")
    tujuan = alamat("isian_langkah", kode=u.kode, triwulan=TW, bidang=u.mutasi.pk, langkah=langkah)
    for cara in ("get", "head", "put", "delete"):
        assert getattr(masuk(u.admin), cara)(tujuan).status_code == 405
    assert isi_basis_data() == sebelum


def test_yang_tidak_ada(u, masuk):
    klien, lain = masuk(u.admin), isian(u, "lain", "diajukan")
    sebelum = isi_basis_data()
    assert ambil(klien, u, "hapus").status_code == 404
    assert ambil(klien, u, "setujui", bidang=999_999).status_code == 404
    assert ambil(klien, u, "setujui", bidang=p.BidangFactory().pk).status_code == 404
    assert ambil(klien, u, "setujui", lain).status_code == 404, "baris bidang lain"
    for nomor in ("", "x", "-1", "9" * 30, str(p.IndikatorFactory().pk)):
        assert ambil(klien, u, "setujui", baris=f"{nomor}:1").status_code == 404, nomor
    setahun = alamat("isian_langkah", kode=u.kode, bidang=u.mutasi.pk, langkah="setujui")
    assert klien.post(setahun).status_code == 404
    assert {k: v for k, v in isi_basis_data().items() if k in ("Realisasi", "Komentar")} == {
        k: v for k, v in sebelum.items() if k in ("Realisasi", "Komentar")
    }


def test_menyetujui_isian_sendiri(u, masuk):
    satu = isian(u, "angka", diubah_oleh=u.kabid)
    satu.ajukan(u.kabid)
    klien = masuk(u.kabid)
    kalimat = "Anda tidak dapat menyetujui isian yang Anda isi atau ajukan sendiri."
    assert f"{u.i.angka.nama}: {kalimat}" in teks(ambil(klien, u, "setujui", satu))
    assert status(satu) == ["diajukan"]
    PerangkatDaerah.objects.filter(pk=u.instansi.pk).update(boleh_setujui_sendiri=True)
    assert "disetujui sendiri" in teks(ambil(klien, u, "setujui", satu))
    rinci = alamat("isian_rinci", kode=u.kode, triwulan=TW, nomor=u.i.angka.pk)
    assert "disetujui sendiri" in teks(klien.get(rinci))


def test_pengisi_angkanya_tidak_menyetujui_walau_orang_lain_mengubah_sel_lain(u, masuk):
    objek, kabid = f"i{u.i.angka.pk}", masuk(u.kabid)
    kirim_sel(kabid, u.kode, objek, "nilai", "45")
    kirim_sel(masuk(u.staf), u.kode, objek, "sumber", "SIMPEG", ubahan=1)
    satu = Realisasi.objects.get(indikator=u.i.angka, triwulan=TW)
    ambil(masuk(u.staf), u, "ajukan", satu)
    satu.refresh_from_db()
    jawaban = ambil(kabid, u, "setujui", satu)
    assert "Anda tidak dapat menyetujui isian yang Anda isi atau ajukan sendiri." in teks(jawaban)
    assert status(satu) == ["diajukan"]


@pytest.mark.parametrize(("langkah", "dari"), [("ajukan", "draf"), ("tarik", "diajukan")])
def test_mengajukan_dan_menarik_hanya_selama_terbuka(u, masuk, langkah, dari):
    satu = isian(u, "angka", dari)
    u.instansi.jadwal.update(tutup=timezone.now())
    assert "Pengisian ditutup" in teks(ambil(masuk(u.staf), u, langkah, satu))
    assert status(satu) == [dari]
    p.PerpanjanganFactory(jadwal=u.jadwal, bidang=u.mutasi, tutup=timezone.now() + datetime.timedelta(days=1))
    ambil(masuk(u.staf), u, langkah, satu)
    assert status(satu) != [dari]


def test_menyetujui_dan_memverifikasi_tidak_menunggu_jadwal(u, masuk):
    satu = isian(u, "angka", "diajukan")
    u.instansi.jadwal.all().delete()
    assert "1 baris disetujui." in teks(ambil(masuk(u.kabid), u, "setujui", satu))
    satu.refresh_from_db()
    assert "1 baris diverifikasi dan dikunci." in teks(ambil(masuk(u.perencanaan), u, "verifikasi", satu))


# Back, and the answer


@pytest.mark.parametrize(("langkah", "dari"), [("kembalikan", "diajukan"), ("buka", "diverifikasi")])
@pytest.mark.parametrize("alasan", ["", "  \r\n"])
def test_mundur_wajib_beralasan(u, masuk, langkah, dari, alasan):
    satu = isian(u, "angka", dari)
    sebelum = isi_basis_data()
    jawaban = ambil(masuk(u.perencanaan), u, langkah, satu, alasan=alasan)
    assert jawaban.status_code == 200
    assert f"{u.i.angka.nama}: Tulis alasannya lebih dahulu." in teks(jawaban)
    assert isi_basis_data() == sebelum


def komentari(klien, u, isi, nama="angka", follow=True):
    tujuan = alamat("isian_komentar", kode=u.kode, triwulan=TW, nomor=getattr(u.i, nama).pk)
    return klien.post(tujuan, {"teks": isi}, follow=follow)


def test_dikembalikan_dijawab_lalu_diajukan_lagi(u, masuk):
    satu, staf, kabid = isian(u, "angka", "diajukan"), masuk(u.staf), masuk(u.kabid)
    ambil(kabid, u, "kembalikan", satu, alasan="Sumbernya mana?")
    assert "dikembalikan, belum dijawab" in teks(ambil(staf, u, "ajukan", satu))
    halaman = teks(staf.get(alamat("isian_rinci", kode=u.kode, triwulan=TW, nomor=u.i.angka.pk)))
    assert "Sumbernya mana?" in halaman and "Jawaban atas pengembalian" in halaman
    assert "Komentar disimpan." in teks(komentari(masuk(u.kepala), u, "Segera"))
    assert "belum dijawab" in teks(ambil(staf, u, "ajukan", satu))
    assert "Jawaban disimpan; baris ini dapat diajukan lagi." in teks(komentari(staf, u, " Dari SIMPEG "))
    assert "1 baris diajukan." in teks(ambil(staf, u, "ajukan", satu))
    assert list(Komentar.objects.values_list("jenis", "teks", "oleh", "tahun", "triwulan")) == [
        ("pengembalian", "Sumbernya mana?", u.kabid.pk, 2024, TW),
        ("komentar", "Segera", u.kepala.pk, 2024, TW),
        ("jawaban", "Dari SIMPEG", u.staf.pk, 2024, TW),
    ]


def test_dibuka_kembali_tampak_selamanya_pada_baris_itu(u, masuk):
    satu = isian(u, "angka", "diverifikasi")
    ambil(masuk(u.perencanaan), u, "buka", satu, alasan="Temuan BPK")
    halaman = teks(masuk(u.inspektorat).get(alamat("isian_rinci", kode=u.kode, triwulan=TW, nomor=u.i.angka.pk)))
    assert f"{u.perencanaan}, dibuka kembali" in halaman and "Temuan BPK" in halaman


@pytest.mark.parametrize("peran", ["staf", "kabid", "kepala", "perencanaan", "admin"])
def test_komentar_dari_yang_berkepentingan(u, masuk, peran):
    jawaban = komentari(masuk(getattr(u, peran)), u, "Baris satu\n<b>dua</b>", follow=False)
    assert jawaban.url == alamat("isian_rinci", kode=u.kode, triwulan=TW, nomor=u.i.angka.pk) + "#utas"
    satu = Komentar.objects.get()
    assert (satu.jenis, satu.teks, satu.oleh) == ("komentar", "Baris satu\n<b>dua</b>", getattr(u, peran))
    halaman = masuk(u.inspektorat).get(jawaban.url).content.decode()
    assert "Baris satu<br>&lt;b&gt;dua&lt;/b&gt;" in halaman


@pytest.mark.parametrize("peran", ["staf_lain", "inspektorat"])
def test_komentar_orang_lain_ditolak(u, masuk, peran):
    sebelum = isi_basis_data()
    jawaban = komentari(masuk(getattr(u, peran)), u, "x")
    assert jawaban.status_code == 403
    kalimat = "Hanya bidang ini, Kepala, dan Subbag Perencanaan yang dapat menulis komentar di sini."
    assert kalimat in teks(jawaban)
    assert isi_basis_data() == sebelum


@pytest.mark.parametrize("isi", ["", "  \n", "x" * 5001])
def test_komentar_kosong_atau_terlalu_panjang(u, masuk, isi):
    sebelum = isi_basis_data()
    assert "Tulis komentarnya, paling banyak 5000 huruf." in teks(komentari(masuk(u.staf), u, isi))
    assert isi_basis_data() == sebelum


def test_komentar_pada_yang_tidak_ada(u, masuk):
    tujuan = alamat("isian_komentar", kode=u.kode, triwulan=TW, nomor=u.i.angka.pk)
    assert masuk(u.tetangga).post(tujuan, {"teks": "x"}).status_code == 404
    assert masuk(u.staf).get(tujuan).status_code == 405
    lain = alamat("isian_komentar", kode=u.kode, triwulan=TW, nomor=p.IndikatorFactory().pk)
    assert masuk(u.admin).post(lain, {"teks": "x"}).status_code == 404
    setahun = alamat("isian_komentar", kode=u.kode, nomor=u.i.angka.pk)
    assert masuk(u.staf).post(setahun, {"teks": "x"}).status_code == 404
    assert not Komentar.objects.exists()


# Whom it tells


def test_yang_diajukan_dikabarkan_kepada_kepala_bidang(u, masuk):
    ambil(masuk(u.staf), u, "ajukan", isian(u, "angka"), isian(u, "hitung"))
    judul = f"2 isian Triwulan II 2024 diajukan {u.staf}, menunggu persetujuan Anda"
    assert kabar("diajukan") == {(u.kabid.username, judul)}


def test_yang_dikembalikan_dikabarkan_kepada_bidangnya_dengan_alasan(u, masuk):
    ambil(masuk(u.perencanaan), u, "kembalikan", isian(u, "angka", "disetujui"), alasan="Sumbernya mana?")
    judul = f"1 isian Triwulan II 2024 dikembalikan {u.perencanaan}"
    assert kabar("dikembalikan") == {(u.staf.username, judul), (u.kabid.username, judul)}
    isi = Pemberitahuan.objects.filter(pengguna=u.staf).get()
    assert "Sumbernya mana?" in isi.teks and u.i.angka.nama in isi.teks
    assert isi.tautan == alamat("isian_lembar", kode=u.kode, triwulan=TW, bidang=u.mutasi.pk)


def test_yang_disetujui_dikabarkan_kepada_bidang_dan_perencanaan(u, masuk):
    ambil(masuk(u.kabid), u, "setujui", isian(u, "angka", "diajukan"))
    assert {nama for nama, _ in kabar("disetujui")} == {o.username for o in (u.staf, u.perencanaan, u.perencanaan2)}


def test_setelah_semua_terverifikasi_dikabarkan(u, masuk):
    semua = [isian(u, nama, "disetujui") for nama in vars(u.i)]
    klien = masuk(u.perencanaan)
    for bidang in (u.mutasi.pk, u.diklat.pk):
        ambil(klien, u, "verifikasi", bidang=bidang)
        assert not kabar("selesai")
    ambil(klien, u, "verifikasi", bidang=0)
    assert set(status(*semua)) == {"diverifikasi"}
    penerima = {o.username for o in (u.perencanaan, u.perencanaan2, u.kepala, u.kabid)}
    assert kabar("selesai") == {(nama, "Semua isian Triwulan II 2024 sudah diverifikasi") for nama in penerima}


def test_langkah_yang_ditolak_tidak_mengabarkan(u, masuk):
    satu = isian(u, "angka", "diajukan")
    satu.ubahan_ke -= 1
    ambil(masuk(u.kabid), u, "setujui", satu)
    ambil(masuk(u.kabid), u, "kembalikan", satu, alasan="")
    assert not Pemberitahuan.objects.exists()
