"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from towngown.web.public import complaints, help
from towngown.web.public import today as own
from towngown.web.public.home import home
from towngown.web.shared import addresses, today

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("complaint/", complaints.new, name="complaint"),
    path("complaint/<str:ref>/", complaints.one, name="complaint_one"),
    path("complaints/", complaints.index, name="complaints"),
    path("complaints/export.<str:form>", complaints.export, name="complaints_export"),
    path("help/", help.index, name="help"),
    path("help/<slug:role>/", help.role, name="help_role"),
]

addresses.at("complaint", "complaint_one")
today.source(own.complaints)
