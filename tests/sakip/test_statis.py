"""The static files as production serves them: each module's imports lead to files that are there."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.core.management import call_command
from django.template.loader import render_to_string

from sakip.settings import STORAGES

IMPOR = re.compile(r'^import\b[^"]*"\./([^"]+)";$', re.MULTILINE)
MODUL = "sakip/kisi/"


@pytest.fixture
def statis(settings, tmp_path):
    """All of them, those of the packages too, for the rewriting must not stumble over theirs."""
    settings.STATIC_ROOT, settings.STORAGES = str(tmp_path), STORAGES
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["css", "js", "json", "map", "svg", "txt"]
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


@pytest.mark.lambat
def test_impor_antarmodul_menunjuk_berkas_yang_ada(statis):
    nama = json.loads((statis / "staticfiles.json").read_text())["paths"]
    modul = [n for n in nama if n.startswith(MODUL)]
    assert f"{MODUL}kisi.js" in modul
    impor = 0
    for satu in modul:
        asli, jadi = (IMPOR.findall((statis / n).read_text()) for n in (satu, nama[satu]))
        assert [MODUL + n for n in jadi] == [nama[MODUL + n] for n in asli], satu
        assert all((statis / MODUL / n).is_file() for n in jadi), satu
        impor += len(jadi)
    assert impor > len(modul)


def test_halaman_kisi_meminta_semua_modul_sekaligus():
    modul = {f"{MODUL}{b.name}" for b in Path(find(MODUL)).glob("*.js")}
    tertulis = re.findall(r"/static/(\S+\.js)\"", render_to_string("_kisi.html"))
    assert set(tertulis) == modul
    assert len(tertulis) == len(modul)
