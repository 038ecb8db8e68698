"""All addresses: Chinese at /…, English at /en/…; each room of web brings its own."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

rooms = (
    "shared",
    "desk",
    "office",
    "partnerships",
    "exchange",
    "orders",
    "activities",
    "attendance",
    "dispatch",
    "reports",
    "transfer",
    "public",
)

urlpatterns = i18n_patterns(
    path("accounts/", include("allauth.urls")),
    *(path("", include(f"towngown.web.{room}.urls")) for room in rooms),
    prefix_default_language=False,
)

handler500 = "towngown.web.shared.errors.broken"
