"""How often one address may do something without an account."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def too_often(request: HttpRequest, what: str, most: int, seconds: int) -> bool:
    """Count this try, and say whether the sender's address has made more than so many within the time.

    The address itself is not kept: a keyed hash is, in memory, for as long as it counts.
    """
    sender = salted_hmac(what, _sender(request)).hexdigest()[:32]
    key = f"{what}:{sender}"
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key)) > most
    except ValueError:  # it ran out between the two calls
        return False


def _sender(request: HttpRequest) -> str:
    """The address as the outermost trusted proxy saw it, or as we do."""
    proxies = settings.TRUSTED_PROXIES
    seen = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
    return seen[-proxies] if 0 < proxies <= len(seen) else request.META.get("REMOTE_ADDR", "")
