"""The Perjanjian Kinerja from draft to force."""

import datetime
from decimal import Decimal as D

import pytest

from anggaran.models import DokumenAnggaran
from laporan.ikhtisar.susun import susun_ikhtisar
from renstra.models import PerjanjianKinerja, Target
from sakip.models import Jejak
from tests.alat import alamat, isi_basis_data, jumlah_kueri, teks
from tests.capaian.isian_uji import TAHUN, buat_instansi
from tests.pabrik import RealisasiFactory, ambil

PIHAK = {
    "nomor": "100/1/2024",
    "tanggal": "2024-01-15",
    "tempat": "Kandangan",
    "pihak_pertama_nama": "Nama Kepala",
    "pihak_pertama_jabatan": "Kepala Badan",
    "pihak_pertama_status": "Plt",
    "pihak_kedua_nama": "Nama Bupati",
    "pihak_kedua_jabatan": "Bupati",
}


@pytest.fixture
def d(db):
    d = buat_instansi()
    for i, nilai in ((d.i.iku, 80), (d.i.angka, 70)):
        Target.objects.create(indikator=i, tahun=TAHUN, versi="renstra", nilai=nilai)
    return d


@pytest.fixture
def klien(d, masuk):
    return masuk(d.perencanaan)


def ke(d, nama, **lain):
    return alamat(nama, kode=d.kode, **lain)


def buat(d, klien, versi="pk", bidang="", tw=""):
    data = {"versi": versi, "bidang": bidang, "berlaku_triwulan": tw}
    jawaban = klien.post(ke(d, "pk_buat"), data)
    assert jawaban.status_code == 302, teks(jawaban)
    return PerjanjianKinerja.objects.latest("pk")


def ubah(d, klien, pk, **isi):
    return klien.post(ke(d, "pk_ubah", nomor=pk.pk), PIHAK | isi)


def tandatangani(d, klien, pk):
    assert ubah(d, klien, pk).status_code == 302
    jawaban = klien.post(ke(d, "pk_tandatangani", nomor=pk.pk))
    assert jawaban.status_code == 302, teks(jawaban)
    pk.refresh_from_db()


def berlakukan(d, klien, pk):
    tandatangani(d, klien, pk)
    assert klien.post(ke(d, "pk_berlakukan", nomor=pk.pk)).status_code == 302


def test_dari_rancangan_sampai_berlaku(d, klien, media):
    pk = buat(d, klien)
    assert pk.keadaan == "draf"
    assert not Target.objects.filter(versi="pk", indikator__renstra=d.renstra).exists()
    isi = teks(klien.get(ke(d, "pk_satu", nomor=pk.pk)))
    assert "Indikator IKU1" in isi
    assert "Indikator IA" not in isi
    jawaban = ubah(d, klien, pk, **{f"t{d.i.iku.pk}": "82,5"})
    assert jawaban.status_code == 422
    assert "Tulis alasan penyesuaian targetnya." in teks(jawaban)
    assert ubah(d, klien, pk, alasan="Capaian tahun lalu 82", **{f"t{d.i.iku.pk}": "82,5"}).status_code == 302
    jejak = Jejak.objects.filter(tabel="renstra_perjanjiankinerja", baru__has_key="rancangan").first()
    assert (jejak.alasan, jejak.baru["rancangan"]) == ("Capaian tahun lalu 82", {str(d.i.iku.pk): "82.5"})
    assert susun_ikhtisar(d.instansi, TAHUN).indikator[0].target == 80
    assert klien.post(ke(d, "pk_tandatangani", nomor=pk.pk)).status_code == 302
    pk.refresh_from_db()
    assert pk.isi["indikator"][0]["target"] == "82.5"
    assert pk.isi["pihak_pertama"]["nama"] == "Nama Kepala"
    assert pk.isi["program"][0]["pagu"] == "1000000"
    d.instansi.kepala_nama = "Nama Kepala Baru"
    d.instansi.save()
    assert "Plt Kepala Badan" in teks(klien.get(ke(d, "pk_satu", nomor=pk.pk)))
    assert klien.post(ke(d, "pk_berlakukan", nomor=pk.pk)).status_code == 302
    pk.refresh_from_db()
    assert (pk.keadaan, pk.isi["pihak_pertama"]["nama"]) == ("berlaku", "Nama Kepala")
    assert susun_ikhtisar(d.instansi, TAHUN).indikator[0].target == D("82.5")


def test_perubahan_berlaku_mulai_triwulannya(d, klien):
    """Capaian uses the agreement in force in each quarter; the year uses the last."""
    berlakukan(d, klien, buat(d, klien))
    baru = buat(d, klien, "pk_perubahan", tw="3")
    assert ubah(d, klien, baru, alasan="Pagu berkurang", **{f"t{d.i.iku.pk}": "40"}).status_code == 302
    assert ambil(susun_ikhtisar(d.instansi, TAHUN).indikator, "IKU1").target == 80
    berlakukan(d, klien, baru)
    for tw, versi, nilai in ((2, "pk", 50), (2, "pk_perubahan", 10), (3, "pk", 60), (3, "pk_perubahan", 30)):
        Target.objects.create(indikator=d.i.iku, tahun=TAHUN, triwulan=tw, versi=versi, nilai=nilai)
    RealisasiFactory(indikator=d.i.iku, tahun=TAHUN, triwulan=2, nilai=50)
    RealisasiFactory(indikator=d.i.iku, tahun=TAHUN, triwulan=3, nilai=30)
    i = ambil(susun_ikhtisar(d.instansi, TAHUN).indikator, "IKU1")
    assert [t.target for t in i.triwulan] == [20, 50, 30, 80]
    assert (i.target, i.versi_target) == (40, "pk_perubahan")


def test_pk_bidang_memuat_indikatornya_sendiri(d, klien):
    pk = buat(d, klien, bidang=str(d.mutasi.pk))
    isi = teks(klien.get(ke(d, "pk_satu", nomor=pk.pk)))
    assert "Indikator IA" in isi
    assert "Indikator IKU1" not in isi
    assert "Indikator IL" not in isi


@pytest.mark.parametrize(
    ("versi", "tw", "kalimat"),
    [
        ("pk", "", "sudah ada"),
        ("pk_perubahan", "", "triwulan mulai berlakunya"),
        ("pk_perubahan", "3", "berlaku mulai triwulan 3"),
    ],
)
def test_perjanjian_yang_tidak_mungkin_ditolak(d, klien, versi, tw, kalimat):
    buat(d, klien)
    buat(d, klien, "pk_perubahan", tw="3")
    sebelum = isi_basis_data()
    jawaban = klien.post(ke(d, "pk_buat"), {"versi": versi, "bidang": "", "berlaku_triwulan": tw})
    assert jawaban.status_code == 422
    assert kalimat in teks(jawaban)
    assert isi_basis_data() == sebelum


def test_perubahan_tanpa_murni_ditolak(d, klien):
    jawaban = klien.post(ke(d, "pk_buat"), {"versi": "pk_perubahan", "bidang": "", "berlaku_triwulan": "2"})
    assert "memerlukan Perjanjian Kinerja murni" in teks(jawaban)


def test_tanggal_sebelum_anggaran_ditolak(d, klien):
    DokumenAnggaran.objects.create(
        perangkat_daerah=d.instansi, tahun=TAHUN, tahap="murni", tanggal=datetime.date(2024, 1, 20)
    )
    pk = buat(d, klien)
    ubah(d, klien, pk)
    jawaban = klien.post(ke(d, "pk_tandatangani", nomor=pk.pk))
    assert jawaban.status_code == 422
    assert "mendahului dokumen anggarannya (20-01-2024)" in teks(jawaban)
    pk.refresh_from_db()
    assert pk.keadaan == "draf"
    ubah(d, klien, pk, tanggal="2024-03-15")
    assert "Ditandatangani 55 hari sesudah" in teks(klien.get(ke(d, "pk_satu", nomor=pk.pk)))


def test_angka_yang_salah_tidak_menyimpan_apa_pun(d, klien):
    pk = buat(d, klien)
    sebelum = isi_basis_data()
    jawaban = ubah(d, klien, pk, alasan="x", **{f"t{d.i.iku.pk}": "8o"})
    assert jawaban.status_code == 422
    assert "“8o” tidak dapat dibaca sebagai angka" in teks(jawaban)
    assert isi_basis_data() == sebelum


def test_yang_sudah_ditandatangani_tidak_berubah(d, klien):
    pk = buat(d, klien)
    tandatangani(d, klien, pk)
    sebelum = isi_basis_data()
    assert ubah(d, klien, pk, alasan="x", **{f"t{d.i.iku.pk}": "1"}).status_code == 422
    assert klien.post(ke(d, "pk_hapus", nomor=pk.pk)).status_code == 422
    assert klien.post(ke(d, "pk_tandatangani", nomor=pk.pk)).status_code == 422
    assert isi_basis_data() == sebelum


def test_belum_lengkap_tidak_dapat_ditandatangani(d, klien):
    pk = buat(d, klien)
    jawaban = klien.post(ke(d, "pk_tandatangani", nomor=pk.pk))
    assert "Lengkapi dahulu: tanggal, tempat" in teks(jawaban)


@pytest.mark.parametrize("nama", ["pk_ubah", "pk_tandatangani", "pk_berlakukan", "pk_hapus", "pk_buat"])
def test_hanya_perencanaan_instansi_ini(d, klien, masuk, nama):
    pk = buat(d, klien)
    tujuan = ke(d, nama, **({} if nama == "pk_buat" else {"nomor": pk.pk}))
    sebelum = isi_basis_data()
    assert klien.get(tujuan).status_code == 405
    for peran in (d.staf, d.kabid, d.kepala, d.inspektorat):
        jawaban = masuk(peran).post(tujuan, PIHAK)
        assert jawaban.status_code == 403
        assert "Hanya Subbag Perencanaan" in teks(jawaban)
    assert masuk(d.tetangga).post(tujuan, PIHAK).status_code == 404
    assert isi_basis_data() == sebelum


def test_scan_hanya_bagi_yang_boleh(d, klien, masuk, media):
    pk = buat(d, klien)
    assert klien.get(ke(d, "pk_scan", nomor=pk.pk)).status_code == 404
    assert masuk(d.tetangga).get(ke(d, "pk_satu", nomor=pk.pk)).status_code == 404
    assert masuk(d.kepala).get(ke(d, "pk_satu", nomor=pk.pk)).status_code == 200


def test_satu_dan_tiga_sama_banyaknya(d, klien):
    buat(d, klien)
    satu = jumlah_kueri(klien, ke(d, "pk"))
    for tw in ("3", "4"):
        buat(d, klien, "pk_perubahan", tw=tw)
    assert jumlah_kueri(klien, ke(d, "pk")) == satu


def test_riwayat_perjanjian_yang_ditandatangani_terbaca_tanpa_nip(d, klien, masuk):
    """What was agreed is frozen with the signer's NIP: the trail is read by the whole agency and by the Inspektorat."""
    pk, nip = buat(d, klien), "199001012015041001"
    assert ubah(d, klien, pk, pihak_pertama_nip=nip).status_code == 302
    assert klien.post(ke(d, "pk_tandatangani", nomor=pk.pk)).status_code == 302
    assert PerjanjianKinerja.objects.get(pk=pk.pk).isi["pihak_pertama"]["nip"] == nip
    for orang in (d.perencanaan, d.staf):
        jawaban = masuk(orang).get(ke(d, "jejak"))
        assert jawaban.status_code == 200
        assert "Perjanjian Kinerja" in teks(jawaban)
        assert nip not in jawaban.content.decode()
        assert nip.encode() not in masuk(orang).get(ke(d, "jejak_unduh")).content
    assert nip not in masuk(d.staf).get(ke(d, "pk_satu", nomor=pk.pk)).content.decode()
