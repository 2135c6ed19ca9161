"""Pages in a real Redis or Valkey: made once for all processes, and made anew while it does not answer."""

import logging
import signal
import time
from io import StringIO

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from funding.config.settings import page_cache
from funding.releases import current
from funding.views import cache
from tests.checks.redis_server import redis_of_a_test
from tests.data.record_files import write_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def redis():
    with redis_of_a_test() as server:
        yield server


@pytest.fixture
def reader(settings, redis, tmp_path):
    settings.CACHES = {"default": {**page_cache(redis.url), "TIMEOUT": None}}
    settings.SECONDS_TO_REMEMBER_RELEASES = 3600
    call_command("load_fund", write_record(tmp_path), publish="The beginning.", stdout=StringIO())
    current.forget_releases()
    cache._cache.left_alone_until = 0
    yield Client()
    cache._cache.left_alone_until = 0
    current.forget_releases()


def seconds_and_queries(reader, address="/projects/lab/"):
    begun = time.monotonic()
    with CaptureQueriesContext(connection) as queries:
        response = reader.get(address)
    assert response.status_code == 200
    assert b"Data lab" in response.content
    return time.monotonic() - begun, len(queries)


def test_page_is_made_once_for_all_who_share_it(reader):
    for headers in ({}, {"accept-encoding": "gzip"}):
        made = reader.get("/projects/lab/", headers=headers)
        caches["default"].close()
        with CaptureQueriesContext(connection) as queries:
            again = Client().get("/projects/lab/", headers=headers)
        assert (again.content, dict(again.headers), len(queries)) == (made.content, dict(made.headers), 0)


def test_page_is_made_anew_while_it_is_gone_and_kept_when_it_is_back(reader, redis, caplog):
    assert seconds_and_queries(reader)[1] > 0
    assert seconds_and_queries(reader)[1] == 0
    redis.kill()
    with caplog.at_level(logging.WARNING):
        assert seconds_and_queries(reader)[1] > 0
    assert "The cache does not answer" in caplog.text
    redis.start()
    cache._cache.left_alone_until = 0  # as when its seconds are over
    assert seconds_and_queries(reader)[1] > 0
    assert seconds_and_queries(reader)[1] == 0


def test_one_that_is_frozen_is_found_out_once_and_left_alone(reader, redis):
    seconds_and_queries(reader)
    redis.send(signal.SIGSTOP)
    seconds, queries = seconds_and_queries(reader)
    assert 0.4 < seconds < 4
    assert queries > 0
    begun = time.monotonic()
    while time.monotonic() < begun + 1:
        assert seconds_and_queries(reader)[0] < seconds
        assert cache._cache.left_alone_until > time.monotonic()
    redis.send(signal.SIGCONT)
    cache._cache.left_alone_until = 0
    seconds_and_queries(reader)
    assert seconds_and_queries(reader)[1] == 0
