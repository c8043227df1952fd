"""Each automatic sentence: when it speaks and when it is silent; and that print takes the draft or a person's text."""

import re
from dataclasses import replace
from decimal import Decimal as D

import pytest

from anggaran.bentuk import TahunLalu
from capaian.hitung.bentuk import Nasional
from laporan.bagian.daftar import susunan
from laporan.ikhtisar.bentuk import AKIP, KomponenAKIP, dari_json, ke_json
from laporan.lkjip.bab import URUTAN, html_bab
from laporan.lkjip.laporan import Laporan
from laporan.naskah.draf import indikator, total
from laporan.naskah.draf.bagian import draf, langkah, semua_draf
from laporan.naskah.draf.bentuk import luput, polos
from laporan.naskah.nilai import Sumber, isi
from laporan.naskah.prosa.aturan import prosa
from laporan.periksa.bentuk import Bahan
from sakip.kaya.rujukan import cari
from sakip.kaya.word.alinea import rata
from sakip.markah import ke_html
from tests.laporan.dokumen_uji import DEMO

pytestmark = pytest.mark.django_db


@pytest.fixture
def b(laporan_demo):
    return laporan_demo("hss-2024", 2024).bahan_draf


@pytest.fixture
def i(b):
    return b.indikator["I.S1.1"]


def dengan(b, **ubahan):
    """Of another total."""
    return replace(b, ikhtisar=replace(b.ikhtisar, total=replace(b.ikhtisar.total, **ubahan)))


def dengan_indikator(b, *semua):
    """With these indicators in the place of those of the same code."""
    baru = {x.kode: x for x in semua}
    milik = tuple(baru.get(x.kode, x) for x in b.ikhtisar.indikator)
    return replace(b, ikhtisar=replace(b.ikhtisar, indikator=milik))


def tulis(kalimat, b, satu=None):
    """One sentence as it is read; of one indicator or sasaran with what was changed in it."""
    if satu is None:
        return polos(kalimat(b), Sumber(b.ikhtisar))
    lain = dengan_indikator(b, satu) if hasattr(satu, "jenis_nilai") else b
    return polos(kalimat(lain, satu), Sumber(lain.ikhtisar))


def test_capaian(b, i):
    utuh = tulis(indikator.capaian, b, i)
    assert utuh == (
        f"Target {i.nama} tahun 2024 adalah 90 persen dan realisasinya 99,49 persen, sehingga capaiannya 110,54% "
        "dengan predikat Sangat Tinggi (melebihi target)."
    )
    tanpa = replace(i, target=None, target_teks="", capaian=None)
    assert tulis(indikator.capaian, b, tanpa) == f"Realisasi {i.nama} tahun 2024 adalah 99,49 persen."
    belum = replace(i, realisasi=None, capaian=None)
    assert tulis(indikator.capaian, b, belum) == f"Target {i.nama} tahun 2024 adalah 90 persen."
    tak_terhitung = replace(i, capaian=None)
    assert tulis(indikator.capaian, b, tak_terhitung).endswith("realisasinya 99,49 persen.")
    tanpa_predikat = replace(i, predikat=None, status=None)
    assert tulis(indikator.capaian, b, tanpa_predikat).endswith("capaiannya 110,54%.")
    assert tulis(indikator.capaian, b, replace(tanpa, realisasi=None)) == ""
    dinyatakan = replace(i, target=None, realisasi=None, capaian=D(80), capaian_dinyatakan=True)
    assert tulis(indikator.capaian, b, dinyatakan) == f"Capaian {i.nama} tahun 2024 dinyatakan sebesar 80,00%."
    rentang = replace(i, target_atas=D(95))
    assert "adalah 90–95 persen" in tulis(indikator.capaian, b, rentang)
    bertulisan = replace(i, target_teks="BB (70)", realisasi_teks="A (99,49)")
    assert "adalah BB (70) dan realisasinya 99,49 persen" in tulis(indikator.capaian, b, bertulisan)


def test_keterangan_realisasi(b, i):
    semua = replace(i, realisasi_teks="A (99,49)", predikat_nilai="A", pembilang=D(1214), penyebut=D(1220))
    lain = dengan_indikator(b, semua)
    assert [polos(k, Sumber(lain.ikhtisar)) for k in indikator.keterangan(lain, semua)] == [
        "Realisasi itu dinyatakan sebagai A (99,49).",
        "Nilai itu berpredikat A menurut skalanya sendiri.",
        "Pembilang 1.214, penyebut 1.220.",
    ]
    kosong = replace(i, realisasi_teks="", predikat_nilai=None, pembilang=None, penyebut=None)
    assert list(indikator.keterangan(b, kosong)) == []
    assert list(indikator.keterangan(b, replace(kosong, pembilang=D(1)))) == []


def test_deret(b, i):
    kini = next(d for d in i.deret if d.tahun == 2024)
    lalu = replace(kini, tahun=2023, realisasi=D(80))

    def selisih(nilai, persen):
        dua = replace(i, deret=(lalu, replace(kini, selisih=nilai, kenaikan_persen=persen)))
        return tulis(indikator.deret, b, dua)

    assert selisih(D("1.5"), D("1.875")) == "Dibandingkan dengan tahun 2023 (80), realisasi naik 1,5 atau 1,88%."
    assert selisih(D("-1.5"), D("-1.875")) == "Dibandingkan dengan tahun 2023 (80), realisasi turun 1,5 atau 1,88%."
    assert selisih(D(2), None) == "Dibandingkan dengan tahun 2023 (80), realisasi naik 2."
    assert selisih(D(0), D(0)) == "Realisasi sama dengan tahun 2023, yaitu 80."
    assert selisih(None, None) == ""
    assert tulis(indikator.deret, b, replace(i, deret=())) == ""
    assert tulis(indikator.deret, b, replace(i, deret=(replace(lalu, realisasi=None), kini))) == ""
    tertulis = replace(i, deret=(replace(lalu, realisasi_teks="B (80)"), replace(kini, selisih=D(1))))
    assert "(80)" in tulis(indikator.deret, b, tertulis)


def test_akhir_renstra(b, i):
    a = replace(i.akhir_renstra, target=D(95), teks="", capaian=D("104.73"))
    i = replace(i, akhir_renstra=a)
    assert tulis(indikator.akhir_renstra, b, i) == (
        f"Terhadap target akhir Renstra tahun {a.tahun} sebesar 95 persen, realisasi tahun 2024 (99,49) mencapai "
        "104,73%."
    )
    tertulis = replace(i, akhir_renstra=replace(a, teks="95 persen"))
    assert "sebesar 95 persen, realisasi" in tulis(indikator.akhir_renstra, b, tertulis)
    assert tulis(indikator.akhir_renstra, b, replace(i, akhir_renstra=replace(a, capaian=None))) == ""
    assert tulis(indikator.akhir_renstra, b, replace(i, akhir_renstra=replace(a, target=None, teks=""))) == ""
    assert tulis(indikator.akhir_renstra, b, replace(i, realisasi=None)) == ""


def test_nasional(b, i):
    ada = replace(i, nasional=Nasional(D(85), "", D("117.05")))
    assert tulis(indikator.nasional, b, ada) == (
        f"Standar nasional {i.nama} adalah 85; capaian terhadap standar itu 117,05%."
    )
    assert tulis(indikator.nasional, b, replace(i, nasional=Nasional(None, "Baik", None))).endswith("adalah Baik.")
    assert tulis(indikator.nasional, b, replace(i, nasional=Nasional(None, "", None))) == ""
    assert tulis(indikator.nasional, b, replace(i, nasional=None)) == ""


def test_pembanding_tidak_menyebut_pemilik_dan_diam_tanpa_nilai(b):
    i = next(x for x in b.ikhtisar.indikator if x.pembanding and x.realisasi is not None)
    satu = i.pembanding[0]
    dua = replace(i, pembanding=(replace(satu, jenis="provinsi", nilai=i.realisasi + 1),))
    cetak = tulis(indikator.pembanding, b, dua)
    assert "urutan ke-2 dari 2 nilai" in cetak and b.ikhtisar.perangkat_daerah.pemda not in cetak
    assert "urutan ke-1 dari 2" in tulis(indikator.pembanding, b, replace(dua, arah="turun"))
    for diam in (
        {"pembanding": ()},
        {"pembanding": (replace(satu, jenis="nasional"),)},
        {"realisasi": None},
        {"arah": "rentang"},
    ):
        assert tulis(indikator.pembanding, b, replace(dua, **diam)) == ""


def test_komponen_terlemah_hanya_bila_semua_diketahui(b):
    i = next(x for x in b.ikhtisar.indikator if len(x.komponen) > 2)
    tahu = tuple(replace(k, persen=D(50 + n)) for n, k in enumerate(i.komponen))
    cetak = tulis(indikator.komponen, b, replace(i, komponen=tahu, jumlah_komponen=D("80.5")))
    assert cetak == (
        "Jumlah nilai komponen adalah 80,5. Komponen dengan persentase terendah adalah "
        f"{tahu[0].nama} (50,00% dari maksimum) dan {tahu[1].nama} (51,00% dari maksimum)."
    )
    satu = (tahu[0], *(replace(k, persen=None) for k in tahu[1:]))
    assert "terendah" not in tulis(indikator.komponen, b, replace(i, komponen=satu))
    sama = tuple(replace(k, persen=D(50)) for k in tahu)
    assert "terendah" not in tulis(indikator.komponen, b, replace(i, komponen=sama))
    tak_terujuk = tuple(replace(k, nama=f"{k.nama} @ {n}") for n, k in enumerate(tahu))
    assert "terendah" not in tulis(indikator.komponen, b, replace(i, komponen=tak_terujuk))
    assert tulis(indikator.komponen, b, replace(i, komponen=(), jumlah_komponen=None)) == ""


def test_efisiensi_indikator(b, i):
    cetak = tulis(indikator.efisiensi, b, i)
    assert cetak.startswith("Dengan realisasi anggaran Rp") and "Metode: capaian ÷ serapan" in cetak
    assert f"sehingga penggunaan anggaran {i.efisiensi.kesimpulan}." in cetak
    for medan in ("nilai", "serapan", "pagu", "realisasi", "kesimpulan"):
        assert tulis(indikator.efisiensi, b, replace(i, efisiensi=replace(i.efisiensi, **{medan: None}))) == ""
    assert tulis(indikator.efisiensi, b, replace(i, capaian=None)) == ""
    tujuan = next(s.kode for s in b.ikhtisar.simpul if s.jenis == "tujuan")
    assert tulis(indikator.efisiensi, b, replace(i, induk=tujuan)) == ""


def test_sasaran(b):
    s = b.ikhtisar.sasaran[0]

    def cetak(**ubahan):
        lain = replace(s, **ubahan)
        milik = (lain, *b.ikhtisar.sasaran[1:])
        baru = replace(b, ikhtisar=replace(b.ikhtisar, sasaran=milik))
        return polos(indikator.sasaran(baru, lain), Sumber(baru.ikhtisar))

    assert cetak(capaian=D(90), anggota=3, dihitung=2, predikat="Baik") == (
        "Capaian sasaran adalah 90,00% (rata-rata 2 dari 3 IKU), predikat Baik."
    )
    assert cetak(capaian=D(90), anggota=3, dihitung=3, predikat=None) == (
        "Capaian sasaran adalah 90,00% (rata-rata 3 IKU)."
    )
    assert cetak(capaian=D(90), anggota=1, dihitung=1, predikat=None) == "Capaian sasaran adalah 90,00%."
    assert cetak(capaian=None) == cetak(dihitung=0) == ""


def test_rata_iku_tanpa_anggota_diam_dan_tanpa_predikat_tidak_menyebutnya(b):
    assert "Indikator Kinerja Utama" in tulis(total.rata_iku, b)
    assert tulis(total.rata_iku, dengan(b, dihitung=0)) == tulis(total.rata_iku, dengan(b, capaian_iku=None)) == ""
    sebagian = dengan(b, dihitung=1, anggota=66, capaian_iku=D(90), predikat=None)
    assert tulis(total.rata_iku, sebagian) == (
        "Pada tahun 2024, rata-rata capaian 1 dari 66 Indikator Kinerja Utama adalah 90,00%."
    )
    tunggal = dengan(b, dihitung=1, anggota=1, capaian_iku=D(90), predikat="Baik")
    assert tulis(total.rata_iku, tunggal).endswith("capaian Indikator Kinerja Utama adalah 90,00% (Baik).")


def test_dibatasi(b):
    batas = replace(b, ikhtisar=replace(b.ikhtisar, batas_capaian=D(100)))
    beda = dengan(batas, capaian_iku=D(105), capaian_iku_dibatasi=D(98))
    assert tulis(total.dibatasi, beda) == ("Bila capaian di atas 100,00% dihitung sebesar itu, rata-ratanya 98,00%.")
    assert tulis(total.dibatasi, dengan(batas, capaian_iku=D(98), capaian_iku_dibatasi=D(98))) == ""
    assert tulis(total.dibatasi, dengan(b, capaian_iku_dibatasi=D(98))) == ""


def test_status(b):
    iku = [x for x in b.ikhtisar.indikator if x.iku]
    dua = [replace(x, status="tercapai") for x in iku[:2]] + [replace(x, status=None) for x in iku[2:]]
    lain = dengan_indikator(b, *dua)
    assert tulis(total.status, lain) == "Menurut status terhadap target: 2 IKU tercapai."
    assert tulis(total.status, dengan_indikator(b, *(replace(x, status=None) for x in iku))) == ""


def test_sebab_utama_hanya_yang_di_bawah_target_dan_diisi(b, i):
    def sebab(capaian, penghambat):
        satu = replace(i, iku=True, capaian=capaian, analisis=replace(i.analisis, penghambat=penghambat))
        lain = dengan_indikator(b, *(replace(x, iku=False) for x in b.iku), satu)
        return [polos(k, Sumber(lain.ikhtisar)) for k in total.sebab_utama(lain)]

    assert sebab(D(90), "Data *lama*;\nKurang orang.") == [
        f"{i.nama} mencapai 90,00%; penghambat utamanya: Data *lama*."
    ]
    assert sebab(D(90), " ") == sebab(D(100), "Data lama") == sebab(None, "Data lama") == []


def test_anggaran(b):
    assert tulis(total.anggaran, b).startswith("Realisasi anggaran tahun 2024 adalah Rp")
    assert tulis(total.anggaran, dengan(b, serapan=None)).startswith("Pagu anggaran tahun 2024 adalah Rp")
    assert tulis(total.anggaran, dengan(b, pagu=None)) == tulis(total.dalam_huruf, dengan(b, pagu=None)) == ""
    assert tulis(total.dalam_huruf, dengan(b, realisasi=D(12000))) == (
        "Realisasi itu dalam huruf: dua belas ribu rupiah."
    )
    assert tulis(total.dalam_huruf, dengan(b, realisasi=None)) == ""


def test_pagu(b):
    assert tulis(total.pagu, dengan(b, pagu=D(12000), pagu_murni=D(10000))) == (
        "Pagu anggaran tahun 2024 adalah Rp12.000 (dua belas ribu rupiah), dari pagu murni Rp10.000."
    )
    assert tulis(total.pagu, dengan(b, pagu=D(12000), pagu_murni=None)).endswith("(dua belas ribu rupiah).")
    assert tulis(total.pagu, dengan(b, pagu=None)) == ""


def test_anggaran_lalu(b):
    penuh = TahunLalu(2023, D(2000), D(1000), D(50), False)
    assert tulis(total.anggaran_lalu, dengan(b, tahun_lalu=penuh)) == (
        "Pada tahun 2023, realisasi anggaran Rp1.000 dari pagu Rp2.000 atau serapan 50,00%."
    )
    pagu = "Pagu anggaran tahun 2023 adalah Rp2.000."
    assert tulis(total.anggaran_lalu, dengan(b, tahun_lalu=replace(penuh, realisasi=None, serapan=None))) == pagu
    assert tulis(total.anggaran_lalu, dengan(b, tahun_lalu=penuh, serapan=None)) == pagu
    assert tulis(total.anggaran_lalu, dengan(b, tahun_lalu=replace(penuh, pagu=None))) == ""
    assert tulis(total.anggaran_lalu, dengan(b, tahun_lalu=None)) == ""


def test_efisiensi_total(b):
    s = b.ikhtisar.sasaran[0]
    efisien = dengan(b, kesimpulan="efisien", efisiensi=D("1.1"), serapan_rata_sasaran=D(90), capaian_efisiensi=D(99))

    def sasaran(kesimpulan):
        milik = (replace(s, kesimpulan=kesimpulan, efisiensi=D("0.9")),)
        return replace(efisien, ikhtisar=replace(efisien.ikhtisar, sasaran=milik))

    assert tulis(total.efisiensi, sasaran("efisien")) == (
        "Penggunaan anggaran efisien: rata-rata capaian IKU 99,00% dibandingkan dengan rata-rata serapan sasaran "
        "90,00%, nilai efisiensi 1,10."
    )
    assert tulis(total.efisiensi, sasaran("tidak efisien")).endswith(
        f"sasaran berikut tidak efisien: {b.simpul[s.kode].uraian} (0,90)."
    )
    for medan in ("kesimpulan", "efisiensi", "serapan_rata_sasaran"):
        assert tulis(total.efisiensi, dengan(efisien, **{medan: None})) == ""


def test_akip_hanya_tanpa_tabel_komponen(b):
    def akip(*semua):
        lain = replace(b, ikhtisar=replace(b.ikhtisar, akip=semua))
        return [polos(k, Sumber(lain.ikhtisar)) for k in total.akip(lain)]

    dulu, kini = AKIP(2022, (), D("70.5"), "BB"), AKIP(2023, (), D("72.25"), None)
    assert akip(dulu, kini) == ["Nilai AKIP tahun 2022 adalah 70,5 (BB).", "Nilai AKIP tahun 2023 adalah 72,25."]
    assert akip(replace(kini, nilai=None)) == akip() == []
    assert akip(replace(kini, komponen=(KomponenAKIP("Perencanaan", D(30), D(25)),))) == []


def test_tercapai(b, i):
    def cetak(capaian):
        lain = dengan_indikator(b, *(replace(x, capaian=capaian) for x in b.iku))
        return [polos(k, Sumber(lain.ikhtisar)) for k in total.tercapai(lain) if k]

    (kuat,) = cetak(D(100))
    assert kuat.startswith("IKU yang mencapai atau melebihi target: ") and f"{i.nama} (100,00%)" in kuat
    (lemah,) = cetak(D("99.9"))
    assert lemah.startswith("IKU yang tidak mencapai target: ")
    assert cetak(None) == []


def test_langkah_hanya_yang_diisi(b, i):
    """No step is made up: neither 'menyusun rencana perbaikan' nor 'mempertahankan capaian'."""
    kosong = [replace(x, analisis=replace(x.analisis, tindak_lanjut=" ")) for x in b.ikhtisar.indikator]
    tanpa = dengan_indikator(b, *kosong)
    assert list(langkah(tanpa)) == [] and "4.2" not in semua_draf(tanpa)
    satu = dengan_indikator(tanpa, replace(i, analisis=replace(i.analisis, tindak_lanjut="Menata\n\ndata")))
    assert list(langkah(satu)) == [f"{i.nama}: Menata data"]
    assert semua_draf(satu)["4.2"].endswith(f":\n\n1. {i.nama}: Menata data")


def test_depan_dan_bab_satu(b):
    lain = replace(b, nama="Badan *Uji*", pemberi_amanah="", kepala_jabatan="", ber_pk=False)
    semua = semua_draf(lain)
    assert "atas pelaksanaan Perjanjian Kinerja" not in semua["kata_pengantar"]
    assert "kepada kepala daerah" in semua["kata_pengantar"] and "kepada kepala daerah." in semua["1.3"]
    assert semua["1.4"] == f"Badan \\*Uji\\* adalah perangkat daerah {b.ikhtisar.perangkat_daerah.pemda}."
    semua = semua_draf(replace(lain, pemberi_amanah="Bupati", kepala_jabatan="Kepala Badan", ber_pk=True))
    assert "atas pelaksanaan Perjanjian Kinerja Tahun 2024 kepada Bupati" in semua["kata_pengantar"]
    assert "kepada Bupati." in semua["1.3"] and semua["1.4"].endswith("yang dipimpin oleh Kepala Badan.")
    assert "Badan \\*Uji\\*" in semua["1.1"] and semua["1.2"].count("\n") >= 6


@pytest.mark.parametrize("nama", ["*a* _b_", "1. Persen", "- x", "{{capaian:total}} y", "a | b <i> & `c`", "x\\"])
def test_nama_tetap_huruf_apa_adanya(b, nama):
    assert polos(luput(nama), Sumber(b.ikhtisar)) == nama
    cetak = str(ke_html(isi(luput(nama), Sumber(b.ikhtisar))))
    assert cetak.startswith("<p>") and re.search("<(em|ul|ol|code)>", cetak) is None


@pytest.mark.teliti
@pytest.mark.parametrize(("nama", "tahun"), DEMO)
def test_draf_berisi_angka_hidup_saja_tanpa_temuan_dan_sama_bila_diulang(laporan_demo, nama, tahun):
    """No number of the year is typed, each reference gives one, nothing in it is a finding, and the same data give the
    same letters."""
    b = laporan_demo(nama, tahun).bahan_draf
    semua, sumber = semua_draf(b), Sumber(b.ikhtisar)
    assert len(semua) > 10
    for kunci, teks in semua.items():
        assert all(t.rujukan and sumber.nilai(t.rujukan).ada for t in cari(teks)), (kunci, teks)
        if kunci not in ("1.1", "1.2", "1.3", "1.4", "kata_pengantar", "4.2", "ikhtisar_eksekutif"):
            tanpa = re.sub(r"\{\{.*?\}\}|20\d\d|Metode: .*", "", teks)
            nama_lain = [x.nama for x in b.ikhtisar.indikator] + [s.uraian for s in b.ikhtisar.simpul]
            for n in sorted(nama_lain, key=len, reverse=True):
                tanpa = tanpa.replace(luput(n), "")
            assert re.search(r"\d[\d.,]*", tanpa) is None, (kunci, tanpa)
        assert list(prosa(Bahan(b.ikhtisar, ((kunci, "", teks),), set()))) == [], kunci
    lagi = replace(b, ikhtisar=dari_json(ke_json(b.ikhtisar)))
    assert semua_draf(lagi) == semua


def _teks(html):
    return " ".join(re.sub("<[^>]+>", " ", html).split())


@pytest.mark.parametrize(("nama", "tahun"), DEMO)
def test_tercetak_tulisan_atau_draf_tidak_keduanya(laporan_demo, nama, tahun):
    """Of each section either what was written or its draft is printed, in the very letters of the draft."""
    laporan = laporan_demo(nama, tahun)
    cetak = "".join(html_bab(kunci, laporan)[0] for kunci in URUTAN)
    for kunci, teks in laporan.draf.items():
        tulisan = laporan.tulisan[kunci]
        ada = [re.findall(rf'data-naskah="{re.escape(t.bagian)}">(.*?)</div>', cetak, re.DOTALL) for t in tulisan]
        assert [len(x) for x in ada] == [1] * len(tulisan), kunci
        harapan = [t.teks for t in laporan.narasi.ambil(kunci)] or [isi(teks, laporan.sumber)]
        assert [rata(_teks(x)) for (x,) in ada] == [rata(_teks(str(ke_html(t)))) for t in harapan], kunci


def test_yang_disunting_menggantikan_kalimat_otomatis(laporan_demo):
    asal = laporan_demo("hss-2024", 2024)
    bahan = asal.bahan | {"narasi": []}
    kunci = [t.kunci for t in susunan(asal.i) if draf(t, asal.bahan_draf)]
    semula = Laporan(ke_json(asal.i), bahan)
    for satu in kunci:
        assert [t.teks for t in semula.tulisan[satu]] == [isi(semula.draf[satu], semula.sumber)]
    milik = [{"bagian": k, "judul": "", "teks": f"Naskah orang {k} {{{{capaian:total}}}}."} for k in kunci]
    sesudah = Laporan(ke_json(asal.i), bahan | {"narasi": milik})
    cetak = "".join(html_bab(bab, sesudah)[0] for bab in URUTAN)
    capaian = sesudah.sumber.tulis(next(cari("{{capaian:total}}")).rujukan)
    for satu in kunci:
        assert f"Naskah orang {satu} {capaian}." in cetak
        for alinea in semula.draf[satu].split("\n\n"):
            assert f"<p>{isi(alinea, semula.sumber)}</p>" not in cetak, satu
