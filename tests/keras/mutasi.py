"""Damage, the same for the same number: to bytes, to the parts of an archive, to the text within them."""

import io
import os
import random
import warnings
import zipfile
from functools import cache

import pikepdf
from docx import Document
from openpyxl import Workbook
from PIL import Image

JAHAT = (
    "",
    " ",
    "\0",
    "a\0b",
    "=1+1",
    "@SUM(A1)",
    "#REF!",
    "-0",
    "1e999",
    "NaN",
    "٣٤٥",
    "9" * 400,
    "0." + "0" * 300 + "1",
    "-99999999999999999999",
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% load x %}",
    "' OR 1=1 --",
    "../../etc/passwd",
    "\u202egnp.exe",
    "\U0001f600" * 50,
    "x" * 40_000,
    "2099-99-99",
    "null",
    "[]",
    "&#57344;" + "9" * 5000 + "&#57345;",
    "&#57344;7&#57345; {{capaian:total}}",
    "<!-- HTML, hanya baca: sunting di halaman Naskah --><table><tr><td colspan='999999999'>a",
    "[^1] " * 2000 + "\n\n[^1]: " + "x" * 2000,
    "<ul><li>" * 2000,
    "9" * 5000,
    "²",
    "\ud7ff\ufffe\ufdd0",
    "\r\nSet-Cookie: x=1",
    "//contoh.example/",
    "javascript:alert(1)",
)
"""Values that some field, somewhere, might not expect."""
PENUH = os.environ.get("KERAS") == "1"


def banyak(contoh, semua):
    """The numbers to try: a sample, or in `make keras` all of them."""
    return range(semua if PENUH else contoh)


def acak(jenis, nomor):
    return random.Random(f"{jenis}-{nomor}")


def rusakkan(r, data):
    """Bytes: flipped, cut, repeated, overwritten, or another's head."""
    data = bytearray(data)
    cara = r.randrange(5)
    if cara == 0:
        for _ in range(r.choice((1, 8, 200))):
            data[r.randrange(len(data))] = r.randrange(256)
    elif cara == 1:
        del data[r.randrange(len(data)) :]
    elif cara == 2:
        awal = r.randrange(len(data))
        data[awal:awal] = data[awal : awal + 5000] * r.choice((1, 20))
    elif cara == 3:
        awal = r.randrange(len(data))
        data[awal : awal + 100] = r.randbytes(100)
    else:
        data[:4] = r.choice((b"%PDF", b"MZ\x90\0", b"\x89PNG", b"GIF8", b"\0\0\0\0", b"<!DO"))
    return bytes(data)


def rusakkan_arsip(r, data):
    """An archive whose parts are missing, doubled, renamed, or hold what they should not."""
    with zipfile.ZipFile(io.BytesIO(data)) as arsip:
        bagian = [[i.filename, arsip.read(i)] for i in arsip.infolist()]
    for _ in range(r.choice((1, 1, 3))):
        satu = r.choice(bagian)
        cara = r.randrange(7)
        if cara == 0 and len(bagian) > 1:
            bagian.remove(satu)
        elif cara == 1:
            satu[1] = rusakkan(r, satu[1]) if satu[1] else b"x"
        elif cara == 2:
            bagian.append([r.choice(("../luar.xml", "/etc/x", "xl/vbaProject.bin", "xl/" + "a" * 300)), satu[1]])
        elif cara == 3:
            satu[1] = _isi_lain(r, satu[1])
        elif cara == 4:
            entitas = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
            satu[1] = satu[1].replace(b"?>", b"?>" + entitas, 1)
        elif cara == 5:
            satu[1] = satu[1].replace(b"<row ", b"<row r='1048577' ", 1).replace(b't="n"', b't="d"')
        else:
            satu[1] = satu[1].replace(b"UTF-8", r.choice((b"UTF-16", b"UTF-7", b"cp037")), 1)
    keluaran = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(keluaran, "w", zipfile.ZIP_DEFLATED) as arsip:
        warnings.simplefilter("ignore")  # two parts of one name are meant
        for nama, isi in bagian:
            arsip.writestr(nama, isi)
    hasil = keluaran.getvalue()
    return rusakkan(r, hasil) if r.random() < 0.1 else hasil


def rusakkan_apa_pun(r, jenis, data):
    """An archive in its parts or as bytes, all else as bytes."""
    if not data:
        return b"x"
    return rusakkan_arsip(r, data) if jenis in ("xlsx", "docx", "zip") and r.random() < 0.7 else rusakkan(r, data)


@cache
def contoh_berkas():
    """A sound file of each kind, by its ending; some that nobody takes."""
    buku, gambar, arsip, pdf = Workbook(), Image.effect_noise((64, 64), 90).convert("RGB"), io.BytesIO(), io.BytesIO()
    buku.active.append(["kode", "nama", "nilai"])
    buku.active.append(["I.T1.1", "Indeks", 1.5])
    with zipfile.ZipFile(arsip, "w") as keluaran:
        keluaran.writestr("../luar.txt", "x")
    with pikepdf.new() as dokumen:
        dokumen.add_blank_page()
        dokumen.save(pdf)
    semua = {
        "xlsx": _simpan(buku.save),
        "docx": _simpan(Document().save),
        "pdf": pdf.getvalue(),
        "zip": arsip.getvalue(),
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "html": b"<!doctype html><script>alert(1)</script>",
        "kosong": b"",
        "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    }
    return semua | {n: _simpan(lambda k, n=n: gambar.save(k, n)) for n in ("png", "jpeg", "gif", "webp", "tiff", "bmp")}


def _simpan(tulis):
    keluaran = io.BytesIO()
    tulis(keluaran)
    return keluaran.getvalue()


def _isi_lain(r, isi):
    """A few texts or numbers of a part by others."""
    for lama in (b"<v>", b"<t>", b'<t xml:space="preserve">'):
        potong = isi.split(lama)
        for ke in r.sample(range(1, len(potong)), min(3, len(potong) - 1)):
            akhir = potong[ke].find(b"</")
            nilai = r.choice(JAHAT).replace("&", "&amp;").replace("<", "&lt;")
            potong[ke] = nilai.encode("utf-8", "surrogatepass") + potong[ke][max(akhir, 0) :]
        isi = lama.join(potong)
    return isi
