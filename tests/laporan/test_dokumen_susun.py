"""The documents through the same jobs as the LKjIP."""

import subprocess

import pytest
from django.db import IntegrityError, transaction

from laporan import dokumen, tasks
from laporan.models import LKJIP, BagianSusunan, StatusSusunan, Susunan
from laporan.susun import jalan as susun
from tests.pabrik import SusunanFactory
from tests.pekerja import pekerja

from .test_susun import cerita, sampai_selesai

pytestmark = pytest.mark.xdist_group("susun")


def jalankan(susunan):
    """Its jobs, here."""
    for bagian in susunan.bagian.order_by("urutan"):
        susun.kerjakan(bagian.pk)
    susunan.refresh_from_db()
    return susunan


@pytest.fixture
def tanpa_pekerja(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(susun, "_minta_semua", lambda *_: None)


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_disusun_oleh_pekerja_lalu_dipakai_ulang(impor_demo):
    hss = impor_demo("hss-2021")
    with pekerja():
        pertama = sampai_selesai(tasks.mulai(hss, 2021, jenis="pohon_kinerja"))
        assert pertama.status == StatusSusunan.SELESAI, cerita(pertama)
        assert pertama.berkas.startswith("dokumen/") and pertama.halaman == 2
        info = subprocess.run(["pdfinfo", susun.jalur(pertama.berkas)], capture_output=True, text=True, check=True)
        assert "Pohon Kinerja Badan Kepegawaian Daerah" in info.stdout and "A3" in info.stdout
        kedua = sampai_selesai(tasks.mulai(hss, 2021, jenis="pohon_kinerja"))
        assert kedua.bagian.get(kunci="dokumen").dipakai_ulang
        evaluasi = sampai_selesai(tasks.mulai(hss, 2021, jenis="evaluasi_renja", triwulan=2))
        assert (evaluasi.status, evaluasi.ikhtisar["triwulan"]) == (StatusSusunan.SELESAI, 2), cerita(evaluasi)


@pytest.mark.pdf
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("jenis", list(dokumen.DOKUMEN))
def test_setiap_dokumen_selesai(impor_demo, tanpa_pekerja, jenis):
    hss = impor_demo("hss-2024")
    triwulan = 3 if dokumen.DOKUMEN[jenis].per_triwulan else None
    s = jalankan(tasks.mulai(hss, 2024, jenis=jenis, triwulan=triwulan))
    assert s.status == StatusSusunan.SELESAI, cerita(s)
    assert susun.jalur(s.berkas).read_bytes().startswith(b"%PDF-")
    assert [b.kunci for b in s.bagian.order_by("urutan")] == ["dokumen", "gabung"]


@pytest.mark.pdf
@pytest.mark.django_db(transaction=True)
def test_baris_yang_hilang_menggagalkan_tugas(impor_demo, tanpa_pekerja, monkeypatch):
    hss = impor_demo("hss-2024")
    s = tasks.mulai(hss, 2024, jenis="iku")
    asli = dokumen.susun_html

    def rusak(jenis, laporan):
        bab = asli(jenis, laporan)
        return type(bab)(bab.kunci, bab.html.replace('id="iku-I.S1.1"', ""), bab.entri, bab.sidik, bab.wajib)

    monkeypatch.setattr(dokumen, "susun_html", rusak)
    jalankan(s)
    assert s.status == StatusSusunan.GAGAL
    assert "Isi dokumen" in s.kesalahan and "iku-I.S1.1" in s.kesalahan


@pytest.mark.django_db
def test_terbuka_satu_per_jenis_dan_triwulan(impor_demo, tanpa_pekerja):
    hss = impor_demo("hss-2024")
    minta = [(LKJIP, None), ("iku", None), ("evaluasi_renja", 1), ("evaluasi_renja", 2)]
    pertama = [tasks.mulai(hss, 2024, jenis=j, triwulan=t).pk for j, t in minta]
    assert len(set(pertama)) == 4
    assert [tasks.mulai(hss, 2024, jenis=j, triwulan=t).pk for j, t in minta] == pertama
    for jenis, triwulan in (("iku", None), ("evaluasi_renja", 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            SusunanFactory(perangkat_daerah=hss, jenis=jenis, triwulan=triwulan)
    with pytest.raises(IntegrityError), transaction.atomic():
        SusunanFactory(perangkat_daerah=hss, jenis="iku", triwulan=5)
    assert Susunan.objects.count() == 4
    assert BagianSusunan.objects.filter(susunan=pertama[0]).count() == 7


@pytest.mark.django_db
@pytest.mark.parametrize(("jenis", "triwulan"), [("iku", 1), ("evaluasi_renja", None)])
def test_triwulan_hanya_untuk_dokumen_triwulan(impor_demo, tanpa_pekerja, jenis, triwulan):
    with pytest.raises(ValueError, match=jenis):
        tasks.mulai(impor_demo("hss-2024"), 2024, jenis=jenis, triwulan=triwulan)
    assert not Susunan.objects.exists()
