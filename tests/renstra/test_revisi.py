"""A new version of the Renstra takes effect from its year and leaves the years before as they were."""

import json
from decimal import Decimal as D

import pytest

from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.models import Susunan
from renstra.models import Dukungan, Indikator, Simpul, Target
from renstra.revisi import RevisiDitolak, beda, salin
from tests.conftest import impor_contoh
from tests.pabrik import IndikatorFactory, RealisasiFactory, RenstraFactory, TargetFactory, ambil

pytestmark = [pytest.mark.django_db, pytest.mark.teliti]


@pytest.fixture
def hss():
    """The demo agency, with a Renstra of 2022–2026 whose first version holds from its beginning."""
    instansi = impor_contoh("hss-2024")["hss-2024"]
    instansi.renstra.update(periode_awal=2022, periode_akhir=2026)
    return instansi


def cetak(instansi, tahun):
    """The year as it is stored, byte for byte."""
    return json.dumps(ke_json(susun_ikhtisar(instansi, tahun)), sort_keys=True)


def test_tahun_sebelum_revisi_tetap_sampai_ke_bitnya(hss):
    sebelum = {tahun: cetak(hss, tahun) for tahun in (2022, 2023)}
    tersimpan = Susunan.objects.create(perangkat_daerah=hss, tahun=2023, ikhtisar=json.loads(sebelum[2023]), bahan={})
    baru = salin(hss.renstra.get(), nama="perubahan I", berlaku_mulai=2024, nomor="12/2024")
    Simpul.objects.filter(renstra=baru, kode="S1").update(uraian="Sasaran yang dirumuskan kembali")
    Target.objects.filter(indikator__renstra=baru).update(nilai=D("1"))
    Indikator.objects.filter(renstra=baru, kode="I.S1.1").update(nama="Nama baru")
    Simpul.objects.create(renstra=baru, kode="S9", jenis="sasaran", induk=baru.simpul.get(kode="T1"), uraian="Baru")
    assert {tahun: cetak(hss, tahun) for tahun in (2022, 2023)} == sebelum
    tersimpan.refresh_from_db()
    assert json.dumps(tersimpan.ikhtisar, sort_keys=True) == sebelum[2023]
    kini = susun_ikhtisar(hss, 2024)
    assert ambil(kini.simpul, "S1").uraian == "Sasaran yang dirumuskan kembali"
    assert ambil(kini.simpul, "S9").uraian == "Baru"


def test_salinan_sama_dengan_asalnya(hss):
    asal = hss.renstra.get()
    baru = salin(asal, nama="perubahan I", berlaku_mulai=2025)
    for model in (Simpul, Indikator):
        lama = sorted(model.objects.filter(renstra=asal).values_list("kode", "urutan"))
        assert sorted(model.objects.filter(renstra=baru).values_list("kode", "urutan")) == lama
    jalur = [("induk__kode", Simpul), ("mengacu__kode", Indikator), ("simpul__kode", Indikator)]
    for nama, model in jalur:
        lama = sorted(model.objects.filter(renstra=asal).values_list("kode", nama), key=str)
        assert sorted(model.objects.filter(renstra=baru).values_list("kode", nama), key=str) == lama
    assert Simpul.objects.filter(renstra=baru).exclude(induk__renstra=baru).exclude(induk=None).count() == 0
    dukungan = ("simpul__kode", "sasaran__kode", "indikator__kode")
    lama = sorted(Dukungan.objects.filter(simpul__renstra=asal).values_list(*dukungan), key=str)
    assert sorted(Dukungan.objects.filter(simpul__renstra=baru).values_list(*dukungan), key=str) == lama
    assert not Target.objects.filter(indikator__renstra=baru, tahun__lt=2025).exists()
    assert beda(asal, baru) == []


def test_deret_indikator_berlanjut_dengan_rumusan_baru():
    asal = RenstraFactory(periode_awal=2022, periode_akhir=2026)
    i = IndikatorFactory(simpul__renstra=asal, utama=True, kode="I1", nama="Nama lama")
    for tahun, target, realisasi in ((2022, 50, 40), (2023, 60, 66), (2024, 70, None)):
        TargetFactory(indikator=i, tahun=tahun, versi="renstra", nilai=target)
        if realisasi is not None:
            RealisasiFactory(indikator=i, tahun=tahun, nilai=realisasi)
    satu = salin(asal, nama="perubahan I", berlaku_mulai=2024)
    dua = salin(satu, nama="perubahan II", berlaku_mulai=2025)
    Indikator.objects.filter(renstra=dua).update(nama="Nama baru", kode="I1b")
    kini = Indikator.objects.get(renstra=dua)
    RealisasiFactory(indikator=kini, tahun=2025, nilai=88)
    TargetFactory(indikator=kini, tahun=2025, versi="renstra", nilai=80)
    TargetFactory(indikator=i, tahun=2025, versi="renstra", nilai=999)
    hasil = susun_ikhtisar(asal.perangkat_daerah, 2025).indikator[0]
    assert hasil.nama == "Nama baru"
    assert [(d.tahun, d.target, d.realisasi) for d in hasil.deret] == [
        (2022, 50, 40),
        (2023, 60, 66),
        (2024, 70, None),
        (2025, 80, 88),
    ]
    assert hasil.capaian == D(110)
    assert susun_ikhtisar(asal.perangkat_daerah, 2023).indikator[0].nama == "Nama lama"


def test_yang_berubah_disebut(hss):
    asal = hss.renstra.get()
    baru = salin(asal, nama="perubahan I", berlaku_mulai=2024)
    s1 = baru.simpul.get(kode="S1")
    Simpul.objects.filter(pk=s1.pk).update(uraian="Dirumuskan kembali")
    Simpul.objects.create(renstra=baru, kode="S9", jenis="sasaran", induk=baru.simpul.get(kode="T1"), uraian="Tambahan")
    Indikator.objects.filter(renstra=baru, kode="I.T1.2").delete()
    i = Indikator.objects.get(renstra=baru, kode="I.T1.1")
    Target.objects.filter(indikator=i, tahun=2026, versi="renstra").update(nilai=D("83.5"))
    semua = {(p.apa, p.jenis, p.kode): (p.lama, p.baru) for p in beda(asal, baru)}
    assert semua[("ubah", "Sasaran", "S1")][1] == "Dirumuskan kembali"
    assert semua[("tambah", "Sasaran", "S9")] == ("", "Tambahan")
    assert ("hapus", "Indikator", "I.T1.2") in semua
    assert semua[("target", "Target 2026", "I.T1.1")] == ("82", "83,5")
    assert len(semua) == 4


@pytest.mark.parametrize("tahun", [2022, 2027, 2021])
def test_tahun_di_luar_periode_ditolak(hss, tahun):
    with pytest.raises(RevisiDitolak, match="antara 2023 dan 2026"):
        salin(hss.renstra.get(), nama="x", berlaku_mulai=tahun)
    assert hss.renstra.count() == 1


def test_revisi_dari_versi_lama_ditolak(hss):
    asal = hss.renstra.get()
    salin(asal, nama="perubahan I", berlaku_mulai=2024)
    with pytest.raises(RevisiDitolak, match="lebih baru"):
        salin(asal, nama="perubahan II", berlaku_mulai=2025)
    assert hss.renstra.count() == 2
