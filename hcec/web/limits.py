"""Attempts at a secret, by address: a bucket nobody can read the address from, 429 when it is spent (ATTACKS 15)."""

from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address, ip_network

from flask import request
from werkzeug.exceptions import TooManyRequests

from hcec import clock, db
from hcec.accounts.services import limits
from hcec.accounts.services.limits import Door

HOUSEHOLD = 64


def take(door: Door, *also: str) -> list[str]:
    """Count an attempt before looking at the secret; return what `give_back` takes when it was right. Answers 429."""
    try:
        with db.current().volatile() as volatile:
            return limits.take(volatile, door, who=(_address(), *also), now=clock.now())
    except limits.TooManyTries as spent:
        raise TooManyRequests(retry_after=spent.retry_after) from spent


def give_back(buckets: Sequence[str]) -> None:
    """Forget an attempt that was right."""
    with db.current().volatile() as volatile:
        limits.give_back(volatile, buckets)


def _address() -> str:
    """Return whose bucket this is: the peer, or whom a proxy on this very machine answers for."""
    peer = request.remote_addr or ""
    if _is_loopback(peer):
        peer = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or peer
    try:
        address = ip_address(peer)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network((address, HOUSEHOLD), strict=False))
    return str(address)


def _is_loopback(peer: str) -> bool:
    try:
        return ip_address(peer).is_loopback
    except ValueError:
        return False
