"""Keeps `Simpul.jenis_induk` equal to its parent's `jenis` in the database itself, so that the rule
of allowed parents (`simpul_induk_sah`) cannot be bypassed: a composite key on PostgreSQL, triggers
on SQLite, which cannot add a key to an existing table."""

from django.db import migrations

POSTGRESQL = """
ALTER TABLE renstra_simpul ADD CONSTRAINT simpul_jenis_induk_sama
  FOREIGN KEY (induk_id, jenis_induk) REFERENCES renstra_simpul (id, jenis)
  ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
"""
SYARAT = "NEW.induk_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM renstra_simpul WHERE id = NEW.induk_id AND jenis = NEW.jenis_induk)"
SQLITE = [
    f"""CREATE TRIGGER simpul_jenis_induk_sama_{nama} BEFORE {peristiwa} ON renstra_simpul WHEN {SYARAT}
    BEGIN SELECT RAISE(ABORT, 'simpul_jenis_induk_sama'); END"""
    for nama, peristiwa in (("baru", "INSERT"), ("ubah", "UPDATE OF induk_id, jenis_induk"))
] + [
    """CREATE TRIGGER simpul_jenis_menurun AFTER UPDATE OF jenis ON renstra_simpul
    BEGIN UPDATE renstra_simpul SET jenis_induk = NEW.jenis WHERE induk_id = NEW.id; END"""
]


def pasang(apps, schema_editor):
    perintah = [POSTGRESQL] if schema_editor.connection.vendor == "postgresql" else SQLITE
    for sql in perintah:
        schema_editor.execute(sql)


def lepas(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE renstra_simpul DROP CONSTRAINT simpul_jenis_induk_sama")
        return
    for nama in ("simpul_jenis_induk_sama_baru", "simpul_jenis_induk_sama_ubah", "simpul_jenis_menurun"):
        schema_editor.execute(f"DROP TRIGGER {nama}")


class Migration(migrations.Migration):
    dependencies = [("renstra", "0002_initial")]
    operations = [migrations.RunPython(pasang, lepas)]
