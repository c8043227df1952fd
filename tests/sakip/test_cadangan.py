"""Backup, destroy, restore, compare: rows, files, computed years and the trail's chain are the same again."""

import io
import json
import tarfile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from capaian.models import Realisasi
from sakip.cadangan import buat, pulih, putar, tabel
from sakip.cadangan.pulih import CadanganDitolak
from sakip.jejak import segel
from sakip.models import Jejak
from tests.conftest import impor_contoh

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lambat, pytest.mark.xdist_group("cadangan")]


@pytest.fixture
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "berkas"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def isi(media):
    """An agency with a file; the whole trail sealed."""
    impor_contoh("hss-2024")
    (media / "bukti").mkdir()
    (media / "bukti" / "satu.pdf").write_bytes(b"%PDF-1.7 bukti")
    segel.segel(semua=True)
    return media


def cadangkan(tmp_path, nama="cadangan.tar.gz", **opsi):
    keluaran = io.StringIO()
    call_command("cadangkan", keluaran=str(tmp_path / nama), stdout=keluaran, **opsi)
    return tmp_path / nama, keluaran.getvalue()


def test_cadangkan_hancurkan_pulihkan_bandingkan(isi, tmp_path):
    """In this very database: everything is deleted, then comes back, and so does a file that was altered."""
    tabel_lama = tabel.daftar_tabel()
    with buat.satu_potret():
        sebelum = buat.isi_kini()
    assert sebelum["sidik"], "ikhtisar ikut dibandingkan"
    berkas, kata = cadangkan(tmp_path, tanpa_bukti=True)
    assert " baris, 1 berkas." in kata
    assert berkas.stat().st_mode & 0o77 == 0
    (diambil,) = Jejak.objects.filter(tabel="sakip_pengambilan")
    assert diambil.baru["berkas"] == "cadangan.tar.gz"
    tabel.kosongkan()
    assert connection.introspection.table_names() == []
    (isi / "bukti" / "satu.pdf").write_bytes(b"lain")
    (isi / "bukti" / "dua.pdf").write_bytes(b"sisa")
    keluaran = io.StringIO()
    call_command("pulihkan", str(berkas), stdout=keluaran)
    assert "Dipulihkan dan sama" in keluaran.getvalue()
    with buat.satu_potret():
        assert buat.isi_kini() == sebelum
    assert tabel.daftar_tabel() == tabel_lama
    assert [p.read_bytes() for p in isi.rglob("*.pdf")] == [b"%PDF-1.7 bukti"]
    bukti = segel.buktikan(sebelum["jangkar"])
    assert (bukti.sah, bukti.ekor, bukti.jangkar_cocok) == (True, 0, True)
    # The triggers and counters work on.
    Realisasi.objects.first().delete()
    assert segel.segel() > 0
    with pytest.raises(CommandError, match="sudah berisi"):
        call_command("pulihkan", str(berkas))


def test_cadangan_dibuktikan_di_basis_data_sementara(isi, tmp_path):
    """By another process, as every night; a backup whose rows were altered is not proven."""
    berkas, kata = cadangkan(tmp_path, salin=None)
    assert "Dipulihkan dan sama" in kata
    palsu = tmp_path / "palsu.tar.gz"
    with tarfile.open(berkas) as lama, tarfile.open(palsu, "w:gz") as baru:
        for satu in lama:
            data = lama.extractfile(satu).read()
            if satu.name == "tabel/sakip_pemda":
                data = data.replace(b"Hulu", b"Hilu")
                satu.size = len(data)
            baru.addfile(satu, io.BytesIO(data))
    with pytest.raises(CadanganDitolak, match="Tabel sakip_pemda: 1 baris dalam cadangan, 1 dipulihkan"):
        pulih.buktikan(palsu)


def ubah_daftar(asal, tujuan, **ubahan):
    with tarfile.open(asal) as lama, tarfile.open(tujuan, "w:gz") as baru:
        for satu in lama:
            data = lama.extractfile(satu).read()
            if satu.name == buat.DAFTAR:
                data = json.dumps(json.loads(data) | ubahan).encode()
                satu.size = len(data)
            baru.addfile(satu, io.BytesIO(data))
    return tujuan


def test_cadangan_yang_tidak_dapat_dipulihkan_tidak_mengubah_apa_pun(media, tmp_path):
    (media / "a.pdf").write_bytes(b"isi")
    berkas, _ = cadangkan(tmp_path, tanpa_bukti=True)
    terpotong = tmp_path / "terpotong.tar.gz"
    terpotong.write_bytes(berkas.read_bytes()[:-2000])
    lain = ubah_daftar(berkas, tmp_path / "lain.tar.gz", basis_data="oracle")
    baru = ubah_daftar(berkas, tmp_path / "baru.tar.gz", migrasi={"sakip": ["9999_masa_depan"]})
    rusak = ubah_daftar(berkas, tmp_path / "rusak.tar.gz", berkas={"a.pdf": "0"})
    for satu, kata in ((terpotong, "rusak atau"), (lain, "oracle"), (baru, "versi yang lebih baru"), (rusak, "a.pdf")):
        with pytest.raises(CommandError, match=kata):
            call_command("pulihkan", str(satu), ya=True)
    for nama, jenis in (("../luar", tarfile.REGTYPE), ("/luar", tarfile.REGTYPE), ("berkas/b", tarfile.SYMTYPE)):
        asing = tmp_path / "asing.tar.gz"
        with tarfile.open(asing, "w:gz") as arsip:
            satu = tarfile.TarInfo(nama)
            satu.type, satu.linkname = jenis, "/etc/passwd" if jenis == tarfile.SYMTYPE else ""
            arsip.addfile(satu, io.BytesIO())
        with pytest.raises(CommandError, match="bukan berkas di dalam|rusak atau"):
            call_command("pulihkan", str(asing), ya=True)
    assert not list(tmp_path.rglob("luar"))
    assert connection.introspection.table_names()
    assert (media / "a.pdf").read_bytes() == b"isi"


def test_rahasia_tidak_ikut(media, tmp_path, settings):
    settings.SECRET_KEY = "kunci-yang-sangat-rahasia"
    settings.EMAIL_HOST_PASSWORD = "sandi-surel-rahasia"
    berkas, _ = cadangkan(tmp_path, tanpa_bukti=True)
    with tarfile.open(berkas) as arsip:
        semua = {s.name: arsip.extractfile(s).read() for s in arsip}
    assert not {"tabel/sakip_sesi"} & {*semua}
    assert not any(b"rahasia" in data for nama, data in semua.items() if not nama.startswith("tabel/"))


def test_yang_disimpan_tujuh_harian_lima_mingguan_dua_belas_bulanan(tmp_path):
    import datetime

    awal = datetime.date(2026, 1, 1)
    for n in range(400):
        (tmp_path / f"sakip-{awal + datetime.timedelta(n):%Y%m%d}-010000.tar.gz").touch()
    (tmp_path / "bukan-milik-kami.tar.gz").touch()
    putar.buang_lama(tmp_path)
    tinggal = sorted(p.name[6:14] for p in tmp_path.glob("sakip-*"))
    assert tinggal[-7:] == [f"202701{29 + n}" if n < 3 else f"2027020{n - 2}" for n in range(7)]
    assert len(tinggal) <= 7 + 5 + 12
    assert {t[:6] for t in tinggal} == {f"2026{b:02}" for b in range(3, 13)} | {"202701", "202702"}
    assert (tmp_path / "bukan-milik-kami.tar.gz").exists()


# Encrypted


@pytest.fixture
def kunci(tmp_path, settings):
    """The private key's file; the server knows the public one."""
    berkas, keluaran = tmp_path / "kunci.txt", io.StringIO()
    call_command("kunci_cadangan", str(berkas), stdout=keluaran, stderr=io.StringIO())
    assert berkas.stat().st_mode & 0o777 == 0o600
    settings.CADANGAN_KUNCI = [keluaran.getvalue().strip().removeprefix("SAKIP_CADANGAN_KUNCI=")]
    return berkas


def test_cadangan_bersandi_hanya_terbuka_dengan_kuncinya(isi, tmp_path, kunci):
    with buat.satu_potret():
        sebelum = buat.isi_kini()
    _, kata = cadangkan(tmp_path, tanpa_bukti=True)
    assert "Disandikan" in kata
    berkas = tmp_path / "cadangan.tar.gz.age"
    assert berkas.stat().st_mode & 0o77 == 0
    assert [p.name for p in tmp_path.glob("*cadang*")] == [berkas.name], "yang polos tidak tinggal"
    assert berkas.read_bytes().startswith(b"age-encryption.org/v1")
    assert not tarfile.is_tarfile(berkas)
    lain = tmp_path / "lain.txt"
    call_command("kunci_cadangan", str(lain), stdout=io.StringIO(), stderr=io.StringIO())
    for salah, kalimat in ((None, "--kunci"), (str(lain), "tidak terbuka"), (str(tmp_path / "x"), "tidak terbuka")):
        with pytest.raises(CommandError, match=kalimat):
            call_command("pulihkan", str(berkas), ya=True, kunci=salah)
    rusak = tmp_path / "rusak.tar.gz.age"
    rusak.write_bytes(berkas.read_bytes()[:-20])
    with pytest.raises(CommandError, match="rusak"):
        call_command("pulihkan", str(rusak), ya=True, kunci=str(kunci))
    call_command("pulihkan", str(berkas), ya=True, kunci=str(kunci), stdout=io.StringIO())
    with buat.satu_potret():
        assert buat.isi_kini() == sebelum


def test_kunci_umum_yang_keliru_disebut_sebelum_apa_pun_ditulis(media, tmp_path, settings):
    settings.CADANGAN_KUNCI = ["age1keliru"]
    with pytest.raises(CommandError, match="SAKIP_CADANGAN_KUNCI"):
        cadangkan(tmp_path, tanpa_bukti=True)
    assert not list(tmp_path.glob("cadangan*"))


def test_cadangan_bersandi_ikut_diputar():
    nama = [f"sakip-202701{hari:02}-020000.tar.gz.age" for hari in range(1, 29)]
    assert len(putar.yang_tinggal(nama)) < 14
    assert nama[-1] in putar.yang_tinggal(nama)
