"""Browsers of the people of the small world, and the reports of tests/domain/reports."""

from tests.domain.reports.conftest import draft, promise, released, report, signed, story, third, today
from tests.web.activities.conftest import browser, whole_house

__all__ = [
    "browser", "draft", "promise", "released", "report", "signed", "story", "third", "today", "whole_house",
]  # fmt: skip
