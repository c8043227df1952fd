"""The money of an ikhtisar: sums of leaves, what serves which sasaran, stages, totals, efficiency."""

from decimal import Decimal as D

import pytest

from anggaran.rumus import PAGU_BELUM, PAGU_NOL, REALISASI_BELUM
from laporan.ikhtisar.susun import susun_ikhtisar
from tests import pabrik as p

pytestmark = pytest.mark.django_db


@pytest.fixture
def renstra():
    return p.RenstraFactory()


@pytest.fixture
def pohon(renstra):
    """Two sasaran; program P (no sasaran above it) → kegiatan K → sub kegiatan A and B."""
    s1 = p.SasaranFactory(renstra=renstra, kode="S1")
    s2 = p.SasaranFactory(renstra=renstra, kode="S2")
    program = p.ProgramFactory(renstra=renstra, kode="P")
    kegiatan = p.KegiatanFactory(induk=program, kode="K")
    a = p.SubKegiatanFactory(induk=kegiatan, kode="A")
    b = p.SubKegiatanFactory(induk=kegiatan, kode="B")
    return {"S1": s1, "S2": s2, "P": program, "K": kegiatan, "A": a, "B": b}


def isi(simpul, pagu=None, realisasi=None, **lain):
    if pagu is not None:
        p.AnggaranFactory(simpul=simpul, pagu=D(pagu), **lain)
    if realisasi is not None:
        p.RealisasiAnggaranFactory(simpul=simpul, nilai=D(realisasi), **lain)


def dukung(simpul, *tujuan):
    for satu in tujuan:
        pilihan = {"indikator": satu} if hasattr(satu, "arah") else {"sasaran": satu}
        p.DukunganFactory(simpul=simpul, **pilihan)


def susun(renstra, tahun=2024, triwulan=None):
    return susun_ikhtisar(renstra.perangkat_daerah, tahun, triwulan)


def uang(baris):
    return baris.pagu, baris.realisasi


# Sums of the leaves


def test_induk_adalah_jumlah_anaknya(renstra, pohon):
    isi(pohon["A"], "1000000.50", "900000.25")
    isi(pohon["B"], "2000000", "1000000")
    ikhtisar = susun(renstra)
    for kode in ("K", "P"):
        simpul = p.ambil(ikhtisar.simpul, kode)
        assert uang(simpul) == (D("3000000.50"), D("1900000.25"))
        assert simpul.sisa == D("1100000.25")
        assert simpul.serapan == D("190000025") / D("3000000.50")
    assert uang(ikhtisar.total) == (D("3000000.50"), D("1900000.25"))
    assert p.ambil(ikhtisar.simpul, "S1").pagu is None
    assert p.ambil(ikhtisar.simpul, "S1").alasan == ""


def test_angka_yang_dinyatakan_pada_induk_hanya_dibandingkan(renstra, pohon):
    isi(pohon["A"], 100, 90)
    isi(pohon["B"], 200, 100)
    isi(pohon["K"], 301, 191)
    isi(pohon["P"], 999, None)
    ikhtisar = susun(renstra)
    kegiatan, program = p.ambil(ikhtisar.simpul, "K"), p.ambil(ikhtisar.simpul, "P")
    assert (uang(kegiatan), uang(program), uang(ikhtisar.total)) == ((300, 190), (300, 190), (300, 190))
    assert (kegiatan.pagu_dinyatakan, kegiatan.realisasi_dinyatakan) == (301, 191)
    assert (program.pagu_dinyatakan, program.realisasi_dinyatakan) == (999, None)
    assert p.ambil(ikhtisar.simpul, "A").pagu_dinyatakan is None


def test_kegiatan_tanpa_rincian_adalah_daun(renstra, pohon):
    isi(pohon["K"], 300, 150)
    kegiatan = p.ambil(susun(renstra).simpul, "K")
    assert (uang(kegiatan), kegiatan.pagu_dinyatakan) == ((300, 150), None)


def test_tanpa_pagu_dan_pagu_nol(renstra, pohon):
    isi(pohon["A"], None, 50)
    isi(pohon["B"], 0, 0)
    ikhtisar = susun(renstra)
    a, b = p.ambil(ikhtisar.simpul, "A"), p.ambil(ikhtisar.simpul, "B")
    assert (a.pagu, a.realisasi, a.sisa, a.serapan, a.alasan) == (None, 50, None, None, PAGU_BELUM)
    assert (b.pagu, b.realisasi, b.sisa, b.serapan, b.alasan) == (0, 0, 0, None, PAGU_NOL)


def test_tanpa_realisasi_bukan_nol(renstra, pohon):
    isi(pohon["A"], 100)
    ikhtisar = susun(renstra)
    a = p.ambil(ikhtisar.simpul, "A")
    assert (a.realisasi, a.sisa, a.serapan, a.alasan) == (None, None, None, REALISASI_BELUM)
    assert (ikhtisar.total.realisasi, ikhtisar.total.serapan) == (None, None)


def test_realisasi_di_atas_pagu_dipertahankan(renstra, pohon):
    isi(pohon["A"], 100, 126)
    a = p.ambil(susun(renstra).simpul, "A")
    assert (a.realisasi, a.sisa, a.serapan) == (126, -26, 126)


# Stages and quarters


def test_tahap_terakhir_yang_dipunyai_baris_berlaku(renstra, pohon):
    isi(pohon["A"], 100)
    isi(pohon["A"], 120, tahap="pergeseran")
    isi(pohon["A"], 150, tahap="perubahan")
    isi(pohon["B"], 200)
    isi(pohon["B"], 180, tahap="pergeseran")
    ikhtisar = susun(renstra)
    a, k = p.ambil(ikhtisar.simpul, "A"), p.ambil(ikhtisar.simpul, "K")
    assert (a.pagu_murni, a.pagu_pergeseran, a.pagu) == (100, 120, 150)
    assert (k.pagu_murni, k.pagu_pergeseran, k.pagu) == (300, 300, 330)
    assert (ikhtisar.total.pagu_murni, ikhtisar.total.pagu) == (300, 330)


def test_sub_kegiatan_yang_baru_ada_pada_perubahan(renstra, pohon):
    isi(pohon["A"], 150, tahap="perubahan")
    a = p.ambil(susun(renstra).simpul, "A")
    assert (a.pagu_murni, a.pagu) == (None, 150)


def test_sub_kegiatan_yang_dinolkan_pada_perubahan(renstra, pohon):
    isi(pohon["A"], 100)
    isi(pohon["A"], 0, tahap="perubahan")
    isi(pohon["B"], 200)
    ikhtisar = susun(renstra)
    assert (p.ambil(ikhtisar.simpul, "A").pagu_murni, p.ambil(ikhtisar.simpul, "A").pagu) == (100, 0)
    assert ikhtisar.total.pagu == 200


def test_9_4_suatu_tahap_berlaku_utuh(renstra, pohon):
    """A kind of belanja that the latest tahap leaves out is gone, not carried over from the one before."""
    isi(pohon["A"], 190, jenis_belanja="pegawai")
    isi(pohon["A"], 50, jenis_belanja="modal")
    isi(pohon["A"], 190, jenis_belanja="pegawai", tahap="perubahan")
    isi(pohon["B"], 10)
    ikhtisar = susun(renstra)
    a, b = (p.ambil(ikhtisar.simpul, kode) for kode in "AB")
    assert (a.pagu_murni, a.pagu, a.tahap) == (240, 190, "perubahan")
    assert (b.pagu, b.tahap) == (10, "murni"), "tanpa baris perubahan, yang terakhir tetap dan menjadi temuan"
    assert ikhtisar.total.pagu == 200


def test_9_1_isian_triwulan_dan_bulan_tidak_dijumlahkan(renstra, pohon):
    isi(pohon["A"], 1000)
    p.RealisasiAnggaranFactory(simpul=pohon["A"], triwulan=1, nilai=D(300))
    for bulan, nilai in ((1, 100), (2, 150)):
        p.RealisasiAnggaranFactory(simpul=pohon["A"], triwulan=1, bulan=bulan, nilai=D(nilai))
    p.RealisasiAnggaranFactory(simpul=pohon["A"], triwulan=2, bulan=4, nilai=D(70))
    a = p.ambil(susun(renstra).simpul, "A")
    assert (a.realisasi, a.realisasi_triwulan) == (370, (300, 70, None, None))
    assert [(b.triwulan, b.dinyatakan, b.jumlah_bulan) for b in a.beda_bulan] == [(1, 300, 250)]


def test_realisasi_triwulan_dijumlahkan_dan_dapat_dilihat_sampai_triwulan(renstra, pohon):
    isi(pohon["A"], 1000)
    for tw, nilai in ((1, 100), (2, 200), (4, 400)):
        p.RealisasiAnggaranFactory(simpul=pohon["A"], triwulan=tw, nilai=D(nilai))
    a = p.ambil(susun(renstra).simpul, "A")
    assert (a.realisasi, a.serapan) == (700, 70)
    assert a.realisasi_triwulan == (100, 200, None, 400)
    isi(pohon["B"], 1000)
    p.RealisasiAnggaranFactory(simpul=pohon["B"], triwulan=1, nilai=D(5))
    assert susun(renstra).total.realisasi_triwulan == (105, 200, None, 400)
    dua = susun(renstra, triwulan=2)
    assert (dua.total.realisasi, dua.total.serapan) == (305, D("15.25"))
    assert susun(renstra, triwulan=1).total.realisasi == 105


def test_realisasi_setahun_mengalahkan_triwulan_kecuali_dilihat_sampai_triwulan(renstra, pohon):
    isi(pohon["A"], 1000, 950)
    p.RealisasiAnggaranFactory(simpul=pohon["A"], triwulan=1, nilai=D(100))
    assert susun(renstra).total.realisasi == 950
    assert susun(renstra, triwulan=4).total.realisasi == 100


# What serves which sasaran


def test_sub_kegiatan_yang_mendukung_beberapa_sasaran_dihitung_sekali_pada_total(renstra, pohon):
    isi(pohon["A"], 100, 90)
    isi(pohon["B"], 200, 100)
    dukung(pohon["A"], pohon["S1"], pohon["S2"])
    dukung(pohon["B"], pohon["S2"])
    ikhtisar = susun(renstra)
    s1, s2 = p.ambil(ikhtisar.sasaran, "S1"), p.ambil(ikhtisar.sasaran, "S2")
    assert (uang(s1), uang(s2), uang(ikhtisar.total)) == ((100, 90), (300, 190), (300, 190))
    assert p.ambil(ikhtisar.simpul, "A").mendukung == ("S1", "S2")
    assert [(b.kode, b.pagu) for b in s1.simpul] == [("P", 100), ("K", 100), ("A", 100)]
    assert [(b.kode, b.pagu) for b in s2.simpul] == [("P", 300), ("K", 300), ("A", 100), ("B", 200)]
    assert p.ambil(s1.simpul, "K").serapan == 90


def test_dukungan_diwarisi_dari_program_kecuali_punya_sendiri(renstra, pohon):
    isi(pohon["A"], 100, 90)
    isi(pohon["B"], 200, 100)
    dukung(pohon["P"], pohon["S1"])
    dukung(pohon["B"], pohon["S2"])
    ikhtisar = susun(renstra)
    assert uang(p.ambil(ikhtisar.sasaran, "S1")) == (100, 90)
    assert uang(p.ambil(ikhtisar.sasaran, "S2")) == (200, 100)
    assert p.ambil(ikhtisar.simpul, "A").mendukung == ("S1",)
    assert p.ambil(ikhtisar.simpul, "B").mendukung == ("S2",)


def test_program_di_bawah_sasaran_mendukung_sasaran_itu(renstra, pohon):
    kegiatan = p.KegiatanFactory(induk=p.ProgramFactory(induk=pohon["S1"]))
    isi(kegiatan, 70, 50)
    ikhtisar = susun(renstra)
    assert uang(p.ambil(ikhtisar.sasaran, "S1")) == (70, 50)
    assert uang(p.ambil(ikhtisar.sasaran, "S2")) == (None, None)
    assert p.ambil(ikhtisar.sasaran, "S2").alasan == "tidak ada IKU"


def test_yang_mendukung_satu_iku_tidak_membebani_iku_lain(renstra, pohon):
    satu = p.IndikatorFactory(simpul=pohon["S1"], utama=True, kode="I1")
    dua = p.IndikatorFactory(simpul=pohon["S1"], utama=True, kode="I2")
    isi(pohon["A"], 100, 90)
    isi(pohon["B"], 200, 100)
    dukung(pohon["A"], satu)
    dukung(pohon["B"], pohon["S1"])
    ikhtisar = susun(renstra)
    assert uang(p.ambil(ikhtisar.sasaran, "S1")) == (300, 190)
    assert uang(p.ambil(ikhtisar.indikator, "I1").efisiensi) == (300, 190)
    assert uang(p.ambil(ikhtisar.indikator, "I2").efisiensi) == (200, 100)
    assert p.ambil(ikhtisar.simpul, "A").mendukung == ("I1",)
    assert dua.kode not in p.ambil(ikhtisar.simpul, "A").mendukung


def test_yang_tidak_mendukung_apa_pun_tetap_masuk_total(renstra, pohon):
    isi(pohon["A"], 100, 90)
    ikhtisar = susun(renstra)
    assert uang(ikhtisar.total) == (100, 90)
    assert [uang(s) for s in ikhtisar.sasaran] == [(None, None), (None, None)]


def test_indikator_program_memakai_uang_programnya(renstra, pohon):
    isi(pohon["A"], 100, 80)
    indikator = p.IndikatorFactory(simpul=pohon["P"])
    p.TargetFactory(indikator=indikator, nilai=D(50))
    p.RealisasiFactory(indikator=indikator, nilai=D(50))
    efisiensi = p.ambil(susun(renstra).indikator, indikator.kode).efisiensi
    assert (efisiensi.pagu, efisiensi.serapan, efisiensi.nilai, efisiensi.kesimpulan) == (
        100,
        80,
        D("1.25"),
        "efisien",
    )


# Agency: jenis belanja, stated totals, last year


def test_jenis_belanja_dari_daun_dengan_total_sama(renstra, pohon):
    for simpul, jenis, pagu, realisasi in (
        ("A", "pegawai", 60, 50),
        ("A", "modal", 40, 40),
        ("B", "pegawai", 200, 100),
    ):
        isi(pohon[simpul], pagu, realisasi, jenis_belanja=jenis)
    ikhtisar = susun(renstra)
    modal, pegawai = ikhtisar.jenis_belanja
    assert (modal.jenis, uang(modal), modal.serapan, modal.dinyatakan) == ("modal", (40, 40), 100, False)
    assert (pegawai.jenis, uang(pegawai)) == ("pegawai", (260, 150))
    assert uang(ikhtisar.total) == (300, 190)


def test_total_yang_dinyatakan_tidak_pernah_ditambahkan(renstra, pohon):
    instansi = renstra.perangkat_daerah
    isi(pohon["A"], 100, 90)
    for jenis, pagu in (("", 101), ("pegawai", 60), ("modal", 41)):
        p.AnggaranFactory(total=True, perangkat_daerah=instansi, jenis_belanja=jenis, pagu=D(pagu))
        p.RealisasiAnggaranFactory(total=True, perangkat_daerah=instansi, jenis_belanja=jenis, nilai=D(pagu))
    ikhtisar = susun(renstra)
    assert uang(ikhtisar.total) == (100, 90)
    assert (ikhtisar.total.pagu_dinyatakan, ikhtisar.total.realisasi_dinyatakan) == (101, 101)
    assert [(b.jenis, b.pagu, b.dinyatakan) for b in ikhtisar.jenis_belanja] == [
        ("modal", 41, True),
        ("pegawai", 60, True),
    ]


def test_total_dinyatakan_per_jenis_dijumlahkan_untuk_dibandingkan(renstra):
    instansi = renstra.perangkat_daerah
    for jenis, pagu in (("pegawai", 60), ("modal", 41)):
        p.AnggaranFactory(total=True, perangkat_daerah=instansi, jenis_belanja=jenis, pagu=D(pagu))
    total = susun(renstra).total
    assert (total.pagu, total.pagu_dinyatakan) == (None, 101)


def test_tahun_lalu_dari_daun(renstra, pohon):
    for simpul, pagu, realisasi in (("A", 80, 60), ("B", 120, 100), ("K", 999, 999)):
        isi(pohon[simpul], pagu, realisasi, tahun=2023)
    lalu = susun(renstra).total.tahun_lalu
    assert (lalu.tahun, uang(lalu), lalu.serapan, lalu.dinyatakan) == (2023, (200, 160), 80, False)
    assert susun(renstra).total.pagu is None


def test_tahun_lalu_yang_hanya_dinyatakan(renstra, pohon):
    instansi = renstra.perangkat_daerah
    p.AnggaranFactory(total=True, perangkat_daerah=instansi, tahun=2023, pagu=D(500))
    p.RealisasiAnggaranFactory(total=True, perangkat_daerah=instansi, tahun=2023, nilai=D(400))
    lalu = susun(renstra).total.tahun_lalu
    assert (uang(lalu), lalu.serapan, lalu.dinyatakan) == ((500, 400), 80, True)


def test_tanpa_tahun_lalu(renstra, pohon):
    isi(pohon["A"], 100, 90)
    assert susun(renstra).total.tahun_lalu is None


def test_program_yang_sudah_berakhir_tetap_masuk_uang_tahun_lalu(renstra, pohon):
    lama = p.ProgramFactory(renstra=renstra, kode="LAMA", tahun_selesai=2023)
    isi(lama, 300, 300, tahun=2023)
    isi(pohon["A"], 100, 60, tahun=2023)
    isi(pohon["A"], 100, 60)
    ikhtisar = susun(renstra)
    assert uang(ikhtisar.total.tahun_lalu) == (400, 360)
    assert uang(ikhtisar.total) == (100, 60)
    assert "LAMA" not in [s.kode for s in ikhtisar.simpul]


def test_uang_tahun_lalu_dari_renstra_sebelumnya(renstra):
    """The first year of a new Renstra still compares with the money of the one before."""
    instansi = renstra.perangkat_daerah
    baru = p.RenstraFactory(perangkat_daerah=instansi, urutan=1, berlaku_mulai=2024)
    isi(p.SubKegiatanFactory(renstra=renstra), 500, 400, tahun=2023)
    isi(p.SubKegiatanFactory(renstra=baru), 100, 90)
    ikhtisar = susun(renstra)
    assert uang(ikhtisar.total) == (100, 90)
    assert uang(ikhtisar.total.tahun_lalu) == (500, 400)


# Efficiency


def sasaran_dengan_uang(pohon, kode, capaian, pagu, realisasi):
    indikator = p.IndikatorFactory(simpul=pohon[kode], utama=True)
    p.TargetFactory(indikator=indikator, nilai=D(100))
    p.RealisasiFactory(indikator=indikator, nilai=D(capaian))
    isi(p.SubKegiatanFactory(induk=p.KegiatanFactory(induk=p.ProgramFactory(induk=pohon[kode]))), pagu, realisasi)


def test_efisiensi_instansi_adalah_rasio_rata_rata(renstra, pohon):
    """Mean capaian against mean serapan, not the mean of the ratios."""
    sasaran_dengan_uang(pohon, "S1", 100, 1000, 800)
    sasaran_dengan_uang(pohon, "S2", 60, 3000, 1200)
    ikhtisar = susun(renstra)
    assert [s.efisiensi for s in ikhtisar.sasaran] == [D("1.25"), D("1.5")]
    assert (ikhtisar.total.serapan_rata_sasaran, ikhtisar.total.serapan) == (60, 50)
    assert ikhtisar.total.efisiensi == D(80) / 60
    assert ikhtisar.total.kesimpulan == "efisien"


def test_efisiensi_selisih():
    renstra = p.RenstraFactory(perangkat_daerah__selisih=True)
    pohon = {"S1": p.SasaranFactory(renstra=renstra)}
    sasaran_dengan_uang(pohon, "S1", 80, 1000, 900)
    ikhtisar = susun(renstra)
    assert ikhtisar.metode_efisiensi == "selisih"
    assert (ikhtisar.sasaran[0].efisiensi, ikhtisar.sasaran[0].kesimpulan) == (-10, "tidak efisien")
    assert (ikhtisar.total.efisiensi, ikhtisar.total.kesimpulan) == (-10, "tidak efisien")


def test_efisiensi_pmk_contoh_peraturan():
    renstra = p.RenstraFactory(perangkat_daerah__pmk=True)
    for capaian, pagu, realisasi in ((122, 4_000, 3_800), (80, 1_000, 975), (142, 5_000, 4_725)):
        pohon = {"S": p.SasaranFactory(renstra=renstra)}
        sasaran_dengan_uang(pohon, "S", capaian, pagu * 10**6, realisasi * 10**6)
    pmk = susun(renstra).total.efisiensi_pmk
    assert pmk.e.quantize(D("0.01")) == D("25.67")
    assert pmk.ne == 100


def test_sasaran_tanpa_uang_atau_capaian_membawa_alasan(renstra, pohon):
    sasaran_dengan_uang(pohon, "S1", 100, 1000, None)
    ikhtisar = susun(renstra)
    s1 = p.ambil(ikhtisar.sasaran, "S1")
    assert (s1.capaian, s1.efisiensi, s1.kesimpulan, s1.alasan) == (100, None, None, REALISASI_BELUM)
    assert (ikhtisar.total.efisiensi, ikhtisar.total.kesimpulan) == (None, None)
    assert ikhtisar.total.efisiensi_pmk.ne is None


# The tree of the year


def test_simpul_di_luar_tahunnya_beserta_isinya_tidak_tampil(renstra, pohon):
    baru = p.ProgramFactory(renstra=renstra, kode="BARU", tahun_mulai=2025)
    anak = p.KegiatanFactory(induk=baru, kode="ANAK")
    indikator = p.IndikatorFactory(simpul=anak)
    isi(anak, 500, 1, tahun=2025)
    ini, depan = susun(renstra), susun(renstra, tahun=2025)
    assert not {"BARU", "ANAK"} & {s.kode for s in ini.simpul}
    assert indikator.kode not in [i.kode for i in ini.indikator]
    assert {"BARU", "ANAK"} <= {s.kode for s in depan.simpul}
    assert depan.total.pagu == 500


def test_tahun_mulai_dan_selesai_termasuk(renstra):
    p.ProgramFactory(renstra=renstra, kode="SETAHUN", tahun_mulai=2024, tahun_selesai=2024)
    ada = {tahun: [s.kode for s in susun(renstra, tahun=tahun).simpul] for tahun in (2023, 2024, 2025)}
    assert ada == {2023: [], 2024: ["SETAHUN"], 2025: []}


def test_versi_renstra_yang_berlaku_pada_tahunnya(renstra):
    instansi = renstra.perangkat_daerah
    ubah = p.RenstraFactory(perangkat_daerah=instansi, urutan=1, nama="perubahan", berlaku_mulai=2024, visi="Baru")
    p.RenstraFactory(perangkat_daerah=instansi, urutan=2, berlaku_mulai=2026)
    p.SasaranFactory(renstra=renstra, kode="LAMA")
    p.SasaranFactory(renstra=ubah, kode="BARU")
    hasil = {t: [s.kode for s in susun_ikhtisar(instansi, t).sasaran] for t in (2023, 2024, 2025, 2026)}
    assert hasil == {2023: ["LAMA"], 2024: ["BARU"], 2025: ["BARU"], 2026: []}
    assert susun_ikhtisar(instansi, 2024).visi == "Baru"


def test_urutan_pohon_dari_atas_dan_tingkatnya(renstra, pohon):
    simpul = susun(renstra).simpul
    assert [s.kode for s in simpul][-4:] == ["P", "K", "A", "B"]
    assert [p.ambil(simpul, k).tingkat for k in ("P", "K", "A")] == [0, 1, 2]
    assert [p.ambil(simpul, k).induk for k in ("P", "K", "A")] == ["", "P", "K"]


def test_instansi_tanpa_renstra_dan_tanpa_data():
    ikhtisar = susun_ikhtisar(p.PerangkatDaerahFactory(), 2024)
    assert (ikhtisar.indikator, ikhtisar.simpul, ikhtisar.sasaran) == ((), (), ())
    assert (ikhtisar.total.pagu, ikhtisar.total.capaian_iku, ikhtisar.total.tahun_lalu) == (None, None, None)
    assert ikhtisar.total.alasan == PAGU_BELUM


def test_data_instansi_lain_tidak_ikut(renstra, pohon):
    isi(pohon["A"], 100, 90)
    isi(p.SubKegiatanFactory(), 777, 777)
    p.AnggaranFactory(total=True, perangkat_daerah=p.PerangkatDaerahFactory(), pagu=D(888))
    total = susun(renstra).total
    assert (uang(total), total.pagu_dinyatakan) == ((100, 90), None)
