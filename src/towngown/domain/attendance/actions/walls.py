"""Codes for walls: made for a station or a place, withdrawn."""

import secrets
from typing import TYPE_CHECKING

from towngown.domain.attendance.actions import fields
from towngown.domain.attendance.models import WallCode
from towngown.domain.attendance.queries import wall_of_place, wall_of_station
from towngown.domain.attendance.rules import in_use, prints, takes_part
from towngown.domain.attendance.words import CODE_LENGTH
from towngown.foundation.journal.action import action
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.kit.text import mark

if TYPE_CHECKING:
    from towngown.domain.partnerships.models import Partnership

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another when it is typed by hand


@action(
    "wall.print", label=mark("Make a code for a wall"), told=mark("made a code for a wall"), may=takes_part,
    on="partnership", offered=False,
)  # fmt: skip
def print_code(
    *, by: Actor, partnership: "Partnership", place_code: fields.AtPlace = "", station: fields.AtStation = None
) -> WallCode:
    """The code of a station, or of a place; the one in use where there is one. Raises without either, and out of reach."""
    fields.same_wall(partnership.pk, station=station)
    if station is None and not place_code:
        raise Problem("required", "place_code")
    code = WallCode(
        partnership=partnership, audience=partnership.audience, station=station, code=_new_code(), made_at=clock.now(),
        place_code=station.place_code if station else place_code,
    )  # fmt: skip
    if not prints(by, code):
        raise Problem("not_allowed")
    standing = wall_of_station(station) if station else wall_of_place(partnership, place_code)
    if standing is not None:
        return standing
    code.save()
    return code


@action(
    "wall.withdraw", label=mark("Withdraw this code"), told=mark("withdrew the code of a wall"), may=prints & in_use,
    on="wall_code",
)  # fmt: skip
def withdraw_code(*, by: Actor, wall_code: WallCode) -> WallCode:
    """From now on the printed code leads nowhere; a new one can be made."""
    wall_code.withdrawn_at = clock.now()
    wall_code.save()
    return wall_code


def _new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
