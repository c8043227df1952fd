"""Who may besides the officials: the second verifier, stand-ins (Plt, Plh), and what a refusal says about them."""

import datetime

import pytest
from django.utils import timezone

from capaian.models import Realisasi
from sakip.models import Jejak, Penggantian, Pengguna, PerangkatDaerah
from tests import pabrik as p
from tests.alat import alamat, teks
from tests.capaian.isian_uji import TAHUN, TW


@pytest.fixture
def u(instansi_triwulan):
    return instansi_triwulan


def isian(u, nama, oleh, status="diajukan"):
    objek = p.RealisasiFactory(indikator=getattr(u.i, nama), triwulan=TW, nilai=40, dianalisis=True, diubah_oleh=oleh)
    objek.ajukan(oleh)
    if status == "disetujui":
        objek.setujui(u.kepala)
    return objek


def ambil(klien, u, langkah, objek, bidang):
    tujuan = alamat("isian_langkah", kode=u.kode, triwulan=TW, bidang=bidang, langkah=langkah)
    return klien.post(tujuan, {"baris": f"{objek.indikator_id}:{objek.ubahan_ke}"}, follow=True)


def status(objek):
    return Realisasi.objects.get(pk=objek.pk).status


def ganti(u, pejabat, pengganti, mulai=-1, selesai=1, **lain):
    hari = timezone.localdate()
    return p.PenggantianFactory(
        perangkat_daerah=u.instansi, pejabat=pejabat, pengganti=pengganti,
        mulai=hari + datetime.timedelta(days=mulai), selesai=hari + datetime.timedelta(days=selesai), **lain,
    )  # fmt: skip


# The second verifier


def test_9_11_penolakan_menyebut_siapa_yang_dapat(u, masuk):
    satu = isian(u, "iku", u.perencanaan, "disetujui")
    Pengguna.objects.filter(pk=u.staf_lain.pk).update(verifikator=True)
    isi = teks(ambil(masuk(u.perencanaan), u, "verifikasi", satu, 0))
    assert "Anda tidak dapat memverifikasi isian yang Anda isi atau ajukan sendiri." in isi
    assert f"Yang dapat: {u.perencanaan2} (Subbag Perencanaan), {u.staf_lain} (verifikator kedua)." in isi
    assert status(satu) == "disetujui"


def test_9_11_tanpa_orang_lain_penolakan_mengatakan_apa_yang_dapat_dilakukan(u, masuk):
    satu = isian(u, "iku", u.perencanaan, "disetujui")
    Pengguna.objects.filter(pk=u.perencanaan2.pk).update(is_active=False)
    isi = teks(ambil(masuk(u.perencanaan), u, "verifikasi", satu, 0))
    assert "Subbag Perencanaan dapat menunjuk verifikator kedua di Jadwal, Pengaturan isian" in isi


def test_9_11_verifikator_kedua_memverifikasi_dan_yang_bukan_tidak(u, masuk):
    satu = isian(u, "iku", u.perencanaan, "disetujui")
    assert ambil(masuk(u.staf_lain), u, "verifikasi", satu, 0).status_code == 403
    Pengguna.objects.filter(pk=u.staf_lain.pk).update(verifikator=True)
    assert "1 baris diverifikasi dan dikunci." in teks(ambil(masuk(u.staf_lain), u, "verifikasi", satu, 0))
    asing = p.PenggunaFactory(verifikator=True)
    assert ambil(masuk(asing), u, "buka", satu, 0).status_code == 404
    Pengguna.objects.filter(pk=u.inspektorat.pk).update(verifikator=True)
    satu.refresh_from_db()
    assert ambil(masuk(u.inspektorat), u, "buka", satu, 0).status_code == 403


def test_9_11_verifikator_kedua_ditunjuk_pada_pengaturan(u, masuk):
    klien = masuk(u.perencanaan)
    assert "Verifikator kedua" in teks(klien.get(alamat("jadwal", kode=u.kode)))
    tujuan = alamat("isian_pengaturan", kode=u.kode)
    klien.post(tujuan, {"verifikator": [u.staf.pk]})
    assert set(Pengguna.objects.filter(verifikator=True)) == {u.staf}
    assert Jejak.objects.filter(tabel="sakip_pengguna", objek=u.staf.pk, oleh=u.perencanaan).exists()
    for asing in (u.tetangga, u.inspektorat, u.admin):
        jawaban = klien.post(tujuan, {"verifikator": [asing.pk]})
        assert (jawaban.status_code, "harus pengguna instansi ini" in teks(jawaban)) == (422, True)
    klien.post(tujuan, {})
    assert not Pengguna.objects.filter(verifikator=True).exists()


def test_9_11_yang_nilainya_sudah_ditimpa_bukan_lagi_pengisi(u, masuk):
    from tests.alat import kirim_sel

    objek = f"i{u.i.iku.pk}"
    kirim_sel(masuk(u.perencanaan), u.kode, objek, "nilai", "40")
    kirim_sel(masuk(u.perencanaan2), u.kode, objek, "nilai", "41", lama="40")
    satu = Realisasi.objects.get(indikator=u.i.iku, triwulan=TW)
    assert satu.penulis() == {u.perencanaan2.pk}
    satu.ajukan(u.perencanaan2)
    satu.setujui(u.kepala)
    assert "1 baris diverifikasi" in teks(ambil(masuk(u.perencanaan), u, "verifikasi", satu, 0))


# Stand-ins


def test_9_11_pengganti_melakukan_apa_yang_dapat_dilakukan_pejabatnya_dan_jejak_menyebut_keduanya(u, masuk):
    satu = isian(u, "iku", u.perencanaan)
    assert ambil(masuk(u.staf_lain), u, "setujui", satu, 0).status_code == 403
    ganti(u, u.kepala, u.staf_lain)
    assert "1 baris disetujui." in teks(ambil(masuk(u.staf_lain), u, "setujui", satu, 0))
    jejak = Jejak.objects.filter(tabel="capaian_realisasi").first()
    assert (jejak.oleh, jejak.baru["status"]) == (u.staf_lain, "disetujui")
    assert jejak.dari.endswith(f", isian_langkah, Plh {u.kepala}")


@pytest.mark.parametrize(("mulai", "selesai"), [(1, 3), (-3, -1)])
def test_9_11_pengganti_hanya_selama_masanya(u, masuk, mulai, selesai):
    satu = isian(u, "iku", u.perencanaan)
    ganti(u, u.kepala, u.staf_lain, mulai, selesai)
    assert ambil(masuk(u.staf_lain), u, "setujui", satu, 0).status_code == 403


def test_9_11_pengganti_kepala_bidang_hanya_untuk_bidangnya(u, masuk):
    satu, lain = isian(u, "angka", u.staf), isian(u, "lain", u.perencanaan)
    ganti(u, u.kabid, u.perencanaan2)
    klien = masuk(u.perencanaan2)
    assert "1 baris disetujui." in teks(ambil(klien, u, "setujui", satu, u.mutasi.pk))
    assert ambil(klien, u, "setujui", lain, u.diklat.pk).status_code == 403


def test_9_11_pengganti_yang_mengisi_tetap_tidak_menyetujui_isiannya(u, masuk):
    satu = isian(u, "angka", u.staf)
    ganti(u, u.kabid, u.staf)
    isi = teks(ambil(masuk(u.staf), u, "setujui", satu, u.mutasi.pk))
    assert "Anda tidak dapat menyetujui isian yang Anda isi atau ajukan sendiri." in isi
    assert f"{u.kabid} (Kepala Bidang)" in isi and f"{u.kepala} (Kepala)" in isi


def test_9_11_pengganti_perencanaan_mengatur_jadwal(u, masuk):
    tujuan = alamat("isian_pengaturan", kode=u.kode)
    assert masuk(u.staf).post(tujuan, {"boleh_setujui_sendiri": "on"}).status_code == 403
    ganti(u, u.perencanaan, u.staf, jenis="Plt")
    masuk(u.staf).post(tujuan, {"boleh_setujui_sendiri": "on"})
    assert PerangkatDaerah.objects.get(pk=u.instansi.pk).boleh_setujui_sendiri
    jejak = Jejak.objects.filter(tabel="sakip_perangkatdaerah").first()
    assert jejak.dari.endswith(f"Plt {u.perencanaan}")


def test_9_11_pejabat_yang_pindah_instansi_tidak_lagi_memberi_wewenang(u, masuk):
    satu = isian(u, "iku", u.perencanaan)
    ganti(u, u.kepala, u.staf_lain)
    Pengguna.objects.filter(pk=u.kepala.pk).update(perangkat_daerah=u.tetangga.perangkat_daerah)
    assert ambil(masuk(u.staf_lain), u, "setujui", satu, 0).status_code == 403


# Naming one


def tunjuk(klien, u, pejabat, pengganti, **lain):
    hari = timezone.localdate()
    data = {"pejabat": pejabat.pk, "pengganti": pengganti.pk, "jenis": "Plh", "mulai": hari, "selesai": hari} | lain
    data = {f"pengganti-{k}": v for k, v in data.items()}
    return klien.post(alamat("penggantian_simpan", kode=u.kode), data, follow=True)


@pytest.mark.parametrize(("peran", "pejabat"), [("perencanaan", "kepala"), ("kepala", "kepala"), ("kabid", "kabid")])
def test_9_11_pengganti_ditunjuk_pejabatnya_atau_perencanaan(u, masuk, peran, pejabat):
    jawaban = tunjuk(masuk(getattr(u, peran)), u, getattr(u, pejabat), u.staf)
    assert "ditunjuk sebagai Pelaksana Harian" in teks(jawaban)
    g = Penggantian.objects.get()
    assert (g.pejabat, g.pengganti, g.perangkat_daerah) == (getattr(u, pejabat), u.staf, u.instansi)
    masuk(getattr(u, peran)).post(alamat("penggantian_akhiri", kode=u.kode, nomor=g.pk))
    assert not Penggantian.objects.exists()


def test_9_11_pengganti_yang_sudah_berjalan_diakhiri_kemarin(u, masuk):
    g = ganti(u, u.kepala, u.staf, -5, 5)
    masuk(u.kepala).post(alamat("penggantian_akhiri", kode=u.kode, nomor=g.pk))
    g.refresh_from_db()
    assert g.selesai == timezone.localdate() - datetime.timedelta(days=1)


def test_9_11_penunjukan_yang_ditolak(u, masuk):
    perencanaan = masuk(u.perencanaan)
    kemarin = timezone.localdate() - datetime.timedelta(days=1)
    for jawaban, kalimat in (
        (tunjuk(perencanaan, u, u.kepala, u.perencanaan), "Anda tidak dapat menunjuk diri sendiri"),
        (tunjuk(perencanaan, u, u.kepala, u.kepala), "Pengganti harus orang lain."),
        (tunjuk(perencanaan, u, u.kepala, u.tetangga), "Pengganti harus pengguna instansi ini."),
        (tunjuk(perencanaan, u, u.tetangga, u.staf), "Pejabat ini bukan pejabat instansi ini."),
        (tunjuk(perencanaan, u, u.staf_lain, u.staf), "Pejabat ini bukan pejabat instansi ini."),
        (tunjuk(perencanaan, u, u.kepala, u.staf, selesai=kemarin), "sesudah tanggal mulai."),
        (tunjuk(masuk(u.kabid), u, u.kepala, u.staf), "Pejabat ini bukan pejabat instansi ini."),
    ):
        assert jawaban.status_code == 422
        assert kalimat in teks(jawaban)
    assert tunjuk(masuk(u.staf), u, u.kepala, u.staf_lain).status_code == 403
    assert tunjuk(masuk(u.inspektorat), u, u.kepala, u.staf_lain).status_code == 403
    assert not Penggantian.objects.exists()
    g = ganti(u, u.kepala, u.staf_lain)
    assert masuk(u.kabid).post(alamat("penggantian_akhiri", kode=u.kode, nomor=g.pk)).status_code == 404
    assert masuk(u.tetangga).post(alamat("penggantian_akhiri", kode=u.kode, nomor=g.pk)).status_code == 404
    assert Penggantian.objects.get() == g


def test_9_11_pengelolaan_menolak_pengganti_instansi_lain(u, masuk):
    data = {
        "perangkat_daerah": u.instansi.pk, "pejabat": u.kepala.pk, "pengganti": u.tetangga.pk, "jenis": "Plt",
        "mulai": f"{TAHUN}-07-01", "selesai": f"{TAHUN}-06-01", "dasar": "",
    }  # fmt: skip
    jawaban = masuk(u.admin).post("/kelola/sakip/penggantian/add/", data)
    assert "Harus pengguna perangkat daerah ini." in teks(jawaban)
    assert "sesudah tanggal mulai." in teks(jawaban)
    assert not Penggantian.objects.exists()
    masuk(u.admin).post("/kelola/sakip/penggantian/add/", data | {"pengganti": u.staf.pk, "selesai": f"{TAHUN}-08-01"})
    assert Penggantian.objects.get().pengganti == u.staf
