"""Files that never reach the import: each is refused with one clear sentence, and nothing changes."""

import io
import os
import random
import re
import struct
import zipfile

import pytest

from laporan.buku_kerja.impor import HasilImpor
from sakip.buku.berkas import BATAS_BARIS

from .buku_uji import berhasil, bongkar, buku, dasar, impor, isi_basis_data, kemas, simpan, susun, ubah_bagian

pytestmark = [pytest.mark.django_db, pytest.mark.teliti]
OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
LEMBAR_TARGET = "xl/worksheets/sheet4.xml"


@pytest.fixture(scope="module")
def wajar():
    return buku(dasar()).getvalue()


def ditolak(berkas, *kata):
    """Refused as a whole, in one sentence with these words; the database is as before."""
    sebelum = isi_basis_data()
    hasil = impor(berkas)
    assert isinstance(hasil, HasilImpor)
    assert not hasil.disimpan
    assert not hasil.lembar
    (temuan,) = hasil.temuan
    assert temuan.tingkat == "galat"
    assert not temuan.baris
    for satu in kata:
        assert satu in temuan.pesan
    assert isi_basis_data() == sebelum
    return temuan.pesan


def satu_bagian(nama, isi, dikompres=zipfile.ZIP_DEFLATED):
    keluaran = io.BytesIO()
    with zipfile.ZipFile(keluaran, "w", dikompres) as arsip:
        arsip.writestr(nama, isi)
    return keluaran.getvalue()


# Not a workbook


def test_berkas_kosong():
    ditolak(b"", "kosong (0 byte)")


@pytest.mark.parametrize(
    "isi",
    [
        b"indikator;tahun;nilai\nI1;2024;90\n",
        b"%PDF-1.7\n...",
        b"<html><table></table></html>",
        b"\x00" * 100,
        "kode,nama\n1,é".encode("utf-16"),
    ],
)
def test_bukan_xlsx_walau_namanya_diganti(isi):
    ditolak(isi, "bukan buku kerja Excel (.xlsx)")


def test_zip_lain_bukan_buku_kerja():
    ditolak(satu_bagian("word/document.xml", "<w/>"), "bukan buku kerja Excel (.xlsx)")


def test_xls_lama_atau_terkunci():
    ditolak(OLE2 + os.urandom(5000), "kata sandi", ".xls")


def test_zip_terkunci(wajar):
    isi = bytearray(wajar)
    for tanda, letak in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for temu in re.finditer(re.escape(tanda), bytes(isi)):
            isi[temu.start() + letak] |= 1
    ditolak(bytes(isi), "kata sandi")


def test_makro(wajar):
    xlsm = ubah_bagian(
        wajar,
        "[Content_Types].xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    ditolak(xlsm, "makro", ".xlsm")
    ditolak(kemas(bongkar(wajar) | {"xl/vbaProject.bin": OLE2}), "makro")


def test_strict_open_xml(wajar):
    ruang = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = ubah_bagian(wajar, "xl/workbook.xml", ruang, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    ditolak(strict, "Strict Open XML")


# Too big


def test_lebih_dari_20_mb(settings):
    assert settings.BATAS_UNGGAHAN == 20 * 1024 * 1024
    berkas = io.BytesIO()
    berkas.write(b"PK\x03\x04")
    berkas.seek(settings.BATAS_UNGGAHAN)
    berkas.write(b"x")
    ditolak(berkas, "20 MB")


def lembar_berbaris(jumlah):
    baris = b"".join(b'<row r="%d"><c r="A%d" t="n"><v>1</v></c></row>' % (n, n) for n in range(1, jumlah + 1))
    ruang = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return b'<worksheet xmlns="' + ruang + b'"><sheetData>' + baris + b"</sheetData></worksheet>"


@pytest.mark.lambat
def test_lebih_dari_200_000_baris(wajar):
    assert BATAS_BARIS == 200_000
    bagian = bongkar(wajar)
    bagian[LEMBAR_TARGET] = lembar_berbaris(BATAS_BARIS + 1)
    ditolak(kemas(bagian), "200.000 baris")


@pytest.mark.lambat
def test_baris_semua_lembar_dijumlahkan(wajar):
    bagian = bongkar(wajar)
    for nomor in (4, 5):
        bagian[f"xl/worksheets/sheet{nomor}.xml"] = lembar_berbaris(BATAS_BARIS // 2)
    ditolak(kemas(bagian), "200.000 baris")


@pytest.mark.lambat
def test_bom_zip_yang_mengaku(wajar):
    """260 MB of zeros fit into 260 kB; the declared size is enough to refuse it unread."""
    keluaran = io.BytesIO()
    with zipfile.ZipFile(keluaran, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, isi in bongkar(wajar).items():
            if nama != LEMBAR_TARGET:
                arsip.writestr(nama, isi)
        with arsip.open(LEMBAR_TARGET, "w", force_zip64=True) as aliran:
            for _ in range(260):
                aliran.write(bytes(1024 * 1024))
    assert len(keluaran.getvalue()) < 1024 * 1024
    ditolak(keluaran, "terlalu besar setelah diurai")


def test_bom_zip_pada_teks_bersama(wajar):
    keluaran = io.BytesIO()
    with zipfile.ZipFile(keluaran, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, isi in bongkar(wajar).items():
            arsip.writestr(nama, isi)
        with arsip.open("xl/sharedStrings2.xml", "w") as aliran:
            for _ in range(61):
                aliran.write(bytes(1024 * 1024))
    ditolak(keluaran, "terlalu besar setelah diurai")


def test_bom_zip_yang_berbohong(wajar):
    """The directory says 1 kB where 50 MB follow: reading stops there, and the checksum is wrong."""
    bagian = bongkar(wajar)
    bagian[LEMBAR_TARGET] = lembar_berbaris(3).replace(b"</worksheet>", b" " * (50 * 1024 * 1024) + b"</worksheet>")
    isi = bytearray(kemas(bagian))
    ukuran = len(bagian[LEMBAR_TARGET])
    assert isi.count(struct.pack("<L", ukuran)) == 2
    ditolak(bytes(isi).replace(struct.pack("<L", ukuran), struct.pack("<L", 1024)), "rusak")


@pytest.mark.parametrize(
    "baris",
    [
        '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        '<row r="9"><c r="XFE9"><v>1</v></c></row>',
        '<row r="9">' + '<c r="A9"/>' * 3 + "</row>",
        '<row r="9">' + "<c/>" * 16_385 + "</row>",
        '<row r="9"><c>' + "<is/>" * 200_001 + "</c></row>",
    ],
    ids=["baris tak terhingga", "baris ke 1.048.577", "kolom XFE", "sel kembar", "16.385 sel", "200.001 unsur"],
)
def test_tata_letak_yang_menghabiskan_memori_atau_waktu(wajar, baris):
    ditolak(ubah_bagian(wajar, LEMBAR_TARGET, "</sheetData>", baris + "</sheetData>"), "rusak")


@pytest.mark.parametrize("nomor", [1, 2])
def test_baris_yang_tidak_urut_tidak_hilang_diam_diam(wajar, nomor):
    """A second row 2 would be skipped without a word."""
    baris = f'<row r="{nomor}"><c r="A{nomor}" t="inlineStr"><is><t>I1</t></is></c></row>'
    ditolak(ubah_bagian(wajar, LEMBAR_TARGET, "</sheetData>", baris + "</sheetData>"), "rusak")


# Cells that would be read wrongly


def test_sel_gabungan_pada_lembar_dikenal():
    wb = susun(dasar())
    wb["Realisasi"].merge_cells("A2:A3")
    ditolak(wb, "Realisasi", "sel gabungan", "A2:A3")


def test_sel_gabungan_pada_lembar_lain_tidak_mengganggu():
    wb = susun(dasar(Catatan=[["judul"], ["isi"]]))
    wb["Catatan"].merge_cells("A1:B1")
    assert berhasil(wb).disimpan


def test_rumus_tanpa_nilai_tersimpan():
    wb = susun(dasar())
    wb["Realisasi"]["C2"] = "=SUM(1,2)"
    ditolak(wb, "Realisasi", "rumus tanpa nilai tersimpan", "C2")


def test_rumus_pada_lembar_lain_tidak_mengganggu():
    wb = susun(dasar(Catatan=[["judul"], ["isi"]]))
    wb["Catatan"]["A3"] = "=SUM(1,2)"
    assert berhasil(wb).disimpan


# Hostile XML

LEDAKAN = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
LUAR = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("dtd", [LEDAKAN, LUAR], ids=["entitas berlipat", "entitas luar"])
@pytest.mark.parametrize(
    "bagian", [LEMBAR_TARGET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"]
)
def test_entitas_xml(wajar, bagian, dtd):
    isi = bongkar(wajar)
    xml = isi[bagian].decode()
    awal = re.search(r"<[A-Za-z]", xml).start()
    isi[bagian] = (xml[:awal] + dtd + xml[awal:]).encode()
    ditolak(kemas(isi), "rusak")


def test_entitas_xml_pada_teks_bersama(wajar):
    isi = bongkar(wajar)
    isi["xl/sharedStrings.xml"] = (
        LEDAKAN + '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&c;</t></si></sst>'
    ).encode()
    isi["[Content_Types].xml"] = isi["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    )
    ditolak(kemas(isi), "rusak")


# Damaged files


@pytest.mark.parametrize("bagian_awal", [0.1, 0.5, 0.9, 0.999])
def test_terpotong(wajar, bagian_awal):
    ditolak(wajar[: int(len(wajar) * bagian_awal)], "rusak")


@pytest.mark.parametrize("bagian", [LEMBAR_TARGET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("isi", [b"", b"<", b"<a><b></a>", b"\xff\xfe\x00", b"bukan xml"])
def test_bagian_yang_bukan_xml(wajar, bagian, isi):
    ditolak(kemas(bongkar(wajar) | {bagian: isi}), "rusak")


@pytest.mark.parametrize("bagian", [LEMBAR_TARGET, "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
def test_bagian_yang_hilang(wajar, bagian):
    isi = bongkar(wajar)
    del isi[bagian]
    hasil = impor(kemas(isi))
    assert isinstance(hasil, HasilImpor)
    assert hasil.galat or bagian == "xl/styles.xml"


def test_isi_yang_tidak_cocok_dengan_sidiknya(wajar):
    isi = bytearray(wajar)
    with zipfile.ZipFile(io.BytesIO(wajar)) as arsip:
        info = arsip.getinfo(LEMBAR_TARGET)
    letak = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    isi[letak] ^= 0xFF
    ditolak(bytes(isi), "rusak")


def test_cara_kompres_yang_tidak_dikenal(wajar):
    isi = bytearray(wajar)
    for tanda, letak in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        for temu in re.finditer(re.escape(tanda), bytes(isi)):
            isi[temu.start() + letak : temu.start() + letak + 2] = struct.pack("<H", 99)
    ditolak(bytes(isi), "rusak")


@pytest.mark.parametrize(
    ("lama", "baru"),
    [
        ('t="inlineStr"', 't="s"'),
        ("<v>90</v>", "<v>sembilan</v>"),
        ("<v>90</v>", "<v>NaN</v>"),
        ("<v>90</v>", "<v>" + "9" * 5000 + "</v>"),
        ('r="A2"', 'r="2A"'),
        ('r="A2"', 'r="A3"'),
        ('<row r="2"', '<row r="dua"'),
        ('t="n"', 't="n" s="99999"'),
        ('t="n"', 't="d"'),
        ('t="n"', 't="b"'),
    ],
)
def test_sel_yang_rusak_tidak_pernah_menjadi_kegagalan(wajar, lama, baru):
    hasil = impor(ubah_bagian(wajar, LEMBAR_TARGET, lama, baru))
    assert isinstance(hasil, HasilImpor)
    assert hasil.disimpan == (not hasil.galat)


# Whatever the bytes are


def rusakkan(acak, isi):
    """A workbook after an accident: bytes flipped, a piece cut out, doubled or zeroed."""
    isi = bytearray(isi)
    cara = acak.choice(("balik", "potong", "gandakan", "nolkan"))
    letak, panjang = acak.randrange(len(isi)), acak.randrange(1, 200)
    if cara == "balik":
        for _ in range(acak.randrange(1, 20)):
            isi[acak.randrange(len(isi))] ^= 1 << acak.randrange(8)
    elif cara == "potong":
        del isi[letak : letak + panjang]
    elif cara == "gandakan":
        isi[letak:letak] = isi[letak : letak + panjang]
    else:
        isi[letak : letak + panjang] = bytes(len(isi[letak : letak + panjang]))
    return bytes(isi)


@pytest.mark.parametrize("benih", range(40))
def test_berkas_acak_selalu_dijawab(wajar, benih):
    hasil = impor(rusakkan(random.Random(benih), wajar))
    assert isinstance(hasil, HasilImpor)
    assert hasil.disimpan == (not hasil.galat)
    assert all(str(t) for t in hasil.temuan)


@pytest.mark.parametrize("benih", range(60))
def test_xml_acak_di_dalam_zip_yang_utuh_selalu_dijawab(wajar, benih):
    """The damage is inside a part and the archive around it is sound, so it reaches the readers."""
    acak = random.Random(1000 + benih)
    bagian = bongkar(wajar)
    nama = acak.choice([n for n in sorted(bagian) if n.startswith(("xl/", "["))])
    isi = bagian[nama].decode()
    if acak.random() < 0.5:
        bagian[nama] = rusakkan(acak, bagian[nama])
    else:
        kata = acak.choice(re.findall(r'"[^"]*"|>[^<>]+<', isi))
        baru = acak.choice(['""', '"0"', '"-1"', '"999999999"', '"é🙂"', '"rId9"', '"A1:B2"', '"a:b"'])
        bagian[nama] = isi.replace(kata, baru if kata[0] == '"' else f">{baru[1:-1]}<", 1).encode()
    hasil = impor(kemas(bagian))
    assert isinstance(hasil, HasilImpor)
    assert hasil.disimpan == (not hasil.galat)


NILAI_ACAK = (
    None,
    "",
    " ",
    "x",
    ";",
    "=1",
    "-",
    "0",
    0,
    -1,
    1e300,
    10**20,
    0.5,
    True,
    "I1",
    "S1",
    "T1",
    "2024",
    2024,
    "1.129",
    "71.51",
    "221.442.00",
    "NaN",
    "#REF!",
    "ya",
    "2024-08-12",
    "é🙂" * 20,
    "x" * 500,
    "\t\n",
    "'",
    '"',
    "%s",
    "{}",
    "../..",
)


@pytest.mark.parametrize("benih", range(50))
def test_isi_sel_acak_selalu_dijawab(benih):
    """A sound file whose cells hold anything at all."""
    acak = random.Random(2000 + benih)
    isi = dasar()
    for _ in range(acak.randrange(1, 6)):
        lembar = acak.choice(sorted(isi))
        baris = isi[lembar] if isinstance(isi[lembar], dict) else acak.choice(isi[lembar])
        baris[acak.choice(sorted(baris))] = acak.choice(NILAI_ACAK)
    berkas = simpan(susun(isi))
    hasil = impor(berkas)
    assert isinstance(hasil, HasilImpor)
    assert hasil.disimpan == (not hasil.galat)
    assert not any("data ditolak basis data" in t.pesan for t in hasil.temuan), [str(t) for t in hasil.temuan]
    if hasil.disimpan:
        assert not impor(berkas).berubah
