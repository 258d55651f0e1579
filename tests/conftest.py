"""What holds for every test: no network beyond this machine."""

import socket

import pytest

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_sendto = socket.socket.sendto
_getaddrinfo = socket.getaddrinfo
_HERE = {"localhost", "127.0.0.1", "::1", b"localhost", None, ""}


def _refuse_strangers(family: int, address: object) -> None:
    if family not in {socket.AF_INET, socket.AF_INET6}:
        return
    host = address[0] if isinstance(address, tuple) else address
    if host not in _HERE and not str(host).startswith("127."):
        raise AssertionError(f"a test went to the network: {address!r}")


class _Local:
    """The socket methods, each of which looks at the address first."""

    def connect(self: socket.socket, address):
        _refuse_strangers(self.family, address)
        return _connect(self, address)

    def connect_ex(self: socket.socket, address):
        _refuse_strangers(self.family, address)
        return _connect_ex(self, address)

    def sendto(self: socket.socket, data, *flags_and_address):
        _refuse_strangers(self.family, flags_and_address[-1])
        return _sendto(self, data, *flags_and_address)


def _local_names(host, *args, **options):
    _refuse_strangers(socket.AF_INET, (host,))
    return _getaddrinfo(host, *args, **options)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Close the way out before the first test is collected."""
    socket.socket.connect = _Local.connect
    socket.socket.connect_ex = _Local.connect_ex
    socket.socket.sendto = _Local.sendto
    socket.getaddrinfo = _local_names


def pytest_unconfigure(config: pytest.Config) -> None:
    """Open it again, for whoever runs pytest inside another program."""
    socket.socket.connect = _connect
    socket.socket.connect_ex = _connect_ex
    socket.socket.sendto = _sendto
    socket.getaddrinfo = _getaddrinfo
