"""The triggers, made anew from the models after every `migrate`, each app's with its own tables.

On PostgreSQL the actor travels with each writing statement (`set_config`, in the same round trip), and the trail's
function runs with its owner's rights, so that the application needs none on the trail (`hak`); SQLite's triggers ask a
function of this process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db import connections
from django.db.models import JSONField, Model

from . import tanda
from .daftar import HANYA_TAMBAH, KUNCI, LACAK
from .pelaku import pelaku_kini

ABAIKAN = ("id", "urutan", "ubahan_ke", "diubah_oleh_id", "diubah_pada")
"""Columns that are not a change by themselves."""
PEMILIK = ("perangkat_daerah_id", "indikator_id", "simpul_id", "tahun", "triwulan")
"""Columns of the trail by which rows are found: what the changed row names, or itself."""
_TERTULIS = re.compile(r'(?:INSERT INTO|INSERT OR IGNORE INTO|UPDATE|DELETE FROM) "(\w+)"')


# The connection


def siapkan_koneksi(connection: Any, **_: Any) -> None:
    """For each new connection: how its triggers learn the actor."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("sakip_pelaku", 0, pelaku_kini)
    elif _titipkan not in connection.execute_wrappers:
        connection.execute_wrappers.append(_titipkan)


def _titipkan(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Send the actor along with a statement that writes to a tracked table."""
    tertulis = None if many or params is None else _TERTULIS.match(sql)
    if tertulis and tertulis[1] in _tabel_dilacak():
        titipan = "SELECT set_config('sakip.pelaku', %s, true); "
        return execute(titipan + sql, (pelaku_kini(), *params), many, context)
    return execute(sql, params, many, context)


@cache
def _tabel_dilacak() -> frozenset[str]:
    return frozenset(m._meta.db_table for m in LACAK)


# Making them


def pasang(app_label: str, using: str = "default") -> None:
    """Make all triggers of an app's tables anew."""
    connection = connections[using]
    if not {"sakip_jejak", "sakip_tanda"} <= {*connection.introspection.table_names()}:
        return
    if connection.vendor == "postgresql":
        perintah = [FUNGSI_POSTGRESQL, *_postgresql(app_label), *tanda.postgresql(_milik(app_label))]
    else:
        siapkan_koneksi(connection)
        perintah = [*_sqlite(app_label), *tanda.sqlite(_milik(app_label))]
    with connection.cursor() as kursor:
        for sql in perintah:
            kursor.execute(sql)


def _milik(app_label: str) -> list[type[Model]]:
    return [m for m in LACAK if m._meta.app_label == app_label]


def _penolakan(app_label: str) -> Iterator[tuple[str, str, str, str]]:
    """(table, name of the rule, event, condition) of what the database refuses."""
    for m in HANYA_TAMBAH:
        for peristiwa in ("UPDATE", "DELETE") if m._meta.app_label == app_label else ():
            yield m._meta.db_table, f"{m._meta.model_name}_hanya_bertambah", peristiwa, ""
    for m, kunci in KUNCI.items():
        if m._meta.app_label == app_label:
            berubah = " OR ".join(f"OLD.{k} IS DISTINCT FROM NEW.{k}" for k in kunci.kolom)
            yield m._meta.db_table, kunci.nama, "UPDATE", f"{kunci.bila} AND ({berubah})"
            yield m._meta.db_table, kunci.nama, "DELETE", kunci.bila


def _pemilik(kolom: str) -> str:
    """Whose row it is: what it names, or itself (the first argument says what others call its id)."""
    return f"COALESCE(kini->>'{kolom}', CASE TG_ARGV[0] WHEN '{kolom}' THEN kini->>'id' END)::bigint"


FUNGSI_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION sakip_catat_jejak() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  kini jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
  abaikan text[] := ARRAY{list(ABAIKAN)} || TG_ARGV[1:];
  lama jsonb;
  baru jsonb;
  pelaku jsonb := NULLIF(current_setting('sakip.pelaku', true), '')::jsonb;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT jsonb_object_agg(l.key, l.value), jsonb_object_agg(l.key, kini->l.key) INTO lama, baru
      FROM jsonb_each(to_jsonb(OLD)) l
      WHERE l.value IS DISTINCT FROM kini->l.key AND l.key <> ALL (abaikan);
    IF lama IS NULL THEN RETURN NULL; END IF;
  ELSIF TG_OP = 'INSERT' THEN
    baru := jsonb_strip_nulls(kini) - abaikan;
  ELSE
    lama := jsonb_strip_nulls(kini) - abaikan;
  END IF;
  INSERT INTO public.sakip_jejak (pada, oleh_id, dari, alasan, tabel, objek, {", ".join(PEMILIK)}, lama, baru)
  VALUES (clock_timestamp(), (pelaku->>'oleh')::bigint, COALESCE(pelaku->>'dari', ''),
    COALESCE(pelaku->>'alasan', ''), TG_TABLE_NAME, (kini->>'id')::bigint,
    {", ".join(map(_pemilik, PEMILIK[:3]))}, (kini->>'tahun')::int, (kini->>'triwulan')::int, lama, baru);
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION sakip_tolak() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation'; END $$;
"""


def _postgresql(app_label: str) -> Iterator[str]:
    for m in _milik(app_label):
        argumen = ", ".join(f"'{a}'" for a in (LACAK[m].diri, *LACAK[m].rahasia))
        yield f"""CREATE OR REPLACE TRIGGER jejak_perubahan AFTER INSERT OR UPDATE OR DELETE ON {m._meta.db_table}
            FOR EACH ROW EXECUTE FUNCTION sakip_catat_jejak({argumen})"""
    for tabel, nama, peristiwa, syarat in _penolakan(app_label):
        kapan = f"WHEN ({syarat})" if syarat else ""
        yield f"""CREATE OR REPLACE TRIGGER {nama}_{peristiwa.lower()} BEFORE {peristiwa} ON {tabel}
            FOR EACH ROW {kapan} EXECUTE FUNCTION sakip_tolak('{nama}')"""


def _sqlite(app_label: str) -> Iterator[str]:
    for m in _milik(app_label):
        for peristiwa in ("INSERT", "UPDATE", "DELETE"):
            yield f"DROP TRIGGER IF EXISTS jejak_{m._meta.db_table}_{peristiwa.lower()}"
            yield _sqlite_catat(m, peristiwa)
    for tabel, nama, peristiwa, syarat in _penolakan(app_label):
        kapan = f"WHEN {syarat.replace('IS DISTINCT FROM', 'IS NOT')}" if syarat else ""
        yield f"DROP TRIGGER IF EXISTS {nama}_{peristiwa.lower()}"
        yield f"""CREATE TRIGGER {nama}_{peristiwa.lower()} BEFORE {peristiwa} ON {tabel} {kapan}
            BEGIN SELECT RAISE(ABORT, '{nama}'); END"""


def _sqlite_catat(model: type[Model], peristiwa: str) -> str:
    tabel, lacak = model._meta.db_table, LACAK[model]
    semua = [f.column for f in model._meta.concrete_fields]
    bidang = [f for f in model._meta.concrete_fields if f.column not in (*ABAIKAN, *lacak.rahasia)]
    baris = "OLD" if peristiwa == "DELETE" else "NEW"

    def objek(dari: str) -> str:
        # A JSON column is text here; json() keeps it an object within the trail's own JSON.
        nilai = {f.column: f"json({dari}.{f.column})" for f in bidang if isinstance(f, JSONField)}
        pasangan = (f"'{f.column}', {nilai.get(f.column, f'{dari}.{f.column}')}" for f in bidang)
        return f"json_object({', '.join(pasangan)})"

    def nilai(dari: str) -> str:
        return f"CASE WHEN {dari}.type IN ('object', 'array') THEN json({dari}.value) ELSE {dari}.value END"

    def beda(dari: str) -> str:
        return f"""(SELECT json_group_object(l.key, {nilai(dari)}) FROM json_each({objek("OLD")}) l
            JOIN json_each({objek("NEW")}) b ON b.key = l.key WHERE l.value IS NOT b.value)"""

    def terisi(dari: str) -> str:
        return (
            f"(SELECT json_group_object(s.key, {nilai('s')}) FROM json_each({objek(dari)}) s WHERE s.value IS NOT NULL)"
        )

    lama = {"INSERT": "NULL", "UPDATE": beda("l"), "DELETE": terisi("OLD")}[peristiwa]
    baru = {"INSERT": terisi("NEW"), "UPDATE": beda("b"), "DELETE": "NULL"}[peristiwa]
    pemilik = [f"{baris}.id" if k == lacak.diri else f"{baris}.{k}" if k in semua else "NULL" for k in PEMILIK]
    berubah = " OR ".join(f"OLD.{f.column} IS NOT NEW.{f.column}" for f in bidang)
    kapan = f"WHEN {berubah}" if peristiwa == "UPDATE" else ""
    return f"""CREATE TRIGGER jejak_{tabel}_{peristiwa.lower()} AFTER {peristiwa} ON {tabel} {kapan}
        BEGIN INSERT INTO sakip_jejak
          (pada, oleh_id, dari, alasan, tabel, objek, {", ".join(PEMILIK)}, lama, baru)
        SELECT strftime('%Y-%m-%d %H:%M:%f', 'now'), json_extract(p.isi, '$.oleh'), json_extract(p.isi, '$.dari'),
          json_extract(p.isi, '$.alasan'), '{tabel}', {baris}.id, {", ".join(pemilik)}, {lama}, {baru}
        FROM (SELECT sakip_pelaku() AS isi) p; END"""
