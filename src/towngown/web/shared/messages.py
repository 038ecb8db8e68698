"""What was done, said once on the next page: in a cookie that is tied to this host where there is https."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class Cookie(CookieStorage):
    """The library's cookie under a name that browsers take from this host only."""

    cookie_name = "__Host-messages" if settings.SESSION_COOKIE_SECURE else "messages"


class Storage(FallbackStorage):
    """The cookie, or the session when there is too much to say."""

    storage_classes = (Cookie, SessionStorage)
