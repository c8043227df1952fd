"""The dashboard: ten questions, each with a small world whose answer is known."""

import datetime
from decimal import Decimal as D

import pytest
from django.utils import timezone

from anggaran.models import RealisasiAnggaran
from capaian.alur import StatusIsian
from capaian.models import Realisasi
from laporan.dasbor import arah, belanja, mutu
from laporan.dasbor.menunggu import menunggu
from laporan.dasbor.muat import susun_bahan
from laporan.dasbor.tenggat import tenggat
from renstra.models import Indikator, Target
from sakip.models import Pemda
from tests.alat import alamat, jumlah_kueri, teks
from tests.capaian.isian_uji import TAHUN, TW, buat_instansi
from tests.pabrik import (
    BuktiFactory,
    CatatanMejaFactory,
    DokumenAnggaranFactory,
    IndikatorFactory,
    NaskahSiapFactory,
    NaskahTugasFactory,
    PenyampaianFactory,
    PerjanjianKinerjaFactory,
    RealisasiAnggaranFactory,
    RealisasiFactory,
    RekomendasiFactory,
    RencanaKasFactory,
    SusunanFactory,
    TargetFactory,
)


@pytest.fixture
def u(db):
    return buat_instansi()


def bahan(u, triwulan=TW):
    u.instansi.refresh_from_db()
    return susun_bahan(u.instansi, TAHUN, triwulan)


def isi(indikator, triwulan, nilai, tahun=TAHUN, **lain):
    return RealisasiFactory(indikator=indikator, tahun=tahun, triwulan=triwulan, nilai=nilai, **lain)


def diajukan(u, nama, nilai=10, oleh=None):
    return isi(
        *(getattr(u.i, nama), TW, nilai), status=StatusIsian.DIAJUKAN, diajukan_oleh=oleh or u.staf,
        diajukan_pada=timezone.now() - datetime.timedelta(days=3),
    )  # fmt: skip


def halaman(masuk, u, siapa, triwulan=TW):
    return teks(masuk(siapa).get(alamat("dasbor", kode=u.kode, tahun=TAHUN, triwulan=triwulan)))


def hitung_satu(u, kode="IKU1", triwulan=TW):
    b = bahan(u, triwulan)
    milik = [a for a in arah.arah_indikator(b) if a.angka.kode == kode]
    return milik[0] if milik else None


# Apa yang menunggu saya?


def test_persetujuan_menunggu_kepala_dan_kepala_bidang(u):
    diajukan(u, "angka")
    diajukan(u, "lain", oleh=u.staf_lain)
    b = bahan(u)
    kabid, kepala = (menunggu(p, b) for p in (u.kabid, u.kepala))
    assert [m.judul for m in kabid if m.langkah] == ["1 isian Bidang Mutasi menunggu persetujuan Anda (triwulan II)"]
    assert sorted(m.bidang for m in kepala if m.langkah) == sorted([u.mutasi.pk, u.diklat.pk])
    assert next(m for m in kabid if m.langkah).umur(b.hari) == 3


def test_yang_diajukan_sendiri_tidak_menunggu_diri_sendiri(u):
    diajukan(u, "angka", oleh=u.kabid)
    assert not [m for m in menunggu(u.kabid, bahan(u)) if m.langkah == "setujui"]
    u.instansi.boleh_setujui_sendiri = True
    u.instansi.save()
    assert [m for m in menunggu(u.kabid, bahan(u)) if m.langkah == "setujui"]


def test_bidang_melihat_yang_belum_diisi_dan_sampai_kapan(u):
    antrean = menunggu(u.staf, bahan(u))
    assert [m.jenis for m in antrean] == ["isi"]
    assert antrean[0].judul == "5 isian Bidang Mutasi belum diajukan, 5 di antaranya belum diisi (triwulan II)"
    assert antrean[0].jatuh_tempo == timezone.localdate(u.jadwal.tutup)


def test_yang_dikembalikan_disebut_tersendiri(u):
    isi(u.i.angka, TW, 5, status=StatusIsian.DIKEMBALIKAN)
    assert [(m.jenis, len(m.rincian)) for m in menunggu(u.staf, bahan(u))] == [("dikembalikan", 1), ("isi", 4)]


def test_perencanaan_memverifikasi_yang_disetujui(u):
    baris = diajukan(u, "angka")
    pada = timezone.now()
    Realisasi.objects.filter(pk=baris.pk).update(
        status=StatusIsian.DISETUJUI, disetujui_oleh=u.kabid, disetujui_pada=pada
    )
    langkah = [m.langkah for m in menunggu(u.perencanaan, bahan(u)) if m.langkah]
    assert langkah == ["verifikasi"]


def test_rekomendasi_lewat_tempo_dan_tanpa_tanggal(u):
    hari = timezone.localdate()
    RekomendasiFactory(perangkat_daerah=u.instansi, jatuh_tempo=hari - datetime.timedelta(days=9))
    RekomendasiFactory(perangkat_daerah=u.instansi, jatuh_tempo=hari + datetime.timedelta(days=9))
    RekomendasiFactory(perangkat_daerah=u.instansi)
    RekomendasiFactory(perangkat_daerah=u.instansi, status="selesai", jatuh_tempo=hari - datetime.timedelta(days=99))
    satu = next(m for m in menunggu(u.kepala, bahan(u)) if m.jenis == "rekomendasi")
    assert satu.judul == "1 rekomendasi lewat jatuh tempo, 1 rekomendasi belum selesai tanpa tanggal"
    assert (satu.lewat(hari), satu.tanpa_tanggal) == (9, 1)


def test_pk_yang_harus_ditandatangani_dan_catatan_inspektorat(u):
    PerjanjianKinerjaFactory(perangkat_daerah=u.instansi, tahun=TAHUN, keadaan="draf")
    susunan = SusunanFactory(perangkat_daerah=u.instansi, jadi=True)
    CatatanMejaFactory(penyampaian=PenyampaianFactory(susunan=susunan))
    b = bahan(u)
    assert [m.jenis for m in menunggu(u.kepala, b)] == ["pk", "catatan"]
    assert "catatan" not in [m.jenis for m in menunggu(u.staf, b)]


def test_naskah_yang_ditugaskan_sampai_siap(u):
    hari = timezone.localdate()
    milik = {"perangkat_daerah": u.instansi, "tahun": TAHUN}
    NaskahTugasFactory(**milik, bagian="1.3", bidang=None, pengguna=u.staf, jatuh_tempo=hari - datetime.timedelta(4))
    NaskahTugasFactory(**milik, bagian="1.1", bidang=u.mutasi, jatuh_tempo=hari + datetime.timedelta(2))
    NaskahTugasFactory(**milik, bagian="1.2", bidang=u.diklat)
    NaskahTugasFactory(**milik, bagian="3.1.analisis.TIADA", bidang=u.mutasi)
    satu = next(m for m in menunggu(u.staf, bahan(u)) if m.jenis == "naskah")
    assert satu.judul == "2 bagian naskah LKjIP ditugaskan untuk ditulis" and satu.lewat(hari) == 4
    assert [r.nama for r in satu.rincian] == ["1.3 Maksud dan Tujuan", "1.1 Latar Belakang"]
    assert satu.rincian[0].keterangan.endswith(", lewat 4 hari") and "lewat" not in satu.rincian[1].keterangan
    NaskahSiapFactory(**milik, bagian="1.3")
    satu = next(m for m in menunggu(u.staf, bahan(u)) if m.jenis == "naskah")
    assert [r.nama for r in satu.rincian] == ["1.1 Latar Belakang"] and satu.lewat(hari) == 0
    assert "naskah" not in [m.jenis for m in menunggu(u.kepala, bahan(u))]


def test_tugas_naskah_tampil_di_beranda_dan_membawa_ke_bagiannya(u, masuk):
    lalu = timezone.localdate() - datetime.timedelta(days=4)
    NaskahTugasFactory(perangkat_daerah=u.instansi, tahun=TAHUN, bagian="1.1", bidang=u.mutasi, jatuh_tempo=lalu)
    klien = masuk(u.staf)
    isi_halaman = teks(klien.get(alamat("instansi", kode=u.kode, tahun=TAHUN, triwulan=TW)))
    assert "1 bagian naskah LKjIP ditugaskan untuk ditulis" in isi_halaman and "lewat 4 hari" in isi_halaman
    (m,) = [m for m in menunggu(u.staf, bahan(u)) if m.jenis == "naskah"]
    buka = klien.get(m.alamat)
    assert buka.context["b"].kunci == "1.1" and "lewat" in teks(buka) and "Bidang Mutasi, sampai" in teks(buka)


# Apakah target tahun ini akan tercapai?


@pytest.mark.parametrize(("nilai", "keadaan"), [(80, "aman"), (76, "perlu perhatian"), (40, "terancam")])
def test_prakiraan_iku(u, nilai, keadaan):
    TargetFactory(indikator=u.i.iku, tahun=TAHUN, nilai=80)
    isi(u.i.iku, 1, nilai)
    satu = hitung_satu(u)
    assert (satu.prakiraan.keadaan, satu.prakiraan.nilai, satu.prakiraan.sampai) == (keadaan, D(nilai), 1)


def test_batas_perhatian_milik_pemda(u):
    TargetFactory(indikator=u.i.iku, tahun=TAHUN, nilai=80)
    isi(u.i.iku, 1, 76)
    Pemda.objects.update(batas_perhatian=96)
    u.instansi = type(u.instansi).objects.select_related("pemda").get(pk=u.instansi.pk)
    assert susun_dan_ambil(u).prakiraan.keadaan == "terancam"


def susun_dan_ambil(u):
    return next(a for a in arah.arah_indikator(susun_bahan(u.instansi, TAHUN, TW)) if a.angka.kode == "IKU1")


def test_jumlah_mengikuti_pola_tahun_lalu_atau_sebanding(u):
    Indikator.objects.filter(pk=u.i.iku.pk).update(agregasi="jumlah")
    TargetFactory(indikator=u.i.iku, tahun=TAHUN, nilai=100)
    isi(u.i.iku, 1, 10)
    isi(u.i.iku, 2, 20)
    assert hitung_satu(u).prakiraan.nilai == D(60)
    for tw, nilai in ((1, 5), (2, 5), (3, 20), (4, 10)):
        isi(u.i.iku, tw, nilai, TAHUN - 1)
    satu = hitung_satu(u).prakiraan
    assert satu.nilai == D(120)
    assert "pola tahun lalu" in satu.cara


def test_triwulan_yang_berlubang_disebut(u):
    Indikator.objects.filter(pk=u.i.iku.pk).update(agregasi="jumlah")
    TargetFactory(indikator=u.i.iku, tahun=TAHUN, nilai=100)
    isi(u.i.iku, 2, 20)
    satu = hitung_satu(u).prakiraan
    assert satu.nilai == D(40)
    assert "triwulan I belum diisi" in satu.cara


def test_rasio_tidak_dikalikan(u):
    Indikator.objects.filter(pk=u.i.iku.pk).update(agregasi="jumlah", jenis_nilai="rasio", pengali=100)
    TargetFactory(indikator=u.i.iku, tahun=TAHUN, nilai=50)
    RealisasiFactory(indikator=u.i.iku, tahun=TAHUN, triwulan=1, nilai=None, pembilang=3, penyebut=4)
    assert hitung_satu(u).prakiraan.nilai == D(75)


def tanpa_target(u):
    isi(u.i.iku, 1, 5)
    Target.objects.filter(indikator=u.i.iku, triwulan=None).delete()


def target_nol(u):
    isi(u.i.iku, 1, 5)
    Target.objects.filter(indikator=u.i.iku, triwulan=None).update(nilai=0)


def berpredikat(u):
    Indikator.objects.filter(pk=u.i.iku.pk).update(jenis_nilai="predikat")


@pytest.mark.parametrize(
    ("ubah", "alasan"),
    [
        (lambda u: None, "belum ada triwulan yang terisi"),
        (tanpa_target, "target belum ditetapkan"),
        (target_nol, "target nol"),
        (berpredikat, "target berupa predikat"),
    ],
)
def test_yang_belum_dapat_dinilai_menyebut_sebabnya(u, ubah, alasan):
    TargetFactory(indikator=u.i.iku, tahun=TAHUN, nilai=80)
    ubah(u)
    satu = hitung_satu(u).prakiraan
    assert (satu.keadaan, satu.capaian) == ("belum dapat dinilai", None)
    assert satu.alasan == alasan


def test_yang_kosong_tidak_pernah_hijau_di_halaman(u, masuk):
    isi_halaman = halaman(masuk, u, u.kepala)
    assert "Aman 0 Perlu perhatian 0 Terancam 0 Belum dapat dinilai 1 dari 1 IKU" in isi_halaman
    assert "belum ada triwulan yang terisi" in isi_halaman


# Apa yang memburuk?


def test_yang_memburuk_dibandingkan_dengan_triwulan_yang_sama(u):
    isi(u.i.iku, 2, 70)
    isi(u.i.iku, 2, 80, TAHUN - 1)
    b = bahan(u)
    buruk = arah.memburuk(arah.arah_indikator(b))
    assert [(a.angka.kode, a.perubahan.selisih, a.perubahan.persen) for a in buruk] == [("IKU1", D(-10), D("-12.5"))]
    Indikator.objects.filter(pk=u.i.iku.pk).update(batas_berarti=10)
    assert arah.memburuk(arah.arah_indikator(bahan(u))) == []


def test_tanpa_tahun_lalu_belum_dapat_dinilai(u, masuk):
    isi(u.i.iku, 2, 70)
    assert "Belum dapat dinilai: belum ada nilai yang dapat dibandingkan" in halaman(masuk, u, u.kepala)


# Uang jalan, hasil jalan? Sesuai rencana kas?


def test_sebaran_menyebut_kuadrannya(u):
    RealisasiAnggaran.objects.all().delete()
    RealisasiAnggaranFactory(simpul=u.sub, tahun=TAHUN, triwulan=1, nilai=600_000)
    RealisasiAnggaranFactory(simpul=u.lain_sub, tahun=TAHUN, triwulan=1, nilai=100_000)
    isi(u.i.angka, 2, 50)
    titik = {t.simpul.kode: t for t in belanja.sebaran(bahan(u))}
    assert (titik["P1"].serapan, titik["P1"].capaian) == (D(60), D(125))
    assert titik["P1"].kuadran == "Uang jalan, hasil jalan"
    assert (titik["P2"].capaian, titik["P2"].kuadran) == (None, "")


def test_selisih_rencana_kas_dan_pembuatnya(u):
    for simpul, rencana, realisasi in ((u.sub, 400_000, 500_000), (u.lain_sub, 900_000, 300_000)):
        RencanaKasFactory(simpul=simpul, tahun=TAHUN, triwulan=1, nilai=rencana)
        RealisasiAnggaranFactory(simpul=simpul, tahun=TAHUN, triwulan=1, nilai=realisasi)
    kas = belanja.kas(bahan(u))
    assert (kas.rencana_sd, kas.realisasi_sd, kas.selisih) == (D(1_300_000), D(800_000), D(500_000))
    assert [(s.simpul.kode, s.selisih) for s in kas.pembuat] == [("SK2", D(600_000)), ("SK1", D(-100_000))]
    assert kas.rencana[2] == D(1_300_000)
    assert kas.realisasi[:3] == (None, None, D(800_000))


def test_bulan_yang_diketahui_digambar_per_bulan(u):
    for bulan, nilai in ((1, 10), (2, 20), (3, 30)):
        RealisasiAnggaranFactory(simpul=u.sub, tahun=TAHUN, triwulan=1, bulan=bulan, nilai=nilai)
    assert belanja.kas(bahan(u)).realisasi[:4] == (D(10), D(30), D(60), None)


def test_tanpa_rencana_kas_belum_dapat_dinilai(u, masuk):
    assert belanja.kas(bahan(u)).selisih is None
    assert "rencana kas dan realisasi per triwulan belum diisi" in halaman(masuk, u, u.kepala)


# Siapa terlambat, apa yang perlu keputusan, seberapa dipercaya, dokumen


def test_terlambat_dihitung_sejak_jadwal_ditutup(u):
    kini = timezone.now()
    type(u.jadwal).objects.update(buka=kini - datetime.timedelta(days=30), tutup=kini - datetime.timedelta(days=4))
    diajukan(u, "lain", oleh=u.staf_lain)
    per_bidang = {k.nama: k for k in mutu.keadaan_bidang(bahan(u))}
    assert (per_bidang["Bidang Mutasi"].terlambat, per_bidang["Bidang Mutasi"].belum) == (4, 5)
    assert (per_bidang["Bidang Diklat"].terlambat, per_bidang["Bidang Diklat"].status["diajukan"]) == (0, 1)


def test_keputusan_terurut_menurut_jarak_lalu_uang_lalu_umur(u):
    TargetFactory(indikator=u.i.iku, tahun=TAHUN, nilai=80)
    isi(u.i.iku, 1, 60)
    RencanaKasFactory(simpul=u.lain_sub, tahun=TAHUN, triwulan=1, nilai=900)
    RealisasiAnggaranFactory(simpul=u.lain_sub, tahun=TAHUN, triwulan=1, nilai=300)
    diajukan(u, "angka")
    b = bahan(u)
    kas = belanja.kas(b)
    tertinggal = [(s.simpul.kode, s.simpul.uraian, s.selisih) for s in kas.pembuat]
    hasil = arah.keputusan(b, arah.arah_indikator(b), tertinggal, menunggu(u.kepala, b))
    assert [k.objek or k.judul.split()[0] for k in hasil] == ["IKU1", "SK2", "1"]
    assert "jarak ke target 25,00 poin" in hasil[0].sebab


def test_mutu_menghitung_yang_terisi_terverifikasi_dan_berbukti(u):
    isi(u.i.angka, TW, 5)
    baris, pada = diajukan(u, "hitung"), timezone.now()
    orang = {"disetujui_oleh": u.kabid, "disetujui_pada": pada, "diverifikasi_oleh": u.perencanaan}
    Realisasi.objects.filter(pk=baris.pk).update(status=StatusIsian.DIVERIFIKASI, diverifikasi_pada=pada, **orang)
    BuktiFactory(indikator=u.i.angka, tahun=TAHUN, triwulan=TW)
    m = mutu.mutu(bahan(u), [])
    assert (m.semua, m.terisi, m.terverifikasi, m.berbukti, m.bertemuan) == (7, 2, 1, 1, 0)


def test_tenggat_dokumen(u):
    DokumenAnggaranFactory(perangkat_daerah=u.instansi, tahun=TAHUN, tanggal=datetime.date(TAHUN, 1, 2))
    Pemda.objects.update(hari_evaluasi_renja=15)
    SusunanFactory(perangkat_daerah=u.instansi, tahun=TAHUN, jenis="evaluasi_renja", triwulan=1, jadi=True)
    PenyampaianFactory(susunan=SusunanFactory(perangkat_daerah=u.instansi, tahun=TAHUN, jadi=True))
    u.instansi = type(u.instansi).objects.select_related("pemda").get(pk=u.instansi.pk)
    per_nama = {t.nama: t for t in tenggat(susun_bahan(u.instansi, TAHUN, TW))}
    assert per_nama["Perjanjian Kinerja"].tanggal == datetime.date(TAHUN, 2, 2)
    assert per_nama["Perjanjian Kinerja"].keadaan == "belum dibuat"
    assert per_nama["Evaluasi Renja Triwulan I"].selesai
    assert per_nama["Evaluasi Renja Triwulan II"].tanggal == datetime.date(TAHUN, 7, 15)
    assert per_nama["LKjIP"].tanggal == datetime.date(TAHUN + 1, 2, 28)
    assert (per_nama["LKjIP"].keadaan, per_nama["LKjIP"].selesai) == ("disampaikan", True)


def test_tanpa_ketentuan_tanpa_tanggal(u):
    assert {t.tanggal for t in tenggat(bahan(u)) if t.nama.startswith("Evaluasi")} == {None}


# Halamannya


def test_menyetujui_dari_dasbor_lalu_kembali_ke_sana(u, masuk):
    baris = diajukan(u, "angka")
    klien, dasbor = masuk(u.kepala), alamat("dasbor", kode=u.kode, tahun=TAHUN, triwulan=TW)
    tujuan = alamat("isian_langkah", kode=u.kode, tahun=TAHUN, triwulan=TW, bidang=u.mutasi.pk, langkah="setujui")
    jawaban = klien.post(tujuan, {"baris": f"{u.i.angka.pk}:{baris.ubahan_ke}", "ke": dasbor})
    assert jawaban.url == dasbor
    baris.refresh_from_db()
    assert baris.status == StatusIsian.DISETUJUI
    asing = klien.post(tujuan, {"baris": f"{u.i.angka.pk}:9", "ke": "https://contoh.id/"})
    assert asing.url.startswith(f"/{u.kode}/")


def test_kepala_bidang_melihat_bidangnya_saja(u, masuk):
    isi_halaman = halaman(masuk, u, u.kabid)
    assert "Dasbor s.d. Triwulan II 2024, Bidang Mutasi" in isi_halaman
    assert "dari 5 indikator" in isi_halaman
    assert "Bidang Diklat" not in isi_halaman


def test_kueri_tetap_dan_tidak_lebih_dari_25(u, masuk):
    klien, tujuan = masuk(u.kepala), alamat("dasbor", kode=u.kode, tahun=TAHUN, triwulan=TW)
    diajukan(u, "angka")
    sebelum = jumlah_kueri(klien, tujuan)
    for n in range(12):
        satu = IndikatorFactory(simpul=u.i.iku.simpul, utama=True, kode=f"X{n}", nama="Nama yang panjang " * 16)
        TargetFactory(indikator=satu, tahun=TAHUN, triwulan=2, nilai=10)
        isi(satu, 2, 9)
    RekomendasiFactory.create_batch(3, perangkat_daerah=u.instansi)
    assert jumlah_kueri(klien, tujuan) == sebelum <= 25


@pytest.mark.parametrize("siapa", ["kepala", "kabid", "staf", "perencanaan", "inspektorat", "admin"])
@pytest.mark.parametrize("tahun", [TAHUN, 2031])
def test_tahun_tanpa_data_tetap_berhalaman(u, masuk, siapa, tahun):
    jawaban = masuk(getattr(u, siapa)).get(alamat("dasbor", kode=u.kode, tahun=tahun))
    assert jawaban.status_code == 200
    assert "Belum dapat dinilai" in teks(jawaban)


def test_bukan_untuk_instansi_lain(u, masuk):
    for nama in ("dasbor", "dasbor_cetak"):
        assert masuk(u.tetangga).get(alamat(nama, kode=u.kode, tahun=TAHUN)).status_code == 404


@pytest.mark.pdf
def test_satu_lembar_a4(u, masuk):
    from io import BytesIO

    from pikepdf import Pdf

    for n in range(20):
        satu = IndikatorFactory(simpul=u.i.iku.simpul, utama=True, kode=f"X{n}", nama="Nama indikator panjang " * 12)
        isi(satu, 2, 9)
    jawaban = masuk(u.kepala).get(alamat("dasbor_cetak", kode=u.kode, tahun=TAHUN, triwulan=TW))
    assert jawaban["Content-Type"] == "application/pdf"
    with Pdf.open(BytesIO(jawaban.content)) as pdf:
        assert len(pdf.pages) == 1
