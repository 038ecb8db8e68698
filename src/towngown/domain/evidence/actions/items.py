"""What is shown for a claim: sign-in sheets, photos, minutes, clippings, published reports."""

from typing import Annotated, Any

from towngown.domain.evidence.actions.claims import locked, sum_up, take_away
from towngown.domain.evidence.models import Claim, Item
from towngown.domain.evidence.rules import records, shown_by_own_side, speaking_seat, speaks, stands
from towngown.domain.evidence.words import ITEM_KINDS
from towngown.foundation.files import actions as files
from towngown.foundation.files.words import ACCEPT
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.fields import Choice, ReportedDate, Text, Upload, YesNo
from towngown.kit.text import mark
from towngown.kit.when import When

ItemKind = Annotated[str, Choice(label=mark("What it is"), choices=ITEM_KINDS)]
Title = Annotated[str, Text(label=mark("What it shows"))]
Source = Annotated[str, Text(label=mark("Where it was published"), max_length=300)]
Dated = Annotated[When | None, ReportedDate(label=mark("Of which day"))]


@action("item.add", label=mark("Add evidence"), told=mark("added evidence"), may=speaks, on="claim")
def add_item(
    *,
    by: Actor,
    claim: Claim,
    item_kind: ItemKind = "photo",
    upload: Annotated[Any, Upload(label=mark("File"), accept=ACCEPT)],
    title: Title = "",
) -> Item:
    """Attach a file; its kind decides what it proves. Raises what the chapter files refuses."""
    locked(claim)
    seat = speaking_seat(by, claim)
    stored = files.store(by=by, upload=upload)
    item = Item.objects.create(
        claim=claim, item_kind=item_kind, side=seat.side if seat else "", stored_file=stored,
        title=title or stored.name[:200], added_by_id=by.id, added_at=clock.now(),
    )  # fmt: skip
    sum_up(claim)
    return item


@action(
    "item.record", label=mark("Record evidence"), told=mark("recorded a published source"),
    may=records, on="claim", offered=False,
)  # fmt: skip
def record_item(
    *,
    by: Actor,
    claim: Claim,
    item_kind: ItemKind = "report",
    title: Title = "",
    source: Source = "",
    when: Dated = None,
    classified_by_us: Annotated[bool, YesNo(label=mark("Classified by us"))] = False,
) -> Item:
    """A published source without a file; recorded again with the same title and source it is only brought up to date."""
    locked(claim)
    known = Item.objects.filter(claim=claim, item_kind=item_kind, title=title, source=source, withdrawn_at=None).first()
    item = known or Item(
        claim=claim, item_kind=item_kind, title=title, source=source, added_by_id=by.id, added_at=clock.now()
    )
    item.when, item.classified_by_us = when, classified_by_us
    item.save()
    sum_up(claim)
    return item


def record_only_report(
    by: Actor, claim: Claim, title: str, source: str, when: When | None = None, classified_by_us: bool = False
) -> None:
    """Record the report that files name for a claim; one they named before and no longer name is withdrawn."""
    named = bool(title or source)
    before = Item.objects.filter(claim=claim, item_kind="report", stored_file=None, withdrawn_at=None)
    for item in before.exclude(title=title, source=source) if named else before:
        withdraw_item(by=by, item=item)
    if named:
        record_item(
            by=by, claim=claim, item_kind="report", title=title, source=source, when=when,
            classified_by_us=classified_by_us,
        )  # fmt: skip


@action(
    "item.withdraw", label=mark("Withdraw this evidence"), told=mark("withdrew evidence"),
    may=stands & (shown_by_own_side | records), on="item",
)  # fmt: skip
def withdraw_item(*, by: Actor, item: Item) -> Item:
    """Take back what one's own side, or a report, showed; it no longer counts. Raises evidence.withdrawn."""
    locked(item.claim)
    take_away(item)
    sum_up(item.claim)
    return item
