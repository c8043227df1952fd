"""The Inspektorat's desk: handing in, reading, taking back, notes, fetching together."""

import datetime
import io
import zipfile

import pikepdf
import pytest
from django.core.cache import caches
from django.utils import timezone
from openpyxl import load_workbook

from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.sidik import sidik
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.bahan import kumpulkan
from laporan.meja import kabar, paket
from laporan.meja.sampaikan import MejaDitolak, sampaikan
from laporan.meja.usang import beda_ikhtisar, beda_narasi
from laporan.models import CatatanMeja, Narasi, Paket, Penyampaian, Susunan
from laporan.susun import jalan
from laporan.susun.peringatan import peringatan
from laporan.susun.stempel import KONSEP, cap
from renstra.models import Indikator
from sakip.models import Pemberitahuan
from tests.alat import alamat, isi_basis_data, jumlah_kueri, teks
from tests.pabrik import (
    BagianSusunanFactory,
    CatatanMejaFactory,
    IndikatorFactory,
    PaketFactory,
    PenggunaFactory,
    PenyampaianFactory,
    PerangkatDaerahFactory,
    RealisasiFactory,
    SusunanFactory,
)

MEJA = "/meja/2024/"


def pdf(*teks_halaman):
    with pikepdf.Pdf.new() as dokumen:
        for _ in teks_halaman:
            dokumen.add_blank_page()
        keluaran = io.BytesIO()
        dokumen.save(keluaran, deterministic_id=True)
        return keluaran.getvalue()


@pytest.fixture
def susunan(dunia, media, monkeypatch):
    """A whole composition with its files; joining it anew gives two pages."""
    hss = dunia.hss
    (media / "lkjip").mkdir()
    for nama in ("bab1.pdf", "utuh.pdf"):
        (media / "lkjip" / nama).write_bytes(pdf("a", "b"))
    satu = SusunanFactory(
        perangkat_daerah=hss, jadi=True, berkas="lkjip/utuh.pdf", ikhtisar=ke_json(susun_ikhtisar(hss, 2024)),
        bahan=kumpulkan(hss, 2024), selesai=timezone.now(),
    )  # fmt: skip
    BagianSusunanFactory(susunan=satu, kunci="bab1", status="selesai", berkas="lkjip/bab1.pdf")
    hasil = jalan.HasilGabung(pdf("a", "b"), 2)
    monkeypatch.setattr("laporan.meja.sampaikan.gabung_ulang", lambda _: hasil)
    monkeypatch.setattr("laporan.meja.sampaikan.cap", lambda isi, _: isi)
    return satu


def versi(dunia, **lain):
    satu = SusunanFactory(perangkat_daerah=lain.pop("instansi", dunia.hss), jadi=True)
    return PenyampaianFactory(susunan=satu, **{"versi": 1, "oleh": dunia.perencanaan} | lain)


def kabar_baru(jenis):
    return list(Pemberitahuan.objects.filter(jenis=jenis).values_list("pengguna__peran", flat=True))


# Handing in and taking back


def test_menyampaikan_menyimpan_salinan_dan_mengabari(dunia, masuk, susunan, media, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        jawaban = masuk(dunia.perencanaan).post(alamat("lkjip_sampaikan", nomor=susunan.pk))
    baru = Penyampaian.objects.get()
    assert jawaban.url == alamat("penyampaian", versi=1)
    assert (baru.versi, baru.halaman, baru.oleh, baru.berlaku) == (1, 2, dunia.perencanaan, True)
    assert (media / baru.berkas).is_file()
    assert baru.sidik in baru.berkas
    assert baru.sidik_data == sidik(susun_ikhtisar(dunia.hss, 2024))
    assert kabar_baru("disampaikan") == ["inspektorat"]


def test_satu_versi_berlaku_lalu_ditarik_dengan_alasan(dunia, masuk, susunan):
    klien = masuk(dunia.perencanaan)
    klien.post(alamat("lkjip_sampaikan", nomor=susunan.pk))
    lagi = klien.post(alamat("lkjip_sampaikan", nomor=susunan.pk), follow=True)
    assert "Tarik dahulu versi itu" in teks(lagi)
    tanpa = klien.post(alamat("penyampaian_tarik", versi=1), {"alasan": " "})
    assert tanpa.status_code == 422
    assert Penyampaian.objects.get().berlaku
    klien.post(alamat("penyampaian_tarik", versi=1), {"alasan": "Tabel 3.2 keliru"})
    assert kabar_baru("ditarik") == ["inspektorat"]
    klien.post(alamat("lkjip_sampaikan", nomor=susunan.pk))
    assert list(Penyampaian.objects.order_by("versi").values_list("versi", "alasan_tarik")) == [
        (1, "Tabel 3.2 keliru"),
        (2, ""),
    ]
    for siapa in (dunia.perencanaan, dunia.inspektorat):
        assert "Tabel 3.2 keliru" in teks(masuk(siapa).get(alamat("penyampaian", versi=1)))


@pytest.mark.parametrize(
    "rusak",
    [
        lambda s: Susunan.objects.filter(pk=s.pk).update(status="gagal"),
        lambda s: Susunan.objects.filter(pk=s.pk).update(berkas=""),
        lambda s: s.bagian.update(berkas="lkjip/hilang.pdf"),
    ],
)
def test_yang_tidak_tersusun_utuh_tidak_dapat_disampaikan(dunia, masuk, susunan, rusak):
    rusak(susunan)
    jawaban = masuk(dunia.perencanaan).post(alamat("lkjip_sampaikan", nomor=susunan.pk), follow=True)
    assert "belum tersusun utuh" in teks(jawaban)
    assert not Penyampaian.objects.exists()


def test_data_yang_belum_disetujui_diminta_ditegaskan(dunia, susunan):
    susunan.bahan["peringatan"] = ["3 isian triwulan belum disetujui."]
    with pytest.raises(MejaDitolak, match="Centang bahwa Anda tetap"):
        sampaikan(susunan, dunia.perencanaan, tetap=False)
    assert sampaikan(susunan, dunia.perencanaan, tetap=True).versi == 1


def test_peringatan_menghitung_isian_dan_galat(dunia):
    hss = dunia.hss
    sebelum = peringatan(hss, susun_ikhtisar(hss, 2024))
    i = Indikator.objects.filter(renstra__perangkat_daerah=hss).first()
    RealisasiFactory(indikator=i, tahun=2024, triwulan=1, nilai=5)
    assert peringatan(hss, susun_ikhtisar(hss, 2024))[0] == "1 isian triwulan belum disetujui."
    assert not any("belum disetujui" in kalimat for kalimat in sebelum)


def test_setiap_halaman_bertanda_dan_bytenya_tetap(monkeypatch):
    monkeypatch.setattr("laporan.susun.stempel._tanda", lambda teks: pdf(teks))
    hasil = cap(pdf("a", "b", "c"), KONSEP)
    assert hasil == cap(pdf("a", "b", "c"), KONSEP)
    with pikepdf.Pdf.open(io.BytesIO(hasil)) as dokumen:
        assert [len(h.Resources.XObject) for h in dokumen.pages] == [1, 1, 1]


@pytest.mark.pdf
def test_tanda_terbaca_pada_setiap_halaman(tmp_path):
    import subprocess

    berkas = tmp_path / "a.pdf"
    berkas.write_bytes(cap(pdf("a", "b"), "DISAMPAIKAN versi 1, 3 Maret 2025"))
    isi = subprocess.run(["pdftotext", berkas, "-"], capture_output=True, text=True, check=True).stdout
    assert isi.count("DISAMPAIKAN versi 1, 3 Maret 2025") == 2


# Out of date


def test_usang_menyebut_apa_dari_dan_menjadi(dunia):
    hss = dunia.hss
    lama = susun_ikhtisar(hss, 2024)
    IndikatorFactory(simpul=Indikator.objects.get(kode="I.S1.1", renstra__perangkat_daerah=hss).simpul, kode="BARU")
    i = Indikator.objects.get(kode="I.S1.1", renstra__perangkat_daerah=hss)
    i.realisasi.filter(tahun=2024, triwulan=None).update(nilai=80)
    baru = susun_ikhtisar(hss, 2024)
    beda = {b.apa: (b.dari, b.ke) for b in beda_ikhtisar(lama, baru)}
    assert beda[f"{i.nama}: realisasi"] == ("99,49", "80")
    assert sidik(lama) != sidik(baru)
    assert beda_ikhtisar(lama, lama) == []
    assert [b.apa for b in beda_narasi([{"bagian": "1.1", "teks": "a"}], [{"bagian": "1.1", "teks": "b"}])] == [
        "Narasi 1.1"
    ]


def test_halaman_lkjip_berkata_usang(dunia, masuk, susunan):
    klien = masuk(dunia.perencanaan)
    assert "Usang" not in teks(klien.get(alamat("lkjip")))
    Narasi.objects.filter(perangkat_daerah=dunia.hss, tahun=2024).first().delete()
    assert "Usang: 1 hal berubah" in teks(klien.get(alamat("lkjip")))


# The desk


def test_meja_menyebut_keadaan_dan_keterlambatan(dunia, masuk):
    telat = datetime.datetime(2025, 3, 10, tzinfo=datetime.UTC)
    versi(dunia, pada=telat)
    isi = teks(masuk(dunia.inspektorat).get(MEJA))
    assert "1 belum disusun, 0 disusun, 1 disampaikan, 0 ditarik dari 2 perangkat daerah; 2 terlambat" in isi
    assert "10 Maret 2025 28 Februari 2025 10" in isi
    assert dunia.balangan.nama not in isi.replace(dunia.hss.nama, "")


def test_meja_menyebut_versi_yang_usang(dunia, masuk):
    kini = sidik(susun_ikhtisar(dunia.hss, 2024))
    versi(dunia, sidik_data=kini)
    klien = masuk(dunia.inspektorat)
    assert "data berubah sejak disampaikan" not in teks(klien.get(MEJA))
    i = Indikator.objects.get(kode="I.S1.1", renstra__perangkat_daerah=dunia.hss)
    i.realisasi.filter(tahun=2024, triwulan=None).update(nilai=80)
    isi = klien.get(MEJA)
    assert "data berubah sejak disampaikan" in teks(isi)
    assert alamat("penyampaian", versi=1) + "#j-usang" in isi.content.decode()


def test_saringan_di_alamat(dunia, masuk):
    versi(dunia)
    klien = masuk(dunia.inspektorat)
    for saring, ada, tidak in (
        ("?keadaan=disampaikan", "BKPSDM", "Dinas Baru"),
        ("?keadaan=belum+disusun", "Dinas Baru", "Sumber Daya"),
        ("?q=dinas", "Dinas Baru", "Sumber Daya"),
    ):
        isi = klien.get(MEJA + saring).content.decode()
        tabel = isi[isi.index("<tbody") :]
        assert ada in tabel or ada == "BKPSDM", saring
        assert tidak not in tabel, saring
    assert "Tidak ada perangkat daerah yang cocok" in teks(klien.get(f"{MEJA}?q=zzz"))
    assert klien.get(f"{MEJA}?urut=terlambat&telat=on&keadaan=ngawur").status_code == 200


def test_kueri_meja_tetap(dunia, masuk):
    klien = masuk(dunia.inspektorat)
    versi(dunia)
    caches["ringkasan"].clear()
    sebelum = jumlah_kueri(klien, MEJA)
    for n in range(3):
        lain = PerangkatDaerahFactory(pemda=dunia.hss.pemda)
        CatatanMejaFactory(penyampaian=versi(dunia, instansi=lain, versi=n + 1))
    caches["ringkasan"].clear()
    assert jumlah_kueri(klien, MEJA) == sebelum <= 25
    assert jumlah_kueri(klien, MEJA) < sebelum, "yang sudah dihitung tersimpan"


def test_inspektorat_pemda_lain(dunia, masuk):
    p = versi(dunia)
    asing = masuk(PenggunaFactory(inspektorat=True, pemda=dunia.balangan.pemda))
    assert dunia.hss.nama not in teks(asing.get(MEJA)).replace(dunia.balangan.nama, "")
    for nama in ("penyampaian", "penyampaian_unduh", "penyampaian_baca"):
        assert asing.get(alamat(nama, versi=p.versi)).status_code == 404
    sebelum = isi_basis_data()
    assert asing.post(alamat("penyampaian_catat", versi=1), {"tempat": "a", "teks": "b"}).status_code == 404
    assert isi_basis_data() == sebelum


def test_dibaca_di_peramban_dan_diunduh(dunia, masuk, media):
    p = versi(dunia, berkas="v.pdf")
    (media / "v.pdf").write_bytes(pdf("a"))
    klien = masuk(dunia.inspektorat)
    baca = klien.get(alamat("penyampaian_baca", versi=p.versi))
    assert (baca["Content-Type"], baca["Content-Disposition"].split(";")[0]) == ("application/pdf", "inline")
    unduh = klien.get(alamat("penyampaian_unduh", versi=p.versi))
    assert unduh["Content-Disposition"] == 'attachment; filename="lkjip-versi-1-hss-bkpsdm-2024.pdf"'
    b"".join(baca), b"".join(unduh)


# Notes


def test_catatan_pergi_dan_pulang(dunia, masuk):
    versi(dunia)
    pengawas, perencana = masuk(dunia.inspektorat), masuk(dunia.perencanaan)
    pengawas.post(alamat("penyampaian_catat", versi=1), {"tempat": "Tabel 3.2", "teks": "Jumlahnya keliru"})
    catatan = CatatanMeja.objects.get()
    assert sorted(kabar_baru("catatan")) == ["kepala", "perencanaan"]
    assert "Jumlahnya keliru" in teks(perencana.get(alamat("penyampaian", versi=1)))
    perencana.post(alamat("penyampaian_jawab", versi=1, nomor=catatan.pk), {"jawaban": "Sudah diperbaiki"})
    assert kabar_baru("dijawab") == ["inspektorat"]
    pengawas.post(alamat("penyampaian_selesai", versi=1, nomor=catatan.pk))
    catatan.refresh_from_db()
    assert (catatan.jawaban, catatan.selesai_oleh) == ("Sudah diperbaiki", dunia.inspektorat)
    lagi = perencana.post(alamat("penyampaian_jawab", versi=1, nomor=catatan.pk), {"jawaban": "Lagi"}, follow=True)
    assert "Catatan ini sudah selesai." in teks(lagi)


@pytest.mark.parametrize("peran", ["perencanaan", "bidang", "kepala", "pembaca", "admin"])
@pytest.mark.parametrize("nama", ["penyampaian_catat", "penyampaian_selesai"])
def test_hanya_inspektorat_yang_mencatat(dunia, masuk, peran, nama):
    catatan = CatatanMejaFactory(penyampaian=versi(dunia))
    lain = {"nomor": catatan.pk} if nama.endswith("selesai") else {}
    sebelum = isi_basis_data()
    jawaban = masuk(getattr(dunia, peran)).post(alamat(nama, versi=1, **lain), {"tempat": "a", "teks": "b"})
    assert jawaban.status_code == 403
    assert "Hanya Inspektorat yang dapat mencatat pada LKjIP." in teks(jawaban)
    assert isi_basis_data() == sebelum


def test_catatan_kosong_terlalu_panjang_dan_pada_versi_yang_ditarik(dunia, masuk):
    p = versi(dunia)
    klien = masuk(dunia.inspektorat)
    for isi in ({"tempat": "", "teks": "x"}, {"tempat": "x", "teks": ""}, {"tempat": "x", "teks": "y" * 5000}):
        assert klien.post(alamat("penyampaian_catat", versi=1), isi).status_code == 422
    Penyampaian.objects.filter(pk=p.pk).update(
        ditarik_pada=timezone.now(), ditarik_oleh=dunia.perencanaan, alasan_tarik="keliru"
    )
    ditarik = klien.post(alamat("penyampaian_catat", versi=1), {"tempat": "a", "teks": "b"})
    assert "Versi ini sudah ditarik" in teks(ditarik)
    assert not CatatanMeja.objects.exists()


@pytest.mark.parametrize(
    ("hari", "banyak"), [((2025, 2, 14), 2), ((2025, 2, 21), 2), ((2025, 2, 27), 2), ((2025, 2, 20), 0)]
)
def test_jatuh_tempo_diingatkan_14_7_dan_1_hari(dunia, hari, banyak):
    versi(dunia, instansi=dunia.balangan)
    kabar.ingatkan(datetime.date(*hari))
    kabar.ingatkan(datetime.date(*hari))
    milik = Pemberitahuan.objects.filter(jenis="jatuh_tempo", pengguna__perangkat_daerah=dunia.hss)
    assert milik.count() == banyak
    assert not Pemberitahuan.objects.filter(jenis="jatuh_tempo", pengguna__perangkat_daerah=dunia.balangan).exists()


# Packages


def dikemas(dunia, media, banyak=2):
    hasil = []
    for n in range(banyak):
        nama = f"p{n}.pdf"
        (media / nama).write_bytes(pdf("a"))
        instansi = dunia.hss if n == 0 else PerangkatDaerahFactory(pemda=dunia.hss.pemda)
        hasil.append(versi(dunia, instansi=instansi, versi=n + 1, berkas=nama, sidik=str(n) * 64))
    return hasil


def test_semua_dikemas_dengan_daftarnya(dunia, masuk, media, monkeypatch):
    isi = dikemas(dunia, media)
    monkeypatch.setattr("laporan.tasks.minta_paket", paket.kerjakan)
    satu = paket.mulai(dunia.hss.pemda, 2024, isi, dunia.inspektorat, minta=lambda _: None)
    paket.kerjakan(satu.pk)
    satu.refresh_from_db()
    assert (satu.keadaan, satu.maju) == (Paket.Keadaan.SIAP, 2)
    klien = masuk(dunia.inspektorat)
    assert "Siap diunduh: 2 dari 2 LKjIP" in teks(klien.get(f"/meja/paket/{satu.pk}/"))
    unduhan = klien.get(f"/meja/paket/{satu.pk}/unduh.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(unduhan))) as zip_:
        assert len(zip_.namelist()) == 3
        assert "kabupaten-hulu-sungai-selatan-2024-hss-bkpsdm-versi-1.pdf" in zip_.namelist()
        buku = load_workbook(io.BytesIO(zip_.read("daftar.xlsx")))
        assert {b[5] for b in buku.active.iter_rows(min_row=2, values_only=True)} == {"0" * 64, "1" * 64}
    assert masuk(dunia.admin).get(f"/meja/paket/{satu.pk}/").status_code == 404


def test_berkas_yang_hilang_menggagalkan_dengan_namanya(dunia, media):
    isi = dikemas(dunia, media)
    (media / "p1.pdf").unlink()
    satu = paket.mulai(dunia.hss.pemda, 2024, isi, dunia.inspektorat, minta=lambda _: None)
    paket.kerjakan(satu.pk)
    satu.refresh_from_db()
    assert satu.keadaan == Paket.Keadaan.GAGAL
    assert "LKjIP 2024 versi 2" in satu.kesalahan
    assert list((media / "paket").iterdir()) == []


def test_penyimpanan_penuh_dan_dibatalkan(dunia, media, monkeypatch):
    isi = dikemas(dunia, media)
    satu = paket.mulai(dunia.hss.pemda, 2024, isi, dunia.inspektorat, minta=lambda _: None)
    monkeypatch.setattr(zipfile.ZipFile, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    paket.kerjakan(satu.pk)
    satu.refresh_from_db()
    assert "Ruang simpan server penuh" in satu.kesalahan
    assert list((media / "paket").iterdir()) == []
    lain = paket.mulai(dunia.hss.pemda, 2024, isi, dunia.inspektorat, minta=lambda _: None)
    assert paket.batalkan(lain)
    paket.kerjakan(lain.pk)
    lain.refresh_from_db()
    assert (lain.keadaan, lain.berkas) == (Paket.Keadaan.BATAL, "")


def test_yang_sama_tidak_dikemas_dua_kali_dan_nol_ditolak(dunia, masuk, media):
    isi = dikemas(dunia, media)
    a, b = (paket.mulai(dunia.hss.pemda, 2024, isi, dunia.inspektorat, minta=lambda _: None) for _ in range(2))
    assert a == b
    Penyampaian.objects.all().delete()
    jawaban = masuk(dunia.inspektorat).post(f"{MEJA}kemas/", {"semua": "1"}, follow=True)
    assert "tidak ada yang dapat dikemas" in teks(jawaban)


def test_yang_kedaluwarsa_disapu(dunia, masuk, media):
    (media / "paket").mkdir()
    (media / "paket/a.zip").write_bytes(b"zip")
    satu = PaketFactory(
        pemda=dunia.hss.pemda, pembuat=dunia.inspektorat, keadaan="siap", berkas="paket/a.zip",
        kedaluwarsa=timezone.now() - datetime.timedelta(hours=1),
    )  # fmt: skip
    assert masuk(dunia.inspektorat).get(f"/meja/paket/{satu.pk}/unduh.zip").status_code == 404
    assert "sudah kedaluwarsa" in teks(masuk(dunia.inspektorat).get(f"/meja/paket/{satu.pk}/"))
    assert paket.sapu() == 1
    assert not (media / "paket/a.zip").exists()
