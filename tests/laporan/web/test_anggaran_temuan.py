"""The money page and the findings."""

import io
import json

import pytest
from openpyxl import load_workbook

from tests.alat import alamat, teks
from tests.pabrik import AnggaranFactory, RealisasiAnggaranFactory


def test_pohon_anggaran(perencana):
    jawaban = perencana.get(alamat("anggaran"))
    isi = teks(jawaban)
    for angka in ("4.470.744.585", "1.386.855.600", "93,07", "7.412.761.645", "2.341.161.254", "68,42"):
        assert angka in isi, angka
    assert "Pagu murni" not in isi
    assert "Jenis belanja belum diisi" in isi
    html = jawaban.content.decode()
    assert html.count('data-leluhur="b0 b1"') == 3
    assert 'aria-label="Lipat P1"' in html


def test_pagu_murni_dan_perubahan(dunia, masuk):
    isi = teks(masuk(dunia.tetangga).get(alamat("anggaran", kode=dunia.balangan.kode)))
    for potongan in ("Pagu murni", "9.046.360.300", "10.245.784.700", "24.204.043.782"):
        assert potongan in isi, potongan


def test_realisasi_per_triwulan_tampil_bila_ada(perencana, hss):
    s = hss.renstra.get().simpul.get(kode="SK1.1.1")
    RealisasiAnggaranFactory(simpul=s, triwulan=2, nilai=12_345_678)
    isi = teks(perencana.get(alamat("anggaran")))
    assert "TW II" in isi
    assert "12.345.678" in isi


def test_per_jenis_belanja(perencana, hss):
    s = hss.renstra.get().simpul.get(kode="SK1.1.1")
    s.anggaran.all().delete()
    AnggaranFactory(simpul=s, perubahan=True, jenis_belanja="barang_jasa", pagu=777_000)
    AnggaranFactory(simpul=s, perubahan=True, jenis_belanja="lain_sendiri", pagu=1)
    isi = teks(perencana.get(alamat("anggaran")))
    assert "Belanja Barang dan Jasa" in isi
    assert "lain_sendiri" in isi
    assert "777.000" in isi


def test_anggaran_kosong(dunia, masuk):
    klien = masuk(dunia.pendatang)
    assert "Belum ada program" in teks(klien.get(alamat("anggaran", kode="hss-baru")))
    assert klien.get(alamat("anggaran_bagan", kode="hss-baru")).status_code == 404


def test_temuan_menurut_tingkat_dengan_tautan(perencana):
    jawaban = perencana.get(alamat("temuan"))
    assert "Peringatan (" in teks(jawaban)
    assert f'href="{alamat("indikator", objek="I.P1.2")}"' in jawaban.content.decode()


def test_saring_temuan(perencana):
    semua = teks(perencana.get(alamat("temuan")))
    isi = teks(perencana.get(alamat("temuan") + "?aturan=capaian.di_atas_150"))
    assert "2 dari" in isi
    assert "Galat (" not in isi
    assert "Tidak ada temuan yang cocok" in teks(perencana.get(alamat("temuan") + "?q=zzzz"))
    assert len(isi) < len(semua)


def test_unduh_temuan_mengikuti_saringan(perencana):
    saringan = "?aturan=capaian.di_atas_150"
    data = json.loads(perencana.get(alamat("temuan_unduh", format="json") + saringan).content)
    assert len(data) == 2
    assert set(data[0]) == {"aturan", "tingkat", "objek", "pesan", "nilai", "dasar", "diterima"}
    jawaban = perencana.get(alamat("temuan_unduh", format="xlsx") + saringan)
    assert jawaban["Content-Disposition"] == 'attachment; filename="temuan-hss-bkpsdm-2024.xlsx"'
    lembar = load_workbook(io.BytesIO(jawaban.content)).active
    assert lembar.max_row == 3
    assert lembar["C2"].value == data[0]["objek"]


def test_unduh_temuan_dalam_format_lain_tidak_ada(perencana):
    assert perencana.get(alamat("temuan_unduh", format="exe")).status_code == 404


def test_teks_temuan_tidak_menjadi_rumus(perencana, hss):
    simpul = hss.renstra.get().simpul.get(kode="SK1.1.1")
    simpul.uraian = "=HYPERLINK(1)"
    simpul.save()
    simpul.realisasi_anggaran.update(nilai=10**12)
    jawaban = perencana.get(alamat("temuan_unduh", format="xlsx"))
    sel = [s for baris in load_workbook(io.BytesIO(jawaban.content)).active.iter_rows() for s in baris]
    assert all(s.data_type != "f" for s in sel)


@pytest.mark.parametrize("tingkat", ["galat", "catatan"])
def test_tingkat_tanpa_temuan(perencana, tingkat):
    assert perencana.get(alamat("temuan") + f"?tingkat={tingkat}").status_code == 200


def test_ikhtisar_json_sama_dengan_perintah(perencana, hss):
    from laporan.ikhtisar.bentuk import ke_json
    from laporan.ikhtisar.susun import susun_ikhtisar

    jawaban = perencana.get(alamat("ikhtisar_json"))
    assert jawaban["Content-Disposition"] == 'attachment; filename="ikhtisar-hss-bkpsdm-2024.json"'
    assert json.loads(jawaban.content) == ke_json(susun_ikhtisar(hss, 2024))
