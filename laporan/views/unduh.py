"""The ikhtisar as JSON and Excel."""

from __future__ import annotations

import json

from django.http import HttpResponse

from laporan.halaman import ikhtisar_halaman
from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.excel import ikhtisar_excel
from sakip.akses import PermintaanInstansi, halaman_instansi
from sakip.halaman import XLSX, nama_berkas, unduhan


@halaman_instansi()
def ikhtisar_json(request: PermintaanInstansi) -> HttpResponse:
    teks = json.dumps(ke_json(ikhtisar_halaman(request)), ensure_ascii=False, indent=1)
    return unduhan(teks.encode(), nama_berkas(request, "ikhtisar", "json"), "application/json")


@halaman_instansi()
def ikhtisar_xlsx(request: PermintaanInstansi) -> HttpResponse:
    return unduhan(ikhtisar_excel(ikhtisar_halaman(request)), nama_berkas(request, "ikhtisar", "xlsx"), XLSX)
