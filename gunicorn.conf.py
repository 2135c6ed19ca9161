"""How gunicorn serves the site: for `make run`, and in production, where `gunicorn funding.config.wsgi` finds this file by its name.

An option of the command line goes before what stands here: `gunicorn --bind 0.0.0.0:8000 funding.config.wsgi`.
"""

import http.client
import os
import signal
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

SECONDS_TO_ANSWER = 60

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "funding.config.settings")
try:
    bind = f"127.0.0.1:{settings.PORT}"  # for a browser or a proxy on this machine
except ImproperlyConfigured as error:
    sys.exit(f"Configuration: {error}")
workers = settings.WEB_CONCURRENCY
worker_class = "gthread"
threads = 4
preload_app = True
loglevel = "warning"
control_socket_disable = True  # it is one for all the gunicorns of a user


def when_ready(server: Arbiter) -> None:
    """Say where the site is once it answers; and let a terminal that is closed end it, as it ends other programs.

    Gunicorn itself would reload at that and live on unseen. There is nothing to reload: new code is taken up by a restart.
    """
    server.handle_hup = server.handle_term
    is_for_a_proxy_alone = isinstance(server.address[0], str)  # a socket in the file system
    if is_for_a_proxy_alone or os.fork():
        return
    # A process of its own from here on, since gunicorn's next act is its main loop.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    for listener in server.LISTENERS:
        listener.close()
    try:
        announce(*server.address[0])
    finally:
        os._exit(0)  # without the exit handlers, which are the parent's


def announce(host: str, port: int) -> None:
    """Ask for the home page, and report the address, or what is wrong with it."""
    request = http.client.HTTPConnection(host, port, timeout=SECONDS_TO_ANSWER)
    address = f"http://{host}:{port}"
    try:
        request.request("GET", "/", headers={"Host": settings.ALLOWED_HOSTS[0].replace("*", "localhost")})
        status = request.getresponse().status
    except OSError as error:
        sys.stderr.write(f"The site does not answer: {error}\n")
        return
    if status < 500:
        sys.stdout.write(f"The site is at {address} (Ctrl-C stops it)\n")
        sys.stdout.flush()
    else:
        sys.stderr.write(f"{address} answers with error {status}; the lines above say why\n")


def worker_exit(server: Arbiter, worker: Worker) -> None:
    """Let a worker that exits do so: Ctrl-C in a terminal reaches it twice, from there and from the master."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)
