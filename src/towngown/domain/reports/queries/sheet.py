"""The facts of a report as a reader of one language sees them, on screen, on paper and in the Word file alike."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from towngown.domain.activities.words import STATES as ACTIVITY_STATES
from towngown.domain.agreements.queries import amount_text
from towngown.domain.agreements.words import STATES as AGREEMENT_STATES
from towngown.domain.evidence.words import STRENGTHS
from towngown.domain.exchange.words import NEED_STATES, REASONS
from towngown.domain.outcomes.words import OUTPUT_KINDS
from towngown.domain.partnerships.words import CAVEATS
from towngown.domain.reports.models import Report
from towngown.domain.reports.queries.facts import facts_of, when_of
from towngown.domain.reports.queries.lists import signed_names
from towngown.domain.reports.queries.numbers import COUNTS, figures, number
from towngown.domain.reports.words import MADE, SECTIONS, SIGN_OFF, TITLES
from towngown.kit.clock import ZONE
from towngown.kit.money import reported_text
from towngown.kit.quantity import Quantity, bounds_text
from towngown.kit.when import Language, When

Line = Mapping[str, Any]


@dataclass(frozen=True)
class Cell:
    """One entry of a table: its text, its language ("" = the sheet's), and the thing it leads to ("" = none)."""

    text: str
    language: str = ""
    kind: str = ""
    ref: str = ""
    state: str = ""  # a state of the ledger or a strength, where the text stands beside a mark

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Section:
    """One table: columns (word → label) and rows (word → cell); `note` stands above it."""

    name: str
    title: str
    columns: dict[str, str]
    rows: list[dict[str, Cell]]
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """A report in one language."""

    language: Language
    title: str
    sub: str
    notice: str
    paragraphs: list[str]
    figures: list[dict[str, str]]
    sections: list[Section]
    sign_off: list[tuple[str, str]]
    colophon: list[str] = field(default_factory=list)


def sheet(report: Report, language: Language, facts: Line | None = None) -> Sheet:
    """The report in this language; `facts` may be handed in when they are already known."""
    facts = facts_of(report) if facts is None else facts
    own = report.words_zh if language == "zh" else report.words_en
    with _speaking(language):
        signed = [(_(SIGN_OFF[step]), name) for step, name in signed_names(report).items()]
        return _laid_out(facts, language, report.title(language)[0], own, signed, _colophon(report, language))


def quick_brief(facts: Line, language: Language) -> Sheet:
    """Facts that nobody signed off, laid out as a brief."""
    with _speaking(language):
        wall, day = _name(facts["partnership"], language).text, day_text(facts["as_of"], language)
        title = TITLES["brief"][language == "en"].format(partnership=wall, day=day)
        return _laid_out(
            facts, language, title, "", [], [_(MADE), _("Nobody has signed it off: it is the record as it is now.")]
        )


def word(marked: str) -> str:
    """A marked id in the language that is switched on."""
    return _(marked)


def _speaking(language: Language) -> Any:
    return override("en" if language == "en" else "zh-hans")


def _laid_out(
    facts: Line, language: Language, title: str, own: str, signed: list[tuple[str, str]], colophon: list[str]
) -> Sheet:
    paragraphs = [line.strip() for line in own.splitlines() if line.strip()]
    return Sheet(
        language, title, _sub(facts, language), _notice(facts, language), paragraphs, figures(facts),
        sections(facts, language), signed, colophon,
    )  # fmt: skip


def sections(facts: Line, language: Language) -> list[Section]:
    """The tables of the facts, in their order; to be called with the language switched on."""
    return [_section(name, facts, language) for name in SECTIONS if facts[name] or name not in ("undated", "scorecard")]


def _section(name: str, facts: Line, language: Language) -> Section:
    title, columns = SECTIONS[name]
    rows = [row for line in facts[name] for row in _ROWS[name](line, language)]
    labels = {column: _(label) for column, label in columns.items()}
    return Section(name, _(title), labels, rows, _note(name, facts, len(rows)))


def _note(name: str, facts: Line, shown: int) -> str:
    if not shown:
        return _("Nothing is on record.")
    if name in COUNTS and number(facts, name) > shown:
        return _("The latest {shown} of {all} are listed.").format(shown=shown, all=number(facts, name))
    return ""


def _sub(facts: Line, language: Language) -> str:
    day = day_text(facts["as_of"], language)
    if facts["year"]:
        return _("Year {year}, as of {day}").format(year=facts["year"], day=day)
    if facts["meeting"]:
        return _("For the meeting “{meeting}”, as of {day}").format(
            meeting=_name(facts["meeting"], language).text, day=day
        )
    return _("From the beginning of the record to {day}").format(day=day)


def _notice(facts: Line, language: Language) -> str:
    wall = facts["partnership"]
    caveat = CAVEATS[wall["nature"]]
    if caveat:
        return _(caveat)
    if wall["record_to"]:
        return _("As reported up to {day}; what came after is not recorded.").format(
            day=day_text(wall["record_to"], language)
        )
    return ""


def _colophon(report: Report, language: Language) -> list[str]:
    lines = [_(MADE)]
    if report.released_at:
        lines.append(
            _("Released on {day}; the facts are those of the day named at the top, and change no more.").format(
                day=day_text(report.released_at.astimezone(ZONE).date(), language)
            )
        )
        lines.append(_("Checksum of the facts: {digest}").format(digest=report.frozen.get("digest", "")))
    else:
        lines.append(_("A draft: the numbers still follow the record."))
    return lines


def day_text(day: str | date, language: Language) -> str:
    """A calendar day in the reader's words; empty stays empty."""
    day = date.fromisoformat(day) if isinstance(day, str) and day else day
    return When.day(day).text(language) if isinstance(day, date) else ""


def _name(line: Line, language: Language) -> Cell:
    """The name in this language, else in the other, with the language it is in and what it leads to."""
    other: Language = "en" if language == "zh" else "zh"
    shown = language if line[language] else other
    return Cell(line[shown], shown, line["kind"], line["ref"])


def _kind(line: Line, language: Language) -> Cell:
    text = line[f"kind_{language}"]
    return (
        Cell(text, language) if text else Cell(line["kind_zh"] or line["kind_en"], "en" if language == "zh" else "zh")
    )


def _promise_rows(line: Line, language: Language) -> Iterable[dict[str, Cell]]:
    for cell in folded(line["cells"], language):
        why = word(cell["sentence"]).format(**_values(cell["values"], line["measure"], language))
        decided = cell["decided_by"] or {"kind": "", "ref": ""}
        yield {
            "promise": _name(line, language), "period": Cell(cell[language]),
            "state": Cell(f"{cell['mark']} {word(cell['label'])}", state=cell["state"]),
            "why": Cell(why, "", decided["kind"], decided["ref"]),
        }  # fmt: skip


def folded(cells: list[Line], language: Language) -> list[Line]:
    """The periods, those in a row that were not yet promised as one, named by its first and its last."""
    found: list[Line] = []
    for cell in cells:
        early = cell["state"] == "not_yet_promised"
        if early and found and found[-1]["state"] == "not_yet_promised":
            first = found[-1].get("begins", found[-1][language])
            found[-1] = {
                **cell,
                "begins": first,
                language: _("{first} – {last}").format(first=first, last=cell[language]),
            }
        else:
            found.append(cell)
    return found


def _values(values: Line, measure: str, language: Language) -> dict[str, str]:
    """What fills a reason's places: days in words, amounts with their unit."""
    shown: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, int):
            shown[name] = amount_text(measure, value, language)
        else:
            shown[name] = day_text(value, language) if value else ""
    return shown


def _aside(text: str, language: Language) -> str:
    """In the brackets of the language."""
    return f"（{text}）" if language == "zh" else f" ({text})"


def _activity_row(line: Line, language: Language) -> Iterable[dict[str, Cell]]:
    name = _name(line, language)
    state = _aside(word(ACTIVITY_STATES["disputed"]), language) if line["state"] == "disputed" else ""
    yield {
        "date": Cell(when_of(line).text(language)), "activity": Cell(name.text + state, name.language, name.kind, name.ref),
        "kind": _kind(line, language),
        "campus": _said(line, ("campus",), language), "other": _said(line, ("locality", "support"), language),
        "report": _said(line, ("",), language),
        "strength": Cell(word(STRENGTHS[line["strength"]]), state=line["strength"]),
    }  # fmt: skip


def _said(line: Line, sides: tuple[str, ...], language: Language) -> Cell:
    """What these sides say of the head-count; “—” when they have said nothing, “not counted” when only that it was."""
    said = [one for one in line["accounts"] if one["side"] in sides]
    if not said:
        return Cell("—")
    counted = [_people(Quantity.parse(one["heads"]), language) for one in said if one["heads"]]
    return Cell(" / ".join(counted) if counted else _("not counted"))


def _people(heads: Quantity, language: Language) -> str:
    """A head-count with its unit; a reported wording names its own."""
    text = heads.text(language)
    return text if heads.words("zh") else _("{n} people").format(n=text)


def _undated_row(line: Line, language: Language) -> Iterable[dict[str, Cell]]:
    when = Cell(when_of(line).text(language))
    yield {"date": when, "activity": _name(line, language), "kind": _kind(line, language)}


def _need_row(line: Line, language: Language) -> Iterable[dict[str, Cell]]:
    answer = word(NEED_STATES[line["state"]])
    if line["reason"]:
        answer += _aside(word(REASONS[line["reason"]]), language)
    joined = _(" and {number} more").format(number=line["joined"]) if line["joined"] else ""
    asked_by = _name(line["asked_by"], language) if line["asked_by"] else Cell("—")
    yield {
        "date": Cell(when_of(line).text(language)), "need": _name(line, language),
        "asked_by": Cell(asked_by.text + joined, asked_by.language), "answer": Cell(answer),
    }  # fmt: skip


def _output_row(line: Line, language: Language) -> Iterable[dict[str, Cell]]:
    amount = Quantity.parse(line["amount"]) if line["amount"] else None
    write = reported_text if line["output_kind"] == "gift" else Quantity.text
    text = write(amount, language) if amount else "—"
    yield {
        "date": Cell(when_of(line).text(language)), "output": _name(line, language),
        "kind": Cell(word(OUTPUT_KINDS[line["output_kind"]])), "amount": Cell(text),
        "became": Cell(line["became"] or _("not recorded")),
    }  # fmt: skip


def _score_row(line: Line, language: Language) -> Iterable[dict[str, Cell]]:
    quantity, unit = Quantity.parse(line["amount"]), line[f"unit_{language}"]
    said = quantity.words(language)
    text = said or f"{bounds_text(quantity, language)} {unit}".strip()
    name = _name(line, language)
    yield {"figure": Cell(name.text, name.language), "amount": Cell(text), "date": Cell(when_of(line).text(language))}


def _agreement_row(line: Line, language: Language) -> Iterable[dict[str, Cell]]:
    begins, ends = day_text(line["term_first"], language), day_text(line["term_last"], language)
    term = _("{first} – {last}").format(first=begins or "—", last=ends) if ends else _("not recorded")
    if begins and not ends:
        term = _("{first} – no end on record").format(first=begins)
    soon = _aside(_("ending within a year"), language) if line["ending"] else ""
    yield {
        "agreement": _name(line, language), "state": Cell(word(AGREEMENT_STATES[line["state"]])),
        "term": Cell(term + soon),
    }  # fmt: skip


def _task_row(line: Line, language: Language) -> Iterable[dict[str, Cell]]:
    owner = _name(line["owner"], language) if line["owner"] else Cell("—")
    name = _name(line, language)
    meeting = _name(line["meeting"], language) if line["meeting"] else Cell("—")
    yield {
        "task": Cell(name.text, name.language, meeting.kind, meeting.ref), "owner": Cell(owner.text, owner.language),
        "due": Cell(day_text(line["due"], language) if line["due"] else _("no day given")), "meeting": meeting,
    }  # fmt: skip


_ROWS: dict[str, Callable[[Line, Language], Iterable[dict[str, Cell]]]] = {
    "promises": _promise_rows, "activities": _activity_row, "undated": _undated_row, "needs": _need_row,
    "outputs": _output_row, "scorecard": _score_row, "agreements": _agreement_row, "tasks": _task_row,
}  # fmt: skip
