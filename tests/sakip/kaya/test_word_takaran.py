"""DOCX that were not made by Word: what they hold without measure is refused, and whoever asked does not grow."""

import io
import json
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.ditolak import Ditolak
from sakip.kaya.baca import dari_teks
from sakip.kaya.pohon import TERBANDING, langkah
from sakip.kaya.word.buka import Banding, buka, rincikan
from sakip.kaya.word.cocok import Perubahan
from sakip.kaya.word.urai import RUANG
from tests.sakip.test_anak import tidak_membengkak  # noqa: F401

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
JENIS = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
TANDA = '<w:bookmarkStart w:id="1" w:name="naskah_0"/>'


def asal(**lain):
    satu = {"bagian": "4.1", "teks": "Satu.\n\nDua.", "nilai": {}, "draf": False} | lain
    return {"instansi": "hss-bkpsdm", "tahun": 2024, "luar": [], "naskah": [satu]}


def docx(badan="", isi=None, **bagian):
    """A document with the marks of ours: `isi` is what it says that it was made of."""
    tertulis = (
        isi if isinstance(isi, str) else json.dumps(isi or asal()).replace("<", "\\u003c").replace("&", "\\u0026")
    )
    semua = {
        "[Content_Types].xml": JENIS,
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{TANDA}{badan}</w:body></w:document>',
        "customXml/item1.xml": f'<naskah xmlns="{RUANG}">{tertulis}</naskah>',
    }
    keluaran = io.BytesIO()
    with zipfile.ZipFile(keluaran, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, data in (semua | bagian).items():
            arsip.writestr(nama, data)
    return SimpleUploadedFile("a.docx", keluaran.getvalue())


def alinea(n):
    return f"<w:p><w:r><w:t>alinea {n}</w:t></w:r></w:p>"


BOM = {
    "alinea tanpa akhir": lambda: docx("".join(map(alinea, range(60_000)))),
    "satu alinea": lambda: docx(f"<w:p><w:r><w:t>{'kata ' * 500_000}</w:t></w:r></w:p>"),
    "asal 10 MB": lambda: docx(alinea(1), asal(teks="kata " * 2_000_000)),
    "asal berulang": lambda: docx(alinea(1), asal() | {"naskah": asal()["naskah"] * 100_000}),
    "asal bertumpuk": lambda: docx(alinea(1), "[" * 100_000),
    "bertumpuk": lambda: docx("<w:ins>" * 20_000 + "</w:ins>" * 20_000),
    "catatan kaki": lambda: docx(
        '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>' * 5_000,
        **{
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="1"><w:p><w:r><w:t>{"kata " * 20_000}'
            "</w:t></w:r></w:p></w:footnote></w:footnotes>"
        },
    ),
    "tabel": lambda: docx(f"<w:tbl><w:tr><w:tc>{alinea(1)}</w:tc></w:tr></w:tbl>" * 40_000),
    "setengah pasangan": lambda: docx(alinea(1), json.dumps(asal(teks="\ud800", bagian="\udfff"))),
    "bukan teks": lambda: docx(alinea(1), asal(teks=None, bagian=[1])),
    "nilai bukan kamus": lambda: docx(alinea(1), asal(nilai=[1])),
    "tahun raksasa": lambda: docx(alinea(1), asal() | {"tahun": "9" * 5000}),
    "nomor raksasa": lambda: docx(alinea(1).replace("<w:p>", f'<w:bookmarkStart w:name="naskah_{"9" * 5000}"/><w:p>')),
    "entitas": lambda: docx(
        **{"word/document.xml": '<!DOCTYPE a [<!ENTITY b "bb">]><w:document xmlns:w="x">&b;</w:document>'}
    ),
    "catatan dari naskah": lambda: docx(alinea(1), asal(teks="[^1] " * 5_000 + "\n\n[^1]: " + "x" * 200_000)),
    "rentang": lambda: docx(
        alinea(1),
        asal(teks="<!-- HTML, hanya baca: sunting di halaman Naskah --><table><td colspan='999999999'>a</table>"),
    ),
}


@pytest.mark.parametrize("apa", BOM)
def test_docx_yang_menghabiskan_ditolak_atau_dibaca_tanpa_membengkak(apa, tidak_membengkak):  # noqa: F811
    try:
        terbaca, hasil = buka(BOM[apa]())
    except Ditolak as tolak:
        assert str(tolak).strip()
    else:
        assert len(hasil) == len(terbaca.asal)
        assert apa in ("rentang", "entitas", "bukan teks", "catatan dari naskah")


def test_yang_dibandingkan_dengan_yang_kini_juga_terbatas(tidak_membengkak):  # noqa: F811
    """The texts as they were come with the file."""
    awal = time.monotonic()
    kini = "a\n\n" * 4_000
    ubah = Perubahan(1, 2, dari_teks("b"))
    try:
        (satu,) = rincikan([Banding("a\n\n" * 4_001, kini, [ubah], {})])
    except Ditolak as tolak:
        assert str(tolak).strip()
    else:
        assert satu
    assert time.monotonic() - awal < 60


@pytest.mark.parametrize(
    ("lama", "baru"),
    [
        ("a" * 3000, "a" * 2999 + "b"),
        ("a" * 3000, "b" + "a" * 2999),
        ("a" * 3000, "a" * 1500),
        ("a" * 1500, "a" * 3000),
        ("a" * 3000, "a" * 3000),
        ("ab" * 1500, "c" * 3000),
        ("", "a" * 3000),
    ],
)
def test_langkah_yang_terbatas_tetap_benar(lama, baru):
    assert len(lama) * len(baru) > TERBANDING or not lama or len(lama) * len(baru) == 4_500_000
    awal = time.process_time()
    hasil = langkah(lama, baru)
    assert time.process_time() - awal < 0.5
    dibuat = "".join(lama[a:z] if jenis == "equal" else baru[ke_a:ke_z] for jenis, a, z, ke_a, ke_z in hasil)
    assert dibuat == baru
    assert [h[1] for h in hasil[1:]] == [h[2] for h in hasil[:-1]]
    assert hasil == [] or (hasil[0][1], hasil[-1][2], hasil[-1][4]) == (0, len(lama), len(baru))
