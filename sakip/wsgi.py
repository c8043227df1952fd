"""WSGI entry point, served by gunicorn."""

import codecs
import gc
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")

_django = get_wsgi_application()
_ = get_resolver().url_patterns  # every page's code, which else the first visitor waits for
gc.freeze()  # what is loaded stays: no search for garbage need pass through it


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Django reads what a body is, and the address with it, before anything of it or of ours could answer: what it
    cannot read ends here."""
    if _terbaca(environ.get("CONTENT_TYPE", "")):
        return _django(environ, start_response)
    start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8")])
    return [b"Jenis kiriman tidak terbaca.\n"]


def _terbaca(jenis: str) -> bool:
    """Whether it can be told, and says UTF-8 or nothing known: `zlib` and the like decode to no text."""
    try:
        sandi = parse_header_parameters(jenis)[1].get("charset", "")
    except Exception:  # whatever a head that nobody sends makes the library raise
        return False
    with suppress(LookupError, ValueError):
        return not sandi or codecs.lookup(sandi).name == "utf-8"
    return True
