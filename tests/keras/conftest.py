"""The demo's agencies and users, as for the pages."""

import logging

import pytest

from tests.dunia import _dunia, dunia, hss, media, perencana

__all__ = ["_dunia", "dunia", "hss", "media", "perencana"]


@pytest.fixture(autouse=True)
def tanpa_catatan():
    """Each refusal is logged with its traceback, which pytest keeps: what would grow is the test."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
