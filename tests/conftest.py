"""What holds for every test: no network, a proof cache of its own, and no haste.

With `CI` set, the examples of property tests are the same in each run.
"""

import os
import socket
import tempfile

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "studydeck",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("studydeck")

_CACHE = tempfile.TemporaryDirectory()
_HERE = {"localhost", "127.0.0.1", "::1", b"localhost", "", None}
_OPEN = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto")}
_LOOK_UP = socket.getaddrinfo


def _stay_here(host: object) -> None:
    if host not in _HERE and not str(host).startswith("127."):
        raise AssertionError(f"a test went to the network: {host!r}")


def _guarded(name: str):
    """Give a method of sockets that looks at the address, its last argument, first."""

    def method(self, *args):
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            _stay_here(args[-1][0])
        return _OPEN[name](self, *args)

    return method


def _look_up(host, *args, **options):
    _stay_here(host)
    return _LOOK_UP(host, *args, **options)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Close the way out before the first test is collected."""
    for name in _OPEN:
        setattr(socket.socket, name, _guarded(name))
    socket.getaddrinfo = _look_up
    os.environ["XDG_CACHE_HOME"] = _CACHE.name


def pytest_unconfigure(config: pytest.Config) -> None:
    """Open it again, for whoever runs pytest inside another program."""
    for name, method in _OPEN.items():
        setattr(socket.socket, name, method)
    socket.getaddrinfo = _LOOK_UP
