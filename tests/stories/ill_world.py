"""`python -m tests.stories.ill_world`: a published round of three visits; two teachers can give first aid, one calligraphy."""

from datetime import date, timedelta
from typing import Any

import django

django.setup()

from benchmarks.stored import spots  # noqa: E402 - after django.setup
from tests.fixtures import World, person, small_world  # noqa: E402
from tests.stories.term_world import NEAR, name_places  # noqa: E402
from towngown.domain.matching import actions as matching  # noqa: E402
from towngown.domain.matching.compute import term_of  # noqa: E402
from towngown.domain.orders import actions  # noqa: E402
from towngown.foundation.jobs import tasks  # noqa: E402
from towngown.foundation.people.models import Person  # noqa: E402
from towngown.kit import clock  # noqa: E402
from towngown.kit.halfdays import HalfDay  # noqa: E402

# log-in → what they give, and where they live; the nearest is asked first
GIVES = {"teacher": ("急救常识", NEAR), "standin": ("急救常识", NEAR[:9] + "210"), "calligrapher": ("书法入门", NEAR)}


def offers(world: World) -> dict[str, Any]:
    """Two courses on the menu."""
    shelf = actions.record_category(by=world.keeper, partnership=world.partnership, key="own", title_zh="乡村选修")
    given = {"by": world.keeper, "partnership": world.partnership, "category": shelf, "state": "offered"}
    return {title: actions.record_offer(**given, key=title, title_zh=title) for title in ("急救常识", "书法入门")}


def coming_days() -> list[date]:
    """Tuesday to Friday of next week, or the most of them that lie in one term, at least two: a week's page shows no later."""
    today = clock.today()
    monday = today + timedelta(days=7 - today.weekday())
    terms: dict[date, list[date]] = {}
    for day in (monday + timedelta(days=number) for number in range(1, 5)):
        terms.setdefault(term_of(day)[0], []).append(day)
    return max(terms.values(), key=len)


def lay_out(world: World, menu: dict[str, Any], days: list[date]) -> None:
    """Teachers who can log in, and what the two villages ordered."""
    for name, (title, home) in GIVES.items():
        world.users[name] = person(name, world.university, "expert")
        who = Person.objects.get(user=world.users[name])
        made = actions.add_teacher(by=world.campus, partnership=world.partnership, person=who, place_code=home)
        actions.set_gives(by=world.campus, teacher=made, offers=[menu[title]])
    asked = (("worker", "急救常识", days[0]), ("worker", "急救常识", days[-1]), ("sibling", "书法入门", days[0]))
    for by, title, day in asked:
        wish = HalfDay(day, "am")
        given = {"by": world.actors[by], "partnership": world.partnership, "offer": menu[title]}
        order = actions.place(**given, quantity="20", wishes=[wish])
        actions.review(by=world.office, order=order)
        actions.release(by=world.office, order=order)


def main() -> None:
    """The round, worked out and published."""
    world, days = small_world(), coming_days()
    name_places(world)
    actions.load_spots(by=world.keeper, partnership=world.partnership, spots=spots(), generated=True)
    lay_out(world, offers(world), days)
    given = {"first_day": days[0], "last_day": days[-1], "title_zh": "十二月"}
    round_ = matching.open_round(by=world.campus, partnership=world.partnership, **given)
    scenario = matching.add_scenario(by=world.campus, round_=round_)
    tasks.run(scenario.job_ref)
    scenario.refresh_from_db()
    matching.publish_scenario(by=world.campus, scenario=scenario)
    print(scenario.ref, days[0])  # noqa: T201


if __name__ == "__main__":
    main()
