"""How much one agency may store, compose and write into; what nobody knows any more is swept."""

import datetime
import io
import os
import time

import pytest
from django.conf import settings as pengaturan
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from anggaran import impor
from anggaran.models import ImporSipd
from laporan.models import Susunan
from sakip.berkas import kuota
from sakip.jaga.toko import Sesi
from sakip.tasks import sapu_sisa
from tests.alat import alamat, isi_basis_data, teks
from tests.pabrik import BerkasFactory, BuktiFactory, ImporSipdFactory, SesiFactory, SusunanFactory

MB = 1024 * 1024


def gambar(nama="a.png"):
    keluaran = io.BytesIO()
    Image.effect_noise((700, 700), 90).save(keluaran, "PNG")
    return SimpleUploadedFile(nama, keluaran.getvalue(), "image/png")


def unggah(klien, **lain):
    isi = {"bagian": "lampiran", "judul": "Surat", "berkas": gambar()}
    return klien.post(alamat("berkas_unggah"), isi, **lain)


def test_kiriman_melebihi_ruang_instansi_ditolak_dengan_kalimat(perencana, dunia, media, settings):
    assert unggah(perencana).status_code == 302
    terpakai = kuota.terpakai(dunia.hss)
    assert terpakai > 100_000
    settings.KUOTA = terpakai + 100
    sebelum = isi_basis_data()
    jawaban = unggah(perencana)
    assert jawaban.status_code == 413
    assert "Ruang simpan instansi ini" in teks(jawaban)
    assert "minta admin SAKIP" in teks(jawaban)
    assert unggah(perencana, headers={"Accept": "application/json"}).json()["pesan"].startswith("Ruang simpan")
    assert isi_basis_data() == sebelum
    settings.KUOTA = 0
    assert unggah(perencana).status_code == 302


def test_ruang_dihitung_per_instansi_dan_berkas_kembar_sekali(dunia, media):
    (media / "bukti").mkdir()
    (media / "bukti" / "satu.pdf").write_bytes(b"x" * 1000)
    berkas = BerkasFactory(nama_simpan="bukti/satu.pdf")
    indikator = dunia.hss.renstra.first().indikator.first()
    for triwulan in (1, 2):
        BuktiFactory(berupa_berkas=True, indikator=indikator, berkas=berkas, triwulan=triwulan)
    ImporSipdFactory(perangkat_daerah=dunia.balangan, berkas="sipd/hilang.xlsx")
    assert kuota.terpakai(dunia.hss) == 1000
    assert kuota.terpakai(dunia.balangan) == 0


def test_berkas_dalam_satu_kiriman_terbatas(perencana):
    banyak = [SimpleUploadedFile(f"{n}.png", b"x") for n in range(pengaturan.DATA_UPLOAD_MAX_NUMBER_FILES + 1)]
    jawaban = perencana.post(alamat("berkas_unggah"), {"berkas": banyak})
    assert jawaban.status_code == 413
    assert "Paling banyak 20 berkas dalam satu kiriman." in teks(jawaban)


def test_susunan_terbuka_terbatas(perencana, dunia, settings):
    settings.BATAS_SUSUNAN = 2
    for jenis in ("renaksi", "iku"):
        SusunanFactory(perangkat_daerah=dunia.hss, tahun=2024, jenis=jenis)
    for tujuan in (alamat("lkjip_susun"), alamat("dokumen_susun", jenis="cascading")):
        jawaban = perencana.post(tujuan, follow=True)
        assert "dokumen instansi ini yang menunggu atau sedang disusun" in teks(jawaban)
        sepotong = perencana.post(tujuan, headers={"HX-Request": "true"})
        sela = sepotong.content.decode().partition('<div id="kabar" hx-swap-oob="true">')[2]
        assert "dokumen instansi ini yang menunggu atau sedang disusun" in sela, "di tempatnya, tanpa memuat ulang"
    assert Susunan.objects.filter(perangkat_daerah=dunia.hss).count() == 2


@pytest.mark.parametrize("tahun", [2001, 2090])
def test_tahun_di_luar_renstra_tidak_ditulisi(perencana, tahun):
    sebelum = isi_basis_data()
    for nama in ("isian_pengaturan", "buku_kerja_unggah", "berkas_unggah", "lkjip_susun"):
        jawaban = perencana.post(alamat(nama, tahun=tahun))
        assert jawaban.status_code == 422, nama
        assert f"Tahun {tahun} di luar Renstra instansi ini" in teks(jawaban)
    assert isi_basis_data() == sebelum
    assert perencana.get(alamat("instansi", tahun=tahun)).status_code == 200


def test_instansi_tanpa_renstra_tidak_dibatasi(dunia, masuk):
    jawaban = masuk(dunia.pendatang).post(alamat("isian_pengaturan", kode="hss-baru", tahun=2060))
    assert jawaban.status_code != 422 or "di luar Renstra" not in teks(jawaban)


# Swept


def tua(berkas, hari):
    kapan = time.time() - hari * 24 * 3600
    os.utime(berkas, (kapan, kapan))


def test_berkas_yatim_disapu_yang_dikenal_dan_yang_baru_tidak(dunia, media):
    for nama in (
        "bukti/ab/dikenal.pdf",
        "bukti/ab/yatim.pdf",
        "pk/cd/ditolak.pdf",
        "sipd/baru.xlsx",
        "unggahan/isi.png",
    ):
        (media / nama).parent.mkdir(parents=True, exist_ok=True)
        (media / nama).write_bytes(b"x")
        if "baru" not in nama:
            tua(media / nama, 2)
    BerkasFactory(nama_simpan="bukti/ab/dikenal.pdf")
    sapu_sisa()
    sisa = sorted(str(p.relative_to(media)) for p in media.rglob("*") if p.is_file())
    assert sisa == ["bukti/ab/dikenal.pdf", "sipd/baru.xlsx", "unggahan/isi.png"]


def test_impor_sipd_yang_ditinggal_dibuang_beserta_isinya(dunia, media):
    lama = timezone.now() - datetime.timedelta(days=8)
    (media / "sipd").mkdir()
    (media / "sipd" / "a.xlsx").write_bytes(b"x")
    buat = {"perangkat_daerah": dunia.hss, "hasil": {"a": 1}}
    ditinggal = ImporSipdFactory(keadaan="siap", berkas="sipd/a.xlsx", dibuat=lama, **buat)
    baru = ImporSipdFactory(keadaan="siap", berkas="sipd/b.xlsx", **buat)
    disimpan = ImporSipdFactory(keadaan="disimpan", dibuat=lama, **buat)
    assert impor.sapu() == 1
    keadaan = dict(ImporSipd.objects.values_list("pk", "keadaan"))
    assert [keadaan[i.pk] for i in (ditinggal, baru, disimpan)] == ["batal", "siap", "disimpan"]
    ditinggal.refresh_from_db()
    assert (ditinggal.hasil, ditinggal.berkas, (media / "sipd" / "a.xlsx").exists()) == (None, "", False)


def test_sesi_yang_lewat_disapu(db, media):
    lewat = SesiFactory(expire_date=timezone.now() - datetime.timedelta(minutes=1))
    berlaku = SesiFactory()
    sapu_sisa()
    assert set(Sesi.objects.values_list("pk", flat=True)) >= {berlaku.pk}
    assert not Sesi.objects.filter(pk=lewat.pk).exists()
