"""Evidence: refused with a sentence, or cleaned, stored under an unguessable name and served to save."""

import hashlib
import io
import os
import re
import stat
import zipfile
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from django.conf import settings as setelan
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import Resolver404, resolve
from PIL import Image, ImageFile
from PIL.PngImagePlugin import PngInfo

from sakip.berkas import simpanan
from sakip.berkas import terima as berkas
from sakip.ditolak import Ditolak

TIPE = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="{}"/></Types>'
)
TIPE_DOCX = TIPE.format(berkas.MIME["docx"] + ".main+xml")
TIPE_MAKRO = TIPE.format("application/vnd.ms-word.document.macroEnabled.main+xml")
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def gambar(format="PNG", ukuran=(40, 30), mode="RGB", **opsi):
    keluaran = io.BytesIO()
    Image.new(mode, ukuran).save(keluaran, format, **opsi)
    return keluaran.getvalue()


def pdf(halaman=3, **opsi):
    keluaran = io.BytesIO()
    with pikepdf.new() as dokumen:
        for _ in range(halaman):
            dokumen.add_blank_page()
        dokumen.save(keluaran, **opsi)
    return keluaran.getvalue()


def xlsx():
    keluaran = io.BytesIO()
    buku = openpyxl.Workbook()
    buku.active["A1"] = "Realisasi"
    buku.save(keluaran)
    return keluaran.getvalue()


def arsip(bagian, dikompres=zipfile.ZIP_DEFLATED):
    keluaran = io.BytesIO()
    with zipfile.ZipFile(keluaran, "w", dikompres) as zip_:
        for nama, isi in bagian.items():
            zip_.writestr(nama, isi)
    return keluaran.getvalue()


def docx(tipe=TIPE_DOCX, **lain):
    return arsip({"[Content_Types].xml": tipe, "word/document.xml": "<document/>"} | lain.get("lain", {}))


def jpeg_dengan_exif():
    exif = Image.Exif()
    exif[0x010E] = "lokasi rahasia"
    exif[0x0112] = 6
    return gambar("JPEG", exif=exif, comment=b"catatan rahasia", icc_profile=b"profil rahasia")


def terima(isi, nama="bukti"):
    return berkas.terima(SimpleUploadedFile(nama, isi))


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "berkas"
    return settings.MEDIA_ROOT


UTUH = {"pdf": pdf, "jpg": lambda: gambar("JPEG"), "png": gambar, "xlsx": xlsx, "docx": docx}


@pytest.mark.parametrize("akhiran", UTUH)
@pytest.mark.parametrize("nama", ["Bukti.{}", "Bukti", "BUKTI.{}"])
def test_jenis_yang_diterima(akhiran, nama):
    asal = UTUH[akhiran]()
    nama = nama.format(akhiran)
    bersih = terima(asal, nama.upper() if nama.isupper() else nama)
    assert (bersih.akhiran, bersih.mime) == (akhiran, berkas.MIME[akhiran])
    assert bersih.nama.casefold() == f"bukti.{akhiran}"
    assert bersih.sidik == hashlib.sha256(bersih.data).hexdigest()
    assert bersih.ukuran == len(bersih.data)
    if akhiran not in ("jpg", "png"):
        assert bersih.data == asal


@pytest.mark.parametrize("nyata", UTUH)
@pytest.mark.parametrize("palsu", [*UTUH, "exe", "html", "xlsm", "php"])
def test_akhiran_palsu_ditolak(nyata, palsu):
    if nyata == palsu:
        assert terima(UTUH[nyata](), f"x.{palsu}").akhiran == nyata
        return
    with pytest.raises(Ditolak, match=rf"\.{palsu}, padahal isinya {nyata.upper()}.*menjadi \.{nyata} "):
        terima(UTUH[nyata](), f"x.{palsu}")


@pytest.mark.parametrize(
    "isi",
    [
        b"teks saja",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"MZ\x90\x00" + bytes(100),
        gambar("GIF"),
        b"\n%PDF-1.7 bukan di awal",
        arsip({"catatan.txt": "isi"}),
        arsip({"word/document.xml": "<d/>"}),
        arsip({"[Content_Types].xml": TIPE_DOCX, "ppt/presentation.xml": "<p/>"}),
        arsip({"[Content_Types].xml": TIPE_DOCX, "word/document.xml": "<d/>", "xl/workbook.xml": "<w/>"}),
    ],
)
def test_jenis_lain_ditolak(isi):
    for nama in ("x", "x.pdf", "x.docx"):
        with pytest.raises(Ditolak, match="Unggah berkas PDF, JPG, PNG, XLSX, atau DOCX"):
            terima(isi, nama)


def test_kosong_dan_terlalu_besar(settings):
    with pytest.raises(Ditolak, match="0 byte"):
        terima(b"", "x.pdf")
    settings.BATAS_BUKTI = 2 * 1024 * 1024
    with pytest.raises(Ditolak, match="lebih besar dari 2 MB"):
        terima(b"%PDF-" + b"x" * settings.BATAS_BUKTI, "x.pdf")


def test_dibaca_dari_awal():
    isi = pdf()
    unggahan = SimpleUploadedFile("x.pdf", isi)
    unggahan.read(10)
    assert berkas.terima(unggahan).data == isi


def acak(format):
    keluaran = io.BytesIO()
    Image.effect_noise((200, 200), 80).save(keluaran, format)
    return keluaran.getvalue()


@pytest.mark.parametrize("sisa", [0.2, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("utuh", [acak("PNG"), acak("JPEG"), pdf(), xlsx(), docx()], ids=list("pjdxw"))
def test_terpotong_ditolak(utuh, sisa):
    with pytest.raises(Ditolak, match="rusak atau terpotong"):
        terima(utuh[: int(len(utuh) * sisa)])


def test_terpotong_ditolak_juga_bila_weasyprint_dimuat(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does
    utuh = acak("JPEG")
    with pytest.raises(Ditolak, match="rusak atau terpotong"):
        terima(utuh[:-200])
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_foto_kehilangan_keterangan_tetapi_tegak():
    bersih = terima(jpeg_dengan_exif(), "Foto.JPEG")
    assert bersih.nama == "Foto.jpg"
    assert b"rahasia" in jpeg_dengan_exif() and b"rahasia" not in bersih.data and b"Exif" not in bersih.data
    with Image.open(io.BytesIO(bersih.data)) as hasil:
        assert (hasil.format, hasil.size) == ("JPEG", (30, 40))
        assert not hasil.getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("ukuran", [(20, 10), (3200, 80)])
def test_png_tetap_png(mode, ukuran):
    with Image.open(io.BytesIO(terima(gambar(mode=mode, ukuran=ukuran)).data)) as hasil:
        assert hasil.format == "PNG"
        assert hasil.size == (ukuran if ukuran[0] < 3000 else (3000, 75))


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_jpeg_tetap_jpeg(mode):
    with Image.open(io.BytesIO(terima(gambar("JPEG", mode=mode, ukuran=(80, 6400))).data)) as hasil:
        assert hasil.format == "JPEG"
        assert hasil.height == 3000


def test_png_dengan_bagian_tersembunyi():
    catatan = PngInfo()
    catatan.add_text("Comment", "rahasia")
    asal = gambar(pnginfo=catatan, icc_profile=b"rahasia") + b"<script>rahasia</script>"
    assert b"rahasia" not in terima(asal).data


def test_gambar_bom_ditolak(monkeypatch):
    for batas in (500, 1000):
        monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", batas)
        with pytest.raises(Ditolak, match="Gambar terlalu besar"):
            terima(gambar())


def test_pdf_terkunci_ditolak_yang_dapat_dibuka_diterima():
    with pytest.raises(Ditolak, match="terkunci kata sandi"):
        terima(pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "x.pdf")
    terbatas = pdf(encryption=pikepdf.Encryption(owner="a", user=""))
    assert terima(terbatas, "x.pdf").data == terbatas


@pytest.mark.parametrize("isi", [b"%PDF-1.7 rusak", b"%PDF-1.7\n%%EOF", pdf(0)])
def test_pdf_tanpa_isi_ditolak(isi):
    with pytest.raises(Ditolak, match="rusak atau terpotong|tidak mempunyai halaman"):
        terima(isi, "x.pdf")


@pytest.mark.parametrize(
    "isi",
    [
        docx(lain={"word/vbaProject.bin": "x"}),
        docx(lain={"vbaproject.BIN": "x"}),
        docx(lain={"word/a/b/vbaProject.bin": "x"}),
        docx(tipe=TIPE_MAKRO),
        docx(tipe=TIPE_MAKRO.encode("utf-16")),
        docx(tipe=TIPE.format("application/vnd.ms-office.vbaProject")),
        docx(lain={"word/embeddings/buku.bin": docx(lain={"xl/vbaProject.bin": "x"})}),
        docx(lain={"word/embeddings/oleObject1.bin": OLE2 + "x_VBA_PROJECT".encode("utf-16-le")[1:]}),
    ],
)
def test_makro_ditolak(isi):
    with pytest.raises(Ditolak, match="makro"):
        terima(isi, "x.docx")


def test_sisipan_yang_wajar_diterima():
    isi = docx(lain={"word/embeddings/buku.xlsx": xlsx(), "word/embeddings/lama.bin": OLE2 + bytes(100)})
    assert terima(isi, "x.docx").data == isi


def bersarang(dalam):
    isi = docx()
    for _ in range(dalam):
        isi = docx(lain={"word/embeddings/a.docx": isi})
    return isi


@pytest.mark.parametrize(
    "isi",
    [
        docx(lain={"word/media/nol": bytes(3 * 1024 * 1024)}),
        docx(lain={"word/embeddings/a.zip": arsip({"nol": bytes(3 * 1024 * 1024)})}),
        docx(tipe=TIPE_DOCX + " " * 2_000_000),
        docx(lain={f"word/{n}": "" for n in range(10_001)}),
        bersarang(5),
    ],
    ids=["nisbah", "sisipan", "daftar bagian", "banyak bagian", "bersarang"],
)
def test_bom_zip_ditolak(isi):
    with pytest.raises(Ditolak, match="terlalu besar setelah diurai"):
        terima(isi, "x.docx")


def test_bom_zip_menurut_jumlahnya(monkeypatch):
    isi = docx(lain={f"word/media/{n}": os.urandom(1000) for n in range(10)})
    assert terima(isi).akhiran == "docx"
    monkeypatch.setattr(berkas, "TERURAI_TERBESAR", 10_000)
    with pytest.raises(Ditolak, match="terlalu besar setelah diurai"):
        terima(isi)


def test_ukuran_bohong_ditolak():
    """A part that claims to be shorter than it is."""
    isi = arsip({"[Content_Types].xml": TIPE_DOCX, "word/document.xml": "x" * 5000})
    assert isi.count((5000).to_bytes(4, "little")) == 2
    with pytest.raises(Ditolak, match="rusak"):
        terima(isi.replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little")))


@pytest.mark.parametrize(
    "nama", ["../jahat", "word/../../jahat", "/etc/passwd", "C:/x", "..\\jahat", "\\\\a\\b", "a/.."]
)
def test_nama_bagian_yang_keluar_ditolak(nama):
    with pytest.raises(Ditolak, match="rusak"):
        terima(docx(lain={nama: "x"}), "x.docx")


def test_arsip_ganjil_ditolak():
    ganda = io.BytesIO(docx())
    with zipfile.ZipFile(ganda, "a") as zip_:
        zip_.writestr("WORD/document.xml", "lain")
    lzma = arsip({"[Content_Types].xml": TIPE_DOCX, "word/document.xml": "x"}, zipfile.ZIP_LZMA)
    for isi in (ganda.getvalue(), lzma, docx(tipe="bukan xml")):
        with pytest.raises(Ditolak, match="rusak"):
            terima(isi)


def test_office_terkunci_ditolak():
    for nama in ("x.xlsx", "x.doc"):
        with pytest.raises(Ditolak, match="kata sandi"):
            terima(OLE2 + bytes(600), nama)
    isi = bytearray(docx())
    for tanda, letak in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        isi[isi.index(tanda) + letak] |= 1
    with pytest.raises(Ditolak, match="kata sandi"):
        terima(bytes(isi))


@pytest.mark.parametrize(
    ("asal", "bersih"),
    [
        ("SK Tim.pdf", "SK Tim.pdf"),
        ("SK Tim.PDF", "SK Tim.pdf"),
        ("", "bukti.pdf"),
        (".pdf", "bukti.pdf"),
        ("...", "bukti.pdf"),
        ("folder/", "bukti.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Dokumen\\SK.pdf", "SK.pdf"),
        ("a/b\\c.pdf", "c.pdf"),
        ("  SK \t\n  Tim  .pdf ", "SK Tim.pdf"),
        ("SK\u00a0\u2003Tim.pdf", "SK Tim.pdf"),
        ("SK\x00\x1b\r\nTim.pdf", "SK Tim.pdf"),
        ("gaji\u202efdp.exe\u202c.pdf", "gajifdp.exe.pdf"),
        ("\u2066x\u2069\u200b.pdf", "x.pdf"),
        ("Rapat e\u0301valuasi.pdf", "Rapat \u00e9valuasi.pdf"),
        ("Laporan v1.2", "Laporan v1.2.pdf"),
        ("SK No. 12. Revisi akhir", "SK No. 12. Revisi akhir.pdf"),
        ("x.pdf.", "x.pdf"),
        (".rahasia.pdf", "rahasia.pdf"),
        ("x\ud800.pdf", "x.pdf"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ("a" * 115 + " b.pdf", "a" * 115 + ".pdf"),
    ],
)
def test_nama_dibersihkan(asal, bersih):
    assert berkas.bersihkan_nama(asal, "pdf") == bersih


def test_jalur_dalam_nama_unggahan():
    unggahan = SimpleUploadedFile("x.pdf", pdf())
    unggahan._name = "..\\..\\windows/../SK\u202e.pdf"
    assert berkas.terima(unggahan).nama == "SK.pdf"


def test_simpan_di_luar_web_dengan_nama_acak(media):
    bersih = terima(gambar("JPEG"), "Nama Pegawai.jpg")
    nama = {simpanan.simpan(bersih.data, "bukti", bersih.akhiran) for _ in range(5)}
    assert len(nama) == 5
    for satu in nama:
        assert re.fullmatch(r"bukti/[0-9a-f]{2}/[A-Za-z0-9_-]{40}\.jpg", satu)
        jalur = media / satu
        assert jalur.read_bytes() == bersih.data
        assert stat.S_IMODE(jalur.stat().st_mode) == 0o600
        for alamat in (f"/{satu}", f"/berkas/{satu}", f"/media/{satu}", f"/static/{satu}"):
            with pytest.raises(Resolver404):
                resolve(alamat)
    assert len([b for b in media.rglob("*") if b.is_file()]) == 5


def test_simpanan_bukan_bagian_situs():
    simpanan = Path(setelan.MEDIA_ROOT).resolve()
    akar_web = [setelan.STATIC_ROOT, *setelan.STATICFILES_DIRS, setelan.BASE_DIR / "sakip" / "static"]
    assert not any(simpanan.is_relative_to(Path(akar).resolve()) for akar in akar_web)
    assert getattr(setelan, "WHITENOISE_ROOT", None) is None


def test_gagal_menyimpan_tidak_meninggalkan_sisa(media, monkeypatch):
    def penuh(*_):
        raise OSError("disk penuh")

    monkeypatch.setattr(os, "replace", penuh)
    with pytest.raises(OSError, match="disk penuh"):
        simpanan.simpan(terima(gambar()).data, "bukti", "png")
    assert not [b for b in media.rglob("*") if b.is_file()]


@pytest.mark.parametrize("mime", ["", "application/pdf"])
def test_kirim_hanya_untuk_disimpan(media, mime):
    bersih = terima(pdf(), "SK Tim é.pdf")
    jawaban = simpanan.kirim(simpanan.simpan(bersih.data, "bukti", bersih.akhiran), bersih.nama, mime)
    assert b"".join(jawaban.streaming_content) == bersih.data
    jawaban.file_to_stream.close()
    assert jawaban["Content-Type"] == "application/pdf"
    assert jawaban["Content-Disposition"] == "attachment; filename*=utf-8''SK%20Tim%20%C3%A9.pdf"
    assert jawaban["X-Content-Type-Options"] == "nosniff"
    assert jawaban["Cache-Control"] == "private, no-store"
    assert jawaban["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    "nama", ["", ".", "bukti", "hilang.pdf", "../rahasia.txt", "/etc/passwd", "tautan", "a\0b", "x" * 5000]
)
def test_di_luar_simpanan_tidak_dikirim(media, nama):
    (media / "bukti").mkdir(parents=True)
    (media.parent / "rahasia.txt").write_text("rahasia")
    (media / "tautan").symlink_to(media.parent / "rahasia.txt")
    with pytest.raises(Http404, match="sudah tidak tersimpan"):
        simpanan.kirim(nama, "x.pdf")


def _berlampiran():
    """A page that brings files and scripts along in all the places where they can be hidden."""
    keluaran = io.BytesIO()
    with pikepdf.new() as dokumen:
        halaman = dokumen.add_blank_page()
        isi = dokumen.make_stream(b"RAHASIA-TERSEMBUNYI")
        sebut = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="a.exe", EF=pikepdf.Dictionary(F=isi))
        aksi = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        gambar = dokumen.make_stream(b"\0\0\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        gambar.stream_dict.AF = pikepdf.Array([sebut])
        halaman.obj.AF = pikepdf.Array([sebut])
        halaman.obj.AA = pikepdf.Dictionary(O=aksi)
        halaman.obj.PieceInfo = pikepdf.Dictionary(X=pikepdf.Dictionary(Private=isi))
        halaman.obj.Metadata = isi
        halaman.obj.Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.FileAttachment, FS=sebut, A=aksi)])
        halaman.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=gambar))
        dokumen.attachments["b.txt"] = b"RAHASIA-TERSEMBUNYI"
        dokumen.Root.OpenAction = aksi
        dokumen.save(keluaran, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return keluaran.getvalue()


def test_pdf_laporan_tanpa_lampiran_dan_skrip_di_mana_pun():
    asal = _berlampiran()
    assert asal.count(b"RAHASIA-TERSEMBUNYI") > 1
    bersih, halaman = berkas.bersihkan_pdf(asal)
    with pikepdf.open(io.BytesIO(bersih)) as hasil:
        semua = b"".join(o.read_bytes() for o in hasil.objects if isinstance(o, pikepdf.Stream))
        kamus = " ".join(repr(o) for o in hasil.objects)
    assert halaman == 1
    assert b"RAHASIA" not in semua + bersih
    assert "JavaScript" not in kamus
    assert "Filespec" not in kamus


BUKAN_HALAMAN = {
    "pohon melingkar": b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>",
    "anak bukan kamus": b"<< /Type /Pages /Kids [7 (a) null] /Count 3 >>",
    "tanpa anak": b"<< /Type /Pages /Count 3 >>",
    "jumlah raksasa": b"<< /Type /Pages /Kids [] /Count 999999999999999999999 >>",
}


@pytest.mark.parametrize("apa", BUKAN_HALAMAN)
@pytest.mark.parametrize("buka", [berkas.bersihkan_pdf, lambda d: berkas.terima(SimpleUploadedFile("a.pdf", d))])
def test_pohon_halaman_yang_rusak_ditolak_dengan_kalimat(apa, buka):
    isi = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n" + BUKAN_HALAMAN[apa]
    isi += b"\nendobj\ntrailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n0\n%%EOF\n"
    try:
        buka(isi)
    except Ditolak as tolak:
        assert str(tolak).strip()


@pytest.mark.parametrize(
    ("nama", "jadi"),
    [
        ("laporan\u202efdp.exe", "laporanfdp.exe.pdf"),
        ("../../etc/passwd", "_.._etc_passwd.pdf"),
        ("C:\\Windows\\x", "C__Windows_x.pdf"),
        ('a"b\r\nSet-Cookie: x=1', "a_bSet-Cookie_ x=1.pdf"),
        ("con", "_con.pdf"),
        ("LPT1.pdf", "_LPT1.pdf"),
        ("konsep", "konsep.pdf"),
        ("", "berkas.pdf"),
        ("...", "berkas.pdf"),
        ("x" * 400, "x" * 150 + ".pdf"),
        ("a\0b", "ab.pdf"),
    ],
)
def test_nama_unduhan_tidak_menipu(tmp_path, settings, nama, jadi):
    settings.MEDIA_ROOT = tmp_path
    jawaban = simpanan.kirim(simpanan.simpan(b"%PDF-1.7", "bukti", "pdf"), nama, "application/pdf")
    jawaban.file_to_stream.close()
    assert jawaban.headers["Content-Disposition"] == f'attachment; filename="{jadi}"'
