"""The rencana aksi: quarters beside the year, the cash plan, who may and when."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from anggaran.models import RencanaKas
from capaian.models import PersetujuanAksi
from renstra.models import Target
from tests.alat import alamat, isi_basis_data, jumlah_kueri, teks
from tests.capaian.isian_uji import TAHUN
from tests.pabrik import IndikatorFactory, JadwalFactory, PerjanjianKinerjaFactory, TargetFactory


@pytest.fixture
def d(instansi_triwulan):
    d = instansi_triwulan
    JadwalFactory(perangkat_daerah=d.instansi, tahun=TAHUN, triwulan=1, untuk="rencana_aksi")
    TargetFactory(indikator=d.i.hitung, tahun=TAHUN, versi="pk", nilai=100)
    Target.objects.filter(triwulan__isnull=False).update(versi="pk")
    return d


@pytest.fixture
def klien(d, masuk):
    return masuk(d.staf)


def ke(d, nama, **lain):
    return alamat(nama, kode=d.kode, **lain)


def simpan(d, klien, objek, kolom, nilai, lama="", **lain):
    data = {"objek": objek, "kolom": kolom, "nilai": nilai, "ubahan": 0, "lama": lama} | lain
    jawaban = klien.post(ke(d, "rencana_aksi_sel"), data)
    return jawaban.status_code, json.loads(jawaban.content)


def target(d, i, tw, versi="pk"):
    ada = Target.objects.filter(indikator=i, tahun=TAHUN, triwulan=tw, versi=versi).first()
    return ada.nilai if ada else None


def test_triwulan_diperiksa_terhadap_setahun(d, klien):
    """20 + 40 + 60 + 80 = 200 against 100 a year; then made to agree."""
    i = d.i.hitung
    isi = teks(klien.get(ke(d, "rencana_aksi_lembar", bidang=d.mutasi.pk)))
    assert "berbeda" in isi
    for tw, nilai in ((2, 20), (3, 20)):
        assert simpan(d, klien, f"i{i.pk}", f"tw{tw}", str(nilai), str(20 * tw))[0] == 200
    kode, isi = simpan(d, klien, f"i{i.pk}", "tw4", "40", "80")
    assert kode == 200
    assert isi["hasil"][f"i{i.pk}.gabungan"]["teks"] == "100"
    assert isi["hasil"][f"i{i.pk}.cocok"]["teks"] == "sesuai"
    assert [target(d, i, tw) for tw in (1, 2, 3, 4)] == [20, 20, 20, 40]


def test_perubahan_pk_tidak_mengubah_triwulan_sebelumnya(d, klien):
    PerjanjianKinerjaFactory(
        perangkat_daerah=d.instansi, tahun=TAHUN, versi="pk_perubahan", berlaku_triwulan=3, keadaan="berlaku"
    )
    i = d.i.hitung
    assert simpan(d, klien, f"i{i.pk}", "tw2", "25", "40")[0] == 200
    assert simpan(d, klien, f"i{i.pk}", "tw3", "35", "60")[0] == 200
    assert (target(d, i, 2), target(d, i, 3), target(d, i, 3, "pk_perubahan")) == (25, 60, 35)


def test_rencana_kas_dan_pagu(d, klien):
    for tw in (1, 2, 3):
        assert simpan(d, klien, f"s{d.sub.pk}", f"tw{tw}", "250.000")[0] == 200
    kode, isi = simpan(d, klien, f"s{d.sub.pk}", "tw4", "260.000")
    assert kode == 200
    assert isi["hasil"][f"s{d.sub.pk}.cocok"]["judul"] == "Gabungan triwulan 1.010.000, setahun 1.000.000."
    assert simpan(d, klien, f"s{d.sub.pk}", "tw4", "", "260.000")[0] == 200
    assert RencanaKas.objects.count() == 3


def test_dua_orang_pada_satu_sel(d, klien, masuk):
    objek = f"i{d.i.hitung.pk}"
    assert simpan(d, masuk(d.perencanaan), objek, "tw1", "21", "20")[0] == 200
    kode, isi = simpan(d, klien, objek, "tw1", "22", "20")
    assert kode == 409
    assert (isi["milik_lain"]["nilai"], isi["milik_lain"]["oleh"]) == ("21", str(d.perencanaan))
    assert target(d, d.i.hitung, 1) == 21


@pytest.mark.parametrize(
    ("nilai", "kalimat"), [("12a", "tidak dapat dibaca"), ("-5", "tidak boleh negatif"), ("1.234", "dapat berarti")]
)
def test_yang_salah_ditolak(d, klien, nilai, kalimat):
    sebelum = isi_basis_data()
    kode, isi = simpan(d, klien, f"i{d.i.hitung.pk}", "tw1", nilai, "20")
    assert kode == 422
    assert kalimat in isi["pesan"]
    assert isi_basis_data() == sebelum


def test_di_luar_jadwal_tertutup(d, klien):
    d.instansi.jadwal.filter(untuk="rencana_aksi").update(tutup=timezone.now() - timedelta(minutes=1))
    kode, isi = simpan(d, klien, f"i{d.i.hitung.pk}", "tw1", "5", "20")
    assert kode == 423
    assert "Pengisian ditutup" in isi["pesan"]
    d.instansi.jadwal.filter(untuk="rencana_aksi").delete()
    assert "belum dijadwalkan" in teks(klien.get(ke(d, "rencana_aksi_lembar", bidang=d.mutasi.pk)))


def test_siapa_yang_boleh(d, klien, masuk):
    sebelum = isi_basis_data()
    objek = f"i{d.i.hitung.pk}"
    assert klien.get(ke(d, "rencana_aksi_sel")).status_code == 405
    assert simpan(d, masuk(d.staf_lain), objek, "tw1", "5", "20")[0] == 403
    for peran in (d.kepala, d.inspektorat):
        data = {"objek": objek, "kolom": "tw1", "nilai": "5", "lama": "20"}
        assert masuk(peran).post(ke(d, "rencana_aksi_sel"), data).status_code == 403
    assert masuk(d.tetangga).post(ke(d, "rencana_aksi_sel"), {"objek": objek}).status_code == 404
    for palsu in ("i0", "x1", "s" + "9" * 30):
        assert simpan(d, klien, palsu, "tw1", "5")[0] == 404
    assert masuk(d.tetangga).get(ke(d, "rencana_aksi_lembar", bidang=d.mutasi.pk)).status_code == 404
    assert klien.get(ke(d, "rencana_aksi_lembar", bidang=999_999)).status_code == 404
    assert isi_basis_data() == sebelum


def test_papan_per_bidang(d, masuk):
    isi = teks(masuk(d.kepala).get(ke(d, "rencana_aksi")))
    assert "Bidang Mutasi" in isi
    assert "Tanpa bidang" in isi


@pytest.mark.parametrize("nama", ["rencana_aksi", "rencana_aksi_lembar"])
def test_satu_dan_tiga_sama_banyaknya(d, klien, nama):
    lain = {"bidang": d.mutasi.pk} if nama == "rencana_aksi_lembar" else {}
    satu = jumlah_kueri(klien, ke(d, nama, **lain))
    for n in (1, 2):
        TargetFactory(indikator=IndikatorFactory(simpul=d.sub, kode=f"XX{n}"), tahun=TAHUN, triwulan=1, versi="pk")
    assert jumlah_kueri(klien, ke(d, nama, **lain)) == satu


# Approval


def melangkah(d, klien, langkah, perjanjian="pk", **data):
    tujuan = ke(d, "rencana_aksi_langkah", bidang=d.mutasi.pk, perjanjian=perjanjian, langkah=langkah)
    return klien.post(tujuan, data, follow=True)


@pytest.fixture
def sesuai(d):
    """The quarters of the bidang agree with the year."""
    Target.objects.filter(indikator=d.i.hitung, triwulan=None).update(nilai=200)
    return d


def test_disetujui_seperti_isian(sesuai, klien, masuk):
    d, kabid, perencana = sesuai, masuk(sesuai.kabid), masuk(sesuai.perencanaan)
    assert "Rencana aksi diajukan." in teks(melangkah(d, klien, "ajukan"))
    kode, isi = simpan(d, klien, f"i{d.i.hitung.pk}", "tw1", "5", "20")
    assert (kode, isi["pesan"]) == (423, "Rencana aksi triwulan ini sudah diajukan dan tidak dapat diubah.")
    assert "Tulis alasannya" in teks(melangkah(d, kabid, "kembalikan"))
    assert "Dikembalikan: Target TW I terlalu rendah." in teks(
        melangkah(d, kabid, "kembalikan", alasan="Target TW I terlalu rendah.")
    )
    assert simpan(d, klien, f"i{d.i.hitung.pk}", "tw1", "30", "20")[0] == 200
    assert simpan(d, klien, f"i{d.i.hitung.pk}", "tw4", "70", "80")[0] == 200
    melangkah(d, klien, "ajukan")
    assert "Rencana aksi disetujui." in teks(melangkah(d, kabid, "setujui"))
    assert "Rencana aksi diverifikasi." in teks(melangkah(d, perencana, "verifikasi"))
    assert "data-kolom" not in klien.get(ke(d, "rencana_aksi_lembar", bidang=d.mutasi.pk)).content.decode()


def test_perubahan_pk_membuka_triwulannya_saja(sesuai, klien, masuk):
    d = sesuai
    melangkah(d, klien, "ajukan")
    PerjanjianKinerjaFactory(
        perangkat_daerah=d.instansi, tahun=TAHUN, versi="pk_perubahan", berlaku_triwulan=3, keadaan="berlaku"
    )
    assert simpan(d, klien, f"i{d.i.hitung.pk}", "tw2", "25", "40")[0] == 423
    assert simpan(d, klien, f"i{d.i.hitung.pk}", "tw3", "65", "60")[0] == 200


def test_yang_tidak_sesuai_setahun_tidak_dapat_diajukan(d, klien):
    assert "tidak sesuai dengan target setahunnya" in teks(melangkah(d, klien, "ajukan"))
    assert not PersetujuanAksi.objects.exclude(status="draf").exists()


def test_tidak_menyetujui_yang_diajukan_sendiri(sesuai, masuk):
    d, kabid = sesuai, masuk(sesuai.kabid)
    melangkah(d, kabid, "ajukan")
    assert "Anda tidak dapat menyetujui" in teks(melangkah(d, kabid, "setujui"))
    d.instansi.boleh_setujui_sendiri = True
    d.instansi.save()
    assert "(disetujui sendiri)" in teks(melangkah(d, kabid, "setujui"))


def test_halaman_basi_dan_langkah_yang_bukan_haknya(sesuai, klien, masuk):
    d = sesuai
    melangkah(d, klien, "ajukan", ubahan="1")
    assert "sudah berubah sejak halaman dibuka" in teks(melangkah(d, masuk(d.kabid), "setujui", ubahan="1"))
    sebelum = isi_basis_data()
    for peran, langkah in ((d.staf, "setujui"), (d.kabid, "verifikasi"), (d.staf_lain, "ajukan"), (d.kepala, "ajukan")):
        assert melangkah(d, masuk(peran), langkah).status_code == 403
    assert melangkah(d, masuk(d.tetangga), "ajukan").status_code == 404
    assert melangkah(d, klien, "lain").status_code == 404
    assert melangkah(d, klien, "ajukan", perjanjian="renstra").status_code == 404
    assert isi_basis_data() == sebelum


@pytest.mark.parametrize("jenis", ["target", "kas"])
def test_satu_sel_beberapa_kueri_berapa_pun_besar_lembarnya(d, klien, jenis):
    objek = f"i{d.i.hitung.pk}" if jenis == "target" else f"s{d.sub.pk}"
    lama = "40" if jenis == "target" else ""
    banyak = []
    for ke, nilai in enumerate(("41", "42")):
        with CaptureQueriesContext(connection) as kueri:
            assert simpan(d, klien, objek, "tw2", nilai, lama)[0] == 200
        banyak.append(len([k for k in kueri if "SAVEPOINT" not in k["sql"]]))
        lama = nilai
        for n in range(3):
            i = IndikatorFactory(simpul=d.sub, kode=f"IX{ke}{n}")
            TargetFactory(indikator=i, tahun=TAHUN, versi="pk", nilai=1)
    assert banyak[0] >= banyak[1] and banyak[0] <= 20, banyak


@pytest.mark.parametrize(("peran", "ada"), [("staf", True), ("perencanaan", True), ("kabid", False), ("kepala", False)])
def test_9_14_yang_menyetujui_tidak_ditawari_mengajukan(sesuai, masuk, peran, ada):
    lembar = masuk(getattr(sesuai, peran)).get(ke(sesuai, "rencana_aksi_lembar", bidang=sesuai.mutasi.pk))
    assert ("Ajukan" in teks(lembar)) is ada


def test_9_11_rencana_aksi_yang_diajukan_sendiri_menyebut_siapa_yang_dapat(sesuai, masuk):
    d = sesuai
    melangkah(d, masuk(d.perencanaan), "ajukan")
    melangkah(d, masuk(d.kabid), "setujui")
    isi = teks(melangkah(d, masuk(d.perencanaan), "verifikasi"))
    assert "Anda tidak dapat memverifikasi rencana aksi yang Anda isi atau ajukan sendiri." in isi
    assert f"Yang dapat: {d.perencanaan2} (Subbag Perencanaan)." in isi
