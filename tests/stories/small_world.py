"""`python -m tests.stories.small_world`: the small world of the tests, with an agreement in force and its promises.

This year's and earlier years' days are counted from today, so the stories are true in every year.
"""

from datetime import date

import django

django.setup()

from tests.fixtures import small_world  # noqa: E402 - after django.setup
from towngown.domain.agreements import actions as agreements  # noqa: E402
from towngown.domain.partnerships.queries import activity_kind  # noqa: E402
from towngown.kit import clock  # noqa: E402


def main() -> None:
    """Make the world: county and university promise a lecture, a visit and a training each year, since two years."""
    world = small_world()
    begins = date(clock.today().year - 2, 1, 1)
    draft = agreements.draft(
        by=world.office, partnership=world.partnership, title_zh="校地合作框架协议", term_first=begins,
        parties=[world.parties["locality"], world.parties["campus"]],
    )  # fmt: skip
    for code in ("theory_lecture", "leaders_visit", "cadre_training"):
        agreements.add_promise(by=world.office, agreement=draft, activity_kind=activity_kind(code), first_day=begins)
    agreements.sign(by=world.office, agreement=draft)
    agreements.sign(by=world.campus, agreement=draft)


if __name__ == "__main__":
    main()
