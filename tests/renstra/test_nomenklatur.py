"""The national nomenclature: loaded once, found by code or words, with the agency's own bidang urusan."""

import pytest
from django.core.management import CommandError, call_command

from renstra import nomenklatur as nom
from renstra.models import Nomenklatur
from tests.pabrik import NomenklaturFactory, ProgramFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def termuat():
    return nom.muat(2024)


def kode(*args, **lain):
    return [p.kode for p in nom.cari(*args, **lain)]


def test_muat_dapat_diulang(termuat, capsys):
    assert Nomenklatur.objects.count() == termuat
    assert set(Nomenklatur.objects.values_list("jenis", flat=True)) == set(nom.JENIS_BERKODE)
    Nomenklatur.objects.filter(kode="5.03.02").update(uraian="Salah ketik")
    call_command("muat_nomenklatur", 2024)
    assert f"Nomenklatur 2024: {termuat} baris." in capsys.readouterr().out
    assert Nomenklatur.objects.count() == termuat
    assert Nomenklatur.objects.get(kode="5.03.02").uraian == "PROGRAM KEPEGAWAIAN DAERAH"
    with pytest.raises(CommandError, match="tidak tersedia"):
        call_command("muat_nomenklatur", 1999)


def test_cari_dengan_kode(termuat):
    assert kode("5.03", "program") == ["5.03.02", "5.03.01"]
    assert kode("5.03.02.2.01.1", "sub_kegiatan") == ["5.03.02.2.01.0001"]
    assert kode("5.3.2.2.1.01", "sub_kegiatan") == ["5.03.02.2.01.0001"]
    assert kode("X.XX.01", "program", "5.03") == ["5.03.01"]
    assert kode("5.04.01", "program", "5.03") == []


def test_cari_dengan_kata(termuat):
    assert kode("kepegawaian daerah", "program") == ["5.03.02"]
    assert kode("penunjang urusan", "program", "5.03") == ["5.03.01"]
    assert kode("penunjang urusan", "program") == ["X.XX.01"]
    assert len(kode("a", "sub_kegiatan")) == nom.TERBANYAK
    assert kode("", "program") == kode("pegawai", "sasaran") == kode("zzzz", "program") == []


def test_pilihan_membawa_indikator_dan_satuan(termuat):
    (satu,) = nom.cari("5.03.02.2.01.0001", "sub_kegiatan", "5.03")
    assert satu.satuan == "Dokumen"
    assert satu.indikator.startswith("Jumlah Dokumen Hasil Perumusan")


@pytest.mark.parametrize("tulisan", ["5.03.02.2.01.0001", "5.03.02.2.01.01", "5.3.2.2.1.1", "5.03.02.2.01.0001."])
def test_temukan_membandingkan_angkanya(termuat, tulisan):
    assert nom.temukan(tulisan, "sub_kegiatan", 2024).kode == "5.03.02.2.01.0001"


def test_temukan_yang_umum_dan_yang_tidak_ada(termuat):
    assert nom.temukan("1.02.01", "program", 2024).kode == "X.XX.01"
    for salah in ("5.03.02", "5.03.02.2.01.0099", "pegawai", "5.03.02.2.01.(", ""):
        assert nom.temukan(salah, "sub_kegiatan", 2024) is None


def test_versi_menurut_tahun():
    NomenklaturFactory(tahun=2020, kode="5.03.02", uraian="Lama")
    NomenklaturFactory(tahun=2024, kode="5.03.02", uraian="Baru")
    uraian = {t: nom.cari("5.03.02", "program", tahun=t)[0].uraian for t in (2018, 2020, 2023, 2024, 2030)}
    assert uraian == {2018: "Lama", 2020: "Lama", 2023: "Lama", 2024: "Baru", 2030: "Baru"}


def test_bidang_urusan_dari_programnya():
    program = ProgramFactory(kode_nomenklatur="5.03.02")
    ProgramFactory(renstra=program.renstra, kode_nomenklatur="5.03.01")
    ProgramFactory(renstra=program.renstra, kode_nomenklatur="5.04.02")
    ProgramFactory(renstra=program.renstra, kode_nomenklatur="")
    assert nom.bidang_urusan(program.renstra_id) == "5.03"
    assert nom.bidang_urusan(0) == ""
