"""What the application's database role may do on PostgreSQL: everything with its data, nothing with the trail but read.

The tables belong to another role, which only migrations use. Rows of the trail are written by the trigger's function,
which runs with its owner's rights; that it cannot be called for a table of one's own, nobody but the owner may execute
it or make a table, not even a temporary one.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connections

from .daftar import HANYA_TAMBAH

JEJAK = "sakip_jejak"
HANYA_BACA = ("django_migrations", JEJAK)


def pasang(peran: str, sandi: str = "", using: str = "default") -> None:
    """Give the role what it may, and take the rest; with `sandi` it is made where it is missing. Safe to repeat."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as kursor:
        kursor.execute("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s), current_user", [peran])
        ada, pemilik = kursor.fetchone()
        if peran == pemilik:
            return
        nama = connection.ops.quote_name(peran)
        if sandi:
            # Of an existing role only a superuser may say these limits again.
            sebutan = f"ALTER ROLE {nama}" if ada else f"CREATE ROLE {nama} {BATAS_PERAN}"
            kursor.execute(f"{sebutan} LOGIN PASSWORD %s", [sandi])
        elif not ada:
            return
        kursor.execute("SELECT current_database()")
        basis_data = connection.ops.quote_name(kursor.fetchone()[0])
        tabel = {*connection.introspection.table_names(kursor)}
        for sql in _perintah(nama, basis_data, tabel):
            kursor.execute(sql)


BATAS_PERAN = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT"


def _perintah(nama: str, basis_data: str, tabel: set[str]) -> Iterator[str]:
    yield f"REVOKE ALL ON DATABASE {basis_data} FROM PUBLIC, {nama}"
    yield f"GRANT CONNECT ON DATABASE {basis_data} TO {nama}"
    yield f"REVOKE ALL ON SCHEMA public FROM PUBLIC, {nama}"
    yield f"GRANT USAGE ON SCHEMA public TO {nama}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {nama}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {nama}"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {nama}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {nama}"
    yield f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC, {nama}"
    for satu in sorted(tabel & {*HANYA_BACA}):
        yield f"REVOKE INSERT, UPDATE, DELETE ON {satu} FROM {nama}"
    for satu in sorted(tabel & {m._meta.db_table for m in HANYA_TAMBAH}):
        yield f"REVOKE UPDATE, DELETE ON {satu} FROM {nama}"
    if JEJAK in tabel:
        yield f"REVOKE ALL ON SEQUENCE {JEJAK}_id_seq FROM {nama}"


BERLEBIH = {
    "superuser": "rolsuper",
    "dapat membuat dan mengubah peran": "rolcreaterole",
    "dapat bekerja sebagai peran lain": "EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid)",
    "dapat menulis langsung ke tabel jejak": (
        f"has_table_privilege('{JEJAK}', 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')"
        f" OR has_any_column_privilege('{JEJAK}', 'INSERT, UPDATE')"
    ),
    "dapat mengubah segel jejak": (
        "has_table_privilege('sakip_segel', 'UPDATE, DELETE, TRUNCATE, TRIGGER')"
        " OR has_any_column_privilege('sakip_segel', 'UPDATE')"
    ),
    "dapat mengubah nomor jejak": f"has_sequence_privilege('{JEJAK}_id_seq', 'USAGE, UPDATE')",
    "dapat memakai fungsi pemicu jejak": "has_function_privilege('sakip_catat_jejak()', 'EXECUTE')",
    "dapat membuat tabel sementara": "has_database_privilege(current_database(), 'TEMP')",
    "dapat membuat tabel atau skema": (
        "has_schema_privilege('public', 'CREATE') OR has_database_privilege(current_database(), 'CREATE')"
    ),
}
"""What a role may have beyond its work, and how PostgreSQL is asked."""


def berlebih(using: str = "default") -> list[str]:
    """Sentences on what the present role could do to the trail; none on a database that is set up."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return ["SQLite tidak mengenal peran: siapa pun yang dapat menulis berkasnya dapat mengubah jejak."]
    with connection.cursor() as kursor:
        # Only what stands above is put together.
        kursor.execute(f"SELECT {', '.join(BERLEBIH.values())} FROM pg_roles r WHERE rolname = current_user")  # noqa: S608
        jawaban = kursor.fetchone()
    return [f"Peran basis data ini {kalimat}." for kalimat, ya in zip(BERLEBIH, jawaban, strict=True) if ya]
