"""The project's settings, for the tests: fast hashing, no manifest, a folder and a queue per process."""

import atexit
import os
import shutil
import tempfile

if "SAKIP_VAR" not in os.environ:
    os.environ["SAKIP_VAR"] = tempfile.mkdtemp(prefix="sakip-uji-")
    atexit.register(shutil.rmtree, os.environ["SAKIP_VAR"], ignore_errors=True)
os.environ["SAKIP_COBA"] = "1"
os.environ.setdefault("SAKIP_SECRET_KEY", "kunci-untuk-pengujian-saja")

# A process of pytest-xdist (gw0, gw1, …) has all of this to itself, as it has its own database. The
# workers that its tests start inherit the environment, and find the folder and the queue chosen.
if "PYTEST_XDIST_WORKER" in os.environ and "SAKIP_UJI_PROSES" not in os.environ:
    os.environ["SAKIP_UJI_PROSES"] = os.environ["PYTEST_XDIST_WORKER"]
    os.environ["SAKIP_VAR"] += "/" + os.environ["SAKIP_UJI_PROSES"]
    if os.environ.get("SAKIP_BROKER_URL", "").startswith("redis:"):
        # Redis has sixteen databases; the first is that of a run in one process.
        os.environ["SAKIP_BROKER_URL"] = (
            f"{os.environ['SAKIP_BROKER_URL'].rpartition('/')[0]}/{int(os.environ['SAKIP_UJI_PROSES'][2:]) + 1}"
        )

from sakip.settings import *  # noqa: F403
from sakip.settings import DATABASES, STORAGES, VAR

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file with its log, as in operation: in memory, two connections lock each other out at once.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "uji.sqlite3")}
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
# The tests' chains are many, and none goes on where another ended.
BERKAS_JANGKAR = None
