"""The demo's agencies and users, as for the pages."""

import logging

import pytest
from hypothesis import find, settings
from hypothesis import strategies as st

from tests.dunia import _dunia, dunia, hss, media, perencana

__all__ = ["_dunia", "dunia", "hss", "media", "perencana"]


@pytest.fixture(scope="session", autouse=True)
def huruf_hypothesis():
    """With its first text Hypothesis makes tables of all letters, 200 MB of them, and keeps them on disk: on a clean
    checkout it is the test that would grow."""
    find(st.text(max_size=1), lambda _: True, settings=settings(database=None))


@pytest.fixture(autouse=True)
def tanpa_catatan():
    """Each refusal is logged with its traceback, which pytest keeps: what would grow is the test."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
