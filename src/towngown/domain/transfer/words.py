"""The sheets of a partnership's files, in the order they are read, and what may be wrong with a file."""

from typing import NamedTuple

from towngown.kit import problems
from towngown.kit.text import mark


class SheetName(NamedTuple):
    """A sheet: its section in YAML, its names in workbooks, and the verb that records one row of it."""

    id: str
    zh: str
    en: str
    verb: str


SHEETS = (
    SheetName("partnership", "校地合作", "Partnership", "partnership.record"),
    SheetName("organisations", "单位", "Organisations", "organisation.record"),
    SheetName("parties", "合作方", "Parties", "party.record"),
    SheetName("areas", "合作领域", "Areas", "area.record"),
    SheetName("programmes", "计划", "Programmes", "programme.record"),
    SheetName("stations", "服务站", "Stations", "station.record"),
    SheetName("milestones", "节点", "Milestones", "milestone.record"),
    SheetName("agreements", "协议", "Agreements", "agreement.record"),
    SheetName("promises", "承诺", "Promises", "promise.record"),
    SheetName("intentions", "意向", "Intentions", "intention.record"),
    SheetName("needs", "需求", "Needs", "need.record"),
    SheetName("categories", "菜单类别", "Categories", "category.record"),
    SheetName("offers", "菜单", "Menu", "offer.record"),
    SheetName("teachers", "师资", "Teachers", "teacher.record"),
    SheetName("activities", "活动", "Activities", "activity.record"),
    SheetName("outputs", "产出", "Outputs", "output.record"),
    SheetName("scorecard", "成绩单", "Scorecard", "scorecard.record"),
)

SINGLE = ("partnership",)  # written once, as one mapping
KEEPERS = ("partnership", "organisations", "parties", "agreements", "promises")  # no side alone writes these

FORMATS = {"yaml": mark("Text (YAML)"), "xlsx": mark("Excel workbook")}
LANGUAGES = {"zh": mark("Chinese"), "en": mark("English")}
JOB = "partnership.import"
README = {"zh": "填写说明", "en": "Read me"}

LARGEST_FILE = 20_000_000
MOST_ROWS = 50_000
MOST_PROBLEMS = 500

problems.declare(
    {
        "transfer.not_a_workbook": mark("This is not an Excel workbook. Save it as .xlsx and try again."),
        "transfer.password": mark("This workbook is locked by a password. Save it without one and try again."),
        "transfer.broken": mark("This file is damaged or cut short and cannot be read. Save it again and try again."),
        "transfer.too_large": mark("This file is too large: at most {limit}."),
        "transfer.too_wide": mark("This workbook spreads over too many cells. Delete the empty rows and columns."),
        "transfer.unknown_type": mark("“{value}” is neither an Excel workbook (.xlsx, .xls) nor a text file (.yaml)."),
        "transfer.empty": mark("There is nothing in it that can be imported. Start from a template."),
        "transfer.yaml": mark("The text cannot be read here: check indents, colons and quotation marks."),
        "transfer.not_text": mark("The file is not UTF-8 text."),
        "transfer.not_plain": mark("Write one value here, or a list of single values."),
        "transfer.twice": mark("“{value}” is written twice."),
        "transfer.unknown_sheet": mark("There is no sheet called “{value}”."),
        "transfer.unknown_column": mark("The sheet “{sheet}” has no column called “{value}”."),
        "transfer.no_header": mark("The row with the column names was not found in this sheet."),
        "transfer.formula": mark(
            "This cell holds a formula without a result, or with an error. Write the value itself."
        ),
        "transfer.no_partnership": mark("The file does not say which partnership it is about."),
        "transfer.other_partnership": mark("The file is about “{value}”, not about this partnership."),
        "transfer.only_keeper": mark("Only the keeper of this instance may change this row."),
        "transfer.made_here": mark("“{value}” was made here, not imported. Change it on its own page."),
        "transfer.circle": mark("These rows name each other in a circle."),
        "transfer.conflict": mark("This row contradicts what is already recorded. Nothing was changed."),
        "transfer.several": mark("“{value}” names several things; write the key instead."),
        "transfer.too_long_for_excel": mark(
            "Row {row} of “{sheet}” is too long for Excel. Export as text (YAML) instead."
        ),
        "transfer.more": mark("There are {count} more problems; put these right first."),
    }
)
