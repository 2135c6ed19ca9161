"""The settings are read anew for each test, in a project folder of its own, so that no test sees this machine's `.env`."""

import re
import runpy
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from tests.checks.environment import variables_read

PROJECT = Path(settings.BASE_DIR)
LONG_KEY = "a-secret-key-that-is-quite-long-enough-to-be-taken-seriously-0123456789"

PATH = {"options": "-c search_path=public,editions,extensions"}

Read = Callable[..., dict[str, Any]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project folder with nothing in it but the settings."""
    (tmp_path / "funding" / "config").mkdir(parents=True)
    # A link, so that coverage counts the one file.
    (tmp_path / "funding" / "config" / "settings.py").symlink_to(PROJECT / "funding" / "config" / "settings.py")
    return tmp_path


@pytest.fixture
def read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """A function that reads the settings under just these variables and this `.env`."""

    def read(*, env_file: str | None = None, **variables: str) -> dict[str, Any]:
        for name in variables_read():
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        if env_file is not None:
            (folder / ".env").write_text(env_file)
        return runpy.run_path(str(folder / "funding" / "config" / "settings.py"))

    return read


def test_defaults_suit_ones_own_machine(read, folder):
    values = read()
    assert values["DEBUG"] is False
    assert values["PORT"] == 8000
    assert values["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert values["DATABASES"]["default"]["ENGINE"] == "funding.config.embedded_postgres"
    assert values["DATABASES"]["default"]["OPTIONS"] == {"data_dir": folder / "var" / "postgres", **PATH}
    assert "SECURE_SSL_REDIRECT" not in values


def test_env_example_names_every_variable_that_is_read():
    text = (PROJECT / ".env.example").read_text()
    assert set(re.findall(r"^([A-Z_]+)=", text, flags=re.MULTILINE)) == variables_read()
    assert len(variables_read()) == 12


def test_nothing_but_the_settings_reads_the_environment():
    allowed = {"funding/config/settings.py", "funding/config/wsgi.py", "funding/management/commands/serve.py"}
    readers = {
        str(path.relative_to(PROJECT))
        for app in ("forces", "projects", "funding")
        for path in (PROJECT / app).rglob("*.py")
        if re.search(r"\bos\.(environ|getenv)\b", path.read_text())
    }
    assert readers <= allowed  # the two others: Django's own DJANGO_SETTINGS_MODULE, and its reloader's mark


def test_env_example_is_a_valid_env_file_with_the_defaults(read):
    defaults = read()
    example = read(env_file=(PROJECT / ".env.example").read_text())
    for name in ["ALLOWED_HOSTS", "DATABASES", "DEBUG", "LOG_LEVEL", "PORT", "SECRET_KEY", "WEB_CONCURRENCY"]:
        assert example[name] == defaults[name]


@pytest.mark.parametrize(
    ("line", "port"),
    [
        ("PORT=8001", 8001),
        ("  PORT = 8001  ", 8001),
        ("export PORT=8001", 8001),
        ('PORT="8001"', 8001),
        ("PORT='8001'", 8001),
        ("# PORT=8001", 8000),
        ("PORT=", 8000),
        ("\ufeffPORT=8001\r\n\r\n", 8001),
    ],
)
def test_env_file_line_is_read(read, line, port):
    assert read(env_file=line)["PORT"] == port


def test_environment_goes_before_env_file(read):
    assert read(env_file="PORT=8001\nLOG_LEVEL=error", PORT="8002")["PORT"] == 8002


@pytest.mark.parametrize("line", ["PORT 8001", "=8001", '"PORT"=8001', 'SECRET_KEY="abc', "8PORT=1", 'PORT="1" "2"'])
def test_env_file_with_a_broken_line_names_it_without_its_content(read, line):
    with pytest.raises(ImproperlyConfigured) as caught:
        read(env_file=f"# first\n\n{line}")
    assert str(caught.value) == (".env line 3 is not NAME=value; write for example PORT=8001, or begin the line with #")


def test_env_file_that_is_not_utf_8_is_refused(read, folder):
    (folder / ".env").write_bytes(b"SECRET_KEY=\xff\xfe")
    with pytest.raises(ImproperlyConfigured, match="cannot be read as UTF-8"):
        read()


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"PORT": "abc"}, "PORT is 'abc'; write a whole number from 1 to 65535"),
        ({"PORT": "0"}, "PORT is '0'; write a whole number from 1 to 65535"),
        ({"PORT": "65536"}, "PORT is '65536'; write a whole number from 1 to 65535"),
        ({"PORT": "\u0661"}, "PORT is '\u0661'; write a whole number from 1 to 65535"),
        ({"WEB_CONCURRENCY": "0"}, "WEB_CONCURRENCY is '0'; write a whole number from 1 to 64"),
        ({"DEBUG": "maybe"}, "DEBUG is 'maybe'; write true or false"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL is 'LOUD'; write one of DEBUG, INFO, WARNING, ERROR, CRITICAL"),
        ({"HTTPS": "true"}, "SECRET_KEY is not set, and HTTPS is on; set it to 50 or more random characters"),
        (
            {"CSRF_TRUSTED_ORIGINS": "fund.example.org"},
            "CSRF_TRUSTED_ORIGINS has 'fund.example.org'; write for example https://fund.example.org",
        ),
        (
            {"DATABASE_URL": "mysql://host/name"},
            "DATABASE_URL must name a PostgreSQL database; write it as postgres://user:password@host:5432/name",
        ),
        (
            {"DATABASE_URL": "postgres://host/name?nonsense=1"},
            "DATABASE_URL cannot be read; write it as postgres://user:password@host:5432/name",
        ),
        (
            {"DATABASE_URL": "postgres://host:5432"},
            "DATABASE_URL names no database; write it as postgres://user:password@host:5432/name",
        ),
    ],
)
def test_value_that_cannot_be_used_is_refused_with_advice(read, variables, message):
    with pytest.raises(ImproperlyConfigured) as caught:
        read(**variables)
    assert str(caught.value) == message


@pytest.mark.parametrize("value", ["true", "TRUE", "yes", "on", "1"])
def test_switch_is_on(read, value):
    assert read(DEBUG=value)["DEBUG"] is True


@pytest.mark.parametrize("value", ["false", "no", "off", "0", ""])
def test_switch_is_off(read, value):
    assert read(DEBUG=value)["DEBUG"] is False


def test_lists_are_separated_by_commas(read):
    values = read(ALLOWED_HOSTS="a.example, b.example,", CSRF_TRUSTED_ORIGINS="https://a.example")
    assert values["ALLOWED_HOSTS"] == ["a.example", "b.example"]
    assert values["CSRF_TRUSTED_ORIGINS"] == ["https://a.example"]


def test_database_url_is_read_as_libpq_reads_it(read):
    values = read(DATABASE_URL="postgresql://some:p%40ss@db.example:5433/fund?sslmode=require")
    database = values["DATABASES"]["default"]
    assert values["DATABASE_IS_EMBEDDED"] is False
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["USER"], database["PASSWORD"]) == ("some", "p@ss")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", "5433", "fund")
    assert database["OPTIONS"] == {"connect_timeout": 2, "sslmode": "require", **PATH}


def test_options_of_a_database_url_are_kept_beside_the_path_of_schemas(read):
    values = read(DATABASE_URL="postgres://db.example/fund?options=-c%20statement_timeout%3D5s")
    options = values["DATABASES"]["default"]["OPTIONS"]["options"]
    assert options == "-c statement_timeout=5s -c search_path=public,editions,extensions"


def test_pages_are_kept_in_each_process_or_where_cache_url_says(read):
    kept = read()["CACHES"]["default"]
    assert (kept["BACKEND"].rpartition(".")[2], kept["TIMEOUT"]) == ("LocMemCache", None)
    shared = read(CACHE_URL="redis://cache.example:6379/1")["CACHES"]["default"]
    assert (shared["BACKEND"].rpartition(".")[2], shared["LOCATION"]) == ("RedisCache", "redis://cache.example:6379/1")
    assert read(DEBUG="true")["CACHES"]["default"]["BACKEND"].endswith("DummyCache")
    with pytest.raises(ImproperlyConfigured, match="CACHE_URL must name a Redis or Valkey"):
        read(CACHE_URL="memcached://cache.example")


def test_secret_key_is_made_once_and_only_its_owner_can_read_it(read, folder):
    key = read()["SECRET_KEY"]
    assert len(key) >= 50
    assert read()["SECRET_KEY"] == key
    assert stat.S_IMODE((folder / "var" / "secret-key").stat().st_mode) == 0o600


def test_secret_key_that_is_set_leaves_no_file(read, folder):
    assert read(SECRET_KEY=LONG_KEY)["SECRET_KEY"] == LONG_KEY
    assert not (folder / "var").exists()


def test_https_makes_cookies_and_redirects_secure(read):
    values = read(HTTPS="true", SECRET_KEY=LONG_KEY)
    assert values["SECURE_SSL_REDIRECT"] is True
    assert values["SESSION_COOKIE_SECURE"] is True
    assert values["CSRF_COOKIE_SECURE"] is True
    assert values["SECURE_HSTS_SECONDS"] == 31_536_000
    assert values["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_static_files_are_hashed_and_compressed_unless_debug(read):
    assert "Manifest" in read()["STORAGES"]["staticfiles"]["BACKEND"]
    assert "Manifest" not in read(DEBUG="true")["STORAGES"]["staticfiles"]["BACKEND"]


def test_contact_is_an_address_that_can_be_followed(read):
    assert read()["CONTACT"] == ""
    assert read(CONTACT="mailto:fund@example.org")["CONTACT"] == "mailto:fund@example.org"
    with pytest.raises(ImproperlyConfigured, match=r"^CONTACT is .*; write for example mailto:"):
        read(CONTACT="fund@example.org")


def test_content_security_policy_allows_only_this_site(client, db):
    policy = client.get("/admin/login/").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", maxsplit=1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert directives["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy


def test_site_address(read):
    values = read(SITE_ADDRESS="https://fund.example.org/", ALLOWED_HOSTS="a.example")
    assert values["SITE_ADDRESS"] == "https://fund.example.org"
    assert values["ALLOWED_HOSTS"] == ["a.example", "fund.example.org"]
    assert read(SITE_ADDRESS="http://localhost:8000")["ALLOWED_HOSTS"][-1] == "localhost"
    for wrong in ["fund.example.org", "https://fund.example.org/fund", "https://me@fund.example.org"]:
        with pytest.raises(ImproperlyConfigured, match=r"^SITE_ADDRESS is .*; write for example https://"):
            read(SITE_ADDRESS=wrong)
    with pytest.raises(ImproperlyConfigured, match=r"and HTTPS is on; begin it with https://"):
        read(SITE_ADDRESS="http://fund.example.org", HTTPS="true", SECRET_KEY="k" * 50)
