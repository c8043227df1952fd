"""How single cells are read: numbers, percentages, dates, codes, long texts, hidden and odd rows."""

import datetime
import re
from decimal import Decimal as D

import pytest
from openpyxl.styles.numbers import BUILTIN_FORMATS

from anggaran.models import Anggaran
from capaian.models import Realisasi
from laporan.models import Narasi, Pegawai, Rekomendasi
from renstra.models import Indikator, Simpul, Target
from tests import pabrik as p

from .buku_uji import INSTANSI, berhasil, bongkar, dasar, impor, kemas, simpan, susun, tempat, ubah_bagian

pytestmark = [pytest.mark.django_db, pytest.mark.teliti]
NBSP = "\N{NO-BREAK SPACE}"


def dengan_realisasi(nilai, format_angka=None):
    """The small workbook with this value (and number format) as the realisasi of I1."""
    wb = susun(dasar())
    sel = wb["Realisasi"]["C2"]
    sel.value = nilai
    if format_angka:
        sel.number_format = format_angka
    return wb


def realisasi(nilai, format_angka=None):
    berhasil(dengan_realisasi(nilai, format_angka))
    return Realisasi.objects.get().nilai


def galat(isi):
    hasil = impor(isi)
    assert len(hasil.galat) == 1, [str(t) for t in hasil.temuan]
    return hasil.galat[0]


# Numbers


@pytest.mark.parametrize(
    ("isi", "nilai"),
    [
        (99.49, "99.49"),
        (1129, "1129"),
        (0, "0"),
        (-3.25, "-3.25"),
        (12345678.9012345, "12345678.9012345"),
        (0.0000000000001, "0.0000000000001"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.3333333333333"),
        ("99,49", "99.49"),
        ("1.129,0", "1129"),
        ("99,49%", "99.49"),
        (f"Rp.{NBSP}7.412.761.645,-", "7412761645"),
        ("1.386.855.600,00", "1386855600"),
        ("  5  ", "5"),
    ],
)
def test_angka(isi, nilai):
    assert realisasi(isi) == D(nilai)


@pytest.mark.parametrize(
    "isi", ["221.442.00", "dua", "12 orang", True, datetime.date(2024, 1, 1), 1e20, 1e300, 1234567890123456, "9" * 16]
)
def test_angka_yang_tidak_dapat_dibaca(isi):
    temuan = galat(dengan_realisasi(isi))
    assert (temuan.lembar, temuan.baris, temuan.kolom) == ("Realisasi", 2, "nilai")
    assert temuan.ditemukan
    assert not Realisasi.objects.exists()


@pytest.mark.parametrize("isi", [None, "", "   ", NBSP])
def test_sel_kosong_adalah_tidak_dinyatakan(isi):
    assert realisasi(isi) is None


@pytest.mark.parametrize("isi", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?"])
def test_galat_rumus_excel(isi):
    wb = dengan_realisasi(None)
    wb["Realisasi"]["C2"].value = isi
    wb["Realisasi"]["C2"].data_type = "e"
    temuan = galat(wb)
    assert (temuan.kolom, temuan.ditemukan) == ("nilai", isi)
    assert "rumus" in temuan.pesan


@pytest.mark.parametrize(
    ("isi", "format_angka", "nilai"),
    [
        (0.9949, "0.00%", "99.49"),
        (0.9949, BUILTIN_FORMATS[9], "99.49"),
        (1, "0%", "100"),
        (1.1054, '0.00"persen"%', "110.54"),
        (0.07, "[Red]0.0%;[Blue]-0.0%", "7"),
        (99.49, "0.00", "99.49"),
        (99.49, '0.00"%"', "99.49"),
        (99.49, r"0.00\%", "99.49"),
        ("99,49%", "0.00%", "99.49"),
    ],
)
def test_persen_seperti_yang_terlihat_di_excel(isi, format_angka, nilai):
    assert realisasi(isi, format_angka) == D(nilai)


def test_persen_pada_lembar_instansi():
    wb = susun(dasar(Instansi=INSTANSI | {"batas_capaian": 1.1}))
    wb["Instansi"]["B8"].number_format = "0%"
    assert berhasil(wb).instansi.batas_capaian == 110


def test_persen_yang_mustahil_adalah_galat_biasa():
    berkas = ubah_bagian(
        simpan(dengan_realisasi(0.5, "0.00%")), "xl/worksheets/sheet5.xml", "<v>0.5</v>", "<v>1E+999</v>"
    )
    temuan = galat(berkas)
    assert (temuan.lembar, temuan.baris, temuan.kolom) == ("Realisasi", 2, "nilai")


@pytest.mark.parametrize(
    ("pagu", "nilai"),
    [(9999999999999.99, "9999999999999.99"), ("Rp1.386.855.600,50", "1386855600.50"), (0, "0"), ("750.000", "750000")],
)
def test_rupiah(pagu, nilai):
    isi = dasar()
    isi["Anggaran"][0]["pagu"] = pagu
    berhasil(isi)
    assert Anggaran.objects.get().pagu == D(nilai)


@pytest.mark.parametrize(("pagu", "harapan"), [(1.005, "2 desimal"), (-0.01, "paling kecil 0"), (1e13, "di bawah")])
def test_rupiah_yang_mustahil(pagu, harapan):
    isi = dasar()
    isi["Anggaran"][0]["pagu"] = pagu
    temuan = galat(isi)
    assert (temuan.lembar, temuan.kolom) == ("Anggaran", "pagu")
    assert harapan in temuan.pesan


def test_9_3_koma_dengan_tiga_angka_dalam_rupiah_ditolak():
    isi = dasar()
    isi["Anggaran"][0]["pagu"] = "250,000"
    temuan = galat(isi)
    assert (temuan.lembar, temuan.baris, temuan.kolom) == ("Anggaran", 2, "pagu")
    assert "“250,000” dapat berarti 250000 atau 250,000" in temuan.pesan


def test_9_2_realisasi_anggaran_negatif_ditolak():
    isi = dasar(
        RealisasiAnggaran=[{"sub_kegiatan": dasar()["Anggaran"][0]["sub_kegiatan"], "tahun": 2024, "nilai": -1}]
    )
    assert "paling kecil 0" in galat(isi).pesan


# Whole numbers, words, dates


@pytest.mark.parametrize("tahun", [2024, 2024.0, "2024", " 2024 "])
def test_tahun(tahun):
    berhasil(dasar(Target=[{"indikator": "I1", "tahun": tahun, "nilai": 1}]))
    assert Target.objects.get().tahun == 2024


@pytest.mark.parametrize(
    "tahun", [1999, 2101, 2024.5, "dua ribu", "NaN", "Infinity", "1e5", True, datetime.date(2024, 1, 1), 10**18]
)
def test_tahun_yang_salah(tahun):
    temuan = galat(dasar(Target=[{"indikator": "I1", "tahun": tahun, "nilai": 1}]))
    assert (temuan.baris, temuan.kolom) == (2, "tahun")
    assert "bilangan bulat 2000 sampai 2100" in temuan.pesan


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ("1.129", "“1.129” dapat berarti 1129 atau 1,129"),
        ("99,495", "“99,495” dapat berarti 99495 atau 99,495"),
        ("１２", "aksara lain"),
        ("1\u200b2", "tidak terlihat"),
    ],
)
def test_9_3_angka_yang_mendua_ditolak_dengan_dua_bacaan(isi, kata):
    temuan = galat(dengan_realisasi(isi))
    assert (temuan.lembar, temuan.baris, temuan.kolom) == ("Realisasi", 2, "nilai")
    assert kata in temuan.pesan
    assert not Realisasi.objects.exists()


def test_jumlah_orang_boleh_ditulis_dengan_titik_ribuan():
    berhasil(dasar(Pegawai=[{"tahun": 2024, "kelompok": "unit", "uraian": "Pemda", "jumlah": "5.129"}]))
    assert Pegawai.objects.get().jumlah == 5129


def test_pilihan_tanpa_membedakan_huruf_besar():
    isi = dasar()
    isi["Renstra"][0]["jenis"] = " Tujuan "
    isi["Indikator"][0] |= {"iku": "YA", "arah": "Turun"}
    berhasil(isi)
    assert (Indikator.objects.get().iku, Indikator.objects.get().arah) == (True, "turun")


@pytest.mark.parametrize(
    ("iku", "nilai"), [("ya", True), ("tidak", False), (None, False), (True, True), (False, False)]
)
def test_ya_atau_tidak(iku, nilai):
    isi = dasar()
    isi["Indikator"][0]["iku"] = iku
    berhasil(isi)
    assert Indikator.objects.get().iku is nilai


@pytest.mark.parametrize("tanggal", ["12/08/2024", "2024-13-01", "besok", 45123, datetime.time(8, 0)])
def test_tanggal_yang_salah(tanggal):
    temuan = galat(dasar(PerjanjianKinerja=[{"tahun": 2024, "tanggal": tanggal}]))
    assert (temuan.lembar, temuan.kolom) == ("PerjanjianKinerja", "tanggal")
    assert "2024-08-12" in temuan.pesan


def test_tanggal_excel_di_luar_jangkauan():
    berkas = ubah_bagian(
        simpan(susun(dasar(PerjanjianKinerja=[{"tahun": 2024, "tanggal": datetime.date(2024, 8, 12)}]))),
        "xl/worksheets/sheet8.xml",
        "<v>45516</v>",
        "<v>99999999</v>",
    )
    temuan = galat(berkas)
    assert (temuan.lembar, temuan.kolom, temuan.ditemukan) == ("PerjanjianKinerja", "tanggal", "#VALUE!")


# Codes and texts


def test_kode_angka_sama_dengan_teksnya():
    isi = dasar()
    isi["Renstra"][0]["kode"], isi["Renstra"][1]["induk"] = 1, "1"
    isi["Renstra"][1]["kode"], isi["Renstra"][2]["induk"], isi["Indikator"][0]["induk"] = 1.1, "1.1", 1.1
    isi["Indikator"][0]["kode"] = 7.0
    for lembar in ("Target", "Realisasi"):
        isi[lembar][0]["indikator"] = "7"
    berhasil(isi)
    assert set(Simpul.objects.values_list("kode", flat=True)) == {"1", "1.1", "P1", "K1", "SK1"}
    assert Indikator.objects.get().kode == "7"


def test_kode_dengan_titik_koma_atau_terlalu_panjang():
    for kode in ("A;B", "x" * 61):
        temuan = galat(dasar() | {"Bidang": [{"kode": kode, "nama": "x"}]})
        assert (temuan.lembar, temuan.baris, temuan.kolom) == ("Bidang", 2, "kode")


def test_nip_sebagai_angka_kehilangan_digit_sehingga_ditolak():
    """Excel keeps 15 digits of a number; the last three of a NIP would be zeros."""
    for nip in (198001012005011001, 1.98001012005011e17):
        temuan = galat(dasar(Instansi=INSTANSI | {"kepala_nip": nip}))
        assert (temuan.baris, temuan.kolom) == (8, "nilai")
        assert "teks" in temuan.pesan


@pytest.mark.parametrize(
    "tempat_kode", [("Renstra", "kode"), ("Renstra", "induk"), ("Indikator", "kode"), ("Target", "indikator")]
)
def test_kode_berupa_angka_yang_terlalu_panjang_bukan_kegagalan(tempat_kode):
    isi = dasar()
    lembar, kolom = tempat_kode
    isi[lembar][0][kolom] = 198001012005011001
    hasil = impor(isi)
    assert (lembar, 2, kolom) in tempat(hasil.galat)


def test_kunci_instansi_berupa_angka_yang_terlalu_panjang():
    hasil = berhasil(dasar(Instansi=[["kunci", "nilai"], *INSTANSI.items(), [198001012005011001, "x"]]))
    assert tempat(hasil.peringatan) == {("Instansi", 8, "nilai")}


@pytest.mark.parametrize(
    ("lembar", "baris", "kolom"),
    [
        ("Bidang", {"kode": "B1", "nama": "x" * 301}, "nama"),
        ("Indikator", {"kode": "I2", "induk": "S1", "nama": "x", "satuan": "x" * 61}, "satuan"),
        ("EvaluasiAKIP", {"tahun": 2024, "komponen": "x" * 201}, "komponen"),
        ("Narasi", {"tahun": 2024, "bagian": "1.1", "teks": "x" * 32_767 + "y"}, "teks"),
    ],
)
def test_teks_yang_terlalu_panjang(lembar, baris, kolom):
    isi = dasar()
    wb = susun(isi | {lembar: [*isi.get(lembar, []), baris]})
    sel = next(s for s in wb[lembar][wb[lembar].max_row] if s.value and len(str(s.value)) > 60)
    sel._value = baris[kolom]
    temuan = galat(wb)
    assert (temuan.lembar, temuan.kolom) == (lembar, kolom)
    assert "paling banyak" in temuan.pesan
    assert len(temuan.ditemukan) <= 200


def test_teks_apa_adanya_kecuali_spasi_tepi():
    teks = "  Satu\r\nDua\n\n- tiga _x000D_\n=1+1  "
    berhasil(dasar(Narasi=[{"tahun": 2024, "bagian": "1.1", "teks": teks}]))
    assert Narasi.objects.get().teks == "Satu\nDua\n\n- tiga \n=1+1"


def test_rekomendasi_yang_sama_dengan_rencana_aksi_berbeda_adalah_dua_baris():
    baris = {"tahun": 2023, "sumber": "LHE", "rekomendasi": "Perbaiki"}
    isi = dasar(Rekomendasi=[baris | {"rencana_aksi": "A"}, baris | {"rencana_aksi": "B"}])
    berhasil(isi)
    assert not berhasil(isi).berubah
    assert Rekomendasi.objects.count() == 2


# Rows and sheets as Excel leaves them behind


def test_baris_kosong_dilewati_dan_nomor_baris_tetap_benar():
    wb = susun(dasar())
    ws = wb["Realisasi"]
    for baris in (4, 5, 6):
        for kolom in range(1, 4):
            ws.cell(baris, kolom).value = "" if baris == 5 else None
        ws.row_dimensions[baris].hidden = True
    for letak, isi in enumerate(["I1", 2030, "x"], 1):
        ws.cell(9, letak).value = isi
    temuan = galat(wb)
    assert (temuan.lembar, temuan.baris) == ("Realisasi", 9)


def test_baris_tersembunyi_tetap_data():
    wb = susun(dasar())
    wb["Realisasi"].row_dimensions[2].hidden = True
    wb["Realisasi"].sheet_state = "hidden"
    berhasil(wb)
    assert Realisasi.objects.count() == 1


@pytest.mark.parametrize("dimensi", ["A1:A1", "A1", "A1:C2", "Z50:AB60", "A1:XFD1048576"])
def test_baris_terakhir_terbaca_walau_ukuran_lembar_bohong(dimensi):
    isi = dasar()
    isi["Realisasi"] += [{"indikator": "I1", "tahun": t, "nilai": t} for t in range(2010, 2020)]
    berkas = ubah_bagian(
        simpan(susun(isi)), "xl/worksheets/sheet5.xml", '<dimension ref="A1:C12"', f'<dimension ref="{dimensi}"'
    )
    berhasil(berkas)
    assert Realisasi.objects.count() == 11
    assert Realisasi.objects.get(tahun=2019).nilai == 2019


def test_tanpa_tanda_ukuran_dan_tanpa_alamat_sel():
    """Some programs write neither the sheet's size nor the place of each cell."""
    bagian = bongkar(simpan(dengan_realisasi(0.9949, "0.00%")))
    for nama in bagian:
        if nama.startswith("xl/worksheets/sheet"):
            xml = re.sub(r"<dimension [^>]*/>", "", bagian[nama].decode())
            bagian[nama] = re.sub(r'(<(?:c|row)\b[^>]*?) r="[A-Z]*\d+"', r"\1", xml).encode()
    berhasil(kemas(bagian))
    assert Realisasi.objects.get().nilai == D("99.49")


def test_kolom_berisi_tanpa_judul_diperingatkan():
    wb = susun(dasar())
    wb["Realisasi"]["F2"] = "catatan"
    hasil = berhasil(wb)
    (peringatan,) = hasil.peringatan
    assert (peringatan.lembar, peringatan.baris) == ("Realisasi", None)
    assert "kolom F" in peringatan.pesan


def test_judul_dengan_spasi_tetap_dikenal():
    berhasil(dasar(Target=[[" indikator", "tahun ", "nilai"], ["I1", 2024, 5]]))
    assert Target.objects.get().nilai == 5


def test_rumus_dengan_nilai_tersimpan_dipakai_nilainya():
    berkas = ubah_bagian(
        simpan(dengan_realisasi(99.5)), "xl/worksheets/sheet5.xml", "<v>99.5</v>", "<f>SUM(1,2)</f><v>99.5</v>"
    )
    berhasil(berkas)
    assert Realisasi.objects.get().nilai == D("99.5")


def test_rumus_teks_kosong_adalah_sel_kosong():
    """An IF that gives "" is stored as an empty text."""
    berkas = ubah_bagian(
        simpan(dengan_realisasi(99.5)),
        "xl/worksheets/sheet5.xml",
        't="n"><v>99.5</v>',
        't="str"><f>IF(1,"")</f><v></v>',
    )
    berhasil(berkas)
    assert Realisasi.objects.get().nilai is None


def test_buku_yang_disimpan_excel_dengan_perluasan_dan_teks_bersama():
    """Excel moves texts to a shared table and adds extensions that openpyxl warns about."""
    bagian = bongkar(simpan(susun(dasar())))
    lembar = bagian["xl/worksheets/sheet3.xml"].decode()
    teks = "Indeks profesionalitas"
    asal = f"<is><t>{teks}</t></is>"
    letak = lembar.index(asal)
    awal = lembar.rindex("<c ", 0, letak)
    sel = lembar[awal : letak + len(asal)].replace('t="inlineStr"', 't="s"').replace(asal, "<v>0</v>")
    lembar = lembar[:awal] + sel + lembar[letak + len(asal) :]
    perluasan = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"/></extLst></worksheet>'
    )
    bagian["xl/worksheets/sheet3.xml"] = lembar.replace("</worksheet>", perluasan).encode()
    bagian["xl/sharedStrings.xml"] = (
        '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<si><r><t>Indeks </t></r><r><t>{teks[7:]}</t></r></si></sst>"
    ).encode()
    jenis = bagian["[Content_Types].xml"].decode()
    if "sharedStrings" not in jenis:
        bagian["[Content_Types].xml"] = jenis.replace(
            "</Types>",
            '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
        ).encode()
    berhasil(kemas(bagian))
    assert Indikator.objects.get().nama == teks


def test_bidang_dari_penanggung_jawab():
    isi = dasar(Bidang=[{"kode": "B1", "nama": "Mutasi"}])
    isi["Renstra"][2]["penanggung_jawab"] = "B1"
    isi["Renstra"][3]["penanggung_jawab"] = "Kepala Subbagian"
    berhasil(isi)
    assert Simpul.objects.get(kode="P1").bidang.nama == "Mutasi"
    kegiatan = Simpul.objects.get(kode="K1")
    assert (kegiatan.bidang, kegiatan.penanggung_jawab) == (None, "Kepala Subbagian")


def test_impor_ke_versi_renstra_terbaru():
    instansi = berhasil(dasar()).instansi
    baru = p.RenstraFactory(perangkat_daerah=instansi, urutan=1, berlaku_mulai=2025)
    berhasil(dasar())
    assert Simpul.objects.filter(renstra=baru).count() == 5
    assert Simpul.objects.exclude(renstra=baru).count() == 5
    assert Anggaran.objects.count() == 2
