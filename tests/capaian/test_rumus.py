"""The formulas of achievement: each row of the rules with its test value, then what must always hold."""

from decimal import Decimal as D

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from capaian.rumus import (
    BELUM_DIISI,
    REALISASI_NOL,
    TARGET_BELUM,
    TARGET_NOL,
    TARGET_NOL_TERLAMPAUI,
    Hasil,
    Rata,
    agregasi,
    agregasi_rasio,
    batasi,
    hitung_capaian,
    jumlah_komponen,
    persen_komponen,
    perubahan,
    pilih_target,
    rasio,
    rata_tertimbang,
    status,
)

ajek = settings(deadline=None, derandomize=True)
TIPIS = D("1E-20")


def sama(nilai, harapan):
    return abs(nilai - D(harapan)) < TIPIS


NAIK, TURUN, RASIO, RENTANG = (
    ("naik", "selisih"),
    ("turun", "selisih"),
    ("turun", "rasio"),
    ("rentang", "selisih"),
)
RENTANG_RASIO = ("rentang", "rasio")

# What it shows, rule, target, its upper bound, realisasi, capaian
CAPAIAN = [
    ("R ÷ T", NAIK, "90", None, "99.49", D("99.49") * 100 / 90),
    ("naik tepat target", NAIK, "90", None, "90", "100"),
    ("naik realisasi nol", NAIK, "90", None, "0", "0"),
    ("naik negatif ditahan di nol", NAIK, "90", None, "-5", "0"),
    ("(2T − R) ÷ T", TURUN, "7", None, "6.5", D(750) / 7),
    ("turun melampaui target", TURUN, "8", None, "9", "87.5"),
    ("T 10 R 5", TURUN, "10", None, "5", "150"),
    ("turun tepat target", TURUN, "8", None, "8", "100"),
    ("turun realisasi nol", TURUN, "8", None, "0", "200"),
    ("turun dua kali target", TURUN, "8", None, "16", "0"),
    ("turun lebih dari dua kali ditahan", TURUN, "8", None, "20", "0"),
    ("turun target nol realisasi nol", TURUN, "0", None, "0", "100"),
    ("T ÷ R", RASIO, "8", None, "10", "80"),
    ("T ÷ R, T 10 R 5", RASIO, "10", None, "5", "200"),
    ("T ÷ R tepat target", RASIO, "8", None, "8", "100"),
    ("T ÷ R dua-duanya nol", RASIO, "0", None, "0", "100"),
    ("di bawah rentang", RENTANG, "80", "90", "70", "87.5"),
    ("batas bawah rentang", RENTANG, "80", "90", "80", "100"),
    ("di dalam rentang", RENTANG, "80", "90", "85", "100"),
    ("batas atas rentang", RENTANG, "80", "90", "90", "100"),
    ("di atas rentang", RENTANG, "80", "90", "99", "90"),
    ("di atas rentang, T ÷ R", RENTANG_RASIO, "80", "90", "100", "90"),
    ("jauh di atas rentang ditahan", RENTANG, "80", "90", "300", "0"),
    ("rentang tanpa batas atas", RENTANG, "80", None, "80", "100"),
]


def hitung(aturan, target, atas, realisasi):
    angka = [None if n is None else D(n) for n in (target, atas, realisasi)]
    return hitung_capaian(angka[0], angka[2], arah=aturan[0], target_atas=angka[1], rumus_turun=aturan[1])


@pytest.mark.parametrize(
    ("aturan", "target", "atas", "realisasi", "harapan"),
    [k[1:] for k in CAPAIAN],
    ids=[k[0] for k in CAPAIAN],
)
def test_capaian(aturan, target, atas, realisasi, harapan):
    hasil = hitung(aturan, target, atas, realisasi)
    assert sama(hasil.nilai, harapan)
    assert hasil.alasan == ""


TANPA_NILAI = [
    ("belum diisi", NAIK, "90", None, None, BELUM_DIISI),
    ("rentang belum diisi", RENTANG, "80", "90", None, BELUM_DIISI),
    ("target belum ditetapkan", NAIK, None, None, "90", TARGET_BELUM),
    ("dua-duanya kosong", TURUN, None, None, None, TARGET_BELUM),
    ("naik target nol", NAIK, "0", None, "5", TARGET_NOL),
    ("naik target nol realisasi nol", NAIK, "0", None, "0", TARGET_NOL),
    ("T ÷ R realisasi nol", RASIO, "8", None, "0", REALISASI_NOL),
    ("di bawah rentang dari nol", RENTANG, "0", "5", "-1", TARGET_NOL),
]


@pytest.mark.parametrize(
    ("aturan", "target", "atas", "realisasi", "alasan"),
    [k[1:] for k in TANPA_NILAI],
    ids=[k[0] for k in TANPA_NILAI],
)
def test_yang_tidak_dapat_dihitung_membawa_alasan(aturan, target, atas, realisasi, alasan):
    assert hitung(aturan, target, atas, realisasi) == Hasil(None, alasan)


@pytest.mark.parametrize("aturan", [TURUN, RASIO])
def test_turun_target_nol_terlampaui_adalah_nol_bertanda(aturan):
    assert hitung(aturan, "0", None, "3") == Hasil(D(0), TARGET_NOL_TERLAMPAUI)


def test_nilai_contoh_aturan_pada_ketelitian_penuh():
    assert str(hitung(NAIK, "90", None, "99.49").nilai).startswith("110.5444444444444444444444")
    assert str(hitung(TURUN, "7", None, "6.5").nilai).startswith("107.142857142857142857142")


def test_hasil_kosong_tanpa_alasan_mustahil():
    with pytest.raises(ValueError, match="alasan"):
        Hasil(None)


@pytest.mark.parametrize(
    ("capaian", "harapan"),
    [
        ("99.999", "tidak tercapai"),
        ("0", "tidak tercapai"),
        ("100", "tercapai"),
        ("100.00", "tercapai"),
        ("100.001", "melebihi target"),
    ],
)
def test_status_tiga_arah(capaian, harapan):
    assert status(D(capaian)) == harapan


def test_status_tanpa_capaian():
    assert status(None) is None


def test_batas_capaian():
    assert batasi(D("110.54"), D(100)) == 100
    assert batasi(D("87.5"), D(100)) == D("87.5")
    assert batasi(D("110.54"), None) == D("110.54")
    assert batasi(None, D(100)) is None


def test_rata_tertimbang_menurut_bobot():
    assert rata_tertimbang([(D(100), D(3)), (D(60), D(1))]) == Rata(D(90), 2, 2)


def test_anggota_tanpa_nilai_dikeluarkan_dan_jumlahnya_terlihat():
    hasil = rata_tertimbang([(D(100), D(1)), (None, D(1)), (D(50), D(1)), (None, D(5)), (D(90), D(1))])
    assert hasil == Rata(D(80), 3, 5)


def test_bobot_nol_tidak_ikut_dihitung():
    assert rata_tertimbang([(D(100), D(1)), (D(0), D(0))]) == Rata(D(100), 1, 2)
    assert rata_tertimbang([(D(100), D(0))]) == Rata(None, 0, 1)
    assert rata_tertimbang([]) == Rata(None, 0, 0)


@pytest.mark.parametrize(("cara", "harapan"), [("jumlah", "60"), ("rata", "20"), ("akhir", "30"), ("maks", "40")])
def test_agregasi_melewati_triwulan_kosong(cara, harapan):
    nilai = {"jumlah": [10, None, 50], "rata": [10, None, 30], "akhir": [10, 30, None], "maks": [40, None, 5]}
    terisi = [None if n is None else D(n) for n in nilai[cara]]
    assert agregasi(terisi, cara) == D(harapan)


@pytest.mark.parametrize("cara", ["jumlah", "rata", "akhir", "maks"])
def test_agregasi_tanpa_isi_adalah_kosong_bukan_nol(cara):
    assert agregasi([None, None, None, None], cara) is None
    assert agregasi([], cara) is None


def test_agregasi_nol_adalah_nilai():
    assert agregasi([D(5), D(0), None], "akhir") == 0
    assert agregasi([D(5), D(0), None], "rata") == D("2.5")


def test_rasio():
    assert rasio(D(3), D(4)) == 75
    assert rasio(D(3), D(4), D(1000)) == 750
    assert rasio(D(3), D(0)) is None
    assert rasio(None, D(4)) is None
    assert rasio(D(3), None) is None


def bagian(*isi):
    return [tuple(None if n is None else D(n) for n in satu) for satu in isi]


@pytest.mark.parametrize("cara", ["jumlah", "rata"])
def test_persen_dihitung_dari_bagiannya_bukan_dirata_dari_persen(cara):
    triwulan = bagian((1, 2, None), (30, 40, None))
    assert sama(agregasi_rasio(triwulan, cara, D(100)), D(3100) / 42)


def test_rasio_akhir_dan_maks_memakai_satu_triwulan():
    triwulan = bagian((9, 10, None), (1, 2, None), (None, None, None))
    assert agregasi_rasio(triwulan, "akhir", D(100)) == 50
    assert agregasi_rasio(triwulan, "maks", D(100)) == 90


def test_bagian_yang_diketahui_didahulukan_dari_nilai_yang_dinyatakan():
    """The same quarter must not show 75 by itself and 80 to date."""
    assert agregasi_rasio(bagian((3, 4, 80)), "akhir", D(100)) == 75
    assert agregasi_rasio(bagian((3, 4, 80)), "maks", D(100)) == 75


@pytest.mark.parametrize("cara", ["jumlah", "rata"])
def test_triwulan_setengah_terisi_tidak_membuat_persen_dirata(cara):
    triwulan = bagian((1, 2, None), (30, 40, None), (5, None, None))
    assert sama(agregasi_rasio(triwulan, cara, D(100)), D(3100) / 42)


def test_triwulan_yang_hanya_dinyatakan_ikut_lewat_rata_rata():
    assert agregasi_rasio(bagian((1, 2, None), (None, None, 70)), "jumlah", D(100)) == 60
    assert agregasi_rasio(bagian((None, None, 20), (None, None, 30)), "jumlah", D(100)) == 50


def test_rasio_tanpa_isi_atau_berpenyebut_nol_adalah_kosong():
    assert agregasi_rasio(bagian((None, None, None)), "jumlah", D(100)) is None
    assert agregasi_rasio(bagian((0, 0, None), (0, 0, None)), "jumlah", D(100)) is None
    assert agregasi_rasio([], "akhir", D(100)) is None


def test_jumlah_komponen_menunggu_semua_bagian():
    assert jumlah_komponen([D("24.18"), D("32.5"), D(25), D(5)]) == D("86.68")
    assert jumlah_komponen([D(24), None]) is None
    assert jumlah_komponen([]) is None


def test_persen_komponen():
    assert persen_komponen(D(30), D(40)) == 75
    assert persen_komponen(D(30), None) is None
    assert persen_komponen(None, D(40)) is None
    assert persen_komponen(D(0), D(0)) is None


def test_perubahan_terhadap_tahun_sebelumnya():
    assert perubahan(D(80), D(88)) == (8, 10)
    assert perubahan(D(80), D(60)) == (-20, -25)
    assert perubahan(D(-10), D(-5)) == (5, 50)


def test_perubahan_dari_nol_tanpa_persen():
    assert perubahan(D(0), D(5)) == (5, None)
    assert perubahan(None, D(5)) == (None, None)
    assert perubahan(D(5), None) == (None, None)


def test_target_perubahan_didahulukan():
    assert pilih_target({"renstra": 1, "pk": 2, "pk_perubahan": 3, "nasional": 4}) == "pk_perubahan"
    assert pilih_target({"renstra": 1, "pk": 2}) == "pk"
    assert pilih_target({"renstra": 1, "nasional": 4}) == "renstra"
    assert pilih_target({"nasional": 4}) is None


# What must hold for all numbers

NILAI = st.decimals(-10_000, 10_000, places=4)
POSITIF = st.decimals("0.0001", 10_000, places=4)
TAK_NEGATIF = st.decimals(0, 10_000, places=4)
ARAH = st.sampled_from(["naik", "turun", "rentang"])
RUMUS = st.sampled_from(["selisih", "rasio"])
MUNGKIN = st.none() | NILAI
KUARTAL = st.lists(MUNGKIN, max_size=4)
CARA = st.sampled_from(["jumlah", "rata", "akhir", "maks"])


@ajek
@given(MUNGKIN, MUNGKIN, MUNGKIN, ARAH, RUMUS)
def test_capaian_tidak_pernah_negatif_dan_yang_kosong_beralasan(target, realisasi, atas, arah, rumus):
    hasil = hitung_capaian(target, realisasi, arah=arah, target_atas=atas, rumus_turun=rumus)
    assert hasil.alasan if hasil.nilai is None else hasil.nilai >= 0


@ajek
@given(NILAI, ARAH, RUMUS)
def test_yang_belum_diisi_tidak_pernah_nol(target, arah, rumus):
    assert hitung_capaian(target, None, arah=arah, rumus_turun=rumus) == Hasil(None, BELUM_DIISI)


@ajek
@given(POSITIF, ARAH, RUMUS)
def test_tepat_target_selalu_tepat_seratus(target, arah, rumus):
    assert hitung_capaian(target, target, arah=arah, rumus_turun=rumus).nilai == 100


@ajek
@given(POSITIF, TAK_NEGATIF, TAK_NEGATIF)
def test_naik_makin_besar_makin_baik(target, a, b):
    rendah, tinggi = sorted((a, b))
    assert hitung_capaian(target, rendah).nilai <= hitung_capaian(target, tinggi).nilai


@ajek
@given(TAK_NEGATIF, POSITIF, POSITIF, RUMUS)
def test_turun_makin_kecil_makin_baik(target, a, b, rumus):
    rendah, tinggi = sorted((a, b))
    baik = hitung_capaian(target, rendah, arah="turun", rumus_turun=rumus).nilai
    assert baik >= hitung_capaian(target, tinggi, arah="turun", rumus_turun=rumus).nilai


@ajek
@given(POSITIF, TAK_NEGATIF, TAK_NEGATIF, RUMUS)
def test_rentang_seratus_di_dalam_dan_kurang_di_luar(bawah, lebar, realisasi, rumus):
    atas = bawah + lebar
    nilai = hitung_capaian(bawah, realisasi, arah="rentang", target_atas=atas, rumus_turun=rumus).nilai
    assert nilai == 100 if bawah <= realisasi <= atas else nilai < 100


@ajek
@given(TAK_NEGATIF, POSITIF)
def test_yang_dibatasi_tidak_melebihi_batas(capaian, batas):
    assert batasi(capaian, batas) <= batas
    assert batasi(capaian, batas) <= capaian


@ajek
@given(NILAI, st.lists(POSITIF, min_size=1, max_size=8))
def test_rata_rata_nilai_yang_sama_adalah_nilai_itu(nilai, bobot):
    rata = rata_tertimbang([(nilai, b) for b in bobot])
    assert abs(rata.nilai - nilai) <= TIPIS * (1 + abs(nilai))
    assert (rata.dihitung, rata.anggota) == (len(bobot), len(bobot))


@ajek
@given(st.lists(st.tuples(MUNGKIN, TAK_NEGATIF), max_size=8))
def test_rata_rata_di_antara_yang_terkecil_dan_terbesar(anggota):
    rata = rata_tertimbang(anggota)
    terhitung = [n for n, b in anggota if n is not None and b > 0]
    assert rata.dihitung == len(terhitung)
    assert rata.anggota == len(anggota)
    assert (rata.nilai is None) == (not terhitung)
    if terhitung:
        assert min(terhitung) - TIPIS <= rata.nilai <= max(terhitung) + TIPIS


@ajek
@given(KUARTAL, CARA)
def test_triwulan_kosong_tidak_mengubah_agregasi(nilai, cara):
    padat = [n for n in nilai if n is not None]
    assert agregasi(nilai, cara) == agregasi(padat, cara)
    assert agregasi([None, *nilai, None], cara) == agregasi(nilai, cara)
    assert (agregasi(nilai, cara) is None) == (not padat)


@ajek
@given(st.lists(st.tuples(TAK_NEGATIF, POSITIF), min_size=1, max_size=4), CARA)
def test_rasio_setahun_di_antara_rasio_triwulannya(isi, cara):
    hasil = agregasi_rasio([(a, b, None) for a, b in isi], cara, D(100))
    per_tw = [a * 100 / b for a, b in isi]
    longgar = TIPIS * (1 + max(per_tw))
    assert min(per_tw) - longgar <= hasil <= max(per_tw) + longgar


@ajek
@given(st.lists(NILAI, min_size=1, max_size=12))
def test_jumlah_komponen_tepat(nilai):
    assert jumlah_komponen(nilai) == sum(nilai)
    assert jumlah_komponen([*nilai, None]) is None


@ajek
@given(NILAI, NILAI)
def test_perubahan_bolak_balik(a, b):
    assume(a != 0)
    selisih, persen = perubahan(a, b)
    assert a + selisih == b
    assert (persen > 0) == (b > a)
