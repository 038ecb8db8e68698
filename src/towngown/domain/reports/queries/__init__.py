"""Reading reports: lists, one report with its facts, the sheet in one language, the Word file."""

from towngown.domain.reports.queries.facts import facts_of, gathered, reader_of
from towngown.domain.reports.queries.lists import (
    Due,
    due,
    may_check,
    may_release,
    report,
    reports,
    search,
    signed_names,
    writers,
)
from towngown.domain.reports.queries.numbers import history_note, promises_label
from towngown.domain.reports.queries.paper import docx
from towngown.domain.reports.queries.sheet import Sheet, quick_brief, sheet

__all__ = [
    "Due", "Sheet", "docx", "due", "facts_of", "gathered", "history_note", "may_check", "may_release", "promises_label", "quick_brief", "reader_of", "report", "reports", "search", "sheet",
    "signed_names", "writers",
]  # fmt: skip
