"""Files of the first run, as somebody fills them in."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from tests.alat import teks

INSTANSI = ("kode", "nama", "singkatan")
PENGGUNA = ("nama_pengguna", "nama", "peran", "perangkat_daerah", "bidang", "surel")
BIDANG = ("perangkat_daerah", "kode", "nama", "kepala_nama")


def buku(lembar, kepala, *baris) -> bytes:
    """A workbook of one sheet."""
    isi = Workbook()
    isi.active.title = lembar
    for satu in (kepala, *baris):
        isi.active.append(satu)
    return simpanan(isi)


def simpanan(isi) -> bytes:
    keluaran = io.BytesIO()
    isi.save(keluaran)
    return keluaran.getvalue()


def unggah(klien, kunci, data, nama="isi.xlsx"):
    """The preview of this file."""
    return klien.post(reverse("mulai_periksa", args=[kunci]), {"berkas": SimpleUploadedFile(nama, data)})


def simpan(klien, kunci, pratinjau):
    """What the preview's button sends."""
    return klien.post(reverse("mulai_simpan", args=[kunci]), {"muatan": pratinjau.context["muatan"]}, follow=True)


def pasang(klien, kunci, data):
    """Uploaded and saved."""
    pratinjau = unggah(klien, kunci, data)
    assert pratinjau.status_code == 200, teks(pratinjau)
    return simpan(klien, kunci, pratinjau)


def templat(klien, kunci):
    jawaban = klien.get(reverse("mulai_templat", args=[kunci]))
    assert jawaban.status_code == 200
    return load_workbook(io.BytesIO(jawaban.content))
