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
    "UPDATE dengan syarat": "UPDATE sakip_jejak SET lama = NULL WHERE id = 1 RETURNING id",
    "MERGE": "MERGE INTO sakip_jejak j USING (VALUES (1)) v (id) ON j.id = v.id WHEN MATCHED THEN DELETE",
    "menahan baris": "SELECT id FROM sakip_jejak FOR UPDATE",
    "mengunci tabel": "LOCK TABLE sakip_jejak IN ACCESS EXCLUSIVE MODE",
    "nomor berikutnya": "SELECT nextval('sakip_jejak_id_seq')",
    "UPDATE urutan": "ALTER SEQUENCE sakip_jejak_id_seq RESTART",
    "blok DO": "DO $$ BEGIN DELETE FROM sakip_jejak; END $$",
    "WITH yang menulis": "WITH x AS (DELETE FROM sakip_jejak RETURNING 1) SELECT * FROM x",
    "panggil fungsi pemicu": "SELECT sakip_catat_jejak()",
    "fungsi berkuasa": "CREATE FUNCTION f() RETURNS void LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM sakip_jejak'",
    "fungsi sementara": "CREATE FUNCTION pg_temp.f() RETURNS void LANGUAGE sql AS 'SELECT 1'",
    "rule": "CREATE RULE r AS ON INSERT TO sakip_jejak DO INSTEAD NOTHING",
    "rule pada tabel lain": "CREATE RULE r AS ON UPDATE TO sakip_pemda DO ALSO DELETE FROM sakip_jejak",
    "view yang dapat diubah": "CREATE VIEW public.v AS SELECT * FROM sakip_jejak",
    "view sementara": "CREATE TEMP VIEW v AS SELECT * FROM sakip_jejak",
    "tabel dari SELECT": "SELECT * INTO public.salinan FROM sakip_jejak",
    "mewarisi": "CREATE TABLE public.anak () INHERITS (sakip_jejak)",
    "operator": "CREATE OPERATOR public.=== (LEFTARG = jsonb, RIGHTARG = jsonb, FUNCTION = jsonb_eq)",
    "tipe": "CREATE TYPE public.jsonb2 AS (a int)",
    "domain dengan nama tabel": "CREATE DOMAIN public.sakip_jejak2 AS text",
    "cast": "CREATE CAST (jsonb AS bytea) WITHOUT FUNCTION",
    "pemicu peristiwa": "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION sakip_tolak()",
    "hapus fungsi": "DROP FUNCTION sakip_catat_jejak() CASCADE",
    "ganti nama": "ALTER TABLE sakip_jejak RENAME TO lain",
    "ganti pemilik": "ALTER TABLE sakip_jejak OWNER TO CURRENT_USER",
    "ambil alih": "REASSIGN OWNED BY {pemilik} TO CURRENT_USER",
    "kebijakan baris": "ALTER TABLE sakip_jejak ENABLE ROW LEVEL SECURITY",
    "mode replika bagi perannya": "ALTER ROLE CURRENT_USER SET session_replication_role = replica",
    "menjadi superuser": "ALTER ROLE CURRENT_USER SUPERUSER",
    "sesi pemilik": "SET SESSION AUTHORIZATION {pemilik}",
    "peran baru": "CREATE ROLE lain",
    "mode replika bagi basis data": 'ALTER DATABASE "{basis_data}" SET session_replication_role = replica',
    "skema lain di depan": "CREATE SCHEMA AUTHORIZATION CURRENT_USER",
    "ekstensi": "CREATE EXTENSION IF NOT EXISTS hstore",
    "COPY ke program": "COPY sakip_jejak TO PROGRAM 'cat'",
    "COPY ke berkas": "COPY sakip_jejak TO '/jejak-uji'",
    "objek besar dari berkas": "SELECT lo_import('/etc/hostname')",
    "baca berkas server": "SELECT pg_read_file('PG_VERSION')",
    "publikasi": "CREATE PUBLICATION p FOR TABLE sakip_jejak",
    "komentar": "COMMENT ON TABLE sakip_jejak IS 'x'",
    "hentikan sesi pemilik": "SELECT pg_terminate_backend({pid})",
}
TANPA_AKIBAT = {
    "memberi diri sendiri": "GRANT ALL ON sakip_jejak TO CURRENT_USER",
    "mengambil dari pemilik": "REVOKE ALL ON sakip_jejak FROM {pemilik}",
    "objek besar": "SELECT lo_from_bytea(0, '\\x00')",
    "urutan pencarian": "SET search_path = pg_temp, lain, public; UPDATE sakip_pemda SET nama = nama || 'x'",
    "atur pelaku tanpa menulis": "SELECT set_config('sakip.pelaku', '{{\"oleh\": 1}}', false)",
}
"""PostgreSQL answers these, but the trail stays as it is (but for the row of the change that was made)."""


def _isi(sql, pemilik):
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_backend_pid()")
        pid = str(kursor.fetchone()[0])
    basis_data = connection.settings_dict["NAME"]
    return sql.replace("{pemilik}", f'"{pemilik}"').replace("{pid}", pid).replace("{basis_data}", basis_data)


def test_yang_dijawab_basis_data_tidak_mengubah_jejak(peran):
    segel.segel()
    sebelum = list(Jejak.objects.order_by("pk").values_list())
    for sql in TANPA_AKIBAT.values():
        with masuk(peran) as sambungan, sambungan.cursor() as kursor:
            kursor.execute(_isi(sql, connection.settings_dict["USER"]))
        sambungan.close()
    kini = list(Jejak.objects.order_by("pk").values_list())
    assert kini[: len(sebelum)] == sebelum
    (lewat_urutan,) = kini[len(sebelum) :]
    assert "sakip_pemda" in lewat_urutan
    with connection.cursor() as kursor:
        kursor.execute(f'SET ROLE "{peran}"')
    try:
        assert hak.berlebih() == []
    finally:
        with connection.cursor() as kursor:
            kursor.execute("RESET ROLE")
    assert segel.buktikan().sah


@pytest.mark.parametrize(
    ("beri", "kata"),
    [
        ('GRANT pg_write_all_data TO "{peran}"', "bekerja sebagai peran lain"),
        ('GRANT UPDATE (alasan) ON sakip_jejak TO "{peran}"', "menulis langsung ke tabel jejak"),
        ('GRANT UPDATE ON sakip_segel TO "{peran}"', "mengubah segel jejak"),
        ('GRANT USAGE ON SEQUENCE sakip_jejak_id_seq TO "{peran}"', "mengubah nomor jejak"),
        ('GRANT CREATE ON SCHEMA public TO "{peran}"', "membuat tabel atau skema"),
        ('ALTER ROLE "{peran}" CREATEROLE', "mengubah peran"),
    ],
)
def test_hak_yang_berlebih_disebut(peran, beri, kata):
    with connection.cursor() as kursor:
        kursor.execute(beri.replace("{peran}", peran))
        kursor.execute(f'SET ROLE "{peran}"')
    try:
        (satu,) = hak.berlebih()
        assert kata in satu
    finally:
        with connection.cursor() as kursor:
            kursor.execute("RESET ROLE")


def test_semua_serangan_sebagai_peran_aplikasi_gagal(peran):
    segel.segel()
    sebelum = list(Jejak.objects.values_list())
    pemilik = connection.settings_dict["USER"]
    lolos = []
    for nama, sql in SERANGAN.items():
        with masuk(peran) as sambungan, sambungan.cursor() as kursor:
            try:
                kursor.execute(_isi(sql, pemilik))
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
