"""The trail of changes: written by triggers of the database itself, so that nothing passes it by,
neither a form, nor a workbook of 20,000 rows, nor a command.

The application only says who acts: a middleware for pages, `pelaku(...)` elsewhere. On PostgreSQL the
actor travels with each writing statement (`set_config`, in the same round trip); SQLite's triggers ask
a function of this process. After every `migrate` the triggers are made anew from the models.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models import Model, PositiveIntegerField
from django.http import HttpRequest, HttpResponse

DILACAK = (
    "sakip.PerangkatDaerah",
    "renstra.Renstra",
    "renstra.Simpul",
    "renstra.Dukungan",
    "renstra.Lintas",
    "renstra.Indikator",
    "renstra.Target",
    "renstra.PerjanjianKinerja",
    "capaian.Realisasi",
    "capaian.Komponen",
    "capaian.Jadwal",
    "capaian.Perpanjangan",
    "capaian.Bukti",
    "capaian.PersetujuanAksi",
    "anggaran.Anggaran",
    "anggaran.RealisasiAnggaran",
    "anggaran.RencanaKas",
    "laporan.Narasi",
)
"""Models whose every change is kept."""
HANYA_TAMBAH = ("sakip.Jejak", "capaian.Komentar")
"""Models whose rows nobody changes or deletes."""
ABAIKAN = ("id", "urutan", "diubah_oleh_id", "diubah_pada")
"""Columns that are not a change by themselves; nor is `versi` where it counts the row's changes."""
DIRI = {
    "sakip_perangkatdaerah": "perangkat_daerah_id",
    "renstra_indikator": "indikator_id",
    "renstra_simpul": "simpul_id",
}
"""Tables whose own id is what others call an owner."""
PEMILIK = ("perangkat_daerah_id", "indikator_id", "simpul_id", "tahun", "triwulan")

Pelaku = dict[str, Any]
_pelaku: ContextVar[Callable[[], Pelaku] | None] = ContextVar("pelaku", default=None)
_alasan: ContextVar[str] = ContextVar("alasan", default="")


@contextmanager
def pelaku(siapa: Callable[[], Pelaku]) -> Iterator[None]:
    """While this runs, changes are of `siapa()`: {"oleh": user id or None, "dari": "…"}."""
    tanda = _pelaku.set(siapa)
    try:
        yield
    finally:
        _pelaku.reset(tanda)


@contextmanager
def alasan(teks: str) -> Iterator[None]:
    """While this runs, changes carry this reason."""
    tanda = _alasan.set(teks)
    try:
        yield
    finally:
        _alasan.reset(tanda)


def pelaku_kini() -> str:
    """The actor as JSON for the triggers."""
    siapa = _pelaku.get()
    return json.dumps((siapa() if siapa else {"oleh": None, "dari": "perintah server"}) | {"alasan": _alasan.get()})


class JejakMiddleware:
    """Changes made by a request are its user's, from the session and the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        def siapa() -> Pelaku:
            sesi = request.session.session_key or ""
            halaman = request.resolver_match.url_name if request.resolver_match else ""
            ringkas = hashlib.sha256(sesi.encode()).hexdigest()[:8]
            return {"oleh": request.user.pk, "dari": f"sesi {ringkas}, {halaman}"[:100]}

        with pelaku(siapa):
            return self.get_response(request)


# The connection


def siapkan_koneksi(connection: Any, **_: Any) -> None:
    """For each new connection: how its triggers learn the actor."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("sakip_pelaku", 0, pelaku_kini)
    elif _titipkan not in connection.execute_wrappers:
        connection.execute_wrappers.append(_titipkan)


def _titipkan(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Send the actor along with a statement that writes to a tracked table."""
    if not many and params is not None and sql.startswith(("INSERT", "UPDATE", "DELETE")) and _dilacak(sql):
        titipan = "SELECT set_config('sakip.pelaku', %s, true); "
        return execute(titipan + sql, (pelaku_kini(), *params), many, context)
    return execute(sql, params, many, context)


def _dilacak(sql: str) -> bool:
    return any(f'"{m._meta.db_table}"' in sql[:120] for m in _model(DILACAK))


def _model(nama: tuple[str, ...]) -> list[type[Model]]:
    return [apps.get_model(n) for n in nama]


# The triggers


def _pemilik(kolom: str) -> str:
    """Whose row it is: what it names, or itself."""
    diri = next(tabel for tabel, milik in DIRI.items() if milik == kolom)
    return f"COALESCE(kini->>'{kolom}', CASE TG_TABLE_NAME WHEN '{diri}' THEN kini->>'id' END)::bigint"


FUNGSI_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION sakip_catat_jejak() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kini jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
  abaikan text[] := ARRAY{list(ABAIKAN)} || TG_ARGV;
  lama jsonb;
  baru jsonb;
  pelaku jsonb := NULLIF(current_setting('sakip.pelaku', true), '')::jsonb;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT jsonb_object_agg(l.key, l.value), jsonb_object_agg(b.key, b.value) INTO lama, baru
      FROM jsonb_each(to_jsonb(OLD)) l JOIN jsonb_each(kini) b ON b.key = l.key
      WHERE l.value IS DISTINCT FROM b.value AND l.key <> ALL (abaikan);
    IF lama IS NULL THEN RETURN NULL; END IF;
  ELSIF TG_OP = 'INSERT' THEN
    baru := jsonb_strip_nulls(kini) - abaikan;
  ELSE
    lama := jsonb_strip_nulls(kini) - abaikan;
  END IF;
  INSERT INTO sakip_jejak (pada, oleh_id, dari, alasan, tabel, objek, {", ".join(PEMILIK)}, lama, baru)
  VALUES (clock_timestamp(), (pelaku->>'oleh')::bigint, COALESCE(pelaku->>'dari', ''),
    COALESCE(pelaku->>'alasan', ''), TG_TABLE_NAME, (kini->>'id')::bigint,
    {", ".join(map(_pemilik, PEMILIK[:3]))}, (kini->>'tahun')::int, (kini->>'triwulan')::int, lama, baru);
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION sakip_tolak() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation'; END $$;
"""


def pasang(using: str = "default", **_: Any) -> None:
    """Make all triggers anew."""
    connection = connections[using]
    if "sakip_jejak" not in connection.introspection.table_names():
        return
    if connection.vendor == "postgresql":
        perintah = list(_postgresql())
    else:
        siapkan_koneksi(connection)
        perintah = list(_sqlite())
    with connection.cursor() as kursor:
        for sql in perintah:
            kursor.execute(sql)


def _hitungan(model: type[Model]) -> str:
    """`'versi'` where that column counts the changes of a row (a target's says which plan it is of)."""
    kolom = {f.name: f for f in model._meta.concrete_fields}
    return "'versi'" if isinstance(kolom.get("versi"), PositiveIntegerField) else ""


def _postgresql() -> Iterator[str]:
    yield FUNGSI_POSTGRESQL
    for m in _model(DILACAK):
        yield f"""CREATE OR REPLACE TRIGGER jejak_perubahan AFTER INSERT OR UPDATE OR DELETE ON {m._meta.db_table}
            FOR EACH ROW EXECUTE FUNCTION sakip_catat_jejak({_hitungan(m)})"""
    for tabel, nama, peristiwa, syarat in _penolakan():
        kapan = f"WHEN ({syarat})" if syarat else ""
        yield f"""CREATE OR REPLACE TRIGGER {nama}_{peristiwa.lower()} BEFORE {peristiwa} ON {tabel}
            FOR EACH ROW {kapan} EXECUTE FUNCTION sakip_tolak('{nama}')"""


def _sqlite() -> Iterator[str]:
    for m in _model(DILACAK):
        for peristiwa in ("INSERT", "UPDATE", "DELETE"):
            yield f"DROP TRIGGER IF EXISTS jejak_{m._meta.db_table}_{peristiwa.lower()}"
            yield _sqlite_catat(m, peristiwa)
    for tabel, nama, peristiwa, syarat in _penolakan():
        kapan = f"WHEN {syarat.replace('IS DISTINCT FROM', 'IS NOT')}" if syarat else ""
        yield f"DROP TRIGGER IF EXISTS {nama}_{peristiwa.lower()}"
        yield f"""CREATE TRIGGER {nama}_{peristiwa.lower()} BEFORE {peristiwa} ON {tabel} {kapan}
            BEGIN SELECT RAISE(ABORT, '{nama}'); END"""


def _sqlite_catat(model: type[Model], peristiwa: str) -> str:
    tabel = model._meta.db_table
    kolom = [f.column for f in model._meta.concrete_fields]
    isi = [k for k in kolom if k not in ABAIKAN and f"'{k}'" != _hitungan(model)]
    baris = "OLD" if peristiwa == "DELETE" else "NEW"

    def objek(dari: str) -> str:
        pasangan = ", ".join(f"'{k}', {dari}.{k}" for k in isi)
        return f"json_object({pasangan})"

    def beda(nilai: str, syarat: str) -> str:
        return f"""(SELECT json_group_object(l.key, {nilai}.value) FROM json_each({objek("OLD")}) l
            JOIN json_each({objek("NEW")}) b ON b.key = l.key WHERE {syarat})"""

    def terisi(dari: str) -> str:
        return f"(SELECT json_group_object(key, value) FROM json_each({objek(dari)}) WHERE value IS NOT NULL)"

    berbeda = "l.value IS NOT b.value"
    lama = {"INSERT": "NULL", "UPDATE": beda("l", berbeda), "DELETE": terisi("OLD")}[peristiwa]
    baru = {"INSERT": terisi("NEW"), "UPDATE": beda("b", berbeda), "DELETE": "NULL"}[peristiwa]
    pemilik = [f"{baris}.{k}" if k in kolom else "NULL" for k in PEMILIK]
    if tabel in DIRI:
        pemilik[PEMILIK.index(DIRI[tabel])] = f"{baris}.id"
    kapan = "WHEN " + " OR ".join(f"OLD.{k} IS NOT NEW.{k}" for k in isi) if peristiwa == "UPDATE" else ""
    return f"""CREATE TRIGGER jejak_{tabel}_{peristiwa.lower()} AFTER {peristiwa} ON {tabel} {kapan}
        BEGIN INSERT INTO sakip_jejak
          (pada, oleh_id, dari, alasan, tabel, objek, {", ".join(PEMILIK)}, lama, baru)
        SELECT strftime('%Y-%m-%d %H:%M:%f', 'now'), json_extract(p.isi, '$.oleh'), json_extract(p.isi, '$.dari'),
          json_extract(p.isi, '$.alasan'), '{tabel}', {baris}.id, {", ".join(pemilik)}, {lama}, {baru}
        FROM (SELECT sakip_pelaku() AS isi) p; END"""


def _penolakan() -> Iterator[tuple[str, str, str, str]]:
    """(table, name of the rule, event, condition) of what the database refuses."""
    for m in _model(HANYA_TAMBAH):
        for peristiwa in ("UPDATE", "DELETE"):
            yield m._meta.db_table, f"{m._meta.model_name}_hanya_bertambah", peristiwa, ""
    isi = ("nilai", "teks", "pembilang", "penyebut", "bagian", "capaian_dinyatakan")
    isi += ("pendorong", "penghambat", "solusi", "tindak_lanjut", "sumber", "indikator_id", "tahun", "triwulan")
    berubah = " OR ".join(f"OLD.{k} IS DISTINCT FROM NEW.{k}" for k in isi)
    terkunci = "OLD.status IN ('diajukan', 'disetujui', 'diverifikasi')"
    yield "capaian_realisasi", "realisasi_terkunci", "UPDATE", f"{terkunci} AND ({berubah})"
    yield "capaian_realisasi", "realisasi_terkunci", "DELETE", terkunci
