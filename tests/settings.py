"""The site's settings as tests see them: the same on every machine, whatever a developer's `.env` says."""

import os

os.environ |= {
    "ALLOWED_HOSTS": "",
    "CONTACT": "",
    "CSRF_TRUSTED_ORIGINS": "",
    "DEBUG": "false",
    "HTTPS": "false",
    "LOG_LEVEL": "INFO",
    "SECRET_KEY": "for tests only",
    "SITE_ADDRESS": "",
}

from funding.config.settings import *  # noqa: F403

GALLERY = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True  # from where the files are: nothing has to be collected
WHITENOISE_USE_FINDERS = True
# A thread of the live server, which lives as long as the browser holds its socket, must not hold a connection too.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
}  # release 1 is another one in each test
SECONDS_TO_REMEMBER_RELEASES = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow on purpose
