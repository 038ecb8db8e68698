"""A report's way from its start through different pairs of eyes to its release: three, or two where there are no more."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from towngown.domain.partnerships.rules import may_sign
from towngown.domain.reports import compute
from towngown.domain.reports.models import Report
from towngown.domain.reports.queries.facts import gathered, reader_of
from towngown.domain.reports.queries.lists import may_check, may_release, signed_names
from towngown.domain.reports.rules import may_work_on
from towngown.domain.reports.words import MOVES, REPORT_KINDS, TITLES
from towngown.foundation.journal.action import action
from towngown.foundation.journal.table import AUDIENCES
from towngown.foundation.journal.taking import taking
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.fields import Choice, Day, LongText, Thing, WholeNumber
from towngown.kit.problems import Problem
from towngown.kit.text import mark
from towngown.kit.when import When

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership

Audience = Annotated[str, Choice(label=mark("Who may read it once released"), choices=AUDIENCES)]


@action("report.start", label=mark("Start a report"), told=mark("started the report"), may=may_sign, on="partnership")
def start(
    *,
    by: Actor,
    partnership: "Partnership",
    report_kind: Annotated[str, Choice(label=mark("Kind"), choices=REPORT_KINDS)] = "annual",
    year: Annotated[int | None, WholeNumber(label=mark("Year"), low=1949, high=2200)] = None,
    as_of: Annotated[date | None, Day(label=mark("As of"), help=mark("Empty means today."))] = None,
    meeting: Annotated[Any, Thing(label=mark("For the meeting"), kind="activity")] = None,
    audience: Audience = "partnership",
) -> Report:
    """Start an annual report or a brief; its facts come from the record.

    Raises for an annual report without its year, in a year not begun by then or already reported on; for a day after today;
    and for a meeting of another partnership.
    """
    today = clock.today()
    as_of = as_of or today
    if as_of > today:
        raise Problem("reports.future", "as_of")
    if meeting is not None and meeting.wall != partnership.pk:
        raise Problem("reports.other_partnership", "meeting")
    year = _year(partnership, year, as_of) if report_kind == "annual" else None
    title_zh, title_en = _titles(report_kind, partnership, year, as_of)
    seat = next(seat for seat in by.seats_in(partnership.pk) if seat.role in ("office", "coordinator"))
    return Report.objects.create(
        partnership=partnership, report_kind=report_kind, year=year, as_of=as_of, activity=meeting, audience=audience,
        own_party_id=seat.party_id, title_zh=title_zh, title_en=title_en, edited_by_id=by.id,
    )  # fmt: skip


def _year(partnership: "Partnership", year: int | None, as_of: date) -> int:
    if year is None:
        raise Problem("reports.which_year", "year")
    if year > as_of.year:
        raise Problem("reports.not_over", "year", year=year)
    of_year = Report.objects.filter(partnership=partnership, report_kind="annual", year=year)
    if of_year.exclude(state="withdrawn").exists():
        raise Problem("reports.already", "year", year=year)
    return year


def _titles(kind: str, partnership: "Partnership", year: int | None, as_of: date) -> tuple[str, str]:
    zh, en = TITLES[kind]
    fill = {"year": year}
    return (
        zh.format(partnership=partnership.title("zh")[0], day=When.day(as_of).text("zh"), **fill)[:200],
        en.format(partnership=partnership.title("en")[0], day=When.day(as_of).text("en"), **fill)[:200],
    )


@action(
    "report.write", label=mark("Write your own words"), told=mark("wrote in the report"), may=may_work_on, on="report",
    moves=MOVES,
)  # fmt: skip
def write(
    *,
    by: Actor,
    report: Report,
    words_zh: Annotated[str, LongText(label=mark("Your paragraphs in Chinese"))] = "",
    words_en: Annotated[str, LongText(label=mark("Your paragraphs in English"))] = "",
    audience: Audience = "partnership",
) -> Report:
    """Put one's own paragraphs before the facts, and say who may read the report once it is released."""
    report.words_zh, report.words_en, report.audience, report.edited_by_id = words_zh, words_en, audience, by.id
    report.save()
    return report


@action(
    "report.check", label=mark("Sign as checked"), told=mark("checked the report"), may=may_work_on, on="report",
    moves=MOVES, offered=lambda by, report: may_check(by, report, clock.today()),
)  # fmt: skip
def check(*, by: Actor, report: Report) -> Report:
    """The second signature. Raises reports.same_person for whoever wrote last, or wrote at all while others are there."""
    if not may_check(by, report, clock.today()):
        raise Problem("reports.same_person")
    report.checked_by_id = by.id
    report.save()
    return report


@action(
    "report.send_back", label=mark("Send it back to be edited"), told=mark("sent the report back"), may=may_work_on,
    on="report", moves=MOVES,
)  # fmt: skip
def send_back(*, by: Actor, report: Report) -> Report:
    """Undo a checking: the report is edited again."""
    report.checked_by = None
    report.save()
    return report


@action(
    "report.release", label=mark("Release the report"), told=mark("released the report"), may=may_work_on, on="report",
    moves=MOVES, offered=lambda by, report: may_release(by, report, clock.today()),
)  # fmt: skip
def release(*, by: Actor, report: Report) -> Report:
    """The third signature: freezes the facts with their checksum and the names of sign-off.

    Raises reports.third_person for whoever wrote or checked it, as long as a third person may release it; where there
    is none, whoever checked it releases it too.
    """
    if not may_release(by, report, clock.today()):
        raise Problem("reports.third_person")
    year = report.year if report.report_kind == "annual" else None
    facts = gathered(reader_of(report), report.partnership, report.as_of, year, report.activity)
    report.released_by_id, report.released_at = by.id, clock.now()
    report.frozen = {"facts": facts, "digest": compute.digest(facts), "signed": signed_names(report)}
    report.save()
    return report


@action(
    "report.withdraw", label=mark("Withdraw the report"), told=mark("withdrew the report"), may=may_work_on, on="report",
    moves=MOVES,
)  # fmt: skip
def withdraw(*, by: Actor, report: Report) -> Report:
    """Say that the report no longer stands. It stays readable and says so; another may be started."""
    report.save()
    return report


export = taking("report.export", label=mark("Export the reports"), told=mark("exported a list of reports"))
