"""The trail of changes: what is read, by whom, as Excel; that nothing can change it."""

import io

import pytest
from django.db import IntegrityError, transaction
from openpyxl import load_workbook

from capaian.models import Komentar, Realisasi
from laporan.jejak import ceritakan, jejak_instansi
from laporan.views import jejak as tampilan
from renstra.models import Indikator, Renstra
from sakip.models import Jejak
from tests.alat import alamat, jumlah_kueri, teks
from tests.conftest import DEMO
from tests.laporan.unggahan_uji import simpan, unggah
from tests.pabrik import (
    AnggaranFactory,
    BidangFactory,
    BuktiFactory,
    IndikatorFactory,
    JadwalFactory,
    JejakFactory,
    KomentarFactory,
    KomponenFactory,
    NarasiFactory,
    PerpanjanganFactory,
    RealisasiAnggaranFactory,
    RealisasiFactory,
    TargetFactory,
)


@pytest.fixture
def indikator(hss):
    """A new indicator, with its own creation as the only change."""
    simpul = hss.renstra.first().simpul.filter(jenis="sasaran").first()
    return IndikatorFactory(simpul=simpul, kode="UJI.1", nama="Indeks Uji Coba", satuan="Indeks")


def garis_waktu(klien, objek="UJI.1", **lain):
    return klien.get(alamat("jejak_indikator", objek=objek, **lain))


def kejadian(hss, **saring):
    return list(ceritakan(jejak_instansi(hss).filter(**saring)))


# What is written, and how it is read


def isi_sel(klien, indikator, nilai, ubahan=0, lama=""):
    data = {"objek": f"i{indikator.pk}", "kolom": "nilai", "nilai": nilai, "ubahan": ubahan, "lama": lama}
    return klien.post(alamat("isian_sel", triwulan=2), data)


def test_realisasi_disimpan_dua_kali(perencana, hss, dunia, indikator):
    JadwalFactory(perangkat_daerah=hss, triwulan=2)
    assert isi_sel(perencana, indikator, "1234,5").status_code == 200
    assert isi_sel(perencana, indikator, "1300,25", ubahan=1, lama="1234,5").status_code == 200
    isi = teks(garis_waktu(perencana))
    assert "Realisasi TW II 2024 diubah Nilai semula 1.234,5 menjadi 1.300,25" in isi
    assert "Realisasi TW II 2024 dibuat" in isi
    jejak = Jejak.objects.filter(tabel="capaian_realisasi", indikator_id=indikator.pk).first()
    assert jejak.oleh == dunia.perencanaan
    assert f"{dunia.perencanaan}, {jejak.dari.replace('_', ' ')}" in isi
    assert jejak.dari.startswith("sesi ")


def test_impor_buku_kerja_tercatat_atas_nama_pengimpor(perencana, hss, dunia, media):
    buku = load_workbook(DEMO / "hss-2024.xlsx")
    lembar = buku["Realisasi"]
    lembar.cell(2, [s.value for s in lembar[1]].index("nilai") + 1).value = 12.5
    isi = io.BytesIO()
    buku.save(isi)
    jawaban = unggah(perencana, isi.getvalue())
    sebelum = Jejak.objects.first().pk
    simpan(perencana, jawaban)
    baris = Jejak.objects.filter(pk__gt=sebelum)
    assert {j.oleh for j in baris} == {dunia.perencanaan}
    (satu,) = ceritakan(baris.filter(tabel="capaian_realisasi"))
    assert "buku kerja simpan" in satu.dari
    assert [(u.label, u.baru) for u in satu.perubahan] == [("Nilai", "12,5")]


def test_perintah_server_bernama(hss, indikator):
    (satu,) = kejadian(hss, tabel="renstra_indikator", indikator_id=indikator.pk)
    assert (satu.siapa, satu.dari, satu.perbuatan) == ("perintah server", "", "dibuat")
    assert (satu.apa, satu.kode, satu.nama, satu.bertaut) == ("Indikator", "UJI.1", "Indeks Uji Coba", True)


def test_setiap_jenis_data_disebut_seperti_dibaca_orang(hss, indikator, dunia):
    sub = hss.renstra.first().simpul.filter(jenis="sub_kegiatan").first()
    TargetFactory(indikator=indikator, versi="pk", tahun=2031, nilai=90)
    KomponenFactory(indikator=indikator, nama="Kejujuran", tahun=2031)
    BuktiFactory(indikator=indikator, judul="Berita acara", tahun=2031)
    AnggaranFactory(simpul=sub, tahun=2031, jenis_belanja="barang_jasa", pagu=1_250_000)
    RealisasiAnggaranFactory(simpul=sub, tahun=2031, triwulan=3, nilai=1_000)
    NarasiFactory(perangkat_daerah=hss, bagian="2.9", tahun=2031)
    jadwal = JadwalFactory(perangkat_daerah=hss, rencana_aksi=True, tahun=2031)
    PerpanjanganFactory(jadwal=jadwal, bidang=BidangFactory(perangkat_daerah=hss, nama="Bidang Mutasi"))
    per_apa = {k.apa: k for k in kejadian(hss, tahun=2031)}
    assert set(per_apa) == {
        "Target tahun 2031 (Perjanjian Kinerja)",
        "Komponen “Kejujuran” tahun 2031",
        "Bukti dukung “Berita acara” TW I 2031",
        "Pagu tahun 2031 (APBD murni, Belanja Barang dan Jasa)",
        "Realisasi anggaran TW III 2031",
        "Narasi 2.9 tahun 2031",
        "Jadwal rencana aksi TW I 2031",
    }
    pagu = per_apa["Pagu tahun 2031 (APBD murni, Belanja Barang dan Jasa)"]
    assert (pagu.kode, pagu.nama, pagu.bertaut) == (sub.kode, sub.uraian, False)
    assert [(u.label, u.baru) for u in pagu.perubahan] == [("Pagu", "Rp1.250.000")]
    (perpanjangan,) = kejadian(hss, tabel="capaian_perpanjangan")
    assert ("Bidang", "", "Bidang Mutasi") in [(u.label, u.lama, u.baru) for u in perpanjangan.perubahan]


def test_keadaan_angka_dan_teks_panjang(hss, dunia, indikator, perencana):
    r = RealisasiFactory(indikator=indikator, triwulan=2, nilai="0.1234567", bagian={"10": "1.5", "2": "38"})
    r.ajukan(dunia.bidang)
    Realisasi.objects.filter(pk=r.pk).update(status="draf")
    Realisasi.objects.filter(pk=r.pk).update(pendorong="a" * 500, nilai=0)
    angka, turun, naik, baru = kejadian(hss, tabel="capaian_realisasi", indikator_id=indikator.pk)
    assert [(u.label, u.lama, u.baru) for u in angka.perubahan] == [
        ("Nilai", "0,1234567", "0"),
        ("Pendorong", "", "a" * 500),
    ]
    assert [(u.label, u.lama, u.baru) for u in turun.perubahan] == [("Keadaan", "Diajukan", "Draf")]
    assert ("Diajukan oleh", "", str(dunia.bidang)) in [(u.label, u.lama, u.baru) for u in naik.perubahan]
    assert ("Nilai komponen", "2: 38; 10: 1,5") in [(u.label, u.baru) for u in baru.perubahan]
    isi = garis_waktu(perencana).content.decode()
    assert f"<details><summary>{'a' * 119}…</summary>{'a' * 500}</details>" in isi


def test_yang_dihapus_tetap_terbaca(perencana, hss, dunia, indikator):
    KomponenFactory(indikator=indikator, nama="Kejujuran", nilai=7)
    jadwal = JadwalFactory(perangkat_daerah=hss)
    PerpanjanganFactory(jadwal=jadwal)
    jadwal.delete()
    indikator.delete()
    isi = teks(perencana.get(alamat("jejak")))
    for kalimat in (
        "Indikator dihapus UJI.1 Indeks Uji Coba",
        "Komponen “Kejujuran” tahun 2024 dihapus UJI.1 Indeks Uji Coba",
        "Nilai semula 7",
        "Perpanjangan jadwal dihapus",
        "Jadwal realisasi TW I 2024 dihapus",
    ):
        assert kalimat in isi, kalimat
    assert garis_waktu(perencana).status_code == 404


def test_semua_versi_renstra(perencana, hss, indikator):
    baru = Renstra.objects.create(perangkat_daerah=hss, urutan=9, berlaku_mulai=2090)
    simpul = baru.simpul.create(kode="T9", jenis="tujuan", uraian="Tujuan 9")
    IndikatorFactory(simpul=simpul, kode="UJI.1", nama="Nama Versi Kedua")
    assert teks(garis_waktu(perencana)).count("Indikator dibuat") == 2


# The agency's page


def test_jejak_instansi_lain_tidak_terlihat(perencana, dunia, masuk):
    lain = dunia.balangan.renstra.first().simpul.filter(jenis="sasaran").first()
    IndikatorFactory(simpul=lain, kode="ASING", nama="Indikator Tetangga")
    JadwalFactory(perangkat_daerah=dunia.balangan, tahun=2033)
    isi = teks(perencana.get(alamat("jejak")))
    assert "Indikator Tetangga" not in isi
    assert "2033" not in isi
    assert garis_waktu(perencana, "ASING").status_code == 404
    tetangga = masuk(dunia.tetangga)
    assert "Indikator Tetangga" in teks(tetangga.get(alamat("jejak", kode=dunia.balangan.kode)))
    assert garis_waktu(tetangga, "ASING", kode=dunia.balangan.kode).status_code == 200
    assert garis_waktu(tetangga, "ASING").status_code == 404


def test_berhalaman_dari_yang_terbaru(perencana, hss, indikator):
    for n in range(60):
        JejakFactory(indikator_id=indikator.pk, oleh=None, lama={"nilai": n}, baru={"nilai": n + 1})
    pertama = perencana.get(alamat("jejak"))
    assert pertama.content.decode().count("<time") == 50
    assert "semula 59 menjadi 60" in teks(pertama)
    assert "semula 2 menjadi 3" in teks(perencana.get(alamat("jejak"), {"halaman": 2}))
    assert "halaman=2" in pertama.content.decode()
    assert perencana.get(alamat("jejak"), {"halaman": "x"}).status_code == 200
    assert "semula 2 menjadi 3" in teks(perencana.get(alamat("jejak_indikator", objek="UJI.1"), {"halaman": 2}))


def test_saringan(perencana, hss, dunia, indikator):
    dunia.kepala.first_name, dunia.kepala.last_name = "Siti", "Aminah"
    dunia.kepala.save()
    JejakFactory(indikator_id=indikator.pk, oleh=dunia.kepala, triwulan=3)
    JejakFactory(indikator_id=indikator.pk, oleh=dunia.bidang, triwulan=None, tahun=2030)

    def banyak(**saring):
        isi = perencana.get(alamat("jejak"), saring)
        assert isi.status_code == 200
        return isi.context["halaman"].paginator.count

    assert banyak(kode="uji.1") == 3
    assert banyak(kode="uji.1", jenis="realisasi") == 2
    assert banyak(kode="uji.1", jenis="jadwal") == 0
    assert banyak(siapa="aminah siti") == 1
    assert banyak(kode="uji.1", siapa="perintah server") == 1
    assert banyak(kode="uji.1", waktu="3") == 1
    assert banyak(kode="uji.1", waktu="tahun") == 1
    assert banyak(kode="uji.1", waktu="9", jenis="x") == 3
    assert "Tidak ada perubahan yang cocok" in teks(perencana.get(alamat("jejak"), {"kode": "tak ada"}))
    dunia.kepala.first_name = dunia.kepala.last_name = ""


def test_instansi_baru_hanya_berjejak_pembuatannya(dunia, masuk):
    isi = teks(masuk(dunia.pendatang).get(alamat("jejak", kode="hss-baru")))
    assert "Pengaturan instansi" in isi
    assert "Pengguna" in isi and isi.count("perintah server") == 2, "instansinya, dan penggunanya yang pertama"


@pytest.mark.parametrize("nama", ["jejak", "jejak_indikator", "jejak_unduh", "indikator"])
def test_satu_dan_tiga_sama_banyaknya(perencana, hss, dunia, indikator, nama):
    def tambah():
        JejakFactory(indikator_id=indikator.pk, oleh=dunia.bidang)
        TargetFactory(indikator=indikator, tahun=2040 + Jejak.objects.count() % 50)
        KomentarFactory(indikator=indikator, pembukaan=True, oleh=dunia.bidang)

    tujuan = alamat(nama, **({"objek": "UJI.1"} if nama in ("jejak_indikator", "indikator") else {}))
    tujuan += "" if nama in ("jejak_indikator", "indikator") else "?kode=UJI.1"
    tambah()
    satu = jumlah_kueri(perencana, tujuan)
    tambah()
    tambah()
    assert jumlah_kueri(perencana, tujuan) == satu
    assert satu <= 20, satu


# Excel


def lembar(klien, **saring):
    jawaban = klien.get(alamat("jejak_unduh"), saring)
    assert jawaban["Content-Disposition"].startswith('attachment; filename="riwayat-perubahan-hss-bkpsdm-')
    return list(load_workbook(io.BytesIO(jawaban.content)).active.iter_rows())


def test_excel_yang_disaring(perencana, dunia, indikator):
    JejakFactory(
        indikator_id=indikator.pk,
        oleh=dunia.bidang,
        alasan="+perbaikan",
        lama={"pendorong": "", "nilai": 5},
        baru={"pendorong": "=1+1", "nilai": 6},
    )
    kepala, *isi = lembar(perencana, kode="UJI.1", jenis="realisasi")
    assert [s.value for s in kepala] == [judul for judul, _ in tampilan.KEPALA]
    assert [[s.value for s in baris[1:]] for baris in isi] == [
        [*awal, "UJI.1", "Indeks Uji Coba", "diubah", *ubahan, "+perbaikan"]
        for awal in [(str(dunia.bidang), None, "Realisasi TW I 2024")]
        for ubahan in [("Nilai", "5", "6"), ("Pendorong", None, "=1+1")]
    ]
    sel = isi[1][9]
    assert (sel.data_type, sel.quotePrefix) == ("s", True)
    assert isi[0][0].is_date


def test_excel_satu_indikator(perencana, indikator):
    IndikatorFactory(simpul=indikator.simpul, kode="UJI.10")
    assert {baris[4].value for baris in lembar(perencana, objek="UJI.1")[1:]} == {"UJI.1"}
    assert "?objek=UJI.1" in garis_waktu(perencana).content.decode()


def test_excel_berbatas(perencana, indikator, monkeypatch):
    monkeypatch.setattr(tampilan, "BARIS_TERBANYAK", 3)
    for _ in range(3):
        JejakFactory(
            indikator_id=indikator.pk, oleh=None, lama={"nilai": 1, "teks": "a"}, baru={"nilai": 2, "teks": "b"}
        )
    isi = lembar(perencana)
    assert len(isi) == 5
    assert isi[-1][0].value.startswith("Hanya 3 baris terbaru")


# One indicator: comments among the changes, reopenings for good


def test_komentar_dan_pembukaan_di_garis_waktu(perencana, hss, dunia, indikator):
    r = RealisasiFactory(indikator=indikator, triwulan=2)
    r.ajukan(dunia.bidang)
    r.kembalikan(dunia.kepala, "Angka belum\nsesuai bukti")
    KomentarFactory(indikator=indikator, jawaban=True, teks="Sudah diperbaiki", triwulan=2, oleh=dunia.bidang)
    r.ajukan(dunia.bidang)
    r.setujui(dunia.kepala)
    r.verifikasi(dunia.perencanaan)
    r.buka(dunia.perencanaan, "Temuan Inspektorat")
    isi = teks(garis_waktu(perencana))
    urutan = ["Triwulan II 2024 dibuka kembali oleh", "Diverifikasi", "Sudah diperbaiki", "Angka belum sesuai bukti"]
    letak = [isi.index(kata) for kata in urutan]
    assert letak == sorted(letak)
    assert isi.count("Temuan Inspektorat") == 2
    assert "Realisasi TW II 2024 dikembalikan" in isi
    halaman = teks(perencana.get(alamat("indikator", objek="UJI.1")))
    assert f"Triwulan II dibuka kembali oleh {dunia.perencanaan} pada" in halaman
    assert "Temuan Inspektorat" in halaman
    assert "Riwayat perubahan" in halaman
    assert "dibuka kembali" not in teks(perencana.get(alamat("indikator", objek="UJI.1", tahun=2023)))


def test_pembukaan_terlihat_pada_indikator_yang_mengacu(perencana, indikator):
    IndikatorFactory(simpul=indikator.simpul, kode="UJI.2", mengacu=indikator)
    KomentarFactory(indikator=indikator, pembukaan=True, teks="Salah satuan")
    assert "Salah satuan" in teks(perencana.get(alamat("indikator", objek="UJI.2")))


# Nobody changes it


@pytest.mark.parametrize("perbuatan", ["ubah", "hapus", "simpan", "hapus satu"])
@pytest.mark.parametrize(
    ("model", "aturan"), [(Jejak, "jejak_hanya_bertambah"), (Komentar, "komentar_hanya_bertambah")]
)
def test_tidak_dapat_diubah_lewat_aplikasi(indikator, model, aturan, perbuatan):
    KomentarFactory(indikator=indikator)
    satu = model.objects.order_by("-pk").first()
    baris = model.objects.filter(pk=satu.pk)
    isi = baris.values().get()
    lakukan = {
        "ubah": lambda: baris.update(pada="2020-01-01T00:00Z"),
        "hapus": baris.delete,
        "simpan": satu.save,
        "hapus satu": satu.delete,
    }[perbuatan]
    with pytest.raises(IntegrityError, match=aturan), transaction.atomic():
        lakukan()
    assert baris.values().get() == isi


def test_indikator_berkomentar_tidak_dapat_dihapus(indikator):
    KomentarFactory(indikator=indikator)
    with pytest.raises(Exception, match="protected"):
        indikator.delete()
    assert Indikator.objects.filter(pk=indikator.pk).exists()
