"""A partnership as a file, and the empty workbook to start from."""

from django.http import HttpRequest, HttpResponse

from towngown.domain.partnerships.queries import by_slug
from towngown.domain.transfer import actions, queries
from towngown.domain.transfer.words import LANGUAGES
from towngown.kit.problems import Problem
from towngown.web.shared.wording import language

TYPES = {
    "yaml": "application/yaml; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def export(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Everything of a partnership that the viewer sees, as YAML or a workbook in the viewer's language."""
    partnership = by_slug(request.actor, slug)
    if partnership is None or form not in TYPES:
        raise Problem("not_found", value=slug)
    content = actions.export(by=request.actor, partnership=partnership, form=form, language=language())
    return _download(content, form, f"{slug}.{form}")


def template(request: HttpRequest, language: str) -> HttpResponse:
    """The empty workbook, in Chinese or English."""
    if language not in LANGUAGES:
        raise Problem("not_found", value=language)
    return _download(queries.template(language), "xlsx", f"towngown-{language}.xlsx")


def _download(content: bytes, form: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
