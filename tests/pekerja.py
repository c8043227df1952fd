"""A real Celery worker on the test's database and the run's Redis."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

AKAR = Path(__file__).parents[1]


def alamat_basis_data():
    data = connection.settings_dict
    return f"postgres://{data['USER']}:{data['PASSWORD']}@{data['HOST']}:{data['PORT']}/{data['NAME']}"


@contextmanager
def pekerja(proses=2, **lingkungan):
    """Start a worker with `proses` children; ends with its whole process group."""
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "SAKIP_DATABASE_URL": alamat_basis_data(),
        "SAKIP_PEKERJA": str(proses),
        **lingkungan,
    }
    # The kernel ends the worker if this process is killed.
    perintah = ["setpriv", "--pdeathsig", "KILL", sys.executable, "-m", "celery", "-A", "sakip", "worker"]
    perintah.append("--loglevel=INFO")
    catatan = Path(env["SAKIP_VAR"]) / f"pekerja-{time.monotonic_ns()}.log"
    with open(catatan, "w") as keluaran:
        proses_pekerja = subprocess.Popen(
            perintah, cwd=AKAR, env=env, stdout=keluaran, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        tunggu(lambda: " ready." in catatan.read_text(), 40, lambda: catatan.read_text()[-3000:])
        yield proses_pekerja
    finally:
        bunuh(proses_pekerja)


def bunuh(proses):
    """`kill -9` the worker and its children."""
    if proses.poll() is None:
        os.killpg(proses.pid, signal.SIGKILL)
        proses.wait()


def tunggu(syarat, detik, cerita=lambda: ""):
    """Wait until the condition holds; fail with `cerita` after `detik` seconds."""
    akhir = time.monotonic() + detik
    while time.monotonic() < akhir:
        if syarat():
            return
        time.sleep(0.1)
    raise AssertionError(f"tidak terjadi dalam {detik} detik. {cerita()}")
