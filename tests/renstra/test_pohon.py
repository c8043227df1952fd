"""Changing the tree: every move that the rules allow, and nothing else; nothing half-saved."""

import itertools

import pytest

from laporan.models import Susunan
from renstra import pohon
from renstra.models import INDUK_SAH, Indikator, Simpul
from renstra.pohon import PohonDitolak
from renstra.revisi import salin
from tests.pabrik import (
    AnggaranFactory,
    BuktiFactory,
    IndikatorFactory,
    KegiatanFactory,
    PerangkatDaerahFactory,
    ProgramFactory,
    RealisasiFactory,
    RenstraFactory,
    SasaranFactory,
    SimpulFactory,
    SubKegiatanFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def renstra():
    return RenstraFactory(berlaku_mulai=2022)


@pytest.fixture
def rumpun(renstra):
    """One node of every jenis, by jenis."""
    ada = {}
    for jenis, induk in INDUK_SAH.items():
        atas = next((ada[j] for j in induk if j), None)
        ada[jenis] = SimpulFactory(renstra=renstra, jenis=jenis, induk=atas, kode=jenis[:6].upper())
    return ada


def kode(renstra):
    return list(renstra.simpul.values_list("kode", flat=True))


@pytest.mark.parametrize(("jenis", "jenis_induk"), list(itertools.product(INDUK_SAH, ["", *INDUK_SAH])))
def test_hanya_induk_yang_sah(renstra, jenis, jenis_induk):
    induk = SimpulFactory(renstra=renstra, jenis=jenis_induk, kode="INDUK") if jenis_induk else None
    sebelum = Simpul.objects.count()
    if jenis_induk in INDUK_SAH[jenis]:
        baru = pohon.tambah(renstra, {"jenis": jenis, "uraian": "x"}, induk=induk)
        assert baru.jenis_induk == jenis_induk
        return
    with pytest.raises(PohonDitolak, match="hanya dapat berada"):
        pohon.tambah(renstra, {"jenis": jenis, "uraian": "x"}, induk=induk)
    assert Simpul.objects.count() == sebelum


def test_kode_berikut_yang_bebas(renstra):
    t = pohon.tambah(renstra, {"jenis": "tujuan", "uraian": "x"})
    s = [pohon.tambah(renstra, {"jenis": "sasaran", "uraian": "x"}, induk=t) for _ in range(2)]
    pohon.hapus(s[0])
    s.append(pohon.tambah(renstra, {"jenis": "sasaran", "uraian": "x"}, induk=t))
    p = pohon.tambah(renstra, {"jenis": "program", "uraian": "x", "kode": "P2"}, induk=s[1])
    k = pohon.tambah(renstra, {"jenis": "kegiatan", "uraian": "x"}, induk=p)
    sub = pohon.tambah(renstra, {"jenis": "sub_kegiatan", "uraian": "x"}, induk=k)
    lain = pohon.tambah(renstra, {"jenis": "program", "uraian": "x", "kode": "Utama"})
    bebas = pohon.tambah(renstra, {"jenis": "kegiatan", "uraian": "x"}, induk=lain)
    i = [pohon.tambah_indikator(s[1], {"kode": "", "nama": "x"}) for _ in range(2)]
    assert [x.kode for x in (t, *s, p, k, sub, bebas, *i)] == [
        "T1",
        "S1",
        "S2",
        "S3",
        "P2",
        "K2.1",
        "SK2.1.1",
        "K1",
        "I.S2.1",
        "I.S2.2",
    ]


def test_pindah_urutan_dan_induk(renstra):
    p1, p2, p3 = (ProgramFactory(renstra=renstra, kode=f"P{n}") for n in (1, 2, 3))
    k = KegiatanFactory(induk=p1, kode="K1")
    SubKegiatanFactory(induk=k, kode="SK1")
    pohon.pindah(p3, None, 0)
    assert kode(renstra) == ["P3", "P1", "K1", "SK1", "P2"]
    pohon.pindah(k, p2)
    assert kode(renstra) == ["P3", "P1", "P2", "K1", "SK1"]
    pohon.pindah(p1, None, 99)
    assert kode(renstra) == ["P3", "P2", "K1", "SK1", "P1"]


def test_lingkaran_dan_versi_lain_ditolak(rumpun):
    with pytest.raises(PohonDitolak, match="di bawah dirinya sendiri"):
        pohon.pindah(rumpun["program"], rumpun["sub_kegiatan"])
    with pytest.raises(PohonDitolak, match="di bawah dirinya sendiri"):
        pohon.pindah(rumpun["kegiatan"], rumpun["kegiatan"])
    asing = ProgramFactory()
    with pytest.raises(PohonDitolak, match="Muat ulang"):
        pohon.pindah(rumpun["kegiatan"], asing)
    with pytest.raises(PohonDitolak, match="versi Renstra lain"):
        pohon.tambah(rumpun["program"].renstra, {"jenis": "kegiatan", "uraian": "x"}, induk=asing)


def test_kode_milik_simpul_dan_indikator_tidak_bertabrakan(renstra):
    s = SasaranFactory(renstra=renstra, kode="S1")
    with pytest.raises(PohonDitolak, match="Kode S1 sudah dipakai") as galat:
        pohon.tambah_indikator(s, {"kode": "S1", "nama": "x"})
    assert galat.value.medan == "kode"
    assert pohon.ubah(s, {"kode": "S1", "uraian": "Baru"}).uraian == "Baru"


def test_kode_nomenklatur_tidak_dipakai_dua_kali(renstra):
    ProgramFactory(renstra=renstra, kode="P1", kode_nomenklatur="5.03.02")
    with pytest.raises(PohonDitolak, match="sudah dipakai P1"):
        pohon.tambah(renstra, {"jenis": "program", "uraian": "x", "kode_nomenklatur": "5.3.2"})


def test_arsip(renstra):
    s = SasaranFactory(renstra=renstra, kode="S1", tahun_mulai=2024)
    with pytest.raises(PohonDitolak, match="baru mulai 2024"):
        pohon.arsipkan(s, 2023)
    RealisasiFactory(indikator=IndikatorFactory(simpul=s), tahun=2025)
    with pytest.raises(PohonDitolak, match="sudah dilaporkan tahun 2025"):
        pohon.arsipkan(s, 2024)
    pohon.arsipkan(s, 2025)
    s.refresh_from_db()
    assert s.tahun_selesai == 2025
    pohon.pulihkan(s)
    s.refresh_from_db()
    assert s.tahun_selesai is None


def test_hapus_hanya_yang_tidak_dipakai(renstra):
    i = IndikatorFactory(simpul=SasaranFactory(renstra=renstra))
    TargetFactory(indikator=i)
    assert not pohon.kenapa_tetap(i)
    terpakai = [IndikatorFactory(simpul=i.simpul) for _ in range(4)]
    RealisasiFactory(indikator=terpakai[0])
    BuktiFactory(indikator=terpakai[1])
    TargetFactory(indikator=terpakai[2], perjanjian=True)
    isi = {"indikator": [{"kode": terpakai[3].kode}]}
    Susunan.objects.create(perangkat_daerah=renstra.perangkat_daerah, tahun=2024, ikhtisar=isi, bahan={})
    sub = SubKegiatanFactory(renstra=renstra)
    AnggaranFactory(simpul=sub)
    for objek in (*terpakai, sub):
        with pytest.raises(PohonDitolak, match="sudah dipakai dalam laporan"):
            pohon.hapus(objek)
    with pytest.raises(PohonDitolak, match="masih mempunyai isi"):
        pohon.hapus(i.simpul)
    pohon.hapus(i)
    assert Indikator.objects.count() == 4


def test_indikator_yang_dilanjutkan_tidak_dihapus(renstra):
    i = IndikatorFactory(simpul=SasaranFactory(renstra=renstra))
    salin(renstra, nama="perubahan I", berlaku_mulai=2024)
    with pytest.raises(PohonDitolak, match="dilanjutkan atau diacu"):
        pohon.hapus(i)


def test_versi_lama_yang_sudah_dilaporkan_hanya_dibaca(renstra):
    i = IndikatorFactory(simpul=SasaranFactory(renstra=renstra))
    baru = salin(renstra, nama="perubahan I", berlaku_mulai=2024)
    assert not pohon.kenapa_tertutup(renstra)
    RealisasiFactory(indikator=i, tahun=2023)
    for kerja in (
        lambda: pohon.tambah(renstra, {"jenis": "tujuan", "uraian": "x"}),
        lambda: pohon.ubah_indikator(i, {"nama": "x"}),
        lambda: pohon.pindah(i.simpul, None),
        lambda: pohon.arsipkan(i, 2023),
        lambda: pohon.dukung(i.simpul, []),
    ):
        with pytest.raises(PohonDitolak, match="Ubah versi perubahan I"):
            kerja()
    assert pohon.tambah(baru, {"jenis": "tujuan", "uraian": "x"}).pk


def test_dukungan_dan_lintas(renstra):
    program, s = ProgramFactory(renstra=renstra), SasaranFactory(renstra=renstra)
    i = IndikatorFactory(simpul=s)
    pohon.dukung(program, [i, s])
    assert [d.sasaran or d.indikator for d in program.dukungan.all()] == [i, s]
    pohon.dukung(program, [s])
    assert program.dukungan.count() == 1
    with pytest.raises(PohonDitolak, match="versi Renstra lain"):
        pohon.dukung(program, [SasaranFactory()])
    with pytest.raises(PohonDitolak, match="instansi lain"):
        pohon.libatkan(s, renstra.perangkat_daerah, "x")
    mitra = PerangkatDaerahFactory()
    for peran in ("Data", "Pembinaan"):
        pohon.libatkan(s, mitra, peran)
    assert s.lintas.get().peran == "Pembinaan"
    with pytest.raises(PohonDitolak, match="Tulis peran"):
        pohon.libatkan(s, mitra, " ")
    pohon.lepaskan(s.lintas.get())
    assert not s.lintas.exists()
