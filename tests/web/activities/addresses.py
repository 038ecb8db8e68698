"""The real addresses, with plain stand-ins for the rooms that the bar names and that are built elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from towngown.config.urls import handler500
from towngown.config.urls import urlpatterns as real


def stand_in(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


names = ("home", "complaint", "search", "desk")
urlpatterns = [*real, *(path(f"stand-in/{name}/", stand_in, name=name) for name in names)]

__all__ = ["handler500", "urlpatterns"]
