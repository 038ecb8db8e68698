"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from towngown.kit.text import mark
from towngown.web.partnerships.views import agreements, ledgers, partnerships, promises, stations
from towngown.web.shared import addresses
from towngown.web.shared.chrome import TOGETHER, nav

urlpatterns: list[URLPattern | URLResolver] = [
    path("partnerships/", partnerships.partnerships, name="partnerships"),
    path("partnerships/export.<str:form>", partnerships.export, name="partnerships_export"),
    path("partnerships/<slug:slug>/", partnerships.partnership, name="partnership"),
    path("partnerships/<slug:slug>/ledger/", ledgers.ledger, name="ledger"),
    path("partnerships/<slug:slug>/ledger/export.<str:form>", ledgers.export, name="ledger_export"),
    path("promises/<str:ref>/", promises.promise, name="promise"),
    path("promises/<str:ref>/<str:first>/", promises.cell, name="cell"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/export.<str:form>", agreements.export, name="agreements_export"),
    path("agreements/<str:ref>/", agreements.agreement, name="agreement"),
    path("stations/<str:ref>/", stations.station, name="station"),
]

addresses.at("partnership", "partnership", "slug")
addresses.at("ledger", "ledger", "slug")
addresses.at("agreement", "agreement")
addresses.at("promise", "promise")
addresses.at("station", "station")
for kind in ("party", "area", "programme", "output", "scorecard_line"):
    addresses.through(kind, "partnership")
for kind in ("amendment", "closing"):
    addresses.through(kind, "agreement")
addresses.through("waiver", "promise")
addresses.through("milestone", "station")

addresses.lists("partnership", "partnerships")
addresses.lists("agreement", "agreements")

nav(20, mark("Partnerships"), "partnerships", group=TOGETHER)
nav(30, mark("Agreements"), "agreements", group=TOGETHER)
