"""What all tests share: templates that refuse unknown variables, clients whose GET may not write."""

import gc
import os
from contextlib import ExitStack
from pathlib import Path

import pytest
from _pytest import runner
from _pytest.nodeid import coerce_node_id
from django.db import connection
from django.template import engines
from django.test import Client
from weasyprint import HTML

from laporan.buku_kerja.impor import impor_buku
from sakip.models import PerangkatDaerah
from tests import templat

DEMO = Path(__file__).parents[1] / "fixtures" / "demo"
AKAR_DATA = Path(__file__).parent / "data"
CHROMIUM = "/usr/bin/chromium"
OPSI_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BASIS_DATA = {"db", "transactional_db", "live_server", "django_db_setup"}
MENULIS = ("INSERT", "UPDATE", "DELETE", "REPLACE", "ALTER", "DROP", "CREATE")


class VariabelTakDikenal(AssertionError):
    """A template asked for a variable that it was not given."""


class _Menolak(str):
    """Django writes this where a variable is unknown; here it ends the test."""

    def __contains__(self, teks):
        return teks == "%s"

    def __mod__(self, variabel):
        raise VariabelTakDikenal(str(variabel))


@pytest.fixture(autouse=True)
def variabel_templat(request):
    """Unknown template variables fail, but not in templates that are not ours (mark `templat_luar`)."""
    mesin = engines["django"].engine
    sebelum = mesin.string_if_invalid
    if not request.node.get_closest_marker("templat_luar"):
        mesin.string_if_invalid = _Menolak("%s")
    yield
    mesin.string_if_invalid = sebelum


def _giliran(uji):
    """What takes long comes first, so that the processes end together; groups before single tests. No test needs rows
    that the emptying after a test with transactions of its own would take away: migrations write none."""
    lama = any(map(uji.get_closest_marker, ("lambat", "worker", "browser")))
    return not lama, not uji.get_closest_marker("xdist_group"), not uji.get_closest_marker("pdf")


@pytest.hookimpl(tryfirst=True, wrapper=True)
def pytest_collection_modifyitems(items):
    """What never asks for a database need not run on a second one. And pytest-xdist 3.8 writes a test's group where
    pytest 9.1 and later no longer look for it: without this, no group would stay in one process."""
    for uji in items:
        if not (uji.get_closest_marker("django_db") or BASIS_DATA & set(uji.fixturenames)):
            uji.add_marker("tanpa_basis_data")
    yield
    items.sort(key=_giliran)
    # While the process of the first test makes the database, the others have work that needs none.
    dengan = [uji for uji in items if not uji.get_closest_marker("tanpa_basis_data")]
    items[:] = dengan[:1] + [uji for uji in items if uji.get_closest_marker("tanpa_basis_data")] + dengan[1:]
    for uji in items:
        if "_nodeid" in vars(uji):
            uji._id = coerce_node_id(uji._nodeid)


def pytest_collection_finish():
    """Code and collected tests stay to the end: nothing of them is garbage, and each look for it passes all of them.
    What a test leaves is little and soon gone: the collector need not look after every 700 objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


def _lapang(lakukan, *argumen):
    return lakukan(*argumen)


# Debian's CPython 3.11 returns a block of frames (16 KB) to the system as soon as the call that opened it ends (issue
# 142183 of CPython, mended since). Where a test's loops call across the border of two blocks, which is as deep as
# pytest and Django's client stand, each call maps memory anew: up to a quarter of the time. A frame that asks for room
# for thousands opens a block in which all that is called below it finds its place.
_lapang.__code__ = _lapang.__code__.replace(co_stacksize=2**15)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    return _lapang(runner.pytest_runtest_protocol, item, nextitem)


def pytest_terminal_summary(terminalreporter):
    """What tests note for the reader, from whichever process they ran in."""
    for laporan in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        for nama, isi in laporan.user_properties:
            if nama == "catatan" and laporan.when == "call":
                terminalreporter.write_line(isi)


@pytest.fixture(scope="session")
def _templat():
    """Held while this process makes its database, or copies it."""
    with ExitStack() as tumpukan:
        yield tumpukan.enter_context(templat.satu_per_satu()), tumpukan


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb, django_db_modify_db_settings, django_db_blocker, _templat):
    """What was copied is not made anew."""
    with django_db_blocker.unblock():
        return templat.ambil(_templat[0]) or django_db_keepdb


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, _templat):
    """Leaves the migrated database to the other processes; on PostgreSQL ends what is still connected, as a killed
    worker's session may be: the database could not be dropped, and a run whose tests all passed would fail."""
    bersama, tumpukan = _templat
    with django_db_blocker.unblock():
        templat.tinggalkan(bersama)
    tumpukan.close()
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as kursor:
            kursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def jejak_dapat_dikosongkan(request):
    """On SQLite, a test with transactions of its own ends by DELETE, which the trail's triggers refuse or
    note. Emptying the database puts these back."""
    penanda = request.node.get_closest_marker("django_db")
    sendiri = penanda is not None and penanda.kwargs.get("transaction")
    if connection.vendor != "sqlite" or not (sendiri or "transactional_db" in request.fixturenames):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    with connection.cursor() as kursor:
        kursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '% DELETE ON %'")
        for (nama,) in kursor.fetchall():
            kursor.execute(f'DROP TRIGGER "{nama}"')


def _tidak_bertanda(*_, **__):
    raise AssertionError("Uji yang menata halaman diberi tanda `pdf`.")


@pytest.fixture(autouse=True)
def tata_bila_bertanda(request, monkeypatch):
    """Only tests with the mark `pdf` (or `worker`) lay pages out: the others are quick."""
    if not any(map(request.node.get_closest_marker, ("pdf", "worker"))):
        monkeypatch.setattr(HTML, "render", _tidak_bertanda)


def _tidak_menulis(execute, sql, params, many, context):
    """A GET may note the session, failed logins and what was taken out, nothing else."""
    perintah = sql.lstrip().upper()
    if perintah.startswith(MENULIS) and not any(t in sql for t in ("sakip_sesi", "axes_", "sakip_pengambilan")):
        raise AssertionError(f"GET menulis: {sql}")
    return execute(sql, params, many, context)


class KlienBaca(Client):
    """A test client that fails where a GET or HEAD writes to the database."""

    def request(self, **lingkungan):
        if lingkungan.get("REQUEST_METHOD") in ("GET", "HEAD"):
            with connection.execute_wrapper(_tidak_menulis):
                return super().request(**lingkungan)
        return super().request(**lingkungan)


@pytest.fixture
def client():
    return KlienBaca()


@pytest.fixture
def masuk():
    """`masuk(user)` gives a client of that user."""

    def klien(pengguna):
        baru = KlienBaca()
        baru.force_login(pengguna, backend="django.contrib.auth.backends.ModelBackend")
        return baru

    return klien


def impor_contoh(*nama: str) -> dict[str, PerangkatDaerah]:
    """Import demo workbooks; the agencies by name of the file."""
    instansi = {}
    for satu in nama:
        with open(DEMO / f"{satu}.xlsx", "rb") as berkas:
            hasil = impor_buku(berkas)
        assert hasil.disimpan, [str(t) for t in hasil.galat]
        instansi[satu] = hasil.instansi
    return instansi


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium: one for the whole run, for Playwright cannot be started twice in a thread."""
    from playwright.sync_api import expect, sync_playwright

    # Playwright's loop runs in this thread; the tests use the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=10_000)
    with sync_playwright() as p:
        peramban = p.chromium.launch(executable_path=CHROMIUM, args=OPSI_CHROMIUM)
        yield peramban
        peramban.close()
