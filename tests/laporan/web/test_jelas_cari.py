"""Every number explained; the search."""

import pytest

from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.penjelasan import PENJELAS, jelaskan
from tests.alat import alamat, teks
from tests.pabrik import IndikatorFactory, RealisasiFactory, SasaranFactory, SimpulFactory, TargetFactory

CONTOH = {"indikator": "I.S1.1", "sasaran": "S3", "simpul": "P1", "total": "total"}


def jelas(klien, jenis, objek, apa, **lain):
    return klien.get(alamat("jelas", jenis=jenis, objek=objek, apa=apa), **lain)


@pytest.mark.parametrize(("jenis", "apa"), PENJELAS)
def test_setiap_penjelasan_tampil(perencana, jenis, apa):
    jawaban = jelas(perencana, jenis, CONTOH[jenis], apa)
    assert jawaban.status_code == 200
    assert "Rumus" in teks(jawaban)


@pytest.mark.parametrize("triwulan", [None, 2])
def test_setiap_angka_setiap_instansi_dapat_dijelaskan(dunia, triwulan):
    """What the explanation gives is the number that the ikhtisar holds."""
    for instansi in (dunia.hss, dunia.balangan, dunia.kosong):
        ikhtisar = susun_ikhtisar(instansi, 2024, triwulan)
        for i in ikhtisar.indikator:
            assert jelaskan(ikhtisar, "indikator", i.kode, "capaian").nilai == i.capaian
            assert jelaskan(ikhtisar, "indikator", i.kode, "akhir").nilai == i.akhir_renstra.capaian
            for apa in ("target", "realisasi", "efisiensi"):
                assert jelaskan(ikhtisar, "indikator", i.kode, apa)
        for jenis, kumpulan in (("sasaran", ikhtisar.sasaran), ("simpul", ikhtisar.simpul)):
            for x in kumpulan:
                for apa in ("pagu_murni", "pagu", "realisasi", "sisa", "serapan"):
                    assert jelaskan(ikhtisar, jenis, x.kode, apa).nilai == (
                        getattr(x, apa) if jenis == "simpul" or apa != "pagu_murni" else x.pagu_murni
                    )
        assert jelaskan(ikhtisar, "total", "total", "capaian").nilai == ikhtisar.total.capaian_iku


def test_rincian_berjumlah_sama_dengan_angkanya(dunia):
    ikhtisar = susun_ikhtisar(dunia.hss, 2024)
    for jenis, kode, harap in (
        ("total", "total", ikhtisar.total.pagu),
        *(("sasaran", s.kode, s.pagu) for s in ikhtisar.sasaran),
        *(("simpul", s.kode, s.pagu) for s in ikhtisar.simpul if s.jenis == "program"),
    ):
        baris = jelaskan(ikhtisar, jenis, kode, "pagu").baris
        assert sum(b.sel[0][0] for b in baris) == harap, (jenis, kode)


def test_capaian_dengan_hitungan_sumber_target_dan_predikat(perencana):
    isi = teks(jelas(perencana, "indikator", "I.S1.1", "capaian"))
    assert "99,49 ÷ 90 × 100 = 110,54" in isi
    assert "Perjanjian Kinerja" in isi
    assert "Predikat Sangat Tinggi: paling sedikit 91 (Skala Nilai Peringkat Kinerja)." in isi


def test_rata_rata_menyebut_berapa_yang_dihitung(perencana, hss):
    sasaran = SasaranFactory(renstra=hss.renstra.get(), induk=hss.renstra.get().simpul.get(kode="T1"))
    TargetFactory(indikator=IndikatorFactory(simpul=sasaran, utama=True, kode="I.BARU"))
    isi = teks(jelas(perencana, "total", "total", "capaian"))
    assert "Rata-rata 4 dari 5 indikator. 1 indikator tanpa nilai tidak dihitung." in isi
    assert "I.BARU · tidak dihitung" in isi


def test_yang_kosong_menyebut_alasannya(perencana, hss):
    hss.renstra.get().indikator.get(kode="I.S1.1").realisasi.all().delete()
    isi = teks(jelas(perencana, "indikator", "I.S1.1", "capaian"))
    assert "Tidak dapat dihitung: belum diisi." in isi


def test_makin_rendah_makin_baik(dunia, masuk):
    r = SimpulFactory(renstra__perangkat_daerah=dunia.kosong).renstra
    i = IndikatorFactory(simpul__renstra=r, simpul__induk=r.simpul.get(), turun=True, utama=True, kode="T7")
    TargetFactory(indikator=i, nilai=7)
    RealisasiFactory(indikator=i, nilai="6.5")
    tujuan = alamat("jelas", kode="hss-baru", jenis="indikator", objek="T7", apa="capaian")
    isi = teks(masuk(dunia.pendatang).get(tujuan))
    assert "(2 × 7 − 6,5) ÷ 7 × 100 = 107,14" in isi


def test_isi_dialog_sama_dengan_isi_halaman(perencana):
    halaman = jelas(perencana, "sasaran", "S3", "serapan")
    dialog = jelas(perencana, "sasaran", "S3", "serapan", headers={"HX-Request": "true"})
    assert "<html" not in dialog.content.decode()
    assert teks(dialog) in teks(halaman)
    assert "HX-Request" in dialog["Vary"]


@pytest.mark.parametrize(
    ("jenis", "objek", "apa"),
    [("total", "total", "umur"), ("lain", "S3", "pagu"), ("sasaran", "S99", "pagu"), ("indikator", "X", "capaian")],
)
def test_angka_yang_tidak_ada(perencana, jenis, objek, apa):
    assert jelas(perencana, jenis, objek, apa).status_code == 404


def test_cari_menemukan_indikator_dan_simpul(perencana):
    isi = teks(perencana.get(alamat("cari") + "?q=kompetensi asn"))
    assert "IKU I.S3.1" in isi
    assert "Kegiatan K1.3" in isi


def test_cari_sebagai_potongan(perencana):
    jawaban = perencana.get(alamat("cari") + "?q=mutasi", headers={"HX-Request": "true"})
    assert jawaban.content.decode().strip().startswith('<ul class="temuan-cari">')


def test_cari_tanpa_hasil_dan_tanpa_kata(perencana):
    assert "yang memuat “zzz”" in teks(perencana.get(alamat("cari") + "?q=zzz"))
    kosong = perencana.get(alamat("cari") + "?q=", headers={"HX-Request": "true"})
    assert kosong.content.strip() == b""


def test_cari_membatasi_hasil(dunia, masuk):
    klien = masuk(dunia.tetangga)
    isi = teks(klien.get(alamat("cari", kode=dunia.balangan.kode) + "?q=a"))
    assert "30 dari" in isi
