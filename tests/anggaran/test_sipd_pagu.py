"""Rekap 5, 3 and 4: one quirk of genuine files per test, exact sums."""

import datetime
from decimal import Decimal

import pytest

from anggaran.sipd.bentuk import SipdDitolak, SkpdDibaca
from anggaran.sipd.pagu import PaguDibaca, baca_pagu

from .sipd_uji import (
    ATK,
    GAJI,
    KOMPUTER,
    NAMA,
    RAPAT,
    REKAP3,
    REKAP4,
    REKAP5,
    SKPD,
    SKPD_LAIN,
    SUB,
    SUB_DUA,
    SUB_TIGA,
    pagu,
    simpan,
    simpan_asli,
    susun,
)


def baca(*baris, kepala=REKAP5, **opsi):
    hasil = baca_pagu(simpan_asli(susun(kepala, baris)), **opsi)
    assert hasil.jumlah + sum(d.jumlah for d in hasil.dilewati) == hasil.jumlah_berkas
    assert sum(b.nilai for b in hasil.rincian) == hasil.jumlah == sum(s.jumlah for s in hasil.sub)
    return hasil


def lewat(hasil):
    return {d.alasan: (d.baris, d.jumlah) for d in hasil.dilewati}


def pesan(hasil, kunci):
    return [p.pesan for p in hasil.peringatan if p.kunci == kunci]


def test_dijumlahkan_per_sub_unit_sub_kegiatan_sumber_dana_dan_jenis():
    hasil = baca(
        pagu(nilai=1000),
        pagu(rekening=RAPAT, nilai=200),
        pagu(rekening=GAJI, nilai=30),
        pagu(nilai=4, **{"KODE SUMBER DANA": "1.3.01"}),
        pagu(SUB_DUA, KOMPUTER, 5),
    )
    assert hasil.rincian == (
        PaguDibaca(SKPD, SUB, "1.2.01", "barang_jasa", Decimal(1200), 2),
        PaguDibaca(SKPD, SUB, "1.2.01", "pegawai", Decimal(30), 1),
        PaguDibaca(SKPD, SUB, "1.3.01", "barang_jasa", Decimal(4), 1),
        PaguDibaca(SKPD, SUB_DUA, "1.2.01", "modal", Decimal(5), 1),
    )
    assert hasil.per_sub_jenis == {
        (SUB, "barang_jasa"): 1204,
        (SUB, "pegawai"): 30,
        (SUB_DUA, "modal"): 5,
    }
    assert (hasil.jumlah, hasil.tahun, hasil.baris, hasil.peringatan) == (1239, (2026,), 5, ())


def test_kunci_yang_berulang_dijumlahkan():
    hasil = baca(*(pagu(nilai=n) for n in range(1, 58)))
    assert [(b.nilai, b.baris) for b in hasil.rincian] == [(57 * 58 // 2, 57)]


def test_rekap_3_dan_4_sama_jumlahnya_dengan_rekap_5():
    baris = [pagu(nilai=1000), pagu(rekening=GAJI, nilai=2.5), pagu(SUB_DUA, KOMPUTER, 7)]
    tiga, empat, lima = (baca(*baris, kepala=k) for k in (REKAP3, REKAP4, REKAP5))
    assert tiga.rincian == empat.rincian == lima.rincian
    assert [h.tabel.jenis for h in (tiga, empat, lima)] == ["rekap3", "rekap4", "rekap5"]


def test_sub_kegiatan_tanpa_belanja_masuk_daftar_bukan_uang():
    hasil = baca(pagu(nilai=10), pagu(SUB_DUA, None, None))
    assert lewat(hasil) == {"tanpa belanja": (1, 0)}
    assert [(s.kode, s.ada_belanja, s.jumlah) for s in hasil.sub] == [(SUB, True, 10), (SUB_DUA, False, 0)]
    assert not hasil.peringatan


def test_daftar_sub_kegiatan_dengan_program_dan_kegiatannya():
    (sub,) = baca(pagu()).sub
    assert (sub.nama, sub.kode_program, sub.nama_program) == (NAMA[SUB], "5.03.02", "PROGRAM UJI")
    assert (sub.kode_kegiatan, sub.nama_kegiatan, sub.sub_skpd) == ("5.03.02.2.01", "Kegiatan Uji", (SKPD,))


def test_pagu_nol_adalah_pagu():
    hasil = baca(pagu(nilai=0))
    assert hasil.per_sub_jenis == {(SUB, "barang_jasa"): 0}
    assert hasil.sub[0].ada_belanja
    assert not hasil.dilewati


def test_pagu_berdesimal_tepat():
    hasil = baca(pagu(nilai=6198129.6), pagu(nilai=0.1), pagu(nilai=0.2))
    assert hasil.jumlah == Decimal("6198129.9")


def test_pagu_sebagai_teks():
    hasil = baca(pagu(nilai="1.234.567,50"), pagu(nilai="null"), pagu(nilai="1000000.5"))
    assert hasil.jumlah == Decimal("2234568")
    assert lewat(hasil) == {"tanpa nilai": (1, 0)}
    (p,) = pesan(hasil, "angka_inggris")
    assert p.startswith("Lembar “Sheet 1” baris 4: angka ditulis cara Inggris")


def test_pagu_tak_terbaca_menyebut_tempatnya():
    with pytest.raises(SipdDitolak, match="Lembar “Sheet 1” baris 3 kolom Nilai: “seribu” tidak dapat dibaca"):
        baca(pagu(), pagu(nilai="seribu"))


def test_baris_tanpa_kode_sub_kegiatan_disebut_dengan_uangnya():
    hasil = baca(pagu(nilai=10), pagu(None, nilai=500), pagu(None, nilai=20))
    assert lewat(hasil) == {"tanpa kode sub kegiatan": (2, 520)}
    (p,) = pesan(hasil, "dilewati")
    assert p.startswith("Lembar “Sheet 1” baris 3, 4 tidak dibaca: tanpa kode sub kegiatan (Rp520)")


def test_kode_sub_kegiatan_rusak_atau_kurang_segmen():
    hasil = baca(pagu(nilai=10), pagu("Y.YY.01.2.01.0001", nilai=5), pagu("5.03.02", nilai=6))
    assert lewat(hasil) == {"kode sub kegiatan tidak terbaca": (2, 11)}


def test_9_5_kode_umum_diganti_bidang_instansi_baris_atau_skpd():
    baris = pagu("X.XX.01.2.01.0001", nilai=5, **{"KODE BIDANG URUSAN": "5.04"})
    assert [s.kode for s in baca(baris, bidang="1.02").sub] == ["1.02.01.2.01.0001"]
    assert [s.kode for s in baca(baris).sub] == ["5.04.01.2.01.0001"]
    assert [s.kode for s in baca(pagu("X.XX.01.2.01.0001", nilai=5)).sub] == ["5.03.01.2.01.0001"]


def test_9_5_kode_umum_tanpa_bidang_disebut_sebabnya():
    tanpa = {"KODE SKPD": "7", "KODE SUB UNIT": "7"}
    hasil = baca(pagu(nilai=10), pagu("X.XX.01.2.01.0001", nilai=5, **tanpa))
    assert lewat(hasil) == {"kode X.XX, sedangkan bidang urusan instansi tidak diketahui": (1, 5)}
    assert "(Rp5)" in pesan(hasil, "dilewati")[0]


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ("250,000", "“250,000” dapat berarti 250000 atau 250,000; tulis 250.000 atau 250,00"),
        ("１２", "aksara lain"),
        ("1\u200b2", "tidak terlihat"),
    ],
)
def test_9_3_pagu_yang_mendua_menyebut_barisnya(isi, kata):
    with pytest.raises(SipdDitolak, match="Lembar “Sheet 1” baris 3 kolom Nilai") as galat:
        baca(pagu(nilai="1,250,000"), pagu(nilai=isi))
    assert kata in str(galat.value)


def test_9_3_titik_dalam_pagu_mengelompokkan_ribuan():
    assert baca(pagu(nilai="750.000"), pagu(nilai="1,250,000")).jumlah == 2_000_000


def test_pagu_tanpa_rekening_tidak_diam_diam_hilang():
    hasil = baca(pagu(nilai=10), pagu(rekening=None, nilai=10))
    assert lewat(hasil) == {"tanpa kode rekening": (1, 10)}
    assert "(Rp10)" in pesan(hasil, "dilewati")[0]


def test_pembiayaan_bukan_belanja():
    assert lewat(baca(pagu(), pagu(rekening="6.2.02.01.01.0001", nilai=8))) == {"bukan rekening belanja": (1, 8)}


def test_nama_dengan_spasi_baris_baru_dan_nbsp():
    (sub,) = baca(pagu(**{"NAMA SUB KEGIATAN": "  Pengelolaan\nData\N{NO-BREAK SPACE} Uji "})).sub
    assert sub.nama == "Pengelolaan Data Uji"


def test_satu_kabupaten_disaring_menurut_skpd():
    baris = [pagu(nilai=10), pagu(nilai=700, skpd=SKPD_LAIN), pagu(nilai=7, skpd=SKPD_LAIN)]
    hasil = baca(*baris, skpd=SKPD)
    assert (hasil.jumlah, hasil.jumlah_berkas) == (10, 717)
    assert lewat(hasil) == {"SKPD lain": (2, 707)}
    assert hasil.skpd == (SkpdDibaca(SKPD, "Badan Uji", 1, 10), SkpdDibaca(SKPD_LAIN, "Dinas Contoh", 2, 707))
    assert pesan(hasil, "skpd") == ["Lembar “Sheet 1” berisi 2 SKPD; 2 baris SKPD lain (Rp707) tidak dibaca."]


def test_tanpa_pilihan_skpd_semua_dijumlahkan_dan_diperingatkan():
    hasil = baca(pagu(nilai=10), pagu(nilai=700, skpd=SKPD_LAIN))
    assert hasil.jumlah == 710
    assert "2 SKPD dan semuanya dijumlahkan" in pesan(hasil, "skpd")[0]


def test_sub_unit_ikut_skpd_dan_dapat_dipilih_sendiri():
    unit = SKPD[:-4] + "0003"
    baris = [pagu(nilai=10), pagu(nilai=5, **{"KODE SUB UNIT": unit})]
    hasil = baca(*baris, skpd=SKPD)
    assert [(b.sub_skpd, b.nilai) for b in hasil.rincian] == [(SKPD, 10), (unit, 5)]
    assert hasil.sub[0].sub_skpd == (SKPD, unit)
    assert baca(*baris, skpd=unit).jumlah == 5


def test_skpd_dengan_beberapa_bidang_urusan():
    assert {s.kode for s in baca(pagu(), pagu(SUB_TIGA), skpd=SKPD).sub} == {SUB, SUB_TIGA}


def test_beberapa_tahun():
    baris = [pagu(nilai=10), pagu(nilai=5, TAHUN=2025), pagu(nilai=1, TAHUN="2026")]
    hasil = baca(*baris)
    assert (hasil.jumlah, hasil.tahun) == (16, (2025, 2026))
    assert "beberapa tahun (2025, 2026). Semuanya dijumlahkan" in pesan(hasil, "tahun")[0]
    hasil = baca(*baris, tahun=2026)
    assert (hasil.jumlah, lewat(hasil)) == (11, {"tahun lain": (1, 5)})
    assert "Hanya baris tahun 2026" in pesan(hasil, "tahun")[0]


def test_rekening_lama_dan_baru_satu_jenis():
    hasil = baca(pagu(nilai=1, rekening="5.1.02.01.01.0024"), pagu(nilai=2, rekening="5.1.02.01.001.00024"))
    assert hasil.per_sub_jenis == {(SUB, "barang_jasa"): 3}


def test_sub_kegiatan_dua_angka():
    hasil = baca(pagu("5.03.02.2.01.06", nilai=3))
    assert [(s.kode, s.jumlah) for s in hasil.sub] == [("5.03.02.2.01.06", 3)]


def test_bidang_urusan_jadi_angka_diterima_bila_mengikuti():
    hasil = baca(*(pagu("1.10.02.2.01.0006", nilai=1, **{"KODE BIDANG URUSAN": 1.1}) for _ in range(7)))
    assert hasil.jumlah == 7
    (p,) = pesan(hasil, "kode_angka")
    assert p.startswith("Lembar “Sheet 1” baris 2, 3, 4, 5, 6 dan 2 baris lain: kolom Kode Bidang Urusan telah diubah")


def test_bidang_urusan_jadi_angka_ditolak_bila_tidak_mengikuti():
    with pytest.raises(SipdDitolak, match="baris 2: kolom Kode Bidang Urusan berisi angka"):
        baca(pagu("1.10.02.2.01.0006", **{"KODE BIDANG URUSAN": 1.2}))


@pytest.mark.parametrize(
    ("kolom", "isi"), [("KODE SUB KEGIATAN", 5.03), ("KODE REKENING", 5.1), ("KODE SKPD", 5.03), ("KODE SUB UNIT", 5.3)]
)
def test_kode_lain_jadi_angka_ditolak(kolom, isi):
    with pytest.raises(SipdDitolak, match=r"baris 2: kolom Kode .* berisi angka .* Unggah unduhan asli"):
        baca(pagu(**{kolom: isi}))


def test_kode_program_jadi_tanggal():
    tanggal = datetime.datetime(2002, 3, 5)
    isi = susun(REKAP3, [pagu(nilai=5, **{"KODE PROGRAM": tanggal})])
    assert baca_pagu(simpan(x=isi)).jumlah == 0 + 5
    isi = susun(REKAP3, [pagu(SUB_TIGA, nilai=5, **{"KODE PROGRAM": tanggal})])
    with pytest.raises(SipdDitolak, match="Kode Program"):
        baca_pagu(simpan(x=isi))


def test_baris_total_buatan_sendiri_diperiksa():
    total = {"NO": "Total", "PAGU": 30}
    assert not baca(pagu(nilai=10), pagu(nilai=20), total).peringatan
    hasil = baca(pagu(nilai=10), pagu(nilai=25), total)
    assert (hasil.total_berkas, hasil.jumlah, hasil.baris) == (30, 35, 2)
    assert "menyebut Rp30, jumlah barisnya Rp35 (selisih -Rp5)" in pesan(hasil, "total")[0]


def test_baris_kosong_dan_baris_loncat_tetap_bernomor_benar():
    isi = [list(REKAP3), [], [], *susun(REKAP3, [pagu(nilai="x")])[1:]]
    with pytest.raises(SipdDitolak, match="baris 4"):
        baca_pagu(simpan(x=isi))


def test_disimpan_ulang_oleh_excel_sama_isinya():
    isi = susun(REKAP5, [pagu(nilai=10.5), pagu(SUB_DUA, None, None)])
    satu, dua = baca_pagu(simpan_asli(isi)), baca_pagu(simpan(**{"Sheet 1": isi}))
    assert satu == dua


def test_pagu_negatif_diperingatkan():
    assert SUB in pesan(baca(pagu(nilai=-5)), "negatif")[0]


@pytest.mark.lambat
def test_8000_baris_dengan_kemajuan():
    berkas = simpan_asli(susun(REKAP5, (pagu(rekening=ATK, nilai=n) for n in range(8000))))
    langkah = []
    hasil = baca_pagu(berkas, maju=lambda n, perkiraan: langkah.append((n, perkiraan)))
    assert hasil.jumlah == 8000 * 7999 // 2
    assert langkah[0] == (500, 8000)
    assert langkah[-1] == (8000, 8000)
    assert len(langkah) == 17
