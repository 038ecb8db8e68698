"""What is written of an agreement's draft is found by whom it is shown to, its promises too."""

from towngown.domain.agreements import actions
from towngown.foundation.journal import outbox
from towngown.foundation.search.queries import search


def found(by):
    return {hit.thing_kind for hit in search(by, "理论宣讲").documents}


def test_promises_are_found_by_whom_their_draft_is_shown_to(world, draft, promise):
    given = {"by": world.office, "agreement": draft, "parties": [world.parties["locality"], world.parties["campus"]]}
    for audience, of_the_other in (("party", set()), ("partnership", {"promise"}), ("public", {"promise"})):
        actions.change(**given, audience=audience)
        outbox.drain()
        assert (found(world.visitor), found(world.campus)) == (set(), of_the_other)
