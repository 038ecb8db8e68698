"""The report as a Word file, from our template or the office's own."""

import io
import re
from pathlib import Path
from typing import Any

from django.conf import settings

from towngown.domain.reports.models import Report
from towngown.domain.reports.queries.sheet import Sheet, sheet
from towngown.kit.when import Language

TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "reports" / "report.docx"

_NOT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def docx(report: Report, language: Language) -> bytes:
    """The Word file of a report in one language. Texts are escaped: nothing in them is markup or a template."""
    from docxtpl import DocxTemplate  # a tenth of a second: only who takes a Word file pays

    template = DocxTemplate(settings.REPORT_TEMPLATE or str(TEMPLATE))
    template.render(context_of(sheet(report, language)), autoescape=True)
    template.docx.core_properties.title = _plain(report.title(language)[0])
    buffer = io.BytesIO()
    template.save(buffer)
    return buffer.getvalue()


def context_of(made: Sheet) -> dict[str, Any]:
    """What a template may name: title, sub, notice, paragraphs, figures, sign_off, colophon, and each section by name
    with title, note, columns and rows."""
    return {
        "title": _plain(made.title), "sub": _plain(made.sub), "notice": _plain(made.notice),
        "paragraphs": [_plain(one) for one in made.paragraphs],
        "figures": [
            {"label": one["label"], "value": f"{one['value']} {one['unit']}".strip(), "note": one["note"]}
            for one in made.figures
        ],
        "sign_off": [{"step": step, "name": _plain(name) or "　"} for step, name in made.sign_off],
        "colophon": made.colophon,
        **{
            one.name: {
                "title": one.title, "note": one.note, "columns": one.columns,
                "rows": [{column: _plain(str(cell)) for column, cell in row.items()} for row in one.rows],
            }
            for one in made.sections
        },
    }  # fmt: skip


def _plain(text: str) -> str:
    """Without the characters that an XML file cannot hold."""
    return _NOT_FOR_XML.sub("", text)
