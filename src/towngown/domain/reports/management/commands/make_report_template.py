"""Make the Word template that reports are printed from. Run it after a change of SECTIONS and commit what it writes."""

from typing import Any

from django.core.management.base import BaseCommand
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from towngown.domain.reports.queries.paper import TEMPLATE
from towngown.domain.reports.words import SECTIONS

BODY, HEAD = "宋体", "黑体"


class Command(BaseCommand):
    """A4, one table a section; sections without rows print their note only."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Write templates/reports/report.docx beside the chapter."""
        document = Document()
        _page(document)
        for name, size, face in (("Normal", 10.5, BODY), ("Title", 20, HEAD), ("Heading 1", 14, HEAD)):
            _font(document.styles[name], size, face)
        _beginning(document)
        for section, (_title, columns) in SECTIONS.items():
            _section(document, section, list(columns))
        _end(document)
        document.core_properties.author = "Towngown"
        document.save(str(TEMPLATE))
        self.stdout.write(str(TEMPLATE.name))


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(22)


def _font(style: Any, size: float, face: str) -> None:
    style.font.size, style.font.name = Pt(size), "Times New Roman"
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _beginning(document: Any) -> None:
    document.add_paragraph("{{ title }}", style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("{{ sub }}").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("{%p if notice %}")
    document.add_paragraph("{{ notice }}").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("{%p endif %}")
    _table(document, "figures", ["label", "value", "note"], headed=False)
    document.add_paragraph("{%p for paragraph in paragraphs %}")
    document.add_paragraph("{{ paragraph }}")
    document.add_paragraph("{%p endfor %}")


def _section(document: Any, name: str, columns: list[str]) -> None:
    document.add_paragraph(f"{{%p if {name} %}}")
    document.add_paragraph(f"{{{{ {name}.title }}}}", style="Heading 1")
    document.add_paragraph(f"{{%p if {name}.note %}}")
    document.add_paragraph(f"{{{{ {name}.note }}}}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph(f"{{%p if {name}.rows %}}")
    _table(document, f"{name}.rows", columns, heads=f"{name}.columns")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endif %}")


def _table(document: Any, rows: str, columns: list[str], *, heads: str = "", headed: bool = True) -> None:
    table = document.add_table(rows=3 + headed, cols=len(columns), style="Table Grid")
    if headed:
        _repeat(table.rows[0])
        for cell, column in zip(table.rows[0].cells, columns, strict=True):
            cell.text = f"{{{{ {heads}.{column} }}}}"
    table.rows[-3].cells[0].text = f"{{%tr for row in {rows} %}}"
    for cell, column in zip(table.rows[-2].cells, columns, strict=True):
        cell.text = f"{{{{ row.{column} }}}}"
    table.rows[-1].cells[0].text = "{%tr endfor %}"


def _repeat(row: Any) -> None:
    """Print the row again at the top of each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _end(document: Any) -> None:
    document.add_paragraph("")
    _table(document, "sign_off", ["step", "name"], headed=False)
    document.add_paragraph("{%p for line in colophon %}")
    document.add_paragraph("{{ line }}")
    document.add_paragraph("{%p endfor %}")
