"""More invented pemda as copies of those that are there, row by row under new keys: less work than inventing them.

Triggers stay silent, so its trail is a copy too. What names rows as JSON keeps the first one's numbers.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from sakip.models import Jejak, Segel, Tanda

LANGKAH = 100_000_000
"""Between the keys of two pemda."""
BERNAMA = {"sakip.Pemda": "nama", "sakip.PerangkatDaerah": "kode", "sakip.Pengguna": "username"}
"""Columns that differ between two pemda, in which the number of the seed stands."""
PENUNJUK = {"objek", "perangkat_daerah_id", "indikator_id", "simpul_id"}
"""Of the trail, which has no foreign keys to what it is about."""
APLIKASI = ("sakip", "renstra", "anggaran", "capaian", "laporan")


def gandakan(salinan: int, banyak: int) -> None:
    """The copy of this number (from 1) of all pemda that were not copied themselves, of which there are so many."""
    semua = [m for a in APLIKASI for m in apps.get_app_config(a).get_models() if m not in (Segel, Tanda)]
    bernomor = [m for m in semua if isinstance(m._meta.pk, models.BigAutoField)]
    with transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("SET LOCAL session_replication_role = replica")
        for model in bernomor:
            kursor.execute(_sql(model, salinan, banyak))
        # Counters go on behind what was copied, for whoever saves something now.
        for model in bernomor:
            tabel = model._meta.db_table
            urutan = f"pg_get_serial_sequence('{tabel}', 'id')"
            kursor.execute(f"SELECT setval({urutan}, greatest(max(id), 1)) FROM {tabel}")


def _sql(model: type[models.Model], salinan: int, banyak: int) -> str:
    kolom = [f for f in model._meta.concrete_fields if not getattr(f, "generated", False)]
    nama = ", ".join(f'"{f.column}"' for f in kolom)
    isi = ", ".join(_nilai(model, f, salinan, banyak) for f in kolom)
    asal, bernomor = model._meta.db_table, BERNAMA.get(model._meta.label)
    # The administrator of the measurements is nobody's.
    hanya = f"AND {bernomor} ~ '[0-9]'" if bernomor else ""
    return f"INSERT INTO {asal} ({nama}) SELECT {isi} FROM {asal} WHERE id < {LANGKAH} {hanya}"


def _nilai(model: type[models.Model], f: Any, salinan: int, banyak: int) -> str:
    geser = salinan * LANGKAH
    if f.primary_key or (f.remote_field is not None and f.related_model._meta.app_label in APLIKASI):
        return f'"{f.column}" + {geser}'
    if model is Jejak and f.column in PENUNJUK:
        return f'"{f.column}" + {geser}'
    if BERNAMA.get(model._meta.label) == f.name:
        nomor = f"substring(\"{f.column}\" from '[0-9]+')::int + {salinan * banyak}"
        return f"regexp_replace(\"{f.column}\", '[0-9]+', ({nomor})::text)"
    return f'"{f.column}"'
