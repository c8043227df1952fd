"""A small agency in the middle of a quarter: two bidang, every kind of indicator, a schedule that is open."""

from types import SimpleNamespace

from renstra.models import Renstra
from sakip.models import PerangkatDaerah
from tests.pabrik import (
    AnggaranFactory,
    BidangFactory,
    IndikatorFactory,
    JadwalFactory,
    KegiatanFactory,
    KomponenFactory,
    PenggunaFactory,
    ProgramFactory,
    RealisasiFactory,
    SasaranFactory,
    SimpulFactory,
    SubKegiatanFactory,
    TargetFactory,
)

TAHUN, TW = 2024, 2


def buat_instansi(**lain):
    """Agency, tree, targets of the quarter, schedule and its people; by name."""
    tujuan = SimpulFactory(kode="T1", **lain)
    renstra: Renstra = tujuan.renstra
    instansi: PerangkatDaerah = renstra.perangkat_daerah
    mutasi, diklat = (
        BidangFactory(perangkat_daerah=instansi, nama="Bidang Mutasi"),
        BidangFactory(perangkat_daerah=instansi, nama="Bidang Diklat"),
    )
    sasaran = SasaranFactory(induk=tujuan, kode="S1")
    program = ProgramFactory(renstra=renstra, kode="P1", bidang=mutasi)
    kegiatan = KegiatanFactory(induk=program, kode="K1")
    sub = SubKegiatanFactory(induk=kegiatan, kode="SK1")
    lain_sub = SubKegiatanFactory(
        induk=KegiatanFactory(induk=ProgramFactory(renstra=renstra, kode="P2", bidang=diklat), kode="K2"), kode="SK2"
    )
    i = {
        "iku": IndikatorFactory(simpul=sasaran, utama=True, kode="IKU1", satuan="Indeks"),
        "angka": IndikatorFactory(simpul=program, kode="IA", satuan="Indeks"),
        "rasio": IndikatorFactory(simpul=kegiatan, rasio=True, kode="IR"),
        "komponen": IndikatorFactory(simpul=kegiatan, berkomponen=True, kode="IK"),
        "predikat": IndikatorFactory(simpul=kegiatan, berpredikat=True, kode="IP"),
        "hitung": IndikatorFactory(simpul=sub, kode="IS", satuan="orang", agregasi="jumlah"),
        "lain": IndikatorFactory(simpul=lain_sub, kode="IL", satuan="Dokumen"),
    }
    for nama, satu in i.items():
        for tw in (1, 2, 3, 4):
            nilai = {"predikat": None}.get(nama, 20 * tw)
            TargetFactory(indikator=satu, tahun=TAHUN, triwulan=tw, nilai=nilai, teks="BB" if nilai is None else "")
    for urutan in (1, 2):
        KomponenFactory(indikator=i["komponen"], tahun=TAHUN, urutan=urutan, nilai=None)
    RealisasiFactory(indikator=i["angka"], tahun=TAHUN, triwulan=1, nilai=19)
    AnggaranFactory(simpul=sub, tahun=TAHUN, pagu=1_000_000)
    AnggaranFactory(simpul=lain_sub, tahun=TAHUN, pagu=3_000_000)
    orang = {
        "perencanaan": PenggunaFactory(perencanaan=True, perangkat_daerah=instansi),
        "perencanaan2": PenggunaFactory(perencanaan=True, perangkat_daerah=instansi),
        "staf": PenggunaFactory(perangkat_daerah=instansi, bidang=mutasi),
        "kabid": PenggunaFactory(kepala_bidang=True, perangkat_daerah=instansi, bidang=mutasi),
        "staf_lain": PenggunaFactory(perangkat_daerah=instansi, bidang=diklat),
        "kepala": PenggunaFactory(kepala=True, perangkat_daerah=instansi),
        "inspektorat": PenggunaFactory(inspektorat=True, pemda=instansi.pemda),
        "admin": PenggunaFactory(admin=True),
        "tetangga": PenggunaFactory(perencanaan=True),
    }
    jadwal = JadwalFactory(perangkat_daerah=instansi, tahun=TAHUN, triwulan=TW)
    return SimpleNamespace(
        instansi=instansi, kode=instansi.kode, renstra=renstra, mutasi=mutasi, diklat=diklat, sub=sub,
        lain_sub=lain_sub, jadwal=jadwal, i=SimpleNamespace(**i), **orang,
    )  # fmt: skip
