"""Issue 9 item 10: jobs whose worker or message was lost, the broker away, a full disk."""

import errno
import os
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import CommandError
from django.db import OperationalError
from django.utils import timezone

from anggaran import impor as sipd
from anggaran import tasks as tugas_uang
from anggaran.models import ImporSipd
from laporan import tasks
from laporan.models import Susunan, Unggahan
from laporan.susun import jalan
from sakip.berkas import simpanan
from sakip.management.perintah import periksa_tujuan, tulis_berkas
from sakip.pekerjaan import pemulihan
from tests.alat import alamat, isi_basis_data, teks
from tests.anggaran.sipd_uji import ATK, REKAP5, SKPD, SUB, pagu, simpan_asli, susun
from tests.capaian.isian_uji import buat_instansi
from tests.pabrik import BagianSusunanFactory, ImporSipdFactory, SusunanFactory

TAHUN = 2026
LAMA = timedelta(minutes=5)


@pytest.fixture
def d(db, media):
    return buat_instansi()


@pytest.fixture
def klien(d, masuk):
    return masuk(d.perencanaan)


@pytest.fixture
def diminta(monkeypatch):
    """What workers are asked for."""
    daftar = []
    monkeypatch.setattr(tugas_uang.baca_sipd, "delay", daftar.append)
    return daftar


@pytest.fixture
def antrean_padam(monkeypatch):
    def padam(*_):
        raise OSError("Connection refused")

    monkeypatch.setattr(tugas_uang.baca_sipd, "delay", padam)
    monkeypatch.setattr(tasks.susun_bagian, "delay", padam)


def penuh(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


def ke(d, nama, **lain):
    return alamat(nama, kode=d.kode, tahun=TAHUN, **lain)


def unggah(d, klien):
    isi = simpan_asli(susun(REKAP5, [pagu(SUB, ATK, 1000)])).getvalue()
    data = {"untuk": "pagu", "tahap": "murni", "skpd": SKPD, "berkas": SimpleUploadedFile("unduhan.xlsx", isi)}
    return klien.post(ke(d, "sipd_unggah"), data)


def basi(impor, **ubahan):
    ImporSipd.objects.filter(pk=impor.pk).update(denyut=timezone.now() - LAMA, **ubahan)


# The import of SIPD is found again as a composition is


def test_9_10_impor_yang_pekerjanya_mati_diminta_lagi_lalu_dibaca(
    d, klien, diminta, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        unggah(d, klien)
    impor = ImporSipd.objects.get()
    assert diminta == [impor.pk]
    basi(impor, pekerja="mati", percobaan=1)
    assert "belum memberi kabar" in teks(klien.get(ke(d, "sipd_satu", nomor=impor.pk)))
    assert tugas_uang.pulihkan() == 1
    assert diminta == [impor.pk] * 2
    assert tugas_uang.pulihkan() == 0, "baru saja diminta"
    sipd.baca(impor.pk)
    impor.refresh_from_db()
    assert (impor.keadaan, impor.percobaan) == ("siap", 2)


def test_9_10_impor_yang_pesannya_hilang_diminta_lagi(d, diminta):
    impor = ImporSipdFactory(perangkat_daerah=d.instansi, keadaan="dibaca")
    assert tugas_uang.pulihkan() == 1, "disimpan tanpa pernah diminta"
    basi(impor)
    assert tugas_uang.pulihkan() == 1
    assert diminta == [impor.pk] * 2


def test_9_10_impor_yang_terus_mati_ditolak_dengan_alasan(d, klien, diminta):
    impor = ImporSipdFactory(perangkat_daerah=d.instansi, keadaan="dibaca", tahun=TAHUN)
    basi(impor, pekerja="mati", percobaan=2)
    assert tugas_uang.pulihkan() == 0
    impor.refresh_from_db()
    assert impor.keadaan == "gagal"
    assert "Pekerja berhenti di tengah jalan 2 kali. Unggah berkasnya sekali lagi" in impor.kesalahan


def test_9_10_impor_hanya_dibaca_oleh_satu_pekerja(d, diminta, monkeypatch):
    impor = ImporSipdFactory(perangkat_daerah=d.instansi, keadaan="dibaca", berkas="tidak-ada.xlsx")
    ImporSipd.objects.filter(pk=impor.pk).update(pekerja="lain", denyut=timezone.now())
    sipd.baca(impor.pk)
    impor.refresh_from_db()
    assert (impor.keadaan, impor.pekerja) == ("dibaca", "lain")


def test_9_10_pembaca_yang_pekerjaannya_diambil_alih_tidak_menimpa(d, klien, monkeypatch):
    unggah(d, klien)
    impor = ImporSipd.objects.get()
    asli = sipd.anak.jalankan

    def diambil_alih(*apa, **lain):
        hasil = asli(*apa, **lain)
        ImporSipd.objects.update(pekerja="lain")
        return hasil

    monkeypatch.setattr(sipd.anak, "jalankan", diambil_alih)
    sipd.baca(impor.pk)
    impor.refresh_from_db()
    assert (impor.keadaan, impor.hasil) == ("dibaca", None)
    assert (simpanan.Path(simpanan.settings.MEDIA_ROOT) / impor.berkas).is_file()


def test_9_10_pemulihan_bertanya_kepada_semua_dan_satu_yang_gagal_tidak_menahan_yang_lain(db, diminta, monkeypatch):
    assert {"impor SIPD", "susunan"} <= set(pemulihan._daftar)
    monkeypatch.setattr(pemulihan.connection, "close", lambda: None)

    def rusak():
        raise OperationalError("terkunci")

    monkeypatch.setattr(pemulihan, "_daftar", {"a": rusak, "b": lambda: 3})
    assert pemulihan.pulihkan_semua() == {"b": 3}


# The broker is away


def test_9_10_susun_diterima_walau_antrean_padam(d, klien, antrean_padam, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        jawaban = klien.post(ke(d, "lkjip_susun"))
    assert jawaban.status_code == 302
    assert "Permintaan ini tersimpan" in teks(klien.get(jawaban.url))
    susunan = Susunan.objects.get()
    assert susunan.status == "antre" and jalan.terhenti(susunan)
    assert len(jalan.pulihkan()) == 6, "diminta begitu antrean kembali; penggabungan menunggu"
    with django_capture_on_commit_callbacks(execute=True):
        jawaban = klien.post(ke(d, "dokumen_susun", jenis="cascading"))
    assert jawaban.status_code == 302
    assert "Permintaan ini tersimpan" in teks(klien.get(jawaban.url))


def test_9_10_unggah_sipd_diterima_walau_antrean_padam(d, klien, antrean_padam, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        jawaban = unggah(d, klien)
    impor = ImporSipd.objects.get()
    assert jawaban.url == ke(d, "sipd_satu", nomor=impor.pk)
    assert impor.keadaan == "dibaca" and impor.denyut is None
    assert "Berkas ini tersimpan" in teks(klien.get(jawaban.url))
    assert tugas_uang.pulihkan() == 1, "dicoba lagi, juga selama antrean masih padam"


# The disk is full


def test_9_10_ruang_penuh_tidak_meninggalkan_berkas_setengah(media, monkeypatch):
    tujuan = media / "a" / "berkas.pdf"
    simpanan.tulis_utuh(tujuan, b"lama")
    monkeypatch.setattr(os, "replace", penuh)
    with pytest.raises(simpanan.PenyimpananPenuh, match="Ruang simpan server penuh"):
        simpanan.tulis_utuh(tujuan, b"baru")
    assert [p.name for p in tujuan.parent.iterdir()] == ["berkas.pdf"]
    assert tujuan.read_bytes() == b"lama"


def test_9_10_unggahan_saat_ruang_penuh_dijawab_kalimat(d, klien, media, monkeypatch):
    from tests.laporan.test_unggahan import gambar

    monkeypatch.setattr(os, "replace", penuh)
    sebelum = isi_basis_data()
    berkas = SimpleUploadedFile("logo.png", gambar())
    satu = klien.post(ke(d, "berkas_unggah"), {"bagian": "logo", "judul": "", "berkas": berkas})
    dua = unggah(d, klien)
    buku = SimpleUploadedFile("buku.xlsx", simpan_asli(susun(REKAP5, [pagu(SUB, ATK, 1000)])).getvalue())
    tiga = klien.post(ke(d, "buku_kerja_unggah"), {"berkas": buku})
    for jawaban in (satu, dua, tiga):
        assert jawaban.status_code == 422
        assert "Ruang simpan server penuh" in teks(jawaban)
    assert isi_basis_data() | {"PerangkatDaerah": 0, "Jejak": 0} == sebelum | {"PerangkatDaerah": 0, "Jejak": 0}
    assert not Unggahan.objects.exists() and not ImporSipd.objects.exists()
    assert [p for p in media.rglob("*") if p.is_file()] == []


def test_9_10_ruang_penuh_saat_menerima_unggahan_dijawab_kalimat(d, klien, monkeypatch):
    """Django keeps a large upload on the disk before any view sees it."""
    monkeypatch.setattr("django.core.files.uploadhandler.MemoryFileUploadHandler.receive_data_chunk", penuh)
    klien.raise_request_exception = False
    jawaban = unggah(d, klien)
    assert jawaban.status_code == 507
    assert "Ruang simpan server penuh" in teks(jawaban)


def test_9_10_galat_lain_tetap_galat_server(d, klien, monkeypatch):
    def rusak(*_, **__):
        raise RuntimeError

    monkeypatch.setattr("laporan.halaman.susun_ikhtisar", rusak)
    klien.raise_request_exception = False
    jawaban = klien.get(ke(d, "indikator_daftar"))
    assert jawaban.status_code == 500
    assert "Terjadi kesalahan pada server" in teks(jawaban)


def test_9_10_susunan_saat_ruang_penuh_gagal_dengan_kalimat(d, monkeypatch):
    s = SusunanFactory(perangkat_daerah=d.instansi, berjalan=True)
    b = BagianSusunanFactory(susunan=s, kunci="bab4", status="antre", pekerja="")
    monkeypatch.setattr(jalan, "_bab", lambda *_: simpanan.tulis_utuh(jalan.jalur("x/y.pdf"), b"%PDF"))
    monkeypatch.setattr(os, "replace", penuh)
    jalan.kerjakan(b.pk)
    b.refresh_from_db()
    assert b.status == "gagal"
    assert b.kesalahan.startswith("Ruang simpan server penuh")


# The command checks its target first


def test_9_10_susun_lkjip_memeriksa_tujuannya_dahulu(d, tmp_path):
    from django.core.management import call_command

    for tujuan in (tmp_path, tmp_path / "tidak-ada" / "lkjip.pdf"):
        with pytest.raises(CommandError, match="tidak dapat ditulis"):
            call_command("susun_lkjip", d.kode, str(TAHUN), keluaran=str(tujuan))
    assert not Susunan.objects.exists()
    periksa_tujuan(str(tmp_path / "lkjip.pdf"))
    assert [p.name for p in tmp_path.iterdir()] == ["berkas"], "folder unggahan milik uji"


def test_9_10_keluaran_ditulis_utuh_atau_tetap_yang_lama(tmp_path, monkeypatch):
    tujuan = tmp_path / "buku.xlsx"
    tulis_berkas(str(tujuan), b"lama")
    monkeypatch.setattr("pathlib.Path.replace", penuh)
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        tulis_berkas(str(tujuan), b"baru")
    assert tujuan.read_bytes() == b"lama"
    assert list(tmp_path.iterdir()) == [tujuan]
