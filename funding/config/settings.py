"""Django settings: the only file that reads the environment.

Every variable read here is described in `.env.example`. A value that cannot be used raises `ImproperlyConfigured`
with one line that says what to write instead.
"""

import os
import re
import secrets
from pathlib import Path
from typing import Any

import django_stubs_ext
import psycopg2
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from psycopg2.extensions import parse_dsn

from funding.config.environment import Environment, read_env_file

BASE_DIR = Path(__file__).parents[2]
VAR_DIR = BASE_DIR / "var"  # what this checkout makes and git ignores: database, collected static files, secret key

env = Environment({**read_env_file(BASE_DIR / ".env"), **os.environ})


# What kind of installation this is

DEBUG = env.flag("DEBUG")
GALLERY = DEBUG  # has the page that shows every piece of a page in each of its states
HTTPS = env.flag("HTTPS")  # the site is reached through a proxy that speaks https: a deployment
LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", choices=["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"])

# Where the site listens, and with how many processes: `gunicorn.conf.py` and `manage.py serve`.
PORT = env.number("PORT", 8000, lowest=1, highest=65535)
WEB_CONCURRENCY = env.number("WEB_CONCURRENCY", 2, lowest=1, highest=64)


# Who may reach it

ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
SITE_ADDRESS = env.text("SITE_ADDRESS").removesuffix(
    "/"
)  # what public pages say of themselves, however they were asked
if SITE_ADDRESS and not re.match(r"https?://[^/?#@\s]+$", SITE_ADDRESS):
    raise ImproperlyConfigured(f"SITE_ADDRESS is {SITE_ADDRESS!r}; write for example https://fund.example.org")
if SITE_ADDRESS:
    ALLOWED_HOSTS.append(SITE_ADDRESS.partition("://")[2].partition(":")[0])
if SITE_ADDRESS and HTTPS and not SITE_ADDRESS.startswith("https://"):
    raise ImproperlyConfigured(f"SITE_ADDRESS is {SITE_ADDRESS!r}, and HTTPS is on; begin it with https://")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
for origin in CSRF_TRUSTED_ORIGINS:
    if not re.match(r"https?://[^/]+$", origin):
        raise ImproperlyConfigured(f"CSRF_TRUSTED_ORIGINS has {origin!r}; write for example https://fund.example.org")

CONTACT = env.text("CONTACT")  # where readers report errors
if CONTACT and not CONTACT.startswith(("mailto:", "https://", "http://")):
    raise ImproperlyConfigured(
        f"CONTACT is {CONTACT!r}; write for example mailto:fund@example.org or https://example.org/report"
    )


def secret_key() -> str:
    """`SECRET_KEY`, or outside a deployment a random key made once and kept where only its owner can read it."""
    key = env.text("SECRET_KEY")
    if key:
        return key
    if HTTPS:
        raise ImproperlyConfigured("SECRET_KEY is not set, and HTTPS is on; set it to 50 or more random characters")
    path = VAR_DIR / "secret-key"
    VAR_DIR.mkdir(exist_ok=True)
    try:
        # O_EXCL: of two processes that start together, one writes and the other reads.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(key := secrets.token_urlsafe(50))
    return key


SECRET_KEY = secret_key()


# What it is made of

INSTALLED_APPS = [
    "funding",
    "projects",
    "forces",
    "django_tables2",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # First, so that what a later one answers itself, a redirect or an error, has these headers too.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "funding.views.encodings.heeds_refusals",
    # Compression beside secrets (BREACH) is safe here: the only secret in a page is the CSRF token, which Django masks
    # anew in each response, and the middleware itself adds random bytes to each one.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "funding.views.editions.ReadsARelease",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "funding.views.previews.ReadsAPreview",
]

ROOT_URLCONF = "funding.config.urls"
WSGI_APPLICATION = "funding.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,  # Django caches the loaders by itself
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "funding.views.editions.edition",
            ],
        },
    },
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


# Where the data is


def database() -> dict[str, Any]:
    """The server that `DATABASE_URL` names, or PostgreSQL of our own that starts with the first connection.

    The address is read as PostgreSQL's own tools read it, so `?sslmode=require` and the like work.
    """
    url = env.text("DATABASE_URL")
    if not url:
        return {
            "ENGINE": "funding.config.embedded_postgres",
            "NAME": "postgres",
            "OPTIONS": {"data_dir": VAR_DIR / "postgres"},
        }
    example = "postgres://user:password@host:5432/name"
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(f"DATABASE_URL must name a PostgreSQL database; write it as {example}")
    try:
        parts = parse_dsn(url)
    except psycopg2.ProgrammingError as error:
        # What could not be read is not repeated: it may be the password.
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read; write it as {example}") from error
    if "dbname" not in parts:
        raise ImproperlyConfigured(f"DATABASE_URL names no database; write it as {example}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": {"connect_timeout": 2, **parts},
    }


DATABASE_IS_EMBEDDED = not env.text("DATABASE_URL")
DATABASES = {"default": {**database(), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}

# Where tables are found: the record, what is said of its editions, and the functions of both (`funding/releases/schemas.py`).
_options = DATABASES["default"]["OPTIONS"]
_options["options"] = f"{_options.get('options', '')} -c search_path=public,editions,extensions".strip()


# What was made once


def page_cache(url: str) -> dict[str, Any]:
    """Where pages are kept: in the Redis or Valkey at an address, which processes share, or in each process."""
    if DEBUG:
        return {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 1000}}
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured("CACHE_URL must name a Redis or Valkey; write it as redis://host:6379/0")
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        # It is there to be fast: what takes longer is as if it were not there (`funding/views/cache.py`).
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }


CACHES = {
    "default": {**page_cache(env.text("CACHE_URL")), "TIMEOUT": None}
}  # what is kept never becomes wrong; it is pushed out by other pages
SECONDS_TO_REMEMBER_RELEASES = 0 if DEBUG else 2


# Lets Django's generic classes name their types when the code runs, not only when it is checked: `ModelAdmin[Award]`.
django_stubs_ext.monkeypatch()


# Static files

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "funding.config.static_packages.PackageFileFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True


# Security

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [
            SELF,
            # The one stylesheet that Plotly.js adds to a page (empty), and the one of the map library in its bundle.
            "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
            "'sha256-ji27qzEtxXZW+7dun6UwjHXJ18e6WAin1VvNtkzIE/o='",
        ],
        "img-src": [SELF, "data:", "blob:"],  # a chart saved as an image goes through a data: or blob: address
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "funding.views.site.forbidden"
SECURE_REFERRER_POLICY = (
    "strict-origin-when-cross-origin"  # sources see that readers come from here, not from which view
)

if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# HSTS for subdomains, and the browsers' preload list, bind hosts that are not ours to bind: their owner decides.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in [
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    ]
]


# Logging: to stderr, an error in a request with its traceback

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    # Without handlers of its own (Django's default one is silent unless DEBUG is on), so that everything goes to the root.
    # A wrong Host header is the sender's fault, and is told to it alone.
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
