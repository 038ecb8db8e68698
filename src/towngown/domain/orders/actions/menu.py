"""Keeping the menu: categories in batches, offers of every kind."""

from typing import TYPE_CHECKING, Any, TypeVar

from towngown.domain.orders.actions import fields
from towngown.domain.orders.models import Category, Offer, Teaches
from towngown.domain.orders.rules import keeps_menu, records
from towngown.domain.orders.words import CATEGORY_MOVES, OFFER_MOVES
from towngown.foundation.journal.action import action
from towngown.kit.actors import Actor
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership

Row = TypeVar("Row", Category, Offer)

SHELF = ("title_zh", "title_en", "programme", "batch", "order", "words")
OFFERED = (
    "title_zh", "title_en", "offer_kind", "category", "provider", "quantity", "outline", "for_whom", "minutes",
    "equipment", "takes_part_as",
)  # fmt: skip


@action("category.add", label=mark("Add a category"), told=mark("added a category"), may=keeps_menu, on="partnership")
def add_category(
    *, by: Actor, partnership: "Partnership", title_zh: fields.TitleZh = "", title_en: fields.TitleEn = "",
    programme: fields.OfProgramme = None, batch: fields.Batch = 1, order: fields.Position = 100,
    words: fields.Words = "",
) -> Category:  # fmt: skip
    """A new shelf of the menu, in preparation. Raises without a name."""
    given = locals()
    return _put(Category(partnership=partnership, audience=partnership.audience), SHELF, given)


@action(
    "category.describe", label=mark("Describe the category"), told=mark("described the category"), may=keeps_menu,
    on="category",
)  # fmt: skip
def describe_category(
    *, by: Actor, category: Category, title_zh: fields.TitleZh = "", title_en: fields.TitleEn = "",
    programme: fields.OfProgramme = None, batch: fields.Batch = 1, order: fields.Position = 100,
    words: fields.Words = "",
) -> Category:  # fmt: skip
    """Write its facts anew. Raises without a name."""
    given = locals()
    return _put(category, SHELF, given)


@action(
    "category.offer", label=mark("Put the category on the menu"), told=mark("put the category on the menu"),
    may=keeps_menu, on="category", moves=CATEGORY_MOVES,
)  # fmt: skip
def offer_category(*, by: Actor, category: Category) -> Category:
    """Open the shelf: what is offered on it can be ordered."""
    category.save()
    return category


@action(
    "category.end", label=mark("Take the category off the menu"), told=mark("took the category off the menu"),
    may=keeps_menu, on="category", moves=CATEGORY_MOVES,
)  # fmt: skip
def end_category(*, by: Actor, category: Category) -> Category:
    """Close the shelf; orders that stand go on."""
    category.save()
    return category


@action(
    "category.record", label=mark("Record a category as reported"), told=mark("recorded a category as reported"),
    may=records, on="partnership", offered=False,
)  # fmt: skip
def record_category(
    *, by: Actor, partnership: "Partnership", key: fields.Key, title_zh: fields.TitleZh = "",
    title_en: fields.TitleEn = "", programme: fields.OfProgramme = None, batch: fields.Batch = 1,
    order: fields.Position = 100, state: fields.CategoryState = "offered", words: fields.Words = "",
) -> Category:  # fmt: skip
    """Create or update the category with this key. Raises without a name."""
    given = locals()
    category = Category.objects.filter(partnership=partnership, key=key).first()
    category = category or Category(partnership=partnership, key=key)
    category.audience, category.state = partnership.audience, state
    return _put(category, SHELF, given)


@action("offer.add", label=mark("Add to the menu"), told=mark("added something to the menu"), may=keeps_menu,
        on="partnership")  # fmt: skip
def add_offer(
    *, by: Actor, partnership: "Partnership", title_zh: fields.TitleZh = "", title_en: fields.TitleEn = "",
    offer_kind: fields.OfferKind = "course", category: fields.InCategory = None, provider: fields.Provider = None,
    quantity: fields.FewestMost = None, outline: fields.Outline = "", for_whom: fields.ForWhom = "",
    minutes: fields.Minutes = 90, equipment: fields.Equipment = "", takes_part_as: fields.TakesPartAs = "learn",
) -> Offer:  # fmt: skip
    """A draft of something to order, not yet public. Raises without a name, and for a category of another partnership."""
    given = locals()
    return _put(Offer(partnership=partnership, audience="partnership"), OFFERED, given)


@action("offer.describe", label=mark("Change this offer"), told=mark("changed the offer"), may=keeps_menu, on="offer")
def describe_offer(
    *, by: Actor, offer: Offer, title_zh: fields.TitleZh = "", title_en: fields.TitleEn = "",
    offer_kind: fields.OfferKind = "course", category: fields.InCategory = None, provider: fields.Provider = None,
    quantity: fields.FewestMost = None, outline: fields.Outline = "", for_whom: fields.ForWhom = "",
    minutes: fields.Minutes = 90, equipment: fields.Equipment = "", takes_part_as: fields.TakesPartAs = "learn",
) -> Offer:  # fmt: skip
    """Write its facts anew. Raises as offer.add does."""
    given = locals()
    return _put(offer, OFFERED, given)


@action(
    "offer.set_givers", label=mark("Say who can give it"), told=mark("said who can give it"), may=keeps_menu,
    on="offer",
)  # fmt: skip
def set_givers(*, by: Actor, offer: Offer, teachers: fields.GivenBy = None) -> Offer:
    """Exactly these teachers can give it from now on. Raises for a teacher of another partnership."""
    _given_by(offer, teachers or [])
    return offer


@action(
    "offer.publish", label=mark("Put it on the menu"), told=mark("put it on the menu"), may=keeps_menu, on="offer",
    moves=OFFER_MOVES,
)  # fmt: skip
def publish_offer(*, by: Actor, offer: Offer) -> Offer:
    """From now on it can be ordered, and is seen by whoever sees the partnership."""
    offer.audience = offer.partnership.audience
    offer.save()
    return offer


@action(
    "offer.pause", label=mark("Pause it"), told=mark("paused the offer"), may=keeps_menu, on="offer",
    moves=OFFER_MOVES,
)  # fmt: skip
def pause_offer(*, by: Actor, offer: Offer) -> Offer:
    """No new orders for a while; it stays on the menu, marked as paused."""
    offer.save()
    return offer


@action(
    "offer.end", label=mark("Take it off the menu"), told=mark("took the offer off the menu"), may=keeps_menu,
    on="offer", moves=OFFER_MOVES,
)  # fmt: skip
def end_offer(*, by: Actor, offer: Offer) -> Offer:
    """No new orders; those that stand go on."""
    offer.save()
    return offer


@action(
    "offer.record", label=mark("Record an offer as reported"), told=mark("recorded an offer as reported"),
    may=records, on="partnership", offered=False,
)  # fmt: skip
def record_offer(
    *, by: Actor, partnership: "Partnership", key: fields.Key, title_zh: fields.TitleZh = "",
    title_en: fields.TitleEn = "", offer_kind: fields.OfferKind = "course", category: fields.InCategory = None,
    provider: fields.Provider = None, quantity: fields.FewestMost = None, outline: fields.Outline = "",
    for_whom: fields.ForWhom = "", minutes: fields.Minutes = 90, equipment: fields.Equipment = "",
    takes_part_as: fields.TakesPartAs = "learn", state: fields.OfferState = "offered",
) -> Offer:  # fmt: skip
    """Create or update the offer with this key. Raises as offer.add does."""
    given = locals()
    offer = Offer.objects.filter(partnership=partnership, key=key).first() or Offer(partnership=partnership, key=key)
    offer.audience, offer.state = "partnership" if state == "draft" else partnership.audience, state
    return _put(offer, OFFERED, given)


def _put(row: Row, names: tuple[str, ...], given: dict[str, Any]) -> Row:
    """Set these columns, and save. Raises without a title, and for things of another partnership."""
    fields.titled(given["title_zh"], given["title_en"])
    things = {name: given[name] for name in names if name in ("programme", "category")}
    fields.same_wall(row.partnership_id, **things)
    for name in names:
        setattr(row, name, given[name])
    row.save()
    return row


def _given_by(offer: Offer, teachers: list[Any]) -> None:
    """Exactly these teachers can give it."""
    for teacher in teachers:
        fields.same_wall(offer.partnership_id, teachers=teacher)
    wanted = {teacher.pk for teacher in teachers}
    Teaches.objects.filter(offer=offer).exclude(teacher__in=wanted).delete()
    standing = set(Teaches.objects.filter(offer=offer).values_list("teacher_id", flat=True))
    Teaches.objects.bulk_create([Teaches(offer=offer, teacher_id=pk) for pk in sorted(wanted - standing)])
