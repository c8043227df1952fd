"""A backup of an earlier version: restored, migrated and equal; the same migrations tried on a copy, with their locks.

`tests/data/cadangan-2026-11.tar.gz` was made on PostgreSQL by `cadangkan` of the version of 26 November 2026, from
`fixtures/demo/hss-2024.xlsx` of that day and one file.
"""

import io
import re

import pytest
from django.core.management import call_command
from django.db import connection

from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from sakip.jejak import segel
from sakip.models import Jejak, PerangkatDaerah
from tests.conftest import AKAR_DATA, impor_contoh

LAMA = AKAR_DATA / "cadangan-2026-11.tar.gz"
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.lambat,
    pytest.mark.xdist_group("cadangan"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="cadangan PostgreSQL"),
]


def angka():
    """Every number of the agency that was published, by where it stands."""
    ikhtisar = ke_json(susun_ikhtisar(PerangkatDaerah.objects.get(kode="hss-bkpsdm"), 2024))
    return ikhtisar["indikator"], ikhtisar["simpul"], ikhtisar["sasaran"]


def test_cadangan_versi_lama_dimigrasi_dan_sama(tmp_path, settings):
    """The rows of every table as they were then, the file, the chain; and the present version computes from them what
    it computes from the workbook itself."""
    settings.MEDIA_ROOT = tmp_path / "berkas"
    impor_contoh("hss-2024")
    dari_buku = angka()
    keluaran = io.StringIO()
    call_command("pulihkan", str(LAMA), ya=True, stdout=keluaran)
    assert "Dipulihkan dan sama" in keluaran.getvalue()
    assert angka() == dari_buku
    assert (settings.MEDIA_ROOT / "unggahan" / "contoh.pdf").read_bytes() == b"%PDF-1.7 contoh"
    bukti = segel.buktikan()
    assert (bukti.sah, bukti.tersegel) == (True, 301)
    assert Jejak.objects.count() == 301, "migrasi tidak menambah jejak"
    assert {"sakip_pengambilan", "laporan_naskahtugas"} <= {*connection.introspection.table_names()}
    call_command("migrate", check_unapplied=True, stdout=io.StringIO())
    PerangkatDaerah.objects.update(nama="Diubah sesudah dipulihkan")
    assert segel.segel() == 1


def test_kenaikan_dicoba_pada_salinan_dengan_kuncinya(settings, tmp_path):
    """Seconds and locks of each migration since then; nothing of it happens here."""
    sebelum, keluaran = connection.introspection.table_names(), io.StringIO()
    call_command("coba_naik", str(LAMA), stdout=keluaran)
    kata = keluaran.getvalue()
    assert connection.introspection.table_names() == sebelum
    assert not PerangkatDaerah.objects.exists()
    langkah = re.findall(r"^[\d.]+ detik  (\w+\.\d{4}_\w+)  \((.+)\)$", kata, re.MULTILINE)
    assert {"sakip.0050_faktor_sesi", "sakip.0051_pengambilan"} <= {nama for nama, _ in langkah}
    assert any("baca dan tulis" in apa for _, apa in langkah), "ada yang mengubah tabel"
    assert kata.splitlines()[-1].endswith("seluruhnya")
