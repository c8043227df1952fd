"""Issue 9 lines 8 and 10: a real worker saves a workbook; it is killed in the middle, or the disk fills up."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone

from capaian.models import Realisasi
from laporan import tasks
from laporan.buku_kerja import jalan
from laporan.models import Narasi, UnggahanBuku
from renstra.buku.tiga_arah import Jawaban
from tests.alat import isi_basis_data
from tests.pabrik import PenggunaFactory
from tests.pekerja import bunuh, pekerja, tunggu

from .buku_uji import berhasil, buku, dasar

pytestmark = [pytest.mark.worker, pytest.mark.xdist_group("susun"), pytest.mark.django_db(transaction=True)]
NARASI = {"tahun": 2024, "bagian": "1.1", "teks": "Lama"}


@pytest.fixture
def unggahan():
    """Uploaded: it changes a number, and a text on the last sheet."""
    instansi = berhasil(dasar(Narasi=[NARASI])).instansi
    isi = dasar(Realisasi=[{"indikator": "I1", "tahun": 2024, "nilai": 88}], Narasi=[NARASI | {"teks": "Baru"}])
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    orang = PenggunaFactory(perencanaan=True, perangkat_daerah=instansi)
    berkas = SimpleUploadedFile("buku.xlsx", buku(isi).getvalue())
    return jalan.mulai(instansi, 2024, berkas, orang, tasks.olah_buku.delay)


def sampai(unggahan, keadaan):
    def tercapai():
        unggahan.refresh_from_db()
        return unggahan.keadaan == keadaan

    tunggu(tercapai, 40, lambda: f"{unggahan.keadaan} {unggahan.kesalahan} {unggahan.hasil}")
    return unggahan


def data():
    return isi_basis_data() | {"UnggahanBuku": []}


def ada_yang_menunggu_kunci():
    with connection.cursor() as kursor:
        kursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return kursor.fetchone()[0] > 0


def test_9_8_pekerja_dibunuh_saat_menyimpan_lalu_dilanjutkan_tanpa_setengah_tersimpan(unggahan):
    with pekerja(proses=1) as proses:
        sampai(unggahan, "siap")
        sebelum = data()
        jalan.konfirmasi(unggahan, Jawaban(), lambda _: None)
        with transaction.atomic():
            # The last sheet's row is held here: the others are written by then, in the worker's transaction.
            Narasi.objects.select_for_update().get()
            tasks.olah_buku.delay(unggahan.pk)
            tunggu(ada_yang_menunggu_kunci, 40, lambda: str(UnggahanBuku.objects.values()))
            bunuh(proses)
    assert data() == sebelum
    UnggahanBuku.objects.update(denyut=timezone.now() - timedelta(minutes=5))
    with pekerja(proses=1):
        sampai(unggahan, "disimpan")
    assert unggahan.percobaan == 2
    assert (Realisasi.objects.get().nilai, Narasi.objects.get().teks) == (88, "Baru")


def test_9_10_ruang_simpan_penuh_saat_menyimpan_disebut_dan_tidak_setengah_tersimpan(unggahan):
    """PostgreSQL says it while the last sheet is written."""
    with pekerja(proses=1), connection.cursor() as kursor:
        sampai(unggahan, "siap")
        sebelum = data()
        kursor.execute("""CREATE FUNCTION uji_penuh() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            RAISE EXCEPTION 'could not extend file "base/1/2": No space left on device' USING ERRCODE = '53100';
            END $$""")
        try:
            kursor.execute("CREATE TRIGGER uji_penuh BEFORE UPDATE ON laporan_narasi EXECUTE FUNCTION uji_penuh()")
            jalan.konfirmasi(unggahan, Jawaban(), tasks.olah_buku.delay)
            sampai(unggahan, "gagal")
        finally:
            kursor.execute("DROP FUNCTION uji_penuh() CASCADE")
    assert unggahan.kesalahan.startswith("Ruang simpan server penuh, sehingga berkas tidak dapat disimpan.")
    assert "Tidak ada data yang berubah." in unggahan.kesalahan
    assert data() == sebelum
