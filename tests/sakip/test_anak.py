"""Files that exhaust: opened by a child with limits, refused in a sentence, and the parent does not grow."""

import fcntl
import io
import os
import pickle
import re
import signal
import socket
import threading
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from anggaran.sipd.bentuk import SipdDitolak
from anggaran.sipd.pagu import baca_pagu
from laporan.buku_kerja.impor import KOLOM_DIKENAL
from sakip.berkas import anak, terima
from sakip.buku.berkas import BerkasDitolak as BukuDitolak
from sakip.buku.berkas import baca_buku
from sakip.ditolak import Ditolak
from sakip.jejak.pelaku import pelaku
from tests.anggaran.sipd_uji import REKAP3, pagu, simpan_asli, susun
from tests.laporan.buku_uji import bongkar, buku, dasar

pytestmark = pytest.mark.lambat
MB = 1024 * 1024
RUANG = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LEMBAR = "xl/worksheets/sheet4.xml"
BERAT = "terlalu besar setelah diurai"


def _puncak():
    """Resident bytes: now, and the most since the last call."""
    status = Path("/proc/self/status").read_text()
    Path("/proc/self/clear_refs").write_text("5")
    return [int(re.search(rf"{nama}:\s+(\d+)", status)[1]) * 1024 for nama in ("VmRSS", "VmHWM")]


@pytest.fixture
def tidak_membengkak():
    """The parent stays below 150 MB more than it had, at every moment."""
    _puncak()
    awal, _ = _puncak()
    yield
    assert _puncak()[1] - awal < 150 * MB


@pytest.fixture(scope="module")
def wajar():
    return bongkar(buku(dasar()).getvalue())


def kemas(bagian):
    """A workbook on disk of less than 1 MB, whatever it unpacks to; parts may be given in repeated pieces."""
    keluaran = io.BytesIO()
    with zipfile.ZipFile(keluaran, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as arsip:
        for nama, isi in bagian.items():
            awal, potong, kali, akhir = isi if isinstance(isi, tuple) else (isi, b"", 0, b"")
            with arsip.open(nama, "w") as aliran:
                aliran.write(awal)
                for _ in range(kali):
                    aliran.write(potong)
                aliran.write(akhir)
    assert len(keluaran.getvalue()) < MB
    return io.BytesIO(keluaran.getvalue())


BOM = {
    "gaya": {
        "xl/styles.xml": (b"<styleSheet " + RUANG + b"><cellXfs>", b"<xf/>" * 200_000, 10, b"</cellXfs></styleSheet>")
    },
    "teks bersama": {"xl/sharedStrings.xml": (b"<sst " + RUANG + b">", b"<si/>" * 200_000, 20, b"</sst>")},
    "satu teks bersama": {"xl/sharedStrings.xml": (b"<sst " + RUANG + b"><si>", b"<r/>" * 10_000, 1, b"</si></sst>")},
    "komentar 100 MB": {"xl/worksheets/komentar.xml": (b"<comments><t>", b"x" * MB, 100, b"</t></comments>")},
    "komentar 50 MB": {"xl/comments1.xml": (b"<comments><t>", b"x" * MB, 50, b"</t></comments>")},
    "komentar XML": {LEMBAR: (b"<worksheet " + RUANG + b"><!--", b"x" * MB, 100, b"--></worksheet>")},
    "atribut": {"xl/workbook.xml": (b"<workbook " + RUANG + b' a="', b"x" * MB, 30, b'"/>')},
    "teks satu sel": {
        LEMBAR: (
            b"<worksheet " + RUANG + b'><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>',
            b"x" * MB,
            100,
            b"</t></is></c></row></sheetData></worksheet>",
        )
    },
    "bertumpuk": {"docProps/core.xml": (b"", b"<a>" * 1000, 1, b"</a>" * 1000)},
}


@pytest.mark.parametrize("nama", BOM)
def test_buku_kerja_yang_menghabiskan_ditolak(nama, wajar, tidak_membengkak):
    berkas = kemas(wajar | BOM[nama])
    with pytest.raises(BukuDitolak, match=BERAT):
        baca_buku(berkas, KOLOM_DIKENAL)


def test_teks_bersama_dengan_nama_lain_juga_ditakar(wajar):
    jenis = wajar["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/lain.dat" ContentType="application/vnd.openxmlformats-officedocument.'
        b'spreadsheetml.sharedStrings+xml"/></Types>',
    )
    berkas = kemas(
        wajar | {"[Content_Types].xml": jenis, "xl/lain.dat": BOM["satu teks bersama"]["xl/sharedStrings.xml"]}
    )
    with pytest.raises(BukuDitolak, match=BERAT):
        baca_buku(berkas, KOLOM_DIKENAL)


def test_kepala_selebar_excel_dengan_banyak_baris_ditolak(wajar, monkeypatch, tidak_membengkak):
    monkeypatch.setattr("sakip.buku.berkas.BATAS_SEL", 50)
    with pytest.raises(BukuDitolak, match=BERAT):
        baca_buku(kemas(wajar), KOLOM_DIKENAL)


@pytest.mark.parametrize("nama", ["gaya", "satu teks bersama", "komentar 50 MB"])
def test_berkas_sipd_yang_menghabiskan_ditolak(nama, tidak_membengkak):
    berkas = kemas(bongkar(simpan_asli(susun(REKAP3, [pagu()])).getvalue()) | BOM[nama])
    with pytest.raises(SipdDitolak, match=BERAT):
        anak.jalankan(baca_pagu, berkas, tolak=SipdDitolak)


def _bom_pdf(banyak):
    """A PDF whose table of objects unpacks to so many MB of zeros: the same deflated megabyte, again and again."""
    pemampat = zlib.compressobj(9, zlib.DEFLATED, -15)
    pemampat.compress(bytes(MB))
    pemampat.flush(zlib.Z_FULL_FLUSH)
    potong = pemampat.compress(bytes(MB)) + pemampat.flush(zlib.Z_FULL_FLUSH)
    jumlah = ((banyak * MB % 65521) << 16 | 1).to_bytes(4, "big")
    isi = b"\x78\xda" + potong * banyak + zlib.compressobj(9, zlib.DEFLATED, -15).flush() + jumlah
    kepala = b"<< /Type /XRef /Size 10 /W [1 4 2] /Root 1 0 R /Filter /FlateDecode /Length %d >>" % len(isi)
    return b"%PDF-1.7\n5 0 obj\n" + kepala + b"\nstream\n" + isi + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"


def test_bom_pdf_sebagai_bukti_ditolak(tidak_membengkak):
    """Without a limit it takes gigabytes. qpdf calls damaged what it has no memory for."""
    isi = _bom_pdf(1500)
    assert len(isi) < 2 * MB
    with pytest.raises(Ditolak, match="rusak|terlalu banyak memori"):
        terima.terima(SimpleUploadedFile("bukti.pdf", isi))


# The child itself


def _habiskan_memori():
    return bytearray(600 * MB)


def _habiskan_waktu():
    while True:
        pass


def _mati():
    os.kill(os.getpid(), signal.SIGKILL)


def _hasil_raksasa():
    return "x" * 60 * MB


@pytest.mark.parametrize("perbuatan", [_habiskan_memori, _habiskan_waktu, _mati, _hasil_raksasa])
def test_yang_melewati_batas_ditolak(perbuatan, tidak_membengkak):
    with pytest.raises(BukuDitolak, match="terlalu banyak memori atau waktu"):
        anak.jalankan(perbuatan, tolak=BukuDitolak, batas=anak.Batas(detik=1))


def _anak_hidup():
    return Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text().split()


def test_hasil_galat_dan_kabar_sampai_dan_anak_tidak_tertinggal():
    kabar = []

    def kerja(n, lapor):
        lapor(n, "maju")
        raise BukuDitolak("kalimat") if n else ValueError("x")

    sebelum = _anak_hidup()
    with pytest.raises(BukuDitolak, match="kalimat"):
        anak.jalankan(kerja, 7, tolak=BukuDitolak, saat_kabar=lambda *k: kabar.append(k))
    assert kabar == [(7, "maju")]
    with pytest.raises(ValueError, match="x") as tertangkap:
        anak.jalankan(kerja, 0, tolak=BukuDitolak, saat_kabar=lambda *_: None)
    assert "in kerja" in tertangkap.value.__notes__[0]
    assert anak.jalankan(divmod, 7, 2, tolak=BukuDitolak) == (3, 1)
    assert _anak_hidup() == sebelum


def test_yang_dibatalkan_saat_melapor_menghentikan_anak():
    def batal(*_):
        raise KeyError("batal")

    def kerja(lapor):
        lapor(1)
        time.sleep(60)

    with pytest.raises(KeyError, match="batal"):
        anak.jalankan(kerja, tolak=BukuDitolak, saat_kabar=batal)


def test_anak_tidak_memegang_sambungan_apa_pun():
    with socket.socket():

        def kerja():
            return [n for n in range(1000) if "socket:" in os.path.realpath(f"/proc/self/fd/{n}")]

        assert anak.jalankan(kerja, tolak=BukuDitolak) == []


def test_jawaban_anak_tidak_dapat_menjalankan_apa_pun():
    class Jahat:
        def __reduce__(self):
            return os.system, ("true",)

    with pytest.raises(Exception, match="system"):
        anak.jalankan(Jahat, tolak=BukuDitolak)


@pytest.mark.parametrize("nama", ["sakip.berkas.simpanan Path", "sakip.wsgi suppress", "sakip.berkas.anak IO"])
def test_jawaban_anak_tidak_dapat_memakai_yang_hanya_diimpor(nama):
    """A module of ours is no door to the types of others."""
    modul, _, jenis = nama.partition(" ")
    with pytest.raises(pickle.UnpicklingError):
        anak._buka(b"c" + f"{modul}\n{jenis}\n".encode() + b".")


def test_berkas_satu_orang_dibuka_satu_demi_satu():
    """A second file of the same person waits its turn, then is refused; another's does not wait."""
    mulai, hasil = threading.Event(), []

    def lama(lapor):
        lapor("mulai")
        time.sleep(1)

    def orang(nomor):
        return pelaku(lambda: {"oleh": nomor, "dari": ""})

    def pertama():
        with orang(1):
            hasil.append(anak.jalankan(lama, tolak=BukuDitolak, saat_kabar=lambda _: mulai.set()))

    utas = threading.Thread(target=pertama)
    utas.start()
    assert mulai.wait(10)
    with orang(1), pytest.raises(BukuDitolak, match="masih dibuka"):
        anak.jalankan(divmod, 1, 1, tolak=BukuDitolak, batas=anak.Batas(tunggu=0.1))
    with orang(2):
        assert anak.jalankan(divmod, 1, 1, tolak=BukuDitolak) == (1, 0)
    utas.join()
    assert hasil == [None]
    with orang(1):
        assert anak.jalankan(divmod, 3, 2, tolak=BukuDitolak) == (1, 1)


def test_seorang_hanya_menahan_dua_halaman(monkeypatch):
    """One that opens and one that waits; a third does not hold a thread of the web, a job waits as long as it may."""
    mulai, lepas, hasil = threading.Event(), threading.Event(), []

    def lama(lapor):
        lapor("mulai")
        time.sleep(1)

    def buka(perbuatan, **opsi):
        with pelaku(lambda: {"oleh": 1, "dari": ""}):
            hasil.append(anak.jalankan(perbuatan, tolak=BukuDitolak, **opsi))

    utas = [threading.Thread(target=buka, args=(lama,), kwargs={"saat_kabar": lambda _: mulai.set()})]
    utas[0].start()
    assert mulai.wait(10)
    utas.append(threading.Thread(target=buka, args=(os.getpid,)))
    utas[1].start()
    while not _menunggu():
        lepas.wait(0.01)
    awal = time.monotonic()
    with pytest.raises(BukuDitolak, match="masih dibuka"):
        buka(os.getpid)
    assert time.monotonic() - awal < 0.5
    buka(os.getpid, batas=anak.Batas(tunggu=200))
    for satu in utas:
        satu.join()
    assert len(hasil) == 3


def _menunggu():
    """Whether somebody holds the place of who waits."""
    with (Path(settings.VAR) / "giliran" / "1-antre").open("wb") as antre:
        try:
            fcntl.flock(antre, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _lembar(sesudah=(b"", 0), dimensi=b"", sel=b""):
    """A sheet of one row, with so many of one element behind it."""
    awal = b"<worksheet " + RUANG + b">" + dimensi + b'<sheetData><row r="1">' + sel + b"</row></sheetData>"
    return (awal, sesudah[0] * 1000, sesudah[1], b"</worksheet>")


BAGIAN_LAIN = {
    "sel gabungan": {LEMBAR: _lembar((b'<mergeCell ref="A1:XFD1048576"/>', 1500))},
    "format bersyarat": {
        LEMBAR: _lembar((b'<conditionalFormatting sqref="A1:XFD9"><cfRule/></conditionalFormatting>', 900))
    },
    "validasi data": {LEMBAR: _lembar((b'<dataValidation sqref="A1"><formula1>1</formula1></dataValidation>', 900))},
    "tautan": {LEMBAR: _lembar((b'<hyperlink ref="A1"/>', 900))},
    "dimensi selebar Excel": {LEMBAR: _lembar(dimensi=b'<dimension ref="A1:XFD1048576"/>')},
    "kolom terjauh": {LEMBAR: _lembar(sel=b'<c r="XFD1" t="inlineStr"><is><t>x</t></is></c>')},
    "kolom di luar Excel": {LEMBAR: _lembar(sel=b'<c r="XFE1"><v>1</v></c>')},
    "kolom 40 huruf": {LEMBAR: _lembar(sel=b'<c r="' + b"A" * 40 + b'1"><v>1</v></c>')},
    "nama": {"xl/definedNames.xml": (b"<d>", b"<definedName/>" * 1000, 500, b"</d>")},
    "gambar": {"xl/drawings/drawing1.xml": (b"<d>", b"<a/>" * 1000, 500, b"</d>")},
    "cache pivot": {"xl/pivotCache/pivotCacheRecords1.xml": (b"<d>", b"<r><x v='1'/></r>" * 1000, 500, b"</d>")},
    "tautan luar": {"xl/externalLinks/externalLink1.xml": (b"<d>", b"<a/>" * 1000, 500, b"</d>")},
    "relasi": {"xl/worksheets/_rels/sheet4.xml.rels": (b"<Relationships>", b"<a/>" * 1000, 500, b"</Relationships>")},
    "entitas": {LEMBAR: b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><worksheet>&c;</worksheet>'},
    "entitas luar": {
        "xl/sharedStrings.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><sst><si>&b;</si></sst>'
    },
    "bagian tanpa akhir": {f"xl/x{n}.bin": b"" for n in range(6000)},
}


@pytest.mark.parametrize("apa", BAGIAN_LAIN)
def test_bagian_buku_kerja_yang_tidak_wajar_tidak_membebani(apa, wajar, tidak_membengkak):
    """Whatever a workbook has besides its cells: refused in a sentence or passed over, in a moment."""
    awal = time.monotonic()
    berkas = kemas(wajar | BAGIAN_LAIN[apa])
    try:
        lembar = baca_buku(berkas, KOLOM_DIKENAL)
    except BukuDitolak as tolak:
        assert str(tolak).strip()
    else:
        assert apa in ("dimensi selebar Excel", "kolom terjauh")
        assert lembar
    assert time.monotonic() - awal < 30
