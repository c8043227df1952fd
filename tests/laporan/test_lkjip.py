"""The LKjIP as a reader finds it: every row of the ikhtisar is in the PDF's text."""

import io
import re
import subprocess
from dataclasses import replace

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from laporan import unggahan
from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip import bab as modul_bab
from laporan.lkjip.bahan import kumpulkan
from laporan.lkjip.gabung import gabungkan
from laporan.lkjip.laporan import Laporan
from laporan.models import Pegawai
from sakip.angka import tulis, tulis_uang
from sakip.pdf import render_pdf

from .dokumen_uji import DEMO, tata_bab

# Together in one process: a chapter that one test has laid out is there for the next.
pytestmark = [pytest.mark.pdf, pytest.mark.xdist_group("lkjip")]


def laporan_dari(instansi, tahun):
    return Laporan(ke_json(susun_ikhtisar(instansi, tahun)), kumpulkan(instansi, tahun))


def susun_pdf(laporan):
    bab = [tata_bab(modul_bab.susun_html(kunci, laporan), laporan) for kunci in modul_bab.URUTAN]
    return gabungkan(bab, laporan).pdf


def rapat(teks):
    """Text without white space and hyphens of a line's end: how a PDF breaks lines does not matter."""
    return re.sub(r"[\s\u200b‐]+", "", teks)


def teks_pdf(pdf, berkas):
    berkas.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-raw", berkas, "-"], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(("nama", "tahun"), DEMO)
def test_semua_baris_ikhtisar_ada_di_pdf(laporan_demo, tmp_path, nama, tahun):
    laporan = laporan_demo(nama, tahun)
    pdf = susun_pdf(laporan)
    teks = rapat(teks_pdf(pdf, tmp_path / "lkjip.pdf"))
    for s in laporan.i.simpul:
        assert rapat(s.uraian) in teks, s.kode
        if s.jenis in ("program", "kegiatan", "sub_kegiatan") and s.pagu is not None:
            for uang in filter(None, (s.pagu, s.realisasi, s.sisa)):
                assert tulis_uang(uang).replace("Rp", "") in teks, (s.kode, uang)
    for i in laporan.i.indikator:
        assert rapat(i.nama) in teks, i.kode
        baris = [i.target_teks or (tulis(i.target) if i.target is not None else "–")]
        baris.append(tulis(i.realisasi) if i.realisasi is not None else "–")
        if i.realisasi is not None and i.capaian is not None:
            baris.append(tulis(i.capaian, 2))
            assert rapat("".join(baris)) in teks or all(rapat(b) in teks for b in baris), (i.kode, baris)
    t = laporan.i.total
    for uang in filter(None, (t.pagu_murni, t.pagu, t.realisasi, t.sisa)):
        assert tulis_uang(uang).replace("Rp", "") in teks
    for persen in filter(None, (t.serapan, t.capaian_iku, t.serapan_rata_sasaran, t.efisiensi)):
        assert tulis(persen, 2) in teks
    for n in laporan.bahan["narasi"]:
        kata = re.sub(r"[*_#|>`]", " ", n["teks"]).split()
        assert rapat(" ".join(kata[:6])) in teks, n["bagian"]


def test_baris_matriks_menyebut_target_realisasi_capaian(laporan_demo, tmp_path):
    laporan = laporan_demo("hss-2024", 2024)
    teks = rapat(teks_pdf(susun_pdf(laporan), tmp_path / "lkjip.pdf"))
    for i in laporan.i.indikator:
        if laporan.simpul[i.induk].jenis in ("program", "kegiatan", "sub_kegiatan") and i.capaian is not None:
            satuan = f"({i.satuan})" if i.satuan else ""
            baris = f"{i.nama}{satuan}{i.target_teks or tulis(i.target)}{tulis(i.realisasi)}{tulis(i.capaian, 2)}"
            assert rapat(baris) in teks, i.kode


def test_daftar_isi_menunjuk_halaman_yang_benar(laporan_demo, tmp_path):
    laporan = laporan_demo("hss-2024", 2024)
    berkas = tmp_path / "lkjip.pdf"
    berkas.write_bytes(susun_pdf(laporan))
    with pikepdf.open(berkas) as pdf:
        label = [p.label for p in pdf.pages]
        assert label[:4] == ["Sampul", "i", "ii", "iii"]
        assert "III-1" in label and "L-1" in label
        letak = {p.obj.objgen: n for n, p in enumerate(pdf.pages)}
        tautan = [
            letak[a.Dest[0].objgen]
            for p in pdf.pages
            for a in p.get("/Annots", [])
            if isinstance(a.get("/Dest"), pikepdf.Array)
        ]
        assert len(tautan) > 100
        assert not [a for p in pdf.pages for a in p.get("/Annots", []) if "/A" in a], "tidak ada tautan keluar"
        assert str(pdf.Root.Lang) == "id-ID"
        with pdf.open_outline() as garis:
            judul = [b.title for b in garis.root]
            daftar = next(letak[b.destination[0].objgen] for b in garis.root if b.title == "Daftar Isi")
    assert [j for j in judul if j.startswith("BAB")] == [
        "BAB I Pendahuluan",
        "BAB II Perencanaan Kinerja",
        "BAB III Akuntabilitas Kinerja",
        "BAB IV Penutup",
    ]
    for nomor, teks in ((label.index("III-1"), "AKUNTABILITAS KINERJA"), (daftar, "DAFTAR ISI")):
        isi = subprocess.run(
            ["pdftotext", "-f", str(nomor + 1), "-l", str(nomor + 1), berkas, "-"], capture_output=True, text=True
        ).stdout
        assert teks in isi.upper()
    isi = subprocess.run(["pdftotext", "-layout", berkas, "-"], capture_output=True, text=True).stdout
    assert re.search(r"Tabel 2\.1 {1,6}Tujuan, sasaran, indikator", isi), "nomor tabel selebar isinya"
    baris = next(b for b in isi.splitlines() if "3.2 Realisasi Anggaran" in b)
    tujuan = label.index(baris.split()[-1])
    halaman = subprocess.run(
        ["pdftotext", "-f", str(tujuan + 1), "-l", str(tujuan + 1), berkas, "-"], capture_output=True, text=True
    ).stdout
    assert "3.2 Realisasi Anggaran" in halaman


def test_bab_yang_kehilangan_baris_digagalkan(laporan_demo):
    laporan = laporan_demo("hss-2024", 2024)
    bab = modul_bab.susun_html("bab2", laporan)
    rusak = replace(bab, html=bab.html.replace('id="bab2-uang-SK1.3.1"', ""))
    with pytest.raises(modul_bab.BabTidakLengkap, match=r"bab2-uang-SK1\.3\.1"):
        modul_bab.render_bab(rusak, laporan)


def test_html_bab_sama_untuk_isi_yang_sama(impor_demo):
    instansi = impor_demo("hss-2024")
    pertama, kedua = laporan_dari(instansi, 2024), laporan_dari(instansi, 2024)
    for kunci in modul_bab.URUTAN:
        assert modul_bab.susun_html(kunci, pertama).sidik == modul_bab.susun_html(kunci, kedua).sidik


def test_data_lengkap_tampil(impor_demo, tmp_path):
    instansi = impor_demo("balangan-2024")
    Pegawai.objects.create(
        perangkat_daerah=instansi,
        tahun=2024,
        kelompok="golongan",
        uraian="Golongan III",
        laki_laki=20,
        perempuan=17,
        jumlah=37,
    )
    teks = rapat(teks_pdf(susun_pdf(laporan_dari(instansi, 2024)), tmp_path / "x.pdf"))
    for harap in ("Pegawaimenurutgolongan", "GolonganIII", "BidangMutasi,PromosidanKinerja", "75,15", "71,55"):
        assert harap in teks, harap


def test_gambar_dan_pdf_unggahan_ikut_di_lampiran(impor_demo, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    instansi = impor_demo("hss-2024")
    gambar = io.BytesIO()
    Image.new("RGB", (300, 200), (10, 90, 60)).save(gambar, "PNG")
    for bagian, judul in (("logo", ""), ("struktur", ""), ("lampiran", "Piagam")):
        unggahan.simpan(instansi, 2024, bagian, judul, SimpleUploadedFile("x.png", gambar.getvalue()))
    pdf = render_pdf("<p>Halaman perjanjian bertanda tangan</p>")
    unggahan.simpan(instansi, 2024, "lampiran", "PK bertanda tangan", SimpleUploadedFile("x.pdf", pdf))
    teks = rapat(teks_pdf(susun_pdf(laporan_dari(instansi, 2024)), tmp_path / "x.pdf"))
    for harap in ("L.4Piagam", "L.5PKbertandatangan", "Halamanperjanjianbertandatangan", "Gambar1.1Strukturorganisasi"):
        assert harap in teks, harap
    gambar = subprocess.run(["pdfimages", "-list", tmp_path / "x.pdf"], capture_output=True, text=True).stdout
    assert gambar.count("image") >= 3


def test_simpulan_menyebut_sasaran_yang_tidak_efisien(laporan_demo):
    html = modul_bab.susun_html("bab4", laporan_demo("hss-2024", 2024)).html
    assert "Walaupun secara keseluruhan efisien" in html
    assert "Pengembangan kompetensi dan manajemen karir ASN (0,87)" in html
