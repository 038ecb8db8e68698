"""Who acts and what they may see, as plain data that rules and lists compare with.

An Actor is made once per request (or job) and handed to every verb as `by`. It is never None: the clock, the importer
and a visitor without an account are actors too.
"""

from dataclasses import dataclass, field
from typing import Literal

ActorKind = Literal["user", "link", "clock", "import", "visitor"]

PUBLIC = "public"


def partnership_key(partnership_id: int) -> str:
    """The audience key of everything that all sides of one partnership may see."""
    return f"p{partnership_id}"


def party_key(party_id: int) -> str:
    """The audience key of what only one party sees."""
    return f"o{party_id}"


@dataclass(frozen=True)
class Seat:
    """One role in one partnership: through which party, on which side, reaching down from which place ("" = all)."""

    partnership_id: int
    party_id: int
    side: str
    role: str
    organisation_id: int
    place_code: str = ""

    def reaches(self, place_code: str) -> bool:
        """Whether a thing at this place is within the seat's reach; a thing without a place is, for whole-party seats."""
        return place_code.startswith(self.place_code)


@dataclass(frozen=True)
class Actor:
    """Who acts. `id` is the row of the actors' table; `keeper` administers this instance."""

    kind: ActorKind
    id: int
    name: str = ""
    user_id: int | None = None
    person_id: int | None = None
    language: str = "zh-hans"
    keeper: bool = False
    seats: tuple[Seat, ...] = ()
    organisation_ids: frozenset[int] = frozenset()
    keys: frozenset[str] = field(default=frozenset({PUBLIC}))
    areas: tuple[tuple[str, str], ...] = ()  # (party key, place code): what this party has at or under the place
    claim_id: int | None = None  # for a link: the one claim it was made for
    sees_all: bool = False  # clock, import, and nobody else

    @property
    def eyes(self) -> "Actor":
        """Somebody unnamed who sees the same: what was counted for one is right for all with equal eyes."""
        return Actor(
            kind="visitor", id=0, keeper=self.keeper, seats=self.seats, keys=self.keys, areas=self.areas,
            sees_all=self.sees_all,
        )  # fmt: skip

    def seats_in(self, partnership_id: int) -> tuple[Seat, ...]:
        """The seats this actor holds in one partnership."""
        return tuple(seat for seat in self.seats if seat.partnership_id == partnership_id)

    def seat_with(self, partnership_id: int, *roles: str) -> Seat | None:
        """The first seat in the partnership with one of these roles, or none."""
        return next((seat for seat in self.seats_in(partnership_id) if seat.role in roles), None)
