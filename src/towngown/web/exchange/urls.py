"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from towngown.web.exchange import intentions, needs, raising

urlpatterns: list[URLPattern | URLResolver] = [
    path("needs/", needs.index, name="needs"),
    path("needs/new/", raising.new, name="need_new"),
    path("needs/<str:ref>/", needs.one, name="need"),
    path("intentions/", intentions.index, name="intentions"),
    path("intentions/<str:ref>/", intentions.one, name="intention"),
]
