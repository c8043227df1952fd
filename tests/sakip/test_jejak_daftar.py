"""Which tables are tracked: each model says so itself, and the triggers keep what it says."""

import pytest
from django.apps import apps

from laporan.jejak import KELOMPOK
from sakip.jejak import pelaku
from sakip.jejak.daftar import HANYA_TAMBAH, LACAK, TAK_DILACAK
from sakip.models import Jejak, Pengguna
from tests import pabrik as p

pytestmark = pytest.mark.django_db
APLIKASI = ("sakip", "renstra", "anggaran", "capaian", "laporan")
DULU_LUPUT = (
    "renstra.Skala",
    "capaian.Pembanding",
    "capaian.Rincian",
    "laporan.EvaluasiAKIP",
    "laporan.Rekomendasi",
    "laporan.Prestasi",
    "laporan.Pegawai",
    "laporan.Aset",
    "laporan.Unggahan",
    "sakip.Bidang",
    "sakip.Pengguna",
    "anggaran.DokumenAnggaran",
)


def jejak(objek, nomor=None):
    return list(Jejak.objects.filter(tabel=objek._meta.db_table, objek=nomor or objek.pk).order_by("pk"))


def test_setiap_model_menyatakan_dilacak_atau_alasannya():
    semua = {m for a in APLIKASI for m in apps.get_app_config(a).get_models()}
    assert semua == {*LACAK, *HANYA_TAMBAH, *TAK_DILACAK}
    assert not LACAK.keys() & {*HANYA_TAMBAH, *TAK_DILACAK}
    assert all(TAK_DILACAK.values())
    assert {lacak.kelompok for lacak in LACAK.values()} == KELOMPOK.keys()


@pytest.mark.parametrize("nama", DULU_LUPUT)
def test_tabel_yang_dulu_luput_kini_tercatat(nama):
    model = apps.get_model(nama)
    objek = getattr(p, f"{model.__name__}Factory")()
    nomor = objek.pk
    assert [j.lama for j in jejak(objek)] == [None]
    objek.delete()
    assert [(j.lama is None, j.baru is None) for j in jejak(objek, nomor)] == [(True, False), (False, True)]


def test_peran_dan_keaktifan_tercatat_sandi_dan_waktu_masuk_tidak():
    orang = p.PenggunaFactory()
    with pelaku.pelaku(lambda: {"oleh": orang.pk, "dari": "uji"}), pelaku.alasan("mutasi"):
        Pengguna.objects.filter(pk=orang.pk).update(peran="kepala_bidang", is_active=False)
    orang.refresh_from_db()
    orang.set_password("kata sandi yang lain")
    orang.save(update_fields=["password"])
    Pengguna.objects.filter(pk=orang.pk).update(last_login="2026-01-02T03:04:05Z")
    dibuat, diubah = jejak(orang)
    assert {"password", "last_login", "senyap"}.isdisjoint(dibuat.baru)
    assert set(diubah.baru) == {"peran", "is_active"}
    assert (diubah.lama["peran"], diubah.baru["peran"]) == ("bidang", "kepala_bidang")
    assert (diubah.oleh_id, diubah.alasan, diubah.perangkat_daerah_id) == (
        orang.pk,
        "mutasi",
        orang.perangkat_daerah_id,
    )


def test_kolom_json_tercatat_sebagai_isinya_bukan_teksnya():
    realisasi = p.RealisasiFactory(triwulan=2, bagian={"1": "30"})
    type(realisasi).objects.filter(pk=realisasi.pk).update(bagian={"1": "30", "2": "12.5"})
    dibuat, diubah = jejak(realisasi)
    assert dibuat.baru["bagian"] == {"1": "30"}
    assert (diubah.lama, diubah.baru) == ({"bagian": {"1": "30"}}, {"bagian": {"1": "30", "2": "12.5"}})
    assert Jejak.bagian('{"1": "30"}') == {"1": "30"}, "pemasangan SQLite yang lama menulis teksnya"


def test_hitungan_perubahan_bukan_perubahan():
    realisasi = p.RealisasiFactory(triwulan=2)
    type(realisasi).objects.filter(pk=realisasi.pk).update(ubahan_ke=9)
    assert len(jejak(realisasi)) == 1
