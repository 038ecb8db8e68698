"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from towngown.kit.text import mark
from towngown.web.shared import addresses
from towngown.web.shared.chrome import TOOLS, nav
from towngown.web.transfer import exporting, importing

urlpatterns: list[URLPattern | URLResolver] = [
    path("import/", importing.start, name="import"),
    path("import/template-<str:language>.xlsx", exporting.template, name="import_template"),
    path("import/<str:ref>/", importing.outcome, name="import_outcome"),
    path("export/<slug:slug>.<str:form>", exporting.export, name="export"),
]

addresses.lists("import", "import")
nav(80, mark("Import"), "import", group=TOOLS, open_to=importing.may)
