"""The quarterly LKj of one bidang: on the page, by the command, one click after verification."""

import re

import pytest
from django.core.management import CommandError, call_command

from capaian.models import Realisasi
from laporan import dokumen
from laporan.dokumen.lkj_triwulan import per_bidang
from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.laporan import Laporan
from laporan.models import Susunan
from laporan.susun import jalan as susun
from tests.alat import alamat, teks
from tests.capaian.isian_uji import TAHUN, TW, buat_instansi
from tests.laporan.dokumen_uji import buku, teks_html
from tests.pabrik import RealisasiFactory, TargetFactory

pytestmark = pytest.mark.django_db
JENIS = "lkj_triwulan"


@pytest.fixture
def d(media, monkeypatch):
    monkeypatch.setattr(susun, "_minta_semua", lambda *_: None)
    d = buat_instansi()
    RealisasiFactory(indikator=d.i.hitung, tahun=TAHUN, triwulan=TW, nilai=30, penghambat="Berkas terlambat.")
    RealisasiFactory(indikator=d.i.lain, tahun=TAHUN, triwulan=TW, nilai=7, penghambat="Pelatih berhalangan.")
    return d


def ke(d, nama, **lain):
    return alamat(nama, kode=d.kode, tahun=TAHUN, triwulan=TW, **lain)


def lap(d, bidang=None, triwulan=TW):
    bahan = dokumen.bahan(JENIS, d.instansi, TAHUN, triwulan, bidang)
    return Laporan(ke_json(susun_ikhtisar(d.instansi, TAHUN, triwulan)), bahan)


def test_isi_satu_bidang_hanya_miliknya(d):
    d.mutasi.kepala_nama = "Kepala Mutasi Uji"
    d.mutasi.save()
    satu, semua = lap(d, d.mutasi), lap(d)
    isi = teks_html(JENIS, satu)
    assert "Bidang Mutasi" in isi and "Bidang Diklat" not in isi and "Pelatih berhalangan" not in isi
    assert "Berkas terlambat." in isi and "Kepala Bidang Mutasi, Kepala Mutasi Uji" in isi
    assert [nama for nama, _ in per_bidang(satu)] == ["Bidang Mutasi"]
    assert {"Bidang Mutasi", "Bidang Diklat"} <= {nama for nama, _ in per_bidang(semua)}
    assert "Kepala Bidang Mutasi," not in teks_html(JENIS, semua)
    html = dokumen.susun_html(JENIS, satu)
    assert html.wajib and all(f'id="{j}"' in html.html for j in html.wajib)
    assert f"lkj-{d.i.lain.kode}" not in html.wajib and f"lkj-{d.i.hitung.kode}" in html.wajib
    lembar = buku(JENIS, satu)
    assert lembar.sheetnames == ["Menurut bidang", "Sebab dan langkah"]
    assert lembar["Menurut bidang"]["A4"].value == "Bidang Mutasi"


def test_triwulan_empat_sampai_dengan_ialah_setahun(d):
    """Only the year was entered: to date, at its end, is the year."""
    Realisasi.objects.all().delete()
    RealisasiFactory(indikator=d.i.lain, tahun=TAHUN, triwulan=None, nilai=60)
    TargetFactory(indikator=d.i.lain, tahun=TAHUN, nilai=80)
    isi = teks_html(JENIS, lap(d, d.diklat, 4))
    assert re.search(rf"{re.escape(d.i.lain.nama)} Dokumen 80 80 60 75,00", isi), isi


def test_halaman_menyusun_dan_mengunduh_per_bidang(d, masuk):
    klien = masuk(d.perencanaan)
    halaman = klien.get(ke(d, "dokumen"))
    assert "Laporan Kinerja Triwulan II, Bidang Mutasi" in teks(halaman)
    unduh = f"{ke(d, 'dokumen_excel', jenis=JENIS)}?bidang={d.mutasi.pk}"
    assert f'href="{unduh}"' in halaman.content.decode()
    nama = klien.get(unduh)["Content-Disposition"]
    assert "lkj-triwulan-" in nama and d.mutasi.kode.lower() in nama.lower()
    for bidang in (d.mutasi, d.diklat, None, d.mutasi):
        klien.post(ke(d, "dokumen_susun", jenis=JENIS), {"bidang": bidang.pk} if bidang else {})
    assert set(Susunan.objects.values_list("bidang", flat=True)) == {d.mutasi.pk, d.diklat.pk, None}
    assert Susunan.objects.count() == 3
    klien.post(ke(d, "dokumen_batal", jenis=JENIS), {"bidang": d.mutasi.pk})
    assert [s.bidang for s in Susunan.objects.filter(status="batal")] == [d.mutasi]


def test_bidang_orang_lain_dan_dokumen_tanpa_bidang_ditolak(d, masuk):
    klien, lain = masuk(d.perencanaan), buat_instansi()
    for jenis, bidang in ((JENIS, lain.mutasi.pk), (JENIS, "x"), ("evaluasi_renja", d.mutasi.pk)):
        assert klien.post(ke(d, "dokumen_susun", jenis=jenis), {"bidang": bidang}).status_code == 404
        assert klien.get(f"{ke(d, 'dokumen_excel', jenis=jenis)}?bidang={bidang}").status_code == 404
    assert not Susunan.objects.exists()


@pytest.mark.parametrize("status", ["disetujui", "diverifikasi"])
def test_satu_klik_sesudah_verifikasi(d, masuk, status):
    orang = {"diajukan_oleh": d.staf, "disetujui_oleh": d.kabid}
    if status == "diverifikasi":
        orang["diverifikasi_oleh"] = d.perencanaan
    Realisasi.objects.all().delete()
    RealisasiFactory(indikator=d.i.lain, tahun=TAHUN, triwulan=TW, nilai=7, status=status, **orang)
    html = masuk(d.perencanaan).get(ke(d, "isian_lembar", bidang=d.diklat.pk)).content.decode()
    ada = f'action="{ke(d, "dokumen_susun", jenis=JENIS)}"' in html
    assert ada == (status == "diverifikasi") and ("Susun LKj triwulan bidang ini" in html) == ada
    assert "Susun LKj" not in masuk(d.staf_lain).get(ke(d, "isian_lembar", bidang=d.diklat.pk)).content.decode()


def test_perintah_per_bidang(d, tmp_path):
    berkas = tmp_path / "lkj.xlsx"
    opsi = {"triwulan": TW, "excel": True, "keluaran": str(berkas)}
    call_command("susun_dokumen", d.kode, TAHUN, JENIS, bidang=d.mutasi.kode, **opsi)
    assert berkas.read_bytes().startswith(b"PK")
    with pytest.raises(CommandError, match=f"Bidang tak-ada tidak ada. Pilih: .*{d.mutasi.kode}"):
        call_command("susun_dokumen", d.kode, TAHUN, JENIS, bidang="tak-ada", **opsi)
    with pytest.raises(CommandError, match="tidak memakai --bidang"):
        call_command("susun_dokumen", d.kode, TAHUN, "evaluasi_renja", bidang=d.mutasi.kode, **opsi)
