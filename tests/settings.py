"""The project's settings, for the tests: fast hashing, no manifest, own folder under var/."""

import os
import tempfile

if "SAKIP_VAR" not in os.environ:
    os.environ["SAKIP_VAR"] = tempfile.mkdtemp(prefix="sakip-uji-")
os.environ.setdefault("SAKIP_SECRET_KEY", "kunci-untuk-pengujian-saja")

from sakip.settings import *  # noqa: F403
from sakip.settings import STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
