"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from towngown.kit.text import mark
from towngown.web.reports import desk, pages
from towngown.web.reports.today import due, to_release
from towngown.web.shared import addresses, today
from towngown.web.shared.chrome import TOGETHER, nav

urlpatterns: list[URLPattern | URLResolver] = [
    path("reports/", desk.index, name="reports"),
    path("reports/export.<str:form>", desk.export, name="reports_export"),
    path("reports/<str:ref>/", pages.one, name="report"),
    path("reports/<str:ref>/<str:language>.docx", pages.word, name="report_word"),
    path("partnerships/<slug:slug>/brief/", pages.brief, name="brief"),
]

addresses.at("report", "report")
nav(60, mark("Reports"), "reports", group=TOGETHER)
today.source(due)
today.source(to_release)
