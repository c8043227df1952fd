"""Every computed number that three published reports print, against the ikhtisar of their workbooks."""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from laporan.buku_kerja.impor import impor_buku
from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar

AKAR = Path(__file__).parents[2]
pytestmark = pytest.mark.django_db
LANGKAH = re.compile(r"([a-z_]+)(?:\[([^\]]*)\])?\.?")


def cari(data, jalur):
    """`sasaran[S2].simpul[K1.1].serapan` in the JSON of an ikhtisar."""
    for nama, kunci in LANGKAH.findall(jalur):
        data = data[nama]
        if kunci:
            data = next(d for d in data if kunci in (d.get("kode"), str(d.get("tahun"))))
    return data


def impor(nama):
    with open(AKAR / "fixtures" / "demo" / f"{nama}.xlsx", "rb") as berkas:
        hasil = impor_buku(berkas)
    assert hasil.disimpan, [str(t) for t in hasil.galat]
    return hasil.instansi


def test_semua_angka_acuan(record_property):
    diperiksa, salah = 0, []
    for nama, tahun in (("hss-2024", 2024), ("balangan-2024", 2024), ("hss-2021", 2021)):
        data = ke_json(susun_ikhtisar(impor(nama), tahun))
        with open(AKAR / "tests" / "data" / f"{nama}.acuan.csv", encoding="utf-8") as berkas:
            for baris in csv.DictReader(berkas):
                if not baris["jalur"]:
                    continue
                diperiksa += 1
                nilai, harap = cari(data, baris["jalur"]), baris["hitung"]
                if re.fullmatch(r"-?[\d.]+", harap):
                    sama = nilai is not None and abs(Decimal(nilai) - Decimal(harap)) <= Decimal("0.00005")
                else:
                    sama = str(nilai).casefold() == harap.casefold()
                if not sama:
                    salah.append((nama, baris["jalur"], nilai, harap))
    record_property("catatan", f"{diperiksa} angka acuan diperiksa, {len(salah)} berbeda")
    assert not salah
    assert diperiksa == 433
