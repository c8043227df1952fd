"""A file against what is stored: to the rupiah, and whether it can be right."""

from decimal import Decimal

from anggaran.sipd.cocok import SubMilik, baris_sub, cocokkan
from anggaran.sipd.pagu import baca_pagu
from anggaran.sipd.realisasi import baca_realisasi
from anggaran.sipd.rekonsiliasi import NilaiLama, rekonsiliasi_pagu, rekonsiliasi_realisasi

from .sipd_uji import (
    GAJI,
    NAMA,
    REKAP3,
    SKPD,
    SKPD_LAIN,
    SUB,
    SUB_DUA,
    SUB_TIGA,
    belanja,
    pagu,
    simpan,
    susun,
    susun_realisasi,
)

MILIK = [SubMilik("7", SUB, NAMA[SUB]), SubMilik("8", SUB_DUA, NAMA[SUB_DUA]), SubMilik("9", "", "Tidak Ada Lagi")]


def berkas_pagu(*baris, **opsi):
    return baca_pagu(simpan(x=susun(REKAP3, baris)), **opsi)


def berkas_realisasi(*baris, **opsi):
    return baca_realisasi(simpan(x=susun_realisasi(*baris)), **opsi)


def lama(kunci, nilai, jenis="barang_jasa", bulan=0):
    return NilaiLama(kunci, jenis, Decimal(nilai), bulan)


def cocok(hasil):
    return cocokkan(baris_sub(hasil.sub), MILIK)


def ringkas(r):
    assert r.jumlah_lama + sum(b.selisih for b in r.baris) == r.jumlah_baru
    assert r.jumlah_baru - r.jumlah_lama == r.selisih
    for b in r.baris:
        assert sum(i.lama or 0 for i in b.rincian) == (b.lama or 0)
        assert sum(i.baru or 0 for i in b.rincian) == (b.baru or 0)
    return {(b.kunci or b.kode, b.bulan): (b.status, b.lama, b.baru, b.selisih) for b in r.baris}


def kunci(r):
    return [p.kunci for p in r.peringatan]


def pesan(r, nama):
    return next(p.pesan for p in r.peringatan if p.kunci == nama)


# Pagu


def test_tetap_berubah_baru_hilang():
    hasil = berkas_pagu(pagu(nilai=100), pagu(SUB_DUA, nilai=50), pagu(SUB_TIGA, nilai=7.5))
    r = rekonsiliasi_pagu(hasil, [lama("7", 100), lama("8", 60), lama("9", 5)], padanan=cocok(hasil), tahun=2026)
    assert ringkas(r) == {
        ("8", 0): ("berubah", 60, 50, -10),
        (SUB_TIGA, 0): ("baru", None, Decimal("7.5"), Decimal("7.5")),
        ("9", 0): ("hilang", 5, None, -5),
        ("7", 0): ("tetap", 100, 100, 0),
    }
    assert (r.jumlah_lama, r.jumlah_baru) == (165, Decimal("157.5"))
    assert r.jumlah_baru == hasil.jumlah
    assert r.jumlah_tak_berpasangan == Decimal("7.5")
    assert [b.nama for b in r.baris if b.status == "hilang"] == ["Tidak Ada Lagi"]
    assert r.banyak("baru") == 1
    assert not r.ditolak
    assert kunci(r) == []


def test_jenis_belanja_bergeser_dengan_jumlah_sama_adalah_perubahan():
    hasil = berkas_pagu(pagu(nilai=40), pagu(rekening=GAJI, nilai=60))
    r = rekonsiliasi_pagu(hasil, [lama("7", 50), lama("7", 50, "pegawai")], padanan=cocok(hasil))
    assert ringkas(r)["7", 0] == ("berubah", 100, 100, 0)


def test_tersimpan_tanpa_jenis_dibandingkan_jumlahnya():
    hasil = berkas_pagu(pagu(nilai=40), pagu(rekening=GAJI, nilai=60))
    r = rekonsiliasi_pagu(hasil, [lama("7", 100, "")], padanan=cocok(hasil))
    assert ringkas(r)["7", 0] == ("tetap", 100, 100, 0)


def test_sub_kegiatan_yang_tak_lagi_berbelanja_menjadi_nol():
    hasil = berkas_pagu(pagu(nilai=40), pagu(SUB_DUA, None, None))
    r = rekonsiliasi_pagu(hasil, [lama("7", 40), lama("8", 10)], padanan=cocok(hasil))
    assert ringkas(r)["8", 0] == ("berubah", 10, 0, -10)


def test_tanpa_padanan_kuncinya_kode():
    hasil = berkas_pagu(pagu(nilai=40))
    r = rekonsiliasi_pagu(hasil, [lama("5.3.2.2.1.6", 40)])
    assert [(b.status, b.kode) for b in r.baris] == [("tetap", SUB)]


def test_tahap_salah_bila_lebih_kecil_dari_yang_sudah_dibelanjakan():
    hasil = berkas_pagu(pagu(nilai=40), pagu(SUB_DUA, nilai=10))
    r = rekonsiliasi_pagu(hasil, [], padanan=cocok(hasil), terserap={"7": Decimal(45), "8": Decimal(6)})
    assert kunci(r) == ["tahap", "pagu_di_bawah_realisasi"]
    assert "Rp50, lebih kecil daripada realisasi yang sudah tercatat Rp51" in pesan(r, "tahap")
    assert f"1 sub kegiatan: {SUB} {NAMA[SUB]} (pagu Rp40, realisasi Rp45)" in pesan(r, "pagu_di_bawah_realisasi")


def test_pagu_di_bawah_realisasi_pada_sub_kegiatan_yang_hilang():
    hasil = berkas_pagu(pagu(nilai=400))
    r = rekonsiliasi_pagu(hasil, [], padanan=cocok(hasil), terserap={"9": Decimal(45)})
    assert kunci(r) == ["pagu_di_bawah_realisasi"]


def test_tahun_lain_ditolak():
    r = rekonsiliasi_pagu(berkas_pagu(pagu(TAHUN=2025)), [], tahun=2026)
    assert r.ditolak
    assert "berisi tahun 2025, bukan 2026" in pesan(r, "tahun_lain")


def test_tahun_tercampur_ditolak_kecuali_dipisah():
    baris = [pagu(nilai=1), pagu(nilai=2, TAHUN=2025)]
    assert rekonsiliasi_pagu(berkas_pagu(*baris), [], tahun=2026).ditolak
    r = rekonsiliasi_pagu(berkas_pagu(*baris, tahun=2026), [], tahun=2026)
    assert (r.ditolak, r.jumlah_baru) == (False, 1)
    assert "yang disimpan hanya tahun 2026" in pesan(r, "tahun_lain")


def test_berkas_tanpa_tahun_diperingatkan():
    r = rekonsiliasi_pagu(berkas_pagu(pagu(TAHUN=None)), [], tahun=2026)
    assert (kunci(r), r.ditolak) == (["tanpa_tahun"], False)


def test_hanya_instansi_lain_ditolak():
    r = rekonsiliasi_pagu(berkas_pagu(pagu(skpd=SKPD_LAIN), skpd=SKPD), [], skpd=SKPD)
    assert r.ditolak
    assert f"{SKPD_LAIN} Dinas Contoh. Unggah berkas instansi sendiri" in pesan(r, "instansi_lain")
    assert not rekonsiliasi_pagu(berkas_pagu(pagu(), skpd=SKPD), [], skpd=SKPD).ditolak


# Realisasi


def test_realisasi_per_bulan():
    hasil = berkas_realisasi(belanja(nilai=10), belanja(SUB_DUA, nilai=5))
    simpanan = [lama("7", 8, bulan=1), lama("7", 100, bulan=2), lama("9", 3, bulan=1)]
    r = rekonsiliasi_realisasi(hasil, simpanan, tahun=2026, padanan=cocok(hasil))
    assert ringkas(r) == {
        ("7", 1): ("berubah", 8, 10, 2),
        ("8", 1): ("baru", None, 5, 5),
        ("9", 1): ("hilang", 3, None, -3),
    }
    assert (r.jumlah_lama, r.jumlah_baru, r.jumlah_bulan_lain) == (11, 15, 100)
    assert r.jumlah_baru == hasil.jumlah


def test_bulan_yang_sama_dua_kali_disebut():
    hasil = berkas_realisasi(belanja(nilai=10))
    r = rekonsiliasi_realisasi(hasil, [lama("7", 8, bulan=1)], tahun=2026, padanan=cocok(hasil))
    assert "Realisasi Januari 2026 sudah tersimpan (Rp8)" in pesan(r, "bulan_diganti")
    assert "diganti dengan isi berkas ini (Rp10)" in pesan(r, "bulan_diganti")
    assert not r.ditolak


def test_bulan_lain_tidak_diganti():
    hasil = berkas_realisasi(belanja(nilai=10))
    r = rekonsiliasi_realisasi(hasil, [lama("7", 8, bulan=2)], tahun=2026, padanan=cocok(hasil))
    assert kunci(r) == []


def test_realisasi_melebihi_pagu_bersama_bulan_yang_tetap():
    hasil = berkas_realisasi(belanja(nilai=10))
    opsi = {"tahun": 2026, "padanan": cocok(hasil), "pagu": {"7": Decimal(17)}}
    assert kunci(rekonsiliasi_realisasi(hasil, [lama("7", 7, bulan=2)], **opsi)) == []
    r = rekonsiliasi_realisasi(hasil, [lama("7", 8, bulan=2)], **opsi)
    assert "(pagu Rp17, realisasi Rp18)" in pesan(r, "realisasi_di_atas_pagu")


def test_realisasi_tahun_lain_tidak_ikut():
    hasil = berkas_realisasi(belanja(nilai=10), belanja(nilai=4, **{"Tanggal Dokumen": "31 Desember 2025"}))
    r = rekonsiliasi_realisasi(hasil, [], tahun=2026, padanan=cocok(hasil))
    assert (r.jumlah_baru, kunci(r), r.ditolak) == (10, ["tahun_lain"], False)
    assert rekonsiliasi_realisasi(hasil, [], tahun=2024).ditolak


def test_realisasi_instansi_lain_ditolak():
    hasil = berkas_realisasi(belanja(skpd=SKPD_LAIN), skpd=SKPD)
    assert rekonsiliasi_realisasi(hasil, [], tahun=2026, skpd=SKPD).ditolak
