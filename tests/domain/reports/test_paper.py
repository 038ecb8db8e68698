"""The Word file, opened again with another library: the same facts in both languages, and nothing active in them."""

import io
from datetime import datetime

import docx
import pytest

from towngown.domain.reports import actions, queries
from towngown.domain.reports.words import SECTIONS
from towngown.kit import clock


def opened(report, language):
    return docx.Document(io.BytesIO(queries.docx(report, language)))


def texts(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_file_says_what_the_sheet_says(released, language):
    made = queries.sheet(released, language)
    found = texts(opened(released, language))
    wanted = [made.title, made.sub, *made.paragraphs, *made.colophon]
    wanted += [str(cell) for section in made.sections for row in section.rows for cell in row.values()]
    wanted += [label for section in made.sections if section.rows for label in section.columns.values()]
    wanted += [name for _step, name in made.sign_off] + [
        f"{one['value']} {one['unit']}".strip() for one in made.figures
    ]
    assert [text for text in wanted if text not in found] == []
    assert not any("{%" in text for text in found)


def test_zh_and_en_tell_the_same_facts(released):
    zh, en = queries.sheet(released, "zh"), queries.sheet(released, "en")
    assert [(one.name, len(one.rows)) for one in zh.sections] == [(one.name, len(one.rows)) for one in en.sections]
    refs = [[cell.ref for row in one.rows for cell in row.values()] for one in zh.sections]
    assert refs == [[cell.ref for row in one.rows for cell in row.values()] for one in en.sections]
    assert [one["value"] for one in zh.figures] == [one["value"] for one in en.figures]


def test_text_is_never_markup_nor_a_template(released):
    found = texts(opened(released, "zh"))
    assert "普通话<培训> & {{ 7*7 }}" in found
    assert not any("& 49" in text for text in found)


def test_characters_that_xml_cannot_hold_are_left_out(world, report):
    report.words_zh = "前\x07后"
    assert "前后" in texts(opened(report, "zh"))


def test_the_office_may_bring_its_own_template(released, tmp_path, settings):
    own = docx.Document()
    own.add_paragraph("{{ title }} – 本单位格式")
    own.save(str(tmp_path / "own.docx"))
    settings.REPORT_TEMPLATE = str(tmp_path / "own.docx")
    assert texts(opened(released, "zh")) == ["云溪县 × 江城大学2026年度报告 – 本单位格式"]


def test_every_section_is_in_the_shipped_template(report):
    shipped = texts(docx.Document(str(queries.paper.TEMPLATE)))
    for name, (_title, columns) in SECTIONS.items():
        assert {f"{{{{ row.{column} }}}}" for column in columns} <= set(shipped)
        assert f"{{{{ {name}.title }}}}" in shipped


def test_the_day_of_release_is_that_of_china(world, report, third):
    """Released at half past seven in the morning of the first: in Greenwich it is still the year before."""
    actions.write(by=world.office, report=report, words_zh="写好了。")
    with clock.at(datetime(2027, 1, 1, 7, 30, tzinfo=clock.ZONE)):
        actions.check(by=world.campus, report=report)
        actions.release(by=third, report=report)
    assert any("2027年1月1日" in line for line in queries.sheet(report, "zh").colophon)
