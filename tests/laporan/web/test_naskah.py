"""Naskah: the report's prose in the browser. Who may write, saving, conflicts, drafts, ready and stale, history."""

import re

import pytest

from capaian.models import Realisasi
from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.bahan import kumpulkan
from laporan.lkjip.laporan import Laporan
from laporan.models import Narasi, NaskahSiap
from renstra.models import Indikator, Simpul
from sakip.jejak.pelaku import pelaku
from sakip.kaya.baca import dari_teks
from sakip.kaya.tulis import ke_penyunting
from tests import pabrik as p
from tests.alat import alamat, jumlah_kueri, teks
from tests.pabrik import BidangFactory, PenggunaFactory

BAGIAN = "3.1.analisis.I.S3.1"


def simpan(klien, bagian, nilai, lama=""):
    return klien.post(alamat("naskah_sel"), {"objek": f"n{bagian}", "kolom": "teks", "nilai": nilai, "lama": lama})


def halaman(klien, bagian=BAGIAN, **lain):
    jawaban = klien.get(alamat("naskah_bagian", bagian=bagian), lain)
    assert jawaban.status_code == 200
    return jawaban


def naskah(bagian=BAGIAN):
    return Narasi.objects.get(perangkat_daerah__kode="hss-bkpsdm", tahun=2024, bagian=bagian).teks


def keadaan(klien, bagian=BAGIAN):
    return halaman(klien, bagian).context["b"].keadaan


def kirim(klien, nama, bagian=BAGIAN, **lain):
    jawaban = klien.post(alamat(nama), {"bagian": bagian} | lain, follow=True)
    assert jawaban.status_code == 200
    return teks(jawaban)


def test_kerangka_menyebut_keadaan_tiap_bagian(perencana):
    isi_halaman = teks(perencana.get(alamat("naskah")))
    for kata in ("Kata Pengantar", "Menurut indikator dan sasaran", "Kosong", "Disunting", "bagian siap"):
        assert kata in isi_halaman, kata


def test_tersimpan_dan_terbaca_dengan_angkanya(perencana):
    lama = naskah()
    assert simpan(perencana, BAGIAN, "Capaian {{capaian:I.S3.1}} saja.", lama).status_code == 200
    assert naskah() == "Capaian {{capaian:I.S3.1}} saja."
    pratinjau = perencana.post(alamat("naskah_pratinjau"), {"teks": naskah() + " <script>x</script>"}).content.decode()
    assert ">54,19%</span> saja." in pratinjau
    assert "<script>" not in pratinjau


def test_simpanan_kedua_tidak_diam_diam_menang(perencana):
    lama = naskah()
    assert simpan(perencana, BAGIAN, "Orang pertama.", lama).status_code == 200
    jawaban = simpan(perencana, BAGIAN, "Orang kedua.", lama)
    assert jawaban.status_code == 409
    assert jawaban.json()["milik_lain"]["nilai"] == "Orang pertama."
    assert naskah() == "Orang pertama."


def test_rujukan_hampa_tersimpan_dan_disebut(perencana):
    jawaban = simpan(perencana, BAGIAN, "Nilai {{capaian:I.S9}}.", naskah())
    assert jawaban.status_code == 200
    assert "{{capaian:I.S9}}" in jawaban.json()["peringatan"]


@pytest.mark.parametrize(("bagian", "nilai", "status"), [("9.9", "x", 404), ("1.1", "x" * 200_001, 422)])
def test_yang_ditolak(perencana, bagian, nilai, status):
    assert simpan(perencana, bagian, nilai, naskah("1.1")).status_code == status


def test_bagian_kosong_mendapat_baris_sendiri(perencana):
    kunci = "3.1.deret.I.S3.1"
    assert keadaan(perencana, kunci) == "kosong"
    assert simpan(perencana, kunci, "Baru diukur.").status_code == 200
    assert naskah(kunci) == "Baru diukur."
    assert keadaan(perencana, kunci) == "disunting"


def test_bidang_menulis_tentang_indikatornya_saja(dunia, masuk):
    bidang = BidangFactory(perangkat_daerah=dunia.hss)
    Simpul.objects.filter(renstra__perangkat_daerah=dunia.hss, kode="S3").update(bidang=bidang)
    klien = masuk(PenggunaFactory(perangkat_daerah=dunia.hss, bidang=bidang))
    assert simpan(klien, BAGIAN, "Dari bidang.", naskah()).status_code == 200
    assert simpan(klien, "3.1.analisis.I.S4.1", "Bukan.", naskah("3.1.analisis.I.S4.1")).status_code == 403
    assert simpan(klien, "1.1", "Bukan.", naskah("1.1")).status_code == 403
    for nama in ("naskah_siap", "naskah_mulai", "naskah_hidupkan", "naskah_pulihkan"):
        assert klien.post(alamat(nama), {"bagian": "1.1"}).status_code == 403
    assert b"<textarea" not in halaman(klien, "1.1").content


@pytest.mark.parametrize("peran", ["bidang", "kepala", "inspektorat", "pembaca"])
def test_peran_lain_membaca_saja(dunia, masuk, peran):
    klien = masuk(getattr(dunia, peran))
    assert "Subbag Perencanaan" in teks(halaman(klien))
    assert simpan(klien, BAGIAN, "Bukan.", naskah()).status_code == 403
    assert klien.post(alamat("naskah_siap"), {"bagian": BAGIAN}).status_code == 403


def test_instansi_lain_tidak_ada(dunia, masuk):
    assert simpan(masuk(dunia.tetangga), BAGIAN, "x").status_code == 404


@pytest.mark.lambat
def test_siap_lalu_usang_menyebut_dari_apa_menjadi_apa(perencana, dunia):
    lama = naskah()
    simpan(perencana, BAGIAN, "Capaian {{capaian:I.S3.1}}; akan diperbaiki.", lama)
    sidik = halaman(perencana).context["sidik"]
    assert "baru saja diubah" in kirim(perencana, "naskah_siap", sidik="lain")
    assert "dinyatakan siap" in kirim(perencana, "naskah_siap", sidik=sidik)
    assert keadaan(perencana) == "siap"
    milik = Realisasi.objects.filter(
        indikator__renstra__perangkat_daerah=dunia.hss, indikator__kode="I.S3.1", tahun=2024
    )
    penulis = PenggunaFactory(perangkat_daerah=dunia.hss, username="pengubah")
    with pelaku(lambda: {"oleh": penulis.pk, "dari": ""}):
        assert milik.filter(triwulan=None).update(nilai=60)
    jawaban = halaman(perencana)
    assert jawaban.context["b"].keadaan == "usang"
    assert {(u.dari, u.ke) for u in jawaban.context["b"].berubah} >= {("54,19%", "80,00%"), ("40,64", "60")}
    assert f"54,19% 80,00% {penulis}," in teks(jawaban)
    assert keadaan(perencana, "3.1.analisis.I.S4.1") == "disunting"
    kirim(perencana, "naskah_siap", sidik=sidik)
    assert keadaan(perencana) == "siap"
    simpan(perencana, BAGIAN, "Lain.", naskah())
    assert keadaan(perencana) == "disunting"


def test_bagian_kosong_tidak_dapat_siap(perencana):
    assert "kosong tidak dapat" in kirim(perencana, "naskah_siap", "3.1.deret.I.S3.1")
    assert not NaskahSiap.objects.exists()


def test_draf_diambil_alih_sekali(perencana):
    assert keadaan(perencana, "4.1") == "draf otomatis"
    assert "rata-rata capaian 4 Indikator Kinerja Utama adalah 92,68%" in teks(halaman(perencana, "4.1"))
    kirim(perencana, "naskah_mulai", "4.1")
    assert "{{capaian:total}}" in naskah("4.1")
    simpan(perencana, "4.1", "Milik sendiri.", naskah("4.1"))
    kirim(perencana, "naskah_mulai", "4.1")
    assert naskah("4.1") == "Milik sendiri."


def test_angka_yang_sama_dihidupkan_satu_atau_semua(perencana):
    lama = naskah()
    ada = len(halaman(perencana).context["teks"][0]["tawaran"])
    kirim(perencana, "naskah_hidupkan", baris=BAGIAN, ke="0", lama=lama)
    assert naskah().startswith("Realisasi {{realisasi:I.S3.1}} dari target 75")
    assert "sudah diubah" in kirim(perencana, "naskah_hidupkan", baris=BAGIAN, lama=lama)
    kirim(perencana, "naskah_hidupkan", baris=BAGIAN, lama=naskah())
    assert naskah().count("{{") == ada


def test_naskah_lama_dipulihkan_dari_jejak(perencana):
    asli = naskah()
    simpan(perencana, BAGIAN, "Baru.", asli)
    (dulu,) = halaman(perencana).context["teks"][0]["riwayat"]
    assert dulu["teks"] == asli
    kirim(perencana, "naskah_pulihkan", baris=BAGIAN, jejak=dulu["pk"], lama="Baru.")
    assert naskah() == asli
    simpan(perencana, BAGIAN, "", asli)
    assert perencana.post(alamat("naskah_pulihkan"), {"bagian": BAGIAN, "jejak": "1"}).status_code == 404


def test_pemilih_mencari_menurut_nama(perencana):
    pilihan = halaman(perencana, cari="serapan kepegawaian daerah").context["pilihan"]
    assert ("{{serapan:P1}}", "74,78%") in [(p.rujukan, p.nilai) for p in pilihan]


def test_naskah_yang_menunggu_tempat_membawa_ke_penempatannya(perencana, dunia):
    Narasi.objects.create(perangkat_daerah=dunia.hss, tahun=2024, bagian="9.9", judul="Entah apa", teks="Capaian xxx.")
    menunggu = perencana.get(alamat("naskah_bagian", bagian="9.9"))
    assert menunggu.url == f"{alamat('lkjip_isi')}#belum-ditempatkan"


def test_kueri_tetap_berapa_pun_naskahnya(perencana):
    tujuan = alamat("naskah_bagian", bagian=BAGIAN)
    satu = jumlah_kueri(perencana, tujuan)
    for kode in ("I.S1.1", "I.S2.1", "I.S4.1", "I.T1.1"):
        simpan(perencana, f"3.1.deret.{kode}", "Uraian {{capaian:" + kode + "}}.")
    assert jumlah_kueri(perencana, tujuan) == satu
    assert satu <= 35


def simpan_kaya(klien, nilai, lama, bagian=BAGIAN):
    return klien.post(alamat("naskah_sel"), {"objek": f"n{bagian}", "kolom": "html", "nilai": nilai, "lama": lama})


def kaya(bagian=BAGIAN):
    return ke_penyunting(dari_teks(naskah(bagian)))


def test_penyunting_menyimpan_markdown_dan_membawa_nilai_rujukan(perencana):
    baru = '<p>Capaian <span data-rujukan="capaian:I.S3.1"></span> <b>rendah</b>.</p><ul><li><p>a</p></li></ul>'
    jawaban = simpan_kaya(perencana, baru, kaya()).json()
    assert naskah() == "Capaian {{capaian:I.S3.1}} **rendah**.\n\n- a"
    assert jawaban["nilai"] == kaya()
    sel = jawaban["hasil"][f"n{BAGIAN}.capaian:I.S3.1"]
    assert sel["teks"] == "54,19%"
    assert "Realisasi ÷ target × 100" in sel["judul"]


def test_penyunting_tanpa_perubahan_tidak_mengubah_satu_huruf(perencana):
    Narasi.objects.filter(bagian=BAGIAN, perangkat_daerah__kode="hss-bkpsdm").update(
        teks="*  satu\n*  dua\n\nTiga\nempat."
    )
    lama = naskah()
    assert simpan_kaya(perencana, kaya(), kaya()).status_code == 200
    assert naskah() == lama
    simpan_kaya(perencana, kaya() + "<p>Lima.</p>", kaya())
    assert naskah() == lama + "\n\nLima."


def test_bentrok_penyunting_menyandingkan_paragraf(perencana):
    lama = kaya()
    assert simpan_kaya(perencana, lama + "<p>Dari yang pertama.</p>", lama).status_code == 200
    punya = lama + "<p>Dari yang kedua.</p>"
    jawaban = simpan_kaya(perencana, punya, lama)
    assert jawaban.status_code == 409
    milik = jawaban.json()["milik_lain"]
    isi_banding = perencana.post(
        alamat("naskah_banding"), {"kolom": "html", "punya": punya, "milik": milik["nilai"], "oleh": milik["oleh"]}
    )
    assert [kata in teks(isi_banding) for kata in ("1 paragraf sama", "Dari yang pertama.", "Dari yang kedua.")] == [
        True
    ] * 3


def test_tanpa_skrip_disimpan_dengan_formulir_dan_yang_ditolak_tetap_ada(perencana):
    lama = naskah()
    kirim(perencana, "naskah_tulis", baris=BAGIAN, lama=lama, teks="Lewat formulir.")
    assert naskah() == "Lewat formulir."
    balik = kirim(perencana, "naskah_tulis", baris=BAGIAN, lama=lama, teks="Ketikan kedua.")
    assert naskah() == "Lewat formulir."
    assert "Ketikan kedua." in balik
    assert "Naskah yang tersimpan" in balik


@pytest.mark.parametrize(
    "kotor", ["<script>x</script>", "<img src=x onerror=y>", "<a href='javascript:x'>t</a>", "<p style='a'>b"]
)
def test_yang_asing_tidak_tersimpan(perencana, kotor):
    assert simpan_kaya(perencana, f"<p>Baik</p>{kotor}", kaya()).status_code == 200
    assert not any(x in naskah() for x in ("<", "onerror", "javascript"))


def test_riwayat_disandingkan_dengan_naskah_sekarang(perencana):
    lama = naskah()
    simpan(perencana, BAGIAN, lama + "\n\nParagraf tambahan.", lama)
    satu = halaman(perencana).context["teks"][0]["riwayat"][0]
    assert "sanding" not in satu
    isi_halaman = teks(halaman(perencana, riwayat=satu["pk"]))
    for kata in ("Naskah waktu itu", "1 paragraf sama", "Paragraf tambahan."):
        assert kata in isi_halaman, kata


def test_naskah_tahun_lalu_menjadi_awal_dengan_angkanya_ditandai(perencana, dunia):
    kunci = "3.1.deret.I.S3.1"
    lama = "Pada tahun 2023 sebesar 80,5 persen, kini {{capaian:I.S3.1}}."
    Narasi.objects.create(perangkat_daerah=dunia.hss, tahun=2023, bagian=kunci, teks=lama)
    cetak = halaman(perencana, kunci).context["dulu"][0]["cetak"]
    assert "tahun <mark>2023</mark> sebesar <mark>80,5 persen</mark>, kini" in cetak
    assert ">54,19%</span>." in cetak
    kirim(perencana, "naskah_mulai", kunci, dari=kunci)
    assert naskah(kunci) == lama
    assert Narasi.objects.get(perangkat_daerah=dunia.hss, tahun=2023, bagian=kunci).teks == lama


def test_temuan_naskah_membuka_bagiannya(perencana):
    simpan(perencana, BAGIAN, "Capaian {{capaian:I.S9}}.", naskah())
    isi_halaman = perencana.get(alamat("temuan")).content.decode()
    assert f'href="{alamat("naskah_bagian", bagian=BAGIAN)}"' in isi_halaman


def test_rujukan_ke_yang_diarsipkan_menawarkan_penggantinya(perencana, dunia):
    lama = Indikator.objects.get(renstra__perangkat_daerah=dunia.hss, kode="I.S3.1")
    Indikator.objects.filter(pk=lama.pk).update(tahun_selesai=2023)
    p.IndikatorFactory(renstra=lama.renstra, simpul=lama.simpul, kode="I.S3.9", nama=f"{lama.nama} (disesuaikan)")
    simpan(perencana, "1.1", "Target {{target:I.S3.1}} dan {{capaian:I.S3.1@2024}}.", naskah("1.1"))
    assert "I.S3.1 sudah tidak berlaku" in teks(halaman(perencana, "1.1"))
    kirim(perencana, "naskah_ganti", "1.4", baris="1.1", lama=naskah("1.1"), dari="I.S3.1", ke="I.S3.9")
    assert naskah("1.1") == "Target {{target:I.S3.9}} dan {{capaian:I.S3.9@2024}}."


@pytest.mark.lambat
def test_bagian_ditugaskan_kepada_orang_atau_bidang_yang_lalu_menulisnya(perencana, dunia, masuk):
    orang = PenggunaFactory(perangkat_daerah=dunia.hss, bidang=BidangFactory(perangkat_daerah=dunia.hss))
    klien = masuk(orang)
    assert simpan(klien, "1.3", "Bukan tugasnya.", naskah("1.3")).status_code == 403
    assert klien.post(alamat("naskah_tugaskan"), {"bagian": "1.3", "siapa": f"p{orang.pk}"}).status_code == 403
    kunci = halaman(perencana, "1.3").context["b"].kunci
    kirim(perencana, "naskah_tugaskan", kunci, siapa=f"p{orang.pk}", jatuh_tempo="2024-01-05")
    isi_halaman = teks(halaman(klien, "1.3"))
    assert f"Ditulis oleh {orang}. Paling lambat 5 Januari 2024. Sudah lewat." in isi_halaman
    assert simpan(klien, "1.3", "Tugas ditulis.", naskah("1.3")).status_code == 200
    kirim(perencana, "naskah_tugaskan", kunci, siapa=f"b{orang.bidang_id}")
    assert simpan(klien, "1.3", "Tugas bidang.", naskah("1.3")).status_code == 200
    kirim(perencana, "naskah_tugaskan", kunci, siapa="")
    assert simpan(klien, "1.3", "Bukan lagi.", naskah("1.3")).status_code == 403
    assert "tidak terbaca" in kirim(perencana, "naskah_tugaskan", kunci, siapa="", jatuh_tempo="besok")
    assert perencana.post(alamat("naskah_tugaskan"), {"bagian": kunci, "siapa": "p0"}).status_code == 404


def test_draf_setiap_bagian_ditawarkan_dan_diambil_alih(perencana, dunia):
    """A section whose own key belongs to a text that stands elsewhere is written beside it, and found again."""
    kerangka = [b for k in halaman(perencana).context["kerangka"] for b in (k["b"], *k["anak"])]
    berdraf = {b.kunci for b in kerangka if b.keadaan == "draf otomatis"}
    assert {"ikhtisar_eksekutif", "1.1", "3.1.sasaran.S1", "3.1.tahun_ini.I.S1.1", "3.1.efisiensi.I.S4.1"} <= berdraf
    lain = naskah("1.1")
    (satu,) = [b for b in kerangka if b.kunci == "1.1"]
    buka = perencana.get(alamat("naskah_bagian", bagian=satu.kunci_tulis))
    assert buka.context["b"].kunci == "1.1" and "mewajibkan setiap perangkat daerah" in buka.context["draf"]
    assert perencana.post(alamat("naskah_mulai"), {"bagian": "1.1"}).url == buka.request["PATH_INFO"]
    assert naskah("naskah.1.1").startswith("Sistem Akuntabilitas") and naskah("1.1") == lain
    assert simpan(perencana, "naskah.1.1", "Milik orang.", naskah("naskah.1.1")).status_code == 200
    sesudah = perencana.get(buka.request["PATH_INFO"])
    assert sesudah.context["b"].keadaan == "disunting" and sesudah.context["draf"] == ""
    laporan = Laporan(ke_json(susun_ikhtisar(dunia.hss, 2024)), kumpulkan(dunia.hss, 2024))
    assert [t.teks for t in laporan.tulisan["1.1"]] == ["Milik orang."]


def test_draf_mengikuti_data_sampai_disunting_lalu_tinggal_angkanya(perencana, dunia):
    bagian = "3.1.tahun_ini.I.S1.1"
    teks = perencana.get(alamat("naskah_bagian", bagian=bagian)).context["draf"]
    assert "99,49" in teks
    perencana.post(alamat("naskah_mulai"), {"bagian": bagian})
    diambil = naskah(bagian)
    realisasi = Realisasi.objects.get(
        indikator__kode="I.S1.1", indikator__renstra__perangkat_daerah=dunia.hss, tahun=2024, triwulan=None
    )
    realisasi.nilai = 95
    realisasi.save()
    (satu,) = perencana.get(alamat("naskah_bagian", bagian=bagian)).context["teks"]
    assert naskah(bagian) == diambil and "95 persen" in re.sub("<[^>]+>", "", satu["cetak"])
