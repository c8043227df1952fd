"""The migrated test database is made once in a run of several processes: whoever comes first migrates while the others
wait, and leaves a copy to them."""

import fcntl
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

NAMA = "sakip_templat"


@contextmanager
def satu_per_satu():
    """One process at a time; without several there is nothing to share."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        yield None
        return
    bersama = Path(os.environ["SAKIP_VAR"]).parent
    with open(bersama / f"templat-{connection.vendor}.kunci", "a+") as kunci:
        fcntl.flock(kunci, fcntl.LOCK_EX)
        yield bersama
        # The lock goes with the file.


def ambil(bersama: Path | None) -> bool:
    """Copy the database that another process has left; False where there is none."""
    if bersama is None or not _tanda(bersama).exists():
        return False
    if connection.vendor == "sqlite":
        shutil.copyfile(_berkas(bersama), settings.DATABASES["default"]["TEST"]["NAME"])
    else:
        _tiru(connection.creation._get_test_db_name(), NAMA)
    return True


def tinggalkan(bersama: Path | None) -> None:
    """Leave a copy of the migrated database to the others."""
    if bersama is None or _tanda(bersama).exists():
        return
    if connection.vendor == "sqlite":
        with connection.cursor() as kursor:
            kursor.execute("VACUUM INTO %s", [str(_berkas(bersama))])
    else:
        connection.close()
        _tiru(NAMA, connection.creation._get_test_db_name())
    _tanda(bersama).touch()


def _tanda(bersama: Path) -> Path:
    return bersama / f"templat-{connection.vendor}.ada"


def _berkas(bersama: Path) -> Path:
    return bersama / f"{NAMA}.sqlite3"


def _tiru(baru: str, asal: str) -> None:
    with connection.creation._nodb_cursor() as kursor:
        kursor.execute(f'CREATE DATABASE "{baru}" TEMPLATE "{asal}"')
