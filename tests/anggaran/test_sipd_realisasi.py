"""Laporan Realisasi Per Dokumen: both layouts, dates, the shifted total, documents twice, no personal data."""

from decimal import Decimal

import pytest

from anggaran.sipd import buka
from anggaran.sipd.bentuk import SipdDitolak
from anggaran.sipd.realisasi import RealisasiDibaca, baca_realisasi

from .sipd_uji import (
    ATK,
    GAJI,
    NIP,
    PEGAWAI,
    REALISASI,
    SKPD,
    SKPD_LAIN,
    SUB,
    SUB_DUA,
    belanja,
    simpan,
    simpan_asli,
    susun,
    susun_realisasi,
)


def baca(*baris, total=None, **opsi):
    hasil = baca_realisasi(simpan_asli(susun_realisasi(*baris, total=total)), **opsi)
    assert hasil.jumlah + sum(d.jumlah for d in hasil.dilewati) == hasil.jumlah_berkas
    assert sum(b.nilai for b in hasil.rincian) == hasil.jumlah
    return hasil


def lewat(hasil):
    return {d.alasan: (d.baris, d.jumlah) for d in hasil.dilewati}


def pesan(hasil, kunci):
    return [p.pesan for p in hasil.peringatan if p.kunci == kunci]


def test_dijumlahkan_per_sub_kegiatan_jenis_dan_bulan():
    hasil = baca(
        belanja(nilai=100),
        belanja(nilai=20, rekening=GAJI),
        belanja(nilai=3, **{"Tanggal Dokumen": "1 Februari 2026"}),
        belanja(nilai=50),
        belanja(SUB_DUA, nilai=4),
    )
    assert hasil.rincian == (
        RealisasiDibaca(SUB, "barang_jasa", 2026, 1, Decimal(150), 2),
        RealisasiDibaca(SUB, "barang_jasa", 2026, 2, Decimal(3), 1),
        RealisasiDibaca(SUB, "pegawai", 2026, 1, Decimal(20), 1),
        RealisasiDibaca(SUB_DUA, "barang_jasa", 2026, 1, Decimal(4), 1),
    )
    assert hasil.per_sub_jenis[SUB, "barang_jasa", 1] == 150
    assert (hasil.bulan, hasil.tahun) == (((2026, 1), (2026, 2)), (2026,))


def test_total_tergeser_dilewati_dan_diperiksa():
    hasil = baca(belanja(nilai=100), belanja(nilai=50), total=150)
    assert (hasil.baris, hasil.total_berkas, hasil.peringatan) == (2, 150, ())
    hasil = baca(belanja(nilai=100), belanja(nilai=50), total=140)
    assert "menyebut Rp140, jumlah barisnya Rp150" in pesan(hasil, "total")[0]


def test_total_diperiksa_terhadap_seluruh_berkas_bukan_skpd_sendiri():
    hasil = baca(belanja(nilai=100), belanja(nilai=50, skpd=SKPD_LAIN), total=150, skpd=SKPD)
    assert (hasil.jumlah, hasil.jumlah_berkas, pesan(hasil, "total")) == (100, 150, [])
    assert lewat(hasil) == {"SKPD lain": (1, 50)}


def test_total_tidak_tergeser_juga_diterima():
    isi = susun(REALISASI, [belanja(nilai=7), {"Kode SKPD": "Total", "Nilai Realisasi": 7, "Nilai Setoran": 0}])
    hasil = baca_realisasi(simpan(x=isi))
    assert (hasil.total_berkas, hasil.peringatan) == (7, ())


def test_varian_nomor_angka_teks_dan_null():
    kepala = ("Nomor", *REALISASI)
    baris = [
        belanja(nilai="1.234.567,00", Nomor=1, **{"Nilai Setoran": "0,00", "Nomor SP2D": "null"}),
        belanja(nilai="33,50", Nomor=2),
    ]
    isi = susun_realisasi(*baris, total="1.234.600,50", kepala=kepala)
    hasil = baca_realisasi(simpan(x=isi))
    assert hasil.jumlah == hasil.total_berkas == Decimal("1234600.5")
    assert not hasil.peringatan
    assert lewat(baca_realisasi(simpan(x=isi), hanya_cair=True)) == {
        "belum cair (tanpa Nomor SP2D)": (1, Decimal(1234567))
    }


def test_kepala_di_baris_satu_tanpa_judul():
    assert baca_realisasi(simpan(x=susun(REALISASI, [belanja(nilai=5)]))).jumlah == 5


def test_nilai_spd_dan_sp2d_tidak_pernah_dijumlahkan():
    hasil = baca(belanja(nilai=5), belanja(nilai=6))
    assert hasil.jumlah == 11
    assert "999999" not in repr(hasil)
    assert "888888" not in repr(hasil)


def test_bulan_menurut_tanggal_transfer():
    baris = [belanja(nilai=5), belanja(nilai=6, **{"Tanggal Transfer": "2 Maret 2026"})]
    assert {b.bulan for b in baca(*baris).rincian} == {1}
    hasil = baca(*baris, dasar="transfer")
    assert [(b.bulan, b.nilai) for b in hasil.rincian] == [(2, 5), (3, 6)]
    assert hasil.dasar == "transfer"
    assert "terbagi atas Februari 2026; Maret 2026" in pesan(hasil, "bulan_terbagi")[0]


def test_hanya_yang_sudah_cair():
    baris = [belanja(nilai=5), belanja(nilai=6, **{"Nomor SP2D": None, "Tanggal Transfer": None})]
    assert baca(*baris).jumlah == 11
    hasil = baca(*baris, hanya_cair=True)
    assert (hasil.jumlah, lewat(hasil)) == (5, {"belum cair (tanpa Nomor SP2D)": (1, 6)})
    assert lewat(baca(*baris, dasar="transfer")) == {"tanpa Tanggal Transfer": (1, 6)}


def test_baris_tanpa_tanggal_dan_tanggal_rusak():
    baris = [belanja(nilai=n, **{"Tanggal Dokumen": t}) for n, t in ((1, None), (2, "akhir bulan"), (4, "null"))]
    hasil = baca(belanja(nilai=100), *baris)
    assert lewat(hasil) == {"tanpa Tanggal Dokumen": (2, 5), "Tanggal Dokumen tidak terbaca": (1, 2)}
    assert any("baris 8 tidak dibaca: Tanggal Dokumen tidak terbaca (Rp2)" in p for p in pesan(hasil, "dilewati"))


def test_tahun_lain():
    baris = [belanja(nilai=5), belanja(nilai=6, **{"Tanggal Dokumen": "31 Desember 2025"})]
    hasil = baca(*baris, tahun=2026)
    assert (hasil.jumlah, lewat(hasil), hasil.tahun) == (5, {"tahun lain": (1, 6)}, (2025, 2026))
    assert [(b.tahun, b.bulan) for b in baca(*baris).rincian] == [(2025, 12), (2026, 1)]


def test_judul_menyebut_tahun_lain():
    hasil = baca(belanja(**{"Tanggal Dokumen": "7 Januari 2025"}))
    assert "judulnya menyebut tahun 2026, tanggalnya tahun 2025" in pesan(hasil, "tahun_judul")[0]


def test_tbp_pada_dua_spd_diperingatkan_dengan_banyak_dan_jumlahnya():
    ganda = [belanja(nilai=250_000, **{"Nomor SPD": f"00/SPD/{n}"}) for n in (1, 2)]
    hasil = baca(*ganda, belanja(nilai=5, **{"Nomor Dokumen": "00/TBP/2"}), total=500_005)
    assert (hasil.dokumen_ganda, hasil.jumlah_ganda, hasil.jumlah) == (1, 250_000, 500_005)
    (p,) = pesan(hasil, "tbp_ganda")
    assert "1 dokumen TBP" in p
    assert "Rp250.000" in p


def test_dua_baris_sama_pada_satu_spd_bukan_ganda():
    hasil = baca(belanja(nilai=5), belanja(nilai=5))
    assert (hasil.dokumen_ganda, hasil.jumlah) == (0, 10)


def test_ls_pada_dua_spd_bukan_ganda():
    baris = [belanja(nilai=5, **{"Nomor SPD": f"00/SPD/{n}", "Jenis Dokumen": "SPP"}) for n in (1, 2)]
    assert baca(*baris).dokumen_ganda == 0


def test_setoran_tidak_dikurangkan_tetapi_disebut():
    hasil = baca(belanja(nilai=100, **{"Nilai Setoran": 30}))
    assert (hasil.jumlah, hasil.jumlah_setoran) == (100, 30)
    assert "Rp30 tidak dikurangkan" in pesan(hasil, "setoran")[0]


def test_data_pribadi_tidak_pernah_menjadi_nilai(monkeypatch):
    """The reader is asked for no such column, and passes over its cells in the XML."""
    diminta, didapat = set(), []
    asli = buka.BukuSipd.baris

    def baris(self, lembar, kolom=None, mulai=1):
        for satu in asli(self, lembar, kolom, mulai):
            if kolom is not None:
                diminta.update(kolom)
                didapat.append(satu)
            yield satu

    monkeypatch.setattr(buka.BukuSipd, "baris", baris)
    hasil = baca(belanja(), belanja(SUB_DUA))
    dilarang = {REALISASI.index(k) for k in ("NIP Pegawai", "Nama Pegawai", "Keterangan Dokumen", "Nilai SPD")}
    assert didapat
    assert not diminta & dilarang
    assert not {k for _, isi in didapat for k in isi} & dilarang
    for teks in (NIP, PEGAWAI):
        assert teks not in repr(didapat)
        assert teks not in repr(hasil)


def test_sel_yang_tidak_diminta_tidak_diurai():
    """A cell that would not convert does no harm in a column that nobody reads."""
    berkas = simpan_asli(susun(REALISASI, [belanja(nilai=5, **{"NIP Pegawai": _Rusak()})]))
    assert baca_realisasi(berkas).jumlah == 5


class _Rusak(int):
    """A number whose text is none."""

    def __repr__(self) -> str:
        return "bukan-angka"


def test_bukan_belanja_dan_tanpa_rekening():
    hasil = baca(belanja(), belanja(rekening="4.1.02.01.01.0001", nilai=7), belanja(rekening=None, nilai=8))
    assert lewat(hasil) == {"bukan rekening belanja": (1, 7), "tanpa kode rekening": (1, 8)}


def test_tanpa_kode_sub_kegiatan():
    assert lewat(baca(belanja(), belanja(None, nilai=7))) == {"tanpa kode sub kegiatan": (1, 7)}


def test_rekening_2026():
    assert baca(belanja(rekening="5.1.02.01.001.00024", nilai=5)).rincian[0].jenis_belanja == "barang_jasa"


def test_kolom_tanggal_transfer_tidak_ada():
    kepala = [k for k in REALISASI if k != "Tanggal Transfer"]
    berkas = simpan(x=susun(kepala, [belanja()]))
    assert baca_realisasi(berkas).jumlah == 1000
    with pytest.raises(SipdDitolak, match="baris 1: kolom Tanggal Transfer tidak ada"):
        baca_realisasi(berkas, dasar="transfer")


def test_kemajuan():
    langkah = []
    isi = susun_realisasi(*(belanja(rekening=ATK, nilai=1) for _ in range(1200)))
    baca_realisasi(simpan_asli(isi), maju=lambda n, perkiraan: langkah.append((n, perkiraan)))
    assert [n for n, _ in langkah] == [500, 1000, 1201]
    assert langkah[0][1] >= 1201
