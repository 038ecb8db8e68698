"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from towngown.web.public.home import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
]
