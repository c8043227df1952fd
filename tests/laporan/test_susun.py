"""Composition through real jobs: a Celery worker on Redis, killed and cancelled in the middle."""

import subprocess
import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from laporan import tasks
from laporan.models import BagianSusunan, Narasi, StatusSusunan, Susunan
from laporan.susun import jalan as susun
from tests.pekerja import bunuh, pekerja, tunggu

# One at a time: a worker brings two processes of its own.
pytestmark = [pytest.mark.worker, pytest.mark.xdist_group("susun"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hss(transactional_db, impor_demo):
    return impor_demo("hss-2024")


def cerita(susunan):
    susunan.refresh_from_db()
    return f"{susunan.status} {susunan.kesalahan} " + str(
        list(susunan.bagian.values_list("kunci", "status", "kesalahan", "percobaan"))
    )


def sampai_selesai(susunan, detik=90):
    def selesai():
        susunan.refresh_from_db()
        return not susunan.terbuka

    tunggu(selesai, detik, lambda: cerita(susunan))
    return susunan


def test_disusun_dipakai_ulang_dan_hanya_yang_berubah_disusun_lagi(hss, tmp_path):
    with pekerja():
        pertama = sampai_selesai(tasks.mulai(hss, 2024))
        assert pertama.status == StatusSusunan.SELESAI, cerita(pertama)
        assert all(b.halaman for b in pertama.bagian.all())
        info = subprocess.run(["pdfinfo", susun.jalur(pertama.berkas)], capture_output=True, text=True, check=True)
        assert f"Pages:           {pertama.halaman}" in info.stdout
        assert "Laporan Kinerja Badan Kepegawaian" in info.stdout

        kedua = sampai_selesai(tasks.mulai(hss, 2024))
        assert kedua.pk != pertama.pk
        assert all(kedua.bagian.exclude(kunci="gabung").values_list("dipakai_ulang", flat=True))

        beku = pertama.bahan
        Narasi.objects.update_or_create(
            perangkat_daerah=hss, tahun=2024, bagian="4.2", defaults={"teks": "Langkah baru yang ditulis tangan."}
        )
        ketiga = sampai_selesai(tasks.mulai(hss, 2024))
        disusun = set(ketiga.bagian.filter(dipakai_ulang=False).values_list("kunci", flat=True))
        assert disusun == {"bab4", "gabung"}
        teks = subprocess.run(["pdftotext", susun.jalur(ketiga.berkas), "-"], capture_output=True, text=True).stdout
        assert "Langkah baru yang ditulis tangan" in teks
        pertama.refresh_from_db()
        assert pertama.bahan == beku, "laporan yang sudah disusun tidak berubah"

        keluaran = tmp_path / "lkjip.pdf"
        call_command("susun_lkjip", "hss-bkpsdm", "2024", keluaran=str(keluaran))
        assert keluaran.read_bytes().startswith(b"%PDF-")


def test_pekerja_dibunuh_di_tengah_lalu_dilanjutkan(hss):
    with pekerja(proses=1, SAKIP_BATAS_DENYUT="4") as proses:
        susunan = tasks.mulai(hss, 2024)
        tunggu(
            lambda: susunan.bagian.filter(kunci="bab3", status=StatusSusunan.BERJALAN).exists(),
            30,
            lambda: cerita(susunan),
        )
        bunuh(proses)
    susunan.refresh_from_db()
    assert susunan.terbuka
    with pekerja(SAKIP_BATAS_DENYUT="4"):
        sampai_selesai(susunan)
    assert susunan.status == StatusSusunan.SELESAI, cerita(susunan)
    assert susunan.bagian.get(kunci="bab3").percobaan == 2


def test_anak_pekerja_dibunuh_tidak_menggantung(hss):
    import psutil

    with pekerja(proses=1, SAKIP_BATAS_DENYUT="4") as proses:
        susunan = tasks.mulai(hss, 2024)
        tunggu(lambda: susunan.bagian.filter(kunci="bab3", status=StatusSusunan.BERJALAN).exists(), 30)
        for anak in psutil.Process(proses.pid).children(recursive=True):
            anak.kill()
        sampai_selesai(susunan)
    assert susunan.status == StatusSusunan.SELESAI, cerita(susunan)


def test_pekerja_yang_terus_mati_berakhir_gagal_dengan_alasan(hss):
    susunan = tasks.mulai(hss, 2024)
    lama = timezone.now() - timedelta(minutes=5)
    BagianSusunan.objects.filter(susunan=susunan, kunci="bab2").update(
        status=StatusSusunan.BERJALAN, percobaan=3, pekerja="mati", denyut=lama
    )
    tasks.pulihkan()
    susunan.refresh_from_db()
    assert susunan.status == StatusSusunan.GAGAL
    assert "Bab II" in susunan.kesalahan and "Pekerja berhenti" in susunan.kesalahan
    assert not susunan.bagian.filter(status__in=["antre", "berjalan"]).exists()


def test_pesan_yang_hilang_diminta_lagi(hss):
    susunan = tasks.mulai(hss, 2024)
    BagianSusunan.objects.filter(susunan=susunan).update(denyut=timezone.now() - timedelta(minutes=5))
    assert susun.terhenti(susunan)
    assert tasks.pulihkan() == 6, "enam bab; penggabungan menunggu"
    assert tasks.pulihkan() == 0, "baru saja diminta"
    susun.batalkan(susunan)


def test_diminta_bersamaan_disusun_sekali(hss):
    hasil, galat = [], []

    def minta():
        try:
            hasil.append(tasks.mulai(hss, 2024).pk)
        except Exception as g:
            galat.append(g)
        finally:
            connection.close()

    utas = [threading.Thread(target=minta) for _ in range(8)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert not galat
    assert len(set(hasil)) == 1
    assert Susunan.objects.count() == 1
    susun.batalkan(Susunan.objects.get())


def test_satu_bagian_hanya_dikerjakan_sekali(hss):
    susunan = tasks.mulai(hss, 2024)
    bab4 = susunan.bagian.get(kunci="bab4")
    susun.kerjakan(bab4.pk)
    susun.kerjakan(bab4.pk)
    bab4.refresh_from_db()
    assert (bab4.status, bab4.percobaan) == (StatusSusunan.SELESAI, 1)
    susun.batalkan(susunan)


def test_dibatalkan_di_tengah(hss):
    with pekerja(proses=1):
        susunan = tasks.mulai(hss, 2024)
        tunggu(lambda: susunan.bagian.filter(kunci="bab3", status=StatusSusunan.BERJALAN).exists(), 30)
        assert susun.batalkan(susunan)
        assert not susun.batalkan(susunan)
        susunan.refresh_from_db()
        assert susunan.status == StatusSusunan.BATAL
        baru = sampai_selesai(tasks.mulai(hss, 2024))
    assert baru.status == StatusSusunan.SELESAI, cerita(baru)
    assert set(susunan.bagian.values_list("status", flat=True)) <= {StatusSusunan.BATAL, StatusSusunan.SELESAI}


def test_melewati_batas_waktu_gagal_dengan_alasan(hss):
    with pekerja(proses=1, SAKIP_BATAS_LUNAK="1"):
        susunan = sampai_selesai(tasks.mulai(hss, 2024))
    assert susunan.status == StatusSusunan.GAGAL
    assert "Melewati batas waktu 1 detik" in susunan.kesalahan
