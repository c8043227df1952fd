"""The application's role on PostgreSQL: it works, and cannot touch the trail. Each attack runs as that role."""

import psycopg2
import pytest
from django.db import DatabaseError, connection, transaction

from sakip.jejak import hak, segel
from sakip.models import Jejak, Pemda, Segel
from tests import pabrik as p

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite tidak mengenal peran"),
]
SANDI = "sandi-aplikasi"


@pytest.fixture
def peran():
    """The role, set up as the command does; with rows of the trail that are there for everybody."""
    nama = f"uji_{connection.settings_dict['NAME']}"[:60]
    hak.pasang(nama, SANDI)
    p.PemdaFactory(nama="Pemda Uji")
    yield nama
    with connection.cursor() as kursor:
        kursor.execute(f'DROP OWNED BY "{nama}"; DROP ROLE "{nama}"')
        # As a new database has it, for whatever test comes next.
        kursor.execute("GRANT ALL ON SCHEMA public TO PUBLIC")


def masuk(peran):
    alamat = connection.settings_dict
    return psycopg2.connect(host=alamat["HOST"], port=alamat["PORT"], dbname=alamat["NAME"], user=peran, password=SANDI)


PALSU = "(pada, dari, alasan, tabel, objek) VALUES (now(), 'x', '', 'capaian_realisasi', 1)"
SERANGAN = {
    "UPDATE": "UPDATE sakip_jejak SET alasan = 'lain'",
    "DELETE": "DELETE FROM sakip_jejak",
    "TRUNCATE": "TRUNCATE sakip_jejak",
    "TRUNCATE beserta yang merujuk": "TRUNCATE sakip_pengguna CASCADE",
    "DROP": "DROP TABLE sakip_jejak",
    "DROP pemicu": "DROP TRIGGER jejak_perubahan ON sakip_pemda",
    "matikan pemicu": "ALTER TABLE sakip_pemda DISABLE TRIGGER ALL",
    "INSERT palsu": f"INSERT INTO sakip_jejak {PALSU}",
    "COPY palsu": "COPY sakip_jejak (pada) FROM STDIN",
    "urutan nomor": "SELECT setval('sakip_jejak_id_seq', 1)",
    "INSERT lewat fungsi pemicu, tabel sementara": (
        "CREATE TEMP TABLE capaian_realisasi (id bigint); "
        "CREATE TRIGGER t AFTER INSERT ON pg_temp.capaian_realisasi FOR EACH ROW "
        "EXECUTE FUNCTION public.sakip_catat_jejak(''); INSERT INTO pg_temp.capaian_realisasi VALUES (1)"
    ),
    "pemicu pada tabel yang ada": (
        "CREATE TRIGGER t AFTER INSERT ON django_session FOR EACH ROW EXECUTE FUNCTION sakip_catat_jejak('')"
    ),
    "tabel sendiri": "CREATE TABLE public.capaian_realisasi2 (id bigint)",
    "skema sendiri": "CREATE SCHEMA lain",
    "fungsi pengganti": (
        "CREATE OR REPLACE FUNCTION sakip_catat_jejak() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
    ),
    "mode replika": "SET session_replication_role = replica",
    "peran pemilik": "SET ROLE {pemilik}",
    "ubah segel": "UPDATE sakip_segel SET sidik = 'x'",
    "hapus segel": "DELETE FROM sakip_segel",
    "TRUNCATE segel": "TRUNCATE sakip_segel",
    "riwayat migrasi": "DELETE FROM django_migrations",
}


def test_semua_serangan_sebagai_peran_aplikasi_gagal(peran):
    segel.segel()
    sebelum = list(Jejak.objects.values_list())
    pemilik = connection.settings_dict["USER"]
    lolos = []
    for nama, sql in SERANGAN.items():
        with masuk(peran) as sambungan, sambungan.cursor() as kursor:
            try:
                kursor.execute(sql.replace("{pemilik}", pemilik))
                lolos.append(nama)
            except psycopg2.Error as galat:
                assert galat.pgcode == "42501", f"{nama}: {galat}"  # insufficient_privilege
        sambungan.close()
    assert lolos == []
    assert list(Jejak.objects.values_list()) == sebelum
    assert segel.buktikan().sah


def test_serangan_itu_berhasil_tanpa_pembatasan(peran):
    """That the attack by a temporary table is one: with both rights given back it forges a row."""
    with connection.cursor() as kursor:
        kursor.execute(f'GRANT TEMP ON DATABASE "{connection.settings_dict["NAME"]}" TO "{peran}"')
        kursor.execute(f'GRANT EXECUTE ON FUNCTION sakip_catat_jejak() TO "{peran}"')
    banyak = Jejak.objects.count()
    with masuk(peran) as sambungan, sambungan.cursor() as kursor:
        kursor.execute(SERANGAN["INSERT lewat fungsi pemicu, tabel sementara"])
    sambungan.close()
    assert Jejak.objects.count() == banyak + 1


def test_aplikasi_bekerja_dengan_perannya(peran):
    """Rows change, the trigger writes, the job seals; what the role may do too much is nothing."""
    with connection.cursor() as kursor:
        kursor.execute(f'SET ROLE "{peran}"')
    try:
        pemda = Pemda.objects.get(nama="Pemda Uji")
        Pemda.objects.filter(pk=pemda.pk).update(nama="Pemda Baru")
        assert Jejak.objects.filter(tabel="sakip_pemda", objek=pemda.pk).count() == 2
        realisasi = p.RealisasiFactory(triwulan=2)
        nomor = realisasi.pk
        realisasi.delete()
        assert Jejak.objects.filter(tabel="capaian_realisasi", objek=nomor).count() == 2
        assert segel.segel() == Jejak.objects.count() == Segel.objects.count()
        assert segel.buktikan().sah
        assert hak.berlebih() == []
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Jejak.objects.update(alasan="x")
    finally:
        with connection.cursor() as kursor:
            kursor.execute("RESET ROLE")


def test_mengulang_penyiapan_tidak_mengubah_apa_pun(peran):
    hak.pasang(peran)
    hak.pasang(peran, "sandi-lain")
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        masuk(peran)


def test_kekuasaan_pemilik_disebut():
    assert "Peran basis data ini superuser." in hak.berlebih()
