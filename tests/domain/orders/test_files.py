"""The menu and its teachers as files: brought in from Excel, taken out, brought in again without loss."""

import io

import openpyxl
import pytest

from tests.domain.orders.conftest import MONDAY
from towngown.domain.orders import queries
from towngown.domain.orders.models import Category, Offer, Teacher
from towngown.domain.transfer.actions import bring_in
from towngown.domain.transfer.queries import template
from towngown.domain.transfer.queries.export import as_workbook, as_yaml
from towngown.foundation.journal.models import Entry
from towngown.foundation.people.models import Person
from towngown.kit import clock

COLUMNS = {
    "菜单类别": ("文件中的编号", "中文名称", "状态"),
    "菜单": ("文件中的编号", "中文名称", "类别", "适合人数", "时长"),
    "师资": ("文件中的编号", "姓名", "电话", "专长", "可讲课的半天", "能讲什么", "每周最多"),
}
ROWS = {
    "菜单类别": [("health", "健康教育", "供应中"), ("arts", "艺术修养", "筹备中")],
    "菜单": [("pressure", "高血压怎么管", "health", "15-40", 90), ("papercut", "剪纸入门", "arts", "10–20", 120)],
    "师资": [
        ("t1", "周老师", "13800000000", "剪纸、书法", "周一上午；周三", "papercut；pressure", 3),
        ("t2", "钱老师", None, None, "工作日", "高血压怎么管", 2),
        ("t3", "孙老师", None, None, None, None, None),
    ],
}


def headed(sheet, name):
    """The column whose name begins so."""
    return next(cell.column for cell in sheet[1] if str(cell.value).startswith(name))


def filled(rows=ROWS):
    """The Chinese template with these rows in it."""
    book = openpyxl.load_workbook(io.BytesIO(template("zh")))
    for name, given in rows.items():
        columns = [headed(book[name], one) for one in COLUMNS[name]]
        for at, row in enumerate(given, 2):
            for column, value in zip(columns, row, strict=True):
                book[name].cell(row=at, column=column).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def brought(world, monday):
    outcome = bring_in(by=world.campus, partnership=world.partnership, files=[("师资.xlsx", filled())])
    assert [(str(one.problem), one.where) for one in outcome.found] == []
    return outcome


def test_a_workbook_brings_menu_and_teachers(world, brought):
    assert {name: one.created for name, one in brought.tallies.items()} == {"categories": 2, "offers": 2, "teachers": 3}
    assert [(one.key, one.state) for one in Category.objects.order_by("pk")] == [
        ("health", "offered"), ("arts", "preparing"),
    ]  # fmt: skip
    paper = Offer.objects.get(key="papercut")
    assert (paper.category.key, paper.minutes, paper.low, paper.high, paper.state) == ("arts", 120, 10, 20, "offered")
    first, second, third = queries.supply(world.partnership.pk)
    assert (first.half_days, first.week_cap, len(first.offers)) == (0b110001, 3, 2)
    assert (second.half_days, second.week_cap, len(second.offers)) == ((1 << 10) - 1, 2, 1)
    assert (third.half_days, third.week_cap, third.offers) == ((1 << 14) - 1, 4, frozenset())


def test_the_teachers_work_at_the_university_and_it_sees_them(world, brought):
    person = Person.objects.get(name="周老师")
    assert (person.skills, person.phone, person.invented) == (["剪纸", "书法"], "13800000000", True)
    assert [(one.organisation, one.role) for one in person.memberships.all()] == [(world.university, "expert")]
    assert person in Person.objects.visible_to(world.campus)
    assert queries.teachers(world.campus).count() == 3


@pytest.mark.parametrize("form", ["yaml", "xlsx-zh", "xlsx-en"])
def test_what_went_out_comes_in_without_a_change(world, brought, form):
    by, one = world.campus, world.partnership
    content = as_yaml(by, one).encode() if form == "yaml" else as_workbook(by, one, form[-2:])
    entries = Entry.objects.count()
    outcome = bring_in(by=by, partnership=one, files=[("a." + form.partition("-")[0], content)])
    assert (outcome.found, outcome.changes, Entry.objects.count()) == ([], 0, entries)
    assert sum(one.unchanged for one in outcome.tallies.values()) >= 7


def test_what_went_out_makes_the_same_elsewhere(world, brought):
    before = as_yaml(world.keeper, world.partnership)
    text = before.replace("slug: small", "slug: copy")
    outcome = bring_in(by=world.keeper, files=[("a.yaml", text.encode())])
    assert outcome.found == []
    assert as_yaml(world.keeper, outcome.partnership).replace("slug: copy", "slug: small") == before


def test_contact_data_never_leave(world, brought):
    assert "13800000000" not in as_yaml(world.campus, world.partnership)
    changed = {"师资": [("t1", "周老师", None, "剪纸", "每天", "pressure", 5)]}
    with clock.set_to(MONDAY):
        outcome = bring_in(by=world.campus, partnership=world.partnership, files=[("a.xlsx", filled(changed))])
    assert outcome.tallies["teachers"].changed == 1
    row = Teacher.objects.get(key="t1")
    assert (row.person.phone, row.person.skills, row.week_cap) == ("13800000000", ["剪纸"], 5)
    assert [one.offer.key for one in row.teaches.all()] == ["pressure"]


def test_teachers_leave_with_the_university_s_file_only(world, brought):
    assert "周老师" in as_yaml(world.campus, world.partnership)
    assert "周老师" not in as_yaml(world.office, world.partnership)


@pytest.mark.parametrize(
    ("at", "value", "code"),
    [(4, "周八", "not_a_week"), (5, "拉丁舞", "not_found"), (6, "99", "too_large"), (1, None, "orders.who")],
)
def test_a_wrong_cell_is_named_and_nothing_is_written(world, monday, at, value, code):
    row = list(ROWS["师资"][0])
    row[at] = value
    outcome = bring_in(
        by=world.campus, partnership=world.partnership, files=[("a.xlsx", filled(ROWS | {"师资": [tuple(row)]}))]
    )
    (found,) = outcome.found
    assert (found.problem.code, found.where.sheet, found.where.row) == (code, "师资", 2)
    assert found.where.cell
    assert Teacher.objects.count() == Offer.objects.count() == 0


def test_templates_in_both_languages_know_the_sheets():
    for language, names in (("zh", ("菜单类别", "菜单", "师资")), ("en", ("Categories", "Menu", "Teachers"))):
        assert set(names) <= set(openpyxl.load_workbook(io.BytesIO(template(language))).sheetnames)
