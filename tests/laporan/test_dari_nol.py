"""From an empty installation, through the pages alone, to the same ikhtisar as the workbook gives.

Not among the tests of the pages, whose demo agencies stay in the database meanwhile.
"""

import re

import pytest
from django.db import transaction

from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from renstra.models import PerjanjianKinerja
from sakip.models import Pengguna, PerangkatDaerah
from tests.alat import alamat, teks
from tests.conftest import DEMO, impor_contoh
from tests.laporan.unggahan_uji import simpan, unggah
from tests.laporan.web.test_pk import PIHAK
from tests.pabrik import PenggunaFactory

pytestmark = pytest.mark.teliti

TAHUN, SANDI = 2024, "sandi-yang-cukup-panjang"
TENTANG_PK = {"versi_target", "target_pk", "target_pk_perubahan", "target_versi_renstra"}


def tanpa_pk(data):
    """An ikhtisar without the names of the agreements that its targets come from."""
    if isinstance(data, dict):
        return {k: tanpa_pk(v) for k, v in data.items() if k not in TENTANG_PK}
    return [tanpa_pk(v) for v in data] if isinstance(data, list) else data


@pytest.fixture
def acuan(db):
    """What the workbook gives when a command imports it; nothing of it stays."""
    with transaction.atomic():
        instansi = impor_contoh("hss-2024")["hss-2024"]
        hasil = ke_json(susun_ikhtisar(instansi, TAHUN))
        transaction.set_rollback(True)
    assert not PerangkatDaerah.objects.exists()
    return hasil


def buat_instansi_dan_perencana(admin):
    """The administrator's two forms."""
    pemda_baru = {"nama": "Kabupaten Hulu Sungai Selatan", "batas_perhatian": "90"}
    assert admin.post("/kelola/sakip/pemda/add/", pemda_baru).status_code == 302
    data = {
        "pemda": "1",
        "kode": "hss-bkpsdm",
        "nama": "BKPSDM",
        "bidang-TOTAL_FORMS": "0",
        "bidang-INITIAL_FORMS": "0",
    }
    pemda = re.search(r'<option value="(\d+)"', admin.get("/kelola/sakip/perangkatdaerah/add/").content.decode())
    assert admin.post("/kelola/sakip/perangkatdaerah/add/", data | {"pemda": pemda[1]}).status_code == 302
    instansi = PerangkatDaerah.objects.get()
    baru = {"username": "perencana", "usable_password": "true", "password1": SANDI, "password2": SANDI}
    isi = baru | {"peran": "perencanaan", "perangkat_daerah": instansi.pk}
    assert admin.post("/kelola/sakip/pengguna/add/", isi).status_code == 302
    return Pengguna.objects.get(username="perencana")


def impor(klien):
    """Upload, look, confirm."""
    jawaban = unggah(klien, (DEMO / "hss-2024.xlsx").read_bytes())
    assert klien.get(jawaban.url).status_code == 200
    assert simpan(klien, jawaban).status_code == 302
    assert "disimpan:" in teks(klien.get(jawaban.url))


@pytest.mark.templat_luar
def test_rencana_anggaran_dan_pk_dari_halaman_saja(acuan, masuk, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    klien = masuk(buat_instansi_dan_perencana(masuk(PenggunaFactory(admin=True))))
    assert "Renstra" in teks(klien.get(alamat("instansi")))
    impor(klien)
    instansi = PerangkatDaerah.objects.get()
    assert ke_json(susun_ikhtisar(instansi, TAHUN)) == acuan
    for versi, triwulan in (("pk", ""), ("pk_perubahan", "4")):
        PerjanjianKinerja.objects.filter(versi=versi).delete()
        data = {"versi": versi, "bidang": "", "berlaku_triwulan": triwulan}
        assert klien.post(alamat("pk_buat"), data).status_code == 302
        pk = PerjanjianKinerja.objects.get(versi=versi)
        assert klien.post(alamat("pk_ubah", nomor=pk.pk), PIHAK).status_code == 302
        jawaban = klien.post(alamat("pk_tandatangani", nomor=pk.pk))
        assert jawaban.status_code == 302, teks(jawaban)
        assert klien.post(alamat("pk_berlakukan", nomor=pk.pk)).status_code == 302
    assert set(PerjanjianKinerja.objects.values_list("versi", "keadaan")) == {
        ("pk", "berlaku"),
        ("pk_perubahan", "berlaku"),
    }
    assert tanpa_pk(ke_json(susun_ikhtisar(instansi, TAHUN))) == tanpa_pk(acuan)
