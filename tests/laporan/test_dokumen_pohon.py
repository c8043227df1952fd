"""The tree: nothing overlaps, no text is cut, every node is there, whatever the size of the agency."""

import re
from itertools import combinations

import pytest

from laporan.dokumen.pohon import kinerja as pohon_kinerja
from laporan.dokumen.pohon.tata import LEBAR, TINGGI
from renstra.models import Lintas, Simpul
from sakip.cetak import ukur_teks
from tests import pabrik as p

from .dokumen_uji import DEMO, halaman_pdf, laporan_dokumen, teks_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.lambat, pytest.mark.xdist_group("dokumen")]
JENJANG = ("tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan")
URAIAN = "Meningkatnya kualitas penyelenggaraan urusan pemerintahan daerah bidang kepegawaian nomor"


def instansi_besar():
    """400 nodes: 2 tujuan, 8 sasaran, 30 program, 90 kegiatan, 270 sub kegiatan; indicators on each kind."""
    renstra = p.RenstraFactory()
    induk = {"tujuan": [], "sasaran": [], "program": [], "kegiatan": []}
    for jenis, atas, banyak in (
        ("tujuan", None, 2),
        ("sasaran", "tujuan", 8),
        ("program", "sasaran", 30),
        ("kegiatan", "program", 90),
        ("sub_kegiatan", "kegiatan", 270),
    ):
        for n in range(banyak):
            di = induk[atas][n * len(induk[atas]) // banyak] if atas else None
            kode = f"{'SK' if jenis == 'sub_kegiatan' else jenis[0].upper()}{n + 1}"
            s = p.SimpulFactory(renstra=renstra, jenis=jenis, induk=di, kode=kode, uraian=f"{URAIAN} {n + 1}")
            induk.setdefault(jenis, []).append(s)
            if n % 2 == 0:
                p.TargetFactory(indikator=p.IndikatorFactory(simpul=s, utama=jenis == "sasaran", nama=f"{URAIAN} {n}"))
    for s in induk["sub_kegiatan"]:
        p.AnggaranFactory(simpul=s)
    lain = p.PerangkatDaerahFactory(nama="Dinas Pendidikan dan Kebudayaan", singkatan="")
    for s in (*induk["sasaran"][:3], *induk["kegiatan"][:9], *induk["sub_kegiatan"][:9]):
        Lintas.objects.create(simpul=s, perangkat_daerah=lain, peran="Menyediakan data kebutuhan guru per sekolah")
    return renstra.perangkat_daerah


def periksa_geometri(lembar):
    for satu in lembar:
        assert satu.muat, (satu.judul, satu.lebar_isi, satu.tinggi)
        assert satu.ukuran >= 6
        for k in satu.kotak:
            assert k.x >= -0.01 and k.x + k.lebar <= LEBAR + 0.01 and k.y + k.tinggi <= TINGGI + 0.01, k.kode
            for b in k.baris:
                assert b.x + ukur_teks.lebar(b.teks, satu.ukuran, b.tebal) <= k.lebar + 0.01, (k.kode, b.teks)
                assert satu.ukuran * 0.7 <= b.y <= k.tinggi - satu.ukuran * 0.2, (k.kode, b.teks)
        for a, b in combinations(satu.kotak, 2):
            terpisah = a.x + a.lebar <= b.x or b.x + b.lebar <= a.x or a.y + a.tinggi <= b.y or b.y + b.tinggi <= a.y
            assert terpisah, (a.kode, b.kode)
        for titik in satu.garis:
            for (x1, y1), (x2, y2) in zip(titik, titik[1:], strict=False):
                for k in satu.kotak:
                    dalam_x = max(x1, x2) > k.x + 0.5 and min(x1, x2) < k.x + k.lebar - 0.5
                    dalam_y = max(y1, y2) > k.y + 0.5 and min(y1, y2) < k.y + k.tinggi - 0.5
                    assert not (dalam_x and dalam_y), (satu.judul, k.kode, titik)


def semua_simpul(laporan):
    return {s.kode for s in laporan.jenis(*JENJANG)}


def yang_digambar(gambar):
    return {k for g in gambar for k in re.findall(r'<g data-kode="([^"]+)" data-jenis="(?!lintas)', g.svg)}


@pytest.mark.parametrize(("nama", "tahun"), DEMO)
def test_tidak_ada_yang_bertumpuk_atau_terpotong(laporan_demo, nama, tahun):
    laporan = laporan_demo(nama, tahun, "pohon_kinerja")
    gambar = pohon_kinerja.gambar(laporan)
    periksa_geometri([g.lembar for g in gambar])
    assert yang_digambar(gambar) == semua_simpul(laporan)


def test_empat_ratus_simpul(db):
    laporan = laporan_dokumen("pohon_kinerja", instansi_besar(), 2024)
    assert len(semua_simpul(laporan)) == 400
    gambar = pohon_kinerja.gambar(laporan)
    periksa_geometri([g.lembar for g in gambar])
    assert yang_digambar(gambar) == semua_simpul(laporan)
    sub = [k.kode for g in gambar for k in g.lembar.kotak if k.jenis == "sub_kegiatan" and not k.lintas]
    assert len(sub) == len(set(sub)) == 270


@pytest.mark.pdf
def test_pdf_memuat_setiap_simpul_satu_halaman_per_lembar(laporan_demo, tmp_path):
    laporan = laporan_demo("hss-2021", 2021, "pohon_kinerja")
    hasil = halaman_pdf("pohon_kinerja", laporan)
    assert hasil.halaman == len(pohon_kinerja.gambar(laporan))
    teks = teks_pdf(hasil.pdf, tmp_path)
    for s in laporan.jenis("program", "kegiatan", "sub_kegiatan"):
        assert re.search(rf"KEGIATAN {re.escape(s.kode)}\b|PROGRAM {re.escape(s.kode)}\b", re.sub(r"\s+", " ", teks)), s


def test_iku_dan_lintas_ditandai(impor_demo):
    instansi = impor_demo("hss-2024")
    lain = p.PerangkatDaerahFactory(nama="Dinas Kesehatan", singkatan="DINKES", pemda=instansi.pemda)
    s3 = Simpul.objects.get(renstra__perangkat_daerah=instansi, kode="S3")
    Lintas.objects.create(simpul=s3, perangkat_daerah=lain, peran="Menetapkan kebutuhan tenaga kesehatan <tetap>")
    laporan = laporan_dokumen("pohon_kinerja", instansi, 2024)
    gambar = pohon_kinerja.gambar(laporan)
    periksa_geometri([g.lembar for g in gambar])
    svg = gambar[0].svg
    kotak = re.search(r'<g data-kode="S3" data-jenis="lintas">.*?</g>', svg).group()
    assert "stroke-dasharray" in kotak and "Lintas: DINKES" in kotak and "&lt;tetap&gt;" in kotak
    assert svg.count(">IKU</text>") == sum(i.iku for i in laporan.i.indikator)
    assert "Lintas: DINKES" in pohon_kinerja.POHON_KINERJA.html(laporan)


def test_kata_panjang_dipotong_pada_garis_miring():
    baris = ukur_teks.bungkus("Pemeliharaan/Rehabilitasi Sarana", 6, 60, True)
    assert baris[0] == "Pemeliharaan/"
    assert all(ukur_teks.lebar(b, 6, True) <= 60 for b in baris)
    assert "".join(ukur_teks.bungkus("x" * 300, 6, 60)) == "x" * 300


def test_simpul_yang_tidak_digambar_menggagalkan(laporan_demo, monkeypatch):
    laporan = laporan_demo("hss-2021", 2021, "pohon_kinerja")
    asli = pohon_kinerja.jenjang
    monkeypatch.setattr(pohon_kinerja, "jenjang", lambda lap: asli(lap)[:-1])
    with pytest.raises(pohon_kinerja.BabTidakLengkap, match="P3"):
        pohon_kinerja.gambar(laporan)


@pytest.mark.pdf
def test_instansi_kosong_tetap_jadi(db):
    laporan = laporan_dokumen("pohon_kinerja", p.PerangkatDaerahFactory(), 2024)
    assert halaman_pdf("pohon_kinerja", laporan).halaman == 1
