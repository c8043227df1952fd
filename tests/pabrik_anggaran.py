"""Factories of the money."""

from decimal import Decimal

from factory import LazyAttribute, Sequence, SubFactory, Trait

from anggaran.models import Anggaran, DokumenAnggaran, ImporSipd, PetaKolom, RealisasiAnggaran, RencanaKas

from .pabrik_dasar import TAHUN, Pabrik

INSTANSI = "tests.pabrik.PerangkatDaerahFactory"


class AnggaranFactory(Pabrik):
    """Pagu murni of a sub kegiatan; traits `perubahan`, `pergeseran`, and `total` (stated for the
    agency, which then is to be given)."""

    class Meta:
        model = Anggaran

    class Params:
        pergeseran = Trait(tahap="pergeseran")
        perubahan = Trait(tahap="perubahan")
        total = Trait(simpul=None)

    simpul = SubFactory("tests.pabrik.SubKegiatanFactory")
    perangkat_daerah = LazyAttribute(lambda o: o.simpul.renstra.perangkat_daerah)
    tahun = TAHUN
    tahap = "murni"
    pagu = Decimal(1_000_000)


class RealisasiAnggaranFactory(Pabrik):
    class Meta:
        model = RealisasiAnggaran

    class Params:
        total = Trait(simpul=None)

    simpul = SubFactory("tests.pabrik.SubKegiatanFactory")
    perangkat_daerah = LazyAttribute(lambda o: o.simpul.renstra.perangkat_daerah)
    tahun = TAHUN
    nilai = Decimal(900_000)


class DokumenAnggaranFactory(Pabrik):
    class Meta:
        model = DokumenAnggaran

    perangkat_daerah = SubFactory(INSTANSI)
    tahun = TAHUN
    tahap = "murni"
    nomor = "DPA/1"


class RencanaKasFactory(Pabrik):
    class Meta:
        model = RencanaKas

    simpul = SubFactory("tests.pabrik.SubKegiatanFactory")
    tahun = TAHUN
    triwulan = 1
    nilai = Decimal(250_000)


class PetaKolomFactory(Pabrik):
    class Meta:
        model = PetaKolom

    perangkat_daerah = SubFactory(INSTANSI)
    kepala = Sequence(lambda n: f"{n:064x}")


class ImporSipdFactory(Pabrik):
    class Meta:
        model = ImporSipd

    perangkat_daerah = SubFactory(INSTANSI)
    tahun = TAHUN
    untuk = "pagu"
    tahap = "murni"
    nama_berkas = "unduhan.xlsx"
    pembuat = SubFactory("tests.pabrik.PenggunaFactory", perencanaan=True)
