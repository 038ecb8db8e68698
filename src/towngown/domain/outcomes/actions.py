"""Outputs and scorecard lines: added by people, or recorded as reported."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from towngown.domain.outcomes.models import Output, ScorecardLine
from towngown.domain.outcomes.rules import may_add, may_record
from towngown.domain.outcomes.words import OUTPUT_KINDS
from towngown.domain.partnerships.rules import anyone
from towngown.foundation.journal.action import action
from towngown.foundation.journal.table import AUDIENCES
from towngown.foundation.journal.taking import Form, Rows
from towngown.kit.actors import Actor
from towngown.kit.fields import Amount, Choice, Day, LongText, PlaceCode, ReportedDate, Text, Thing, WholeNumber
from towngown.kit.problems import Problem
from towngown.kit.quantity import Quantity
from towngown.kit.text import mark
from towngown.kit.when import When

if TYPE_CHECKING:
    from towngown.domain.activities.models import Activity
    from towngown.domain.agreements.models import Agreement
    from towngown.domain.partnerships.models import Partnership
    from towngown.domain.stations.models import Station
    from towngown.foundation.organisations.models import Organisation

Row = TypeVar("Row", Output, ScorecardLine)

Key = Annotated[str, Text(label=mark("Key in files"), max_length=80)]
TitleZh = Annotated[str, Text(label=mark("Title in Chinese"))]
TitleEn = Annotated[str, Text(label=mark("Title in English"))]
Words = Annotated[str, LongText(label=mark("In words"))]
OutputKind = Annotated[str, Choice(label=mark("What it is"), choices=OUTPUT_KINDS)]
OnDay = Annotated[When | None, ReportedDate(label=mark("When"))]
HowMany = Annotated[
    Quantity | None,
    Amount(
        label=mark("How many, or the value of a gift"),
        help=mark("A number; of a gift its value in fen: 80000 is 800 yuan."),
    ),
]
FromActivity = Annotated["Activity | None", Thing(label=mark("From which activity"), kind="activity")]
Giver = Annotated["Organisation | None", Thing(label=mark("Giver"), kind="organisation")]
ValidFirst = Annotated[date | None, Day(label=mark("Valid from"))]
ValidLast = Annotated[date | None, Day(label=mark("Valid until"))]
Became = Annotated[str, Text(label=mark("What became of it"))]
UsedAt = Annotated[str, PlaceCode(label=mark("At which place it is used"))]
OfAgreement = Annotated["Agreement | None", Thing(label=mark("Agreement"), kind="agreement")]
OfStation = Annotated["Station | None", Thing(label=mark("Station"), kind="station")]
UnitZh = Annotated[str, Text(label=mark("Unit in Chinese"), max_length=20)]
UnitEn = Annotated[str, Text(label=mark("Unit in English"), max_length=20)]
Order = Annotated[int, WholeNumber(label=mark("Place in the list"), high=1000)]
Audience = Annotated[str, Choice(label=mark("Who may see it"), choices=AUDIENCES)]


@action("output.add", label=mark("Add an output"), told=mark("added an output"), may=may_add, on="partnership")
def add_output(
    *,
    by: Actor,
    partnership: "Partnership",
    output_kind: OutputKind,
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    when: OnDay = None,
    quantity: HowMany = None,
    activity: FromActivity = None,
    giver: Giver = None,
    valid_first: ValidFirst = None,
    valid_last: ValidLast = None,
    state_words: Became = "",
    place_code: UsedAt = "",
    words: Words = "",
) -> Output:
    """Something that came of the work. Raises when it is not named or its activity is another partnership's."""
    output = Output(partnership=partnership, audience=partnership.audience)
    return _fill(
        output, output_kind=output_kind, title_zh=title_zh, title_en=title_en, when=when, quantity=quantity,
        activity=activity, giver=giver, valid_first=valid_first, valid_last=valid_last or valid_first,
        state_words=state_words, place_code=place_code, words=words,
    )  # fmt: skip


@action(
    "output.follow", label=mark("Say what became of it"), told=mark("said what became of it"), may=may_add, on="output"
)
def follow_output(*, by: Actor, output: Output, state_words: Became, place_code: UsedAt = "") -> Output:
    """Write down what became of an output, such as that it was put to use, and where."""
    output.state_words, output.place_code = state_words, place_code or output.place_code
    output.save()
    return output


@action(
    "output.record", label=mark("Record an output as reported"), told=mark("recorded an output as reported"),
    may=may_record, on="partnership", offered=False,
)  # fmt: skip
def record_output(
    *,
    by: Actor,
    partnership: "Partnership",
    key: Key,
    output_kind: OutputKind,
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    when: OnDay = None,
    quantity: HowMany = None,
    activity: FromActivity = None,
    giver: Giver = None,
    valid_first: ValidFirst = None,
    valid_last: ValidLast = None,
    state_words: Became = "",
    place_code: UsedAt = "",
    audience: Audience = "",
    words: Words = "",
) -> Output:
    """Create or update the output with this key."""
    output = _by_key(Output, partnership, key, audience)
    return _fill(
        output, output_kind=output_kind, title_zh=title_zh, title_en=title_en, when=when, quantity=quantity,
        activity=activity, giver=giver, valid_first=valid_first, valid_last=valid_last or valid_first,
        state_words=state_words, place_code=place_code, words=words,
    )  # fmt: skip


@action(
    "scorecard.add", label=mark("Add a figure"), told=mark("added a figure to the scorecard"),
    may=may_add, on="partnership",
)  # fmt: skip
def add_line(
    *,
    by: Actor,
    partnership: "Partnership",
    quantity: Annotated[Quantity, Amount(label=mark("How many"))],
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    unit_zh: UnitZh = "",
    unit_en: UnitEn = "",
    when: OnDay = None,
    agreement: OfAgreement = None,
    station: OfStation = None,
    order: Order = 0,
    words: Words = "",
) -> ScorecardLine:
    """One figure of a base, with the time it is about."""
    line = ScorecardLine(partnership=partnership, audience=partnership.audience)
    return _fill(
        line, title_zh=title_zh, title_en=title_en, unit_zh=unit_zh, unit_en=unit_en, when=when, quantity=quantity,
        agreement=agreement, station=station, order=order, words=words,
    )  # fmt: skip


@action(
    "scorecard.record", label=mark("Record a figure as reported"), told=mark("recorded a figure as reported"),
    may=may_record, on="partnership", offered=False,
)  # fmt: skip
def record_line(
    *,
    by: Actor,
    partnership: "Partnership",
    key: Key,
    title_zh: TitleZh = "",
    title_en: TitleEn = "",
    quantity: Annotated[Quantity | None, Amount(label=mark("How many"))] = None,
    unit_zh: UnitZh = "",
    unit_en: UnitEn = "",
    when: OnDay = None,
    agreement: OfAgreement = None,
    station: OfStation = None,
    order: Order = 0,
    audience: Audience = "",
    words: Words = "",
) -> ScorecardLine:
    """Create or update the scorecard line with this key."""
    line = _by_key(ScorecardLine, partnership, key, audience)
    return _fill(
        line, title_zh=title_zh, title_en=title_en, unit_zh=unit_zh, unit_en=unit_en, when=when, quantity=quantity,
        agreement=agreement, station=station, order=order, words=words,
    )  # fmt: skip


@action(
    "ledger.export", label=mark("Export the ledger"), told=mark("took the ledger as a file"),
    may=anyone, on="partnership", offered=False,
)  # fmt: skip
def export_ledger(*, by: Actor, partnership: "Partnership", rows: Rows, form: Form) -> "Partnership":
    """Leave a trace that somebody took so many cells of the ledger away as a file."""
    return partnership


def _by_key(table: type[Row], partnership: "Partnership", key: str, audience: str) -> Row:
    """The row with this key, or a new one not yet saved."""
    row = table.objects.filter(partnership=partnership, key=key).first() or table(partnership=partnership, key=key)
    row.audience = audience or partnership.audience
    return row


def _valid_in_order(first: date | None, last: date | None) -> None:
    """Raise when it is valid until a day without being valid from one, or from a later one."""
    if last and not first:
        raise Problem("required", "valid_first")
    if first and last and last < first:
        raise Problem("activities.day_order", "valid_last")


def _fill(row: Row, **values: Any) -> Row:
    """Set the values and save; raises when the row has no title, is valid in no time, or something is another
    partnership's."""
    if not (values["title_zh"] or values["title_en"]):
        raise Problem("required", "title_zh")
    _valid_in_order(values.get("valid_first"), values.get("valid_last"))
    for name in ("activity", "agreement", "station"):
        one = values.get(name)
        if one is not None and one.partnership_id != row.partnership_id:
            raise Problem("agreements.other_partnership", name)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row
