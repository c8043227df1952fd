"""Settings. Everything that differs between machines comes from the environment:

SAKIP_DATABASE_URL  postgres://…   (default: SQLite in WAL mode under var/)
SAKIP_DATABASE_URL_PEMILIK  the same database as its owner, for migrations (default: one role for both)
SAKIP_BROKER_URL    redis://…      (default: Celery's filesystem transport under var/)
The rest is listed in docs/operasi.md.
"""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from kombu import Exchange, Queue
from pythonjsonlogger.core import RESERVED_ATTRS

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("SAKIP_VAR", BASE_DIR / "var"))
VAR.mkdir(parents=True, exist_ok=True)


def _daftar(nama: str, bawaan: str) -> list[str]:
    return [bagian.strip() for bagian in os.environ.get(nama, bawaan).split(",") if bagian.strip()]


def _kunci_rahasia() -> str:
    """The key from the environment, else one made once and kept readable by its owner only."""
    if dari_lingkungan := os.environ.get("SAKIP_SECRET_KEY"):
        return dari_lingkungan
    berkas = VAR / "kunci-rahasia"
    if not berkas.exists():
        berkas.touch(mode=0o600)
        berkas.write_text(secrets.token_urlsafe(50))
    return berkas.read_text()


def _smtp_tls() -> tuple[bool, bool]:
    """(STARTTLS, TLS from the first byte)"""
    cara = os.environ.get("SAKIP_SMTP_TLS") or "starttls"
    if cara not in ("starttls", "ssl", "tidak"):
        raise ImproperlyConfigured("SAKIP_SMTP_TLS: isi dengan starttls, ssl, atau tidak.")
    return cara == "starttls", cara == "ssl"


def _basis_data(alamat: str) -> dict[str, Any]:
    return dict(dj_database_url.parse(alamat, conn_max_age=60, conn_health_checks=True))


SECRET_KEY = _kunci_rahasia()
DEBUG = os.environ.get("SAKIP_DEBUG") == "1"
COBA = DEBUG or os.environ.get("SAKIP_COBA") == "1"
"""A trial: HTTP will do, nobody needs a second factor, and the demo's users may exist."""
HTTPS = os.environ.get("SAKIP_HTTPS", "0" if COBA else "1") == "1"
if not (HTTPS or COBA):
    raise ImproperlyConfigured("SAKIP_HTTPS=0 hanya untuk percobaan: nyatakan dengan SAKIP_COBA=1.")
ALLOWED_HOSTS = _daftar("SAKIP_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _daftar("SAKIP_ORIGINS", "")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_prose_editor",
    "import_export",
    "rules",
    "sakip",
    "renstra",
    "anggaran",
    "capaian",
    "laporan",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sakip.jaga.sesi.SesiMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "sakip.jejak.pelaku.JejakMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "sakip.views.galat.MetodeMiddleware",
    "sakip.jaga.masukan.MasukanMiddleware",
    "sakip.jaga.pengambilan.PengambilanMiddleware",
]

ROOT_URLCONF = "sakip.urls"
WSGI_APPLICATION = "sakip.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "laporan.konteks.halaman",
            ],
            "builtins": ["sakip.templatetags.sakip", "sakip.templatetags.halaman"],
        },
    }
]

DATABASES = {"default": _basis_data(os.environ.get("SAKIP_DATABASE_URL", f"sqlite:///{VAR / 'sakip.sqlite3'}"))}
# The role that everything served works as, where another one owns the tables (docs/operasi.md).
BASIS_DATA_APLIKASI: dict[str, Any] = {}
if _pemilik := os.environ.get("SAKIP_DATABASE_URL_PEMILIK"):
    BASIS_DATA_APLIKASI = DATABASES["default"]
    if os.environ.get("SAKIP_SEBAGAI_PEMILIK") == "1":
        DATABASES = {"default": _basis_data(_pemilik)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
    }
else:
    # Short statements on many tables: to compile one takes longer than it ever runs.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Computed years of agencies, each under the marks of the rows it was made from (`laporan.pemda.simpanan`).
    # Beside the uploaded files: all processes share it, and losing it costs time only.
    "ringkasan": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "ringkasan",
        "TIMEOUT": 40 * 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "sakip.Pengguna"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "sakip.jaga.sandi.KataMudahValidator"},
]
LOGIN_URL = "masuk"
LOGIN_REDIRECT_URL = "beranda"
LOGOUT_REDIRECT_URL = "masuk"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_HANDLER = "sakip.jaga.penahan.Penahan"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "sakip.jaga.alamat.alamat_pengunjung"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["kode", "sandi", "old_password", "new_password1", "new_password2", "csrfmiddlewaretoken"]
# Failures within a quarter of an hour beside AXES_FAILURE_LIMIT, which is of a name at one address.
BATAS_SENAMA, BATAS_SEALAMAT = 50, 100
PROKSI_TEPERCAYA = _daftar("SAKIP_PROKSI", "127.0.0.1,::1")
"""Addresses or networks of the proxies in front, whose X-Forwarded-For is believed."""
FAKTOR_KEDUA = frozenset(_daftar("SAKIP_FAKTOR_KEDUA", "" if COBA else "admin,perencanaan,inspektorat"))
"""Roles that may not log in without a second factor."""
UNDANGAN_HARI = int(os.environ.get("SAKIP_UNDANGAN_HARI", "14"))
"""Days within which an invitation may be used to choose the first password."""
AXES_LOCKOUT_TEMPLATE = "sakip/terkunci.html"
AXES_ENABLE_ADMIN = False

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia")]
LOCALE_PATHS = [BASE_DIR / "sakip" / "locale"]
TIME_ZONE = os.environ.get("SAKIP_TIME_ZONE", "Asia/Makassar")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "berkas"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "sakip.berkas.statis.PenyimpananStatis"},
}
BATAS_MENUNJANG = int(os.environ.get("SAKIP_BATAS_MENUNJANG", "75"))
BATAS_UNGGAHAN = 20 * 1024 * 1024
BATAS_BUKTI = int(os.environ.get("SAKIP_BATAS_BUKTI_MB", "20")) * 1024 * 1024
CADANGAN_KUNCI = _daftar("SAKIP_CADANGAN_KUNCI", "")
"""Public keys (age) that backups are encrypted for; none: they are not."""
CLAMAV = os.environ.get("SAKIP_CLAMAV", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

BATAS_BADAN = 55 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20
KUOTA = int(os.environ.get("SAKIP_KUOTA_MB", "5000")) * 1024 * 1024
"""Bytes of uploads that an agency may store; 0: as many as the disk holds."""
BATAS_SUSUNAN = 5
"""Documents of one agency that wait or are being composed at the same time."""
BATAS_LAMBAT = int(os.environ.get("SAKIP_LAMBAT_MS", "1000"))
"""Milliseconds from which a statement is logged; 0: none is."""
BERKAS_JANGKAR: Path | None = VAR / "jangkar"
"""Where the end of the trail's chain is noted, beside the database."""
METRIK_TOKEN = os.environ.get("SAKIP_METRIK_TOKEN", "")
"""Who sends it reads `/metrik/` from elsewhere; empty: this machine only."""
SESI_DIAM = 30 * 60
SESI_TERLAMA = SESSION_COOKIE_AGE = 12 * 3600

SESSION_ENGINE = "sakip.jaga.toko"
SESSION_COOKIE_HTTPONLY = True
# Such a name binds a cookie to this very host and to HTTPS.
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
# Asked for over the loopback, without the proxy.
SECURE_REDIRECT_EXEMPT = [r"^metrik/$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Whether browsers ship a list with it is for the owner of the whole domain to say.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

CELERY_BROKER_URL = os.environ.get("SAKIP_BROKER_URL", "filesystem://localhost")
if CELERY_BROKER_URL.startswith("filesystem"):
    _antrean = VAR / "antrean"
    for _nama in ("masuk", "kendali"):
        (_antrean / _nama).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_antrean / "masuk"),
        "data_folder_out": str(_antrean / "masuk"),
        "control_folder": str(_antrean / "kendali"),
        "polling_interval": 0.2,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 3, "queue_order_strategy": "priority"}
# What a person waits for comes before bulk: a worker asks the first queue first. `worker -Q borongan` takes bulk alone.
ANTREAN = ("celery", "borongan")
CELERY_TASK_QUEUES = [Queue(nama, Exchange(nama), routing_key=nama) for nama in ANTREAN]
CELERY_TASK_ROUTES = {
    "anggaran.tasks.sapu_sipd": {"queue": "borongan"},
    "capaian.tasks.*": {"queue": "borongan"},
    "laporan.tasks.kemas_paket": {"queue": "borongan"},
    "laporan.tasks.rawat_meja": {"queue": "borongan"},
    "laporan.tasks.sapu_unggahan": {"queue": "borongan"},
    "laporan.tasks.siapkan_ringkasan": {"queue": "borongan"},
    "sakip.tasks.kirim_*": {"queue": "borongan"},
    "sakip.tasks.padatkan_tanda": {"queue": "borongan"},
    "sakip.tasks.sapu_sisa": {"queue": "borongan"},
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = int(os.environ.get("SAKIP_BATAS_LUNAK", "300"))
CELERY_TASK_TIME_LIMIT = CELERY_TASK_SOFT_TIME_LIMIT + 60
BATAS_DENYUT = int(os.environ.get("SAKIP_BATAS_DENYUT", "30"))
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = int(os.environ.get("SAKIP_PEKERJA", "2"))
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 240_000
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "umumkan jadwal": {
        "task": "capaian.tasks.umumkan_jadwal",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240},
    },
    "siapkan ringkasan": {
        "task": "laporan.tasks.siapkan_ringkasan",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 540},
    },
    "segel jejak": {
        "task": "sakip.tasks.segel_jejak",
        "schedule": crontab(),
        "options": {"expires": 50},
    },
    "kirim jangkar": {"task": "sakip.tasks.kirim_jangkar", "schedule": crontab(hour=6, minute=20)},
    "padatkan tanda": {"task": "sakip.tasks.padatkan_tanda", "schedule": crontab(hour=2, minute=30)},
    "ingatkan tenggat": {"task": "capaian.tasks.ingatkan_tenggat", "schedule": crontab(hour=6, minute=0)},
    "rawat meja": {"task": "laporan.tasks.rawat_meja", "schedule": crontab(hour=6, minute=5)},
    "kirim ringkasan": {"task": "sakip.tasks.kirim_ringkasan", "schedule": crontab(hour=6, minute=15)},
    "sapu sisa": {"task": "sakip.tasks.sapu_sisa", "schedule": crontab(hour=2, minute=40)},
    "sapu sipd": {"task": "anggaran.tasks.sapu_sipd", "schedule": crontab(hour=2, minute=45)},
    "sapu unggahan": {"task": "laporan.tasks.sapu_unggahan", "schedule": crontab(hour=2, minute=30)},
}

VERSI = os.environ.get("SAKIP_VERSI") or "lokal"
SITUS = (os.environ.get("SAKIP_SITUS") or "http://localhost:8000").rstrip("/")
EMAIL_HOST = os.environ.get("SAKIP_SMTP_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("SAKIP_SMTP_PORT") or "587")
EMAIL_HOST_USER = os.environ.get("SAKIP_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SAKIP_SMTP_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = _smtp_tls()
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("SAKIP_SURAT_DARI") or "SAKIP <sakip@localhost>"

CATATAN = os.environ.get("SAKIP_LOG") or "baris"
if CATATAN not in ("baris", "json"):
    raise ImproperlyConfigured("SAKIP_LOG: isi dengan baris atau json.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "baris": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "{levelname}{name}{message}",
            "style": "{",
            "timestamp": "pada",
            "rename_fields": {"levelname": "tingkat", "name": "dari", "message": "pesan"},
            "reserved_attrs": [*RESERVED_ATTRS, "request"],
        },
    },
    "handlers": {"konsol": {"class": "logging.StreamHandler", "formatter": CATATAN}},
    "root": {"handlers": ["konsol"], "level": "WARNING"},
    "loggers": {
        "sakip": {"level": "INFO"},
        "laporan": {"level": "INFO"},
        "axes": {"level": "WARNING"},
        "celery": {"level": "INFO"},
        # With a handler of its own, Django would write each of these once more.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}
