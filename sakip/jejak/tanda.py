"""Marks by which something computed from an agency's rows is known to be still true.

Every statement that touches a tracked table appends a mark for each agency that its rows belong to, in the same
transaction. The marks that a reader sees only ever grow from one snapshot to the next, so two readings of the same
set have the same rows before them, whatever was committed late: what was computed between two equal readings of
`cap` is exact and may be kept under it. Nobody waits for anybody: nothing but new rows is written. `padatkan`
replaces many marks by a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from django.db import connections, transaction
from django.db.models import Count, ForeignKey, Model, Sum

from .daftar import LACAK

SEMUA = 0
"""In place of an agency: of any agency."""
PADAT = 20
"""Marks of one agency that need no replacing."""
ACAK_POSTGRESQL = "('x' || left(md5(gen_random_uuid()::text), 15))::bit(60)::bigint"
ACAK_SQLITE = "random() & 0x7FFFFFFFFFFFF"
"""51 bits: SQLite adds in 64, and refuses where a sum has more."""


def cap(instansi: Iterable[int]) -> dict[int, str]:
    """By agency what its rows are known by now; one query."""
    from sakip.models import Tanda

    milik = list(instansi)
    baris = Tanda.objects.filter(perangkat_daerah_id__in=[SEMUA, *milik]).order_by()
    per = {
        pemilik: f"{banyak}.{int(jumlah)}"
        for pemilik, banyak, jumlah in baris.values_list("perangkat_daerah_id").annotate(Count("pk"), Sum("pk"))
    }
    return {i: f"{per.get(SEMUA, '')}/{per.get(i, '')}" for i in milik}


def padatkan() -> int:
    """Replace the marks of agencies that have many by a new one each; how many were replaced. Marks that are not
    yet committed stay. What was kept under the old ones is computed once more."""
    from sakip.models import Tanda

    banyak = Tanda.objects.values_list("perangkat_daerah_id").annotate(n=Count("pk")).filter(n__gt=PADAT).order_by()
    hilang = 0
    for pemilik, _ in list(banyak):
        with transaction.atomic():
            terlihat = list(Tanda.objects.filter(perangkat_daerah_id=pemilik).values_list("pk", flat=True))
            hilang += Tanda.objects.filter(pk__in=terlihat).delete()[0]
            bubuhkan(pemilik)
    return hilang


def bubuhkan(pemilik: int, using: str = "default") -> None:
    """A mark by hand."""
    connection = connections[using]
    if "sakip_tanda" not in connection.introspection.table_names():
        return
    acak = ACAK_POSTGRESQL if connection.vendor == "postgresql" else ACAK_SQLITE
    with connection.cursor() as kursor:
        if connection.vendor == "sqlite":  # as its triggers do
            kursor.execute("DELETE FROM sakip_tanda WHERE perangkat_daerah_id = %s", [pemilik])
        kursor.execute(f"INSERT INTO sakip_tanda (id, perangkat_daerah_id) VALUES ({acak}, %s)", [pemilik])


# The triggers


def lepas(using: str) -> None:
    """On SQLite a table cannot be made anew while triggers of other tables name it: they return after `migrate`."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as kursor:
        kursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'tanda\\_%' ESCAPE '\\'")
        for (nama,) in kursor.fetchall():
            kursor.execute(f'DROP TRIGGER "{nama}"')


def _terhitung(model: Iterable[type[Model]]) -> Iterator[type[Model]]:
    return (m for m in model if LACAK[m].terhitung)


@cache
def jalan(model: type[Model]) -> dict[str, tuple[tuple[str, str], ...]]:
    """By a column that every row of a table has: the shortest way from there to the agency, table by table, as the
    models refer to each other."""
    from sakip.models import PerangkatDaerah

    hasil: dict[str, tuple[tuple[str, str], ...]] = {}
    for f in model._meta.concrete_fields:
        if not isinstance(f, ForeignKey) or f.null or f.related_model is model:
            continue
        if f.related_model is PerangkatDaerah:
            hasil[f.column] = ()
        elif lanjut := jalan(f.related_model):
            kolom, sisa = min(lanjut.items(), key=lambda satu: len(satu[1]))
            hasil[f.column] = ((f.related_model._meta.db_table, kolom), *sisa)
    return hasil


def _pemilik(model: type[Model], dari: str, dapat: str) -> str:
    """A query for the agencies of rows, NULL where one cannot be told. `dari`: a FROM clause that names the rows
    `b`, `dapat`: a WHERE clause."""
    if model._meta.label == "sakip.PerangkatDaerah":
        return f"SELECT b.id AS pemilik FROM {dari} {dapat}"
    if model._meta.label == "sakip.Pemda":
        return f"SELECT p.id AS pemilik FROM {dari} JOIN sakip_perangkatdaerah p ON p.pemda_id = b.id {dapat}"
    bagian = []
    for kolom, lewat in jalan(model).items():
        kini = f"b.{kolom}"
        # Looked up, not joined: a plan that was made for an import's rows would read whole tables for one.
        for ke, (tabel, berikut) in enumerate(lewat):
            kini = f"(SELECT j{ke}.{berikut} FROM {tabel} j{ke} WHERE j{ke}.id = {kini})"
        bagian.append(f"SELECT {kini} AS pemilik FROM {dari} {dapat}")
    return " UNION ".join(bagian) or f"SELECT {SEMUA} AS pemilik FROM {dari} {dapat}"


def postgresql(model: Iterable[type[Model]]) -> Iterator[str]:
    """One mark per statement and agency; of a row that moves, both agencies'."""
    for m in _terhitung(model):
        tabel, kolom = m._meta.db_table, ", ".join(jalan(m) or ["id"])
        satu = _pemilik(m, f"(SELECT DISTINCT {kolom} FROM baris) b", "")
        dua = _pemilik(m, f"(SELECT {kolom} FROM lama UNION SELECT {kolom} FROM baris) b", "")
        yield f"""CREATE OR REPLACE FUNCTION sakip_tandai_{tabel}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN {_postgresql_bubuhkan(dua)} ELSE {_postgresql_bubuhkan(satu)} END IF;
  RETURN NULL;
END $$"""
        for peristiwa, isi in (
            ("INSERT", "NEW TABLE AS baris"),
            ("DELETE", "OLD TABLE AS baris"),
            ("UPDATE", "OLD TABLE AS lama NEW TABLE AS baris"),
        ):
            yield f"""CREATE OR REPLACE TRIGGER tanda_{peristiwa.lower()} AFTER {peristiwa} ON {tabel}
                REFERENCING {isi} FOR EACH STATEMENT EXECUTE FUNCTION sakip_tandai_{tabel}()"""


def _postgresql_bubuhkan(pemilik: str) -> str:
    return f"""INSERT INTO sakip_tanda (id, perangkat_daerah_id) SELECT {ACAK_POSTGRESQL}, p.pemilik
      FROM (SELECT DISTINCT COALESCE(s.pemilik, {SEMUA}) AS pemilik FROM ({pemilik}) s) p;"""


def sqlite(model: Iterable[type[Model]]) -> Iterator[str]:
    """One mark per agency: only one writes at a time, so a new number in its place says the same."""
    for m in _terhitung(model):
        tabel = m._meta.db_table
        for peristiwa, isi in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            nama = f"tanda_{tabel}_{peristiwa.lower()}"
            yield f"DROP TRIGGER IF EXISTS {nama}"
            yield f"""CREATE TRIGGER {nama} AFTER {peristiwa} ON {tabel}
                BEGIN {" ".join(_sqlite_bubuhkan(m, baris) for baris in isi)} END"""


def _sqlite_bubuhkan(model: type[Model], baris: str) -> str:
    kolom = ["id", *jalan(model)]
    satu = f"(SELECT {', '.join(f'{baris}.{k} AS {k}' for k in kolom)}) b"
    milik = f"SELECT COALESCE(s.pemilik, {SEMUA}) AS pemilik FROM ({_pemilik(model, satu, '')}) s"
    return f"""DELETE FROM sakip_tanda WHERE perangkat_daerah_id IN ({milik});
        INSERT INTO sakip_tanda (id, perangkat_daerah_id) SELECT {ACAK_SQLITE}, p.pemilik FROM ({milik}) p;"""
