"""The trail's chain: sealed late rows and all, proven, and every later change of it found."""

import io

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from capaian.models import Realisasi
from sakip.jejak import segel
from sakip.models import Jejak, Segel
from sakip.tasks import kirim_jangkar, segel_jejak
from tests import pabrik as p

pytestmark = pytest.mark.django_db


@pytest.fixture
def rantai():
    """A sealed trail of a few changes."""
    realisasi = p.RealisasiFactory(triwulan=2, nilai="1.50", bagian={"1": "30"})
    Realisasi.objects.filter(pk=realisasi.pk).update(nilai="2.25")
    segel_jejak()
    assert Segel.objects.count() == Jejak.objects.count() > 3
    return list(Segel.objects.all())


def sebagai_pemilik(sql, *isian):
    """What only the owner of the tables can do: past the triggers."""
    with connection.cursor() as kursor:
        if connection.vendor == "postgresql":
            kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for tabel in ("sakip_jejak", "sakip_segel"):
                kursor.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
        else:
            kursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_hanya_bertambah_%'")
            for (nama,) in kursor.fetchall():
                kursor.execute(f"DROP TRIGGER {nama}")
        kursor.execute(sql, isian)


def test_jejak_disegel_berurut_dan_terbukti(rantai):
    bukti = segel.buktikan()
    assert (bukti.sah, bukti.tersegel, bukti.ekor, bukti.rusak) == (True, len(rantai), 0, ())
    assert bukti.jangkar == str(rantai[-1])
    assert [s.urutan for s in rantai] == list(range(1, len(rantai) + 1))


def test_yang_baru_adalah_ekor_sampai_disegel_di_ujung(rantai):
    baru = p.PemdaFactory()
    bukti = segel.buktikan(str(rantai[-1]))
    jejak = Jejak.objects.get(tabel="sakip_pemda", objek=baru.pk)
    assert (bukti.sah, bukti.ekor, bukti.ekor_tertua, bukti.jangkar_cocok) == (True, 1, jejak.pada, True)
    assert segel.segel() == 1
    assert segel.segel() == 0
    assert Segel.objects.last().jejak_id == jejak.pk
    assert segel.buktikan(str(rantai[-1])).sah, "jangkar yang lama tetap dalam rantai"


def test_yang_terlambat_tersimpan_disegel_kemudian(rantai):
    """A transaction that took its number early and was committed late."""
    pertama = Jejak.objects.order_by("pk").first()
    sebagai_pemilik("DELETE FROM sakip_segel")
    for jejak in Jejak.objects.exclude(pk=pertama.pk).order_by("pk"):
        akhir = Segel.objects.last()
        urutan, sebelum = (akhir.urutan, akhir.sidik) if akhir else (0, segel.PANGKAL)
        Segel.objects.create(urutan=urutan + 1, jejak_id=jejak.pk, sidik=segel.sidik(sebelum, jejak))
    assert segel.buktikan().ekor == 1
    assert segel.segel() == 1
    assert Segel.objects.last().jejak_id == pertama.pk
    assert segel.buktikan().sah


@pytest.mark.parametrize("semua", [False, True])
def test_disegel_bagian_demi_bagian(rantai, monkeypatch, semua):
    """A run seals so many rows at most, unless all are asked for; each part goes on where the one before ended."""
    monkeypatch.setattr(segel, "PECAHAN", 2)
    monkeypatch.setattr(segel, "TERBANYAK", 4)
    for _ in range(7):
        p.PemdaFactory()
    banyak = segel.belum_tersegel().count()
    assert banyak >= 7
    assert segel.segel(semua=semua) == (banyak if semua else 4)
    while segel.segel(semua=semua):
        pass
    bukti = segel.buktikan()
    assert (bukti.sah, bukti.ekor) == (True, 0)


UBAHAN = {
    "nilai": "UPDATE sakip_jejak SET alasan = 'lain' WHERE id = %s",
    "waktu": "UPDATE sakip_jejak SET pada = '2020-01-01 00:00:00+00' WHERE id = %s",
    "pelaku": "UPDATE sakip_jejak SET dari = 'orang lain' WHERE id = %s",
    "hapus": "DELETE FROM sakip_jejak WHERE id = %s",
    "hapus segel": "DELETE FROM sakip_segel WHERE jejak_id = %s",
}


@pytest.mark.parametrize("cara", UBAHAN)
def test_yang_diubah_pemilik_ditemukan(rantai, cara):
    sasaran = rantai[1]
    sebagai_pemilik(UBAHAN[cara], sasaran.jejak_id)
    keluaran = io.StringIO()
    with pytest.raises(SystemExit) as keluar:
        call_command("periksa_jejak", stdout=keluaran)
    assert keluar.value.code == 1
    assert "Rantai RUSAK." in keluaran.getvalue()
    assert f"egel {sasaran.urutan}" in keluaran.getvalue()


def test_rantai_yang_dibuat_ulang_ditemukan_oleh_jangkar(rantai):
    jangkar = str(rantai[-1])
    sebagai_pemilik("UPDATE sakip_jejak SET alasan = 'lain' WHERE id = %s", rantai[0].jejak_id)
    sebagai_pemilik("DELETE FROM sakip_segel")
    segel.segel(semua=True)
    assert segel.buktikan().sah
    bukti = segel.buktikan(jangkar)
    assert (bukti.sah, bukti.jangkar_cocok) == (False, False)


def periksa(**opsi):
    keluaran = io.StringIO()
    try:
        call_command("periksa_jejak", stdout=keluaran, **opsi)
    except SystemExit as keluar:
        return keluar.code, keluaran.getvalue()
    return 0, keluaran.getvalue()


@pytest.fixture
def jangkar_tersimpan(settings, tmp_path):
    settings.BERKAS_JANGKAR = tmp_path / "jangkar"
    return settings.BERKAS_JANGKAR


@pytest.mark.parametrize("juga_segel", [False, True])
def test_yang_dihapus_di_ujung_ditemukan(jangkar_tersimpan, rantai, juga_segel):
    """Also where its seal went with it: the end of the chain is noted beside the database."""
    assert jangkar_tersimpan.read_text() == str(rantai[-1])
    assert periksa()[0] == 0
    sebagai_pemilik("DELETE FROM sakip_jejak WHERE id = %s", rantai[-1].jejak_id)
    if juga_segel:
        sebagai_pemilik("DELETE FROM sakip_segel WHERE urutan = %s", rantai[-1].urutan)
    kode, kata = periksa()
    assert (kode, "Rantai RUSAK." in kata) == (1, True)
    p.PemdaFactory()
    segel_jejak()
    assert periksa()[0] == 1, "yang disegel kemudian tidak menutupinya"
    assert (jangkar_tersimpan.read_text() == str(rantai[-1])) == juga_segel
    segel.ingat(baru=True)
    assert jangkar_tersimpan.read_text() == segel.jangkar()


def test_yang_dihapus_sebelum_disegel_disebut(rantai):
    baru = Jejak.objects.get(tabel="sakip_pemda", objek=p.PemdaFactory().pk)
    assert "nomor sesudah baris jejak terakhir" not in periksa()[1]
    sebagai_pemilik("DELETE FROM sakip_jejak WHERE id = %s", baru.pk)
    assert "1 nomor sesudah baris jejak terakhir tidak ada" in periksa()[1]


ATUR_ULANG = {
    "dinomori ulang": ["UPDATE sakip_jejak SET id = -id", "UPDATE sakip_jejak SET id = 1000000 - id"],
    "dinomori ulang bersama segelnya": [
        "UPDATE sakip_jejak SET id = id + 1000000",
        "UPDATE sakip_segel SET jejak_id = jejak_id + 1000000",
    ],
    "dipertukarkan": [
        "UPDATE sakip_jejak SET id = -1 WHERE id = {a}",
        "UPDATE sakip_jejak SET id = {a} WHERE id = {b}",
        "UPDATE sakip_jejak SET id = {b} WHERE id = -1",
    ],
    "segel dipertukarkan": [
        "UPDATE sakip_segel SET jejak_id = -1 WHERE jejak_id = {a}",
        "UPDATE sakip_segel SET jejak_id = {a} WHERE jejak_id = {b}",
        "UPDATE sakip_segel SET jejak_id = {b} WHERE jejak_id = -1",
    ],
    "urutan segel digeser": ["UPDATE sakip_segel SET urutan = urutan + 1000000"],
    "isi dipindahkan": ["UPDATE sakip_jejak SET objek = objek + 1 WHERE id = {a}"],
    "pemilik dikosongkan": ["UPDATE sakip_jejak SET perangkat_daerah_id = 7777 WHERE id = {a}"],
    "nilai ditukar": ["UPDATE sakip_jejak SET lama = baru, baru = lama WHERE id = {a}"],
}


@pytest.mark.parametrize("cara", ATUR_ULANG)
def test_yang_diatur_ulang_pemilik_ditemukan(rantai, cara):
    a, b = rantai[1].jejak_id, rantai[2].jejak_id
    for sql in ATUR_ULANG[cara]:
        sebagai_pemilik(sql.format(a=a, b=b))
    kode, kata = periksa()
    assert (kode, "Rantai RUSAK." in kata) == (1, True)


@pytest.mark.parametrize("perbuatan", ["update", "delete"])
def test_segel_hanya_bertambah(rantai, perbuatan):
    with pytest.raises(IntegrityError, match="segel_hanya_bertambah"), transaction.atomic():
        semua = Segel.objects.filter(pk=1)
        semua.update(sidik="x") if perbuatan == "update" else semua.delete()


def test_jangkar_dikirim_kepada_admin(rantai):
    admin = p.PenggunaFactory(peran="admin", email="admin@example.go.id")
    kirim_jangkar()
    (surat,) = mail.outbox
    assert surat.bcc == [admin.email]
    assert f"--jangkar {segel.jangkar()}" in surat.body


def test_perintah_mencetak_ekor_dan_jangkar(rantai):
    p.PemdaFactory()
    keluaran = io.StringIO()
    call_command("periksa_jejak", stdout=keluaran)
    isi = keluaran.getvalue()
    assert f"Tersegel: {len(rantai)} baris jejak." in isi
    assert "Belum tersegel: 1, tertua " in isi
    assert f"Jangkar: {rantai[-1]}" in isi
    assert "Rantai utuh." in isi
    call_command("periksa_jejak", segel=True, jangkar=str(rantai[-1]), stdout=keluaran)
