"""Run on a fresh site: tables, static files, the little world of tests/fixtures.py, and a session for each of its people.
Prints JSON."""

import json
from datetime import date

import django


def main() -> None:
    """Make the world and say who has which session and which thing has which ref."""
    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from tests.fixtures import small_world
    from towngown.domain.activities import actions as activities
    from towngown.domain.partnerships.queries import activity_kind

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    world = small_world()
    world.users["keeper"] = get_user_model().objects.create_user(username="keeper", password="x", is_staff=True)
    people = {}
    for name, user in world.users.items():
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        people[name] = session.session_key
    activity = activities.plan(
        by=world.office, partnership=world.partnership, activity_kind=activity_kind("theory_lecture"), title_zh="宣讲",
        first_day=date(2025, 3, 1),
    )  # fmt: skip
    things = {
        "partnership": world.partnership.ref, "other": world.other.ref, "claim": activity.claim.ref,
        "activity": activity.ref, "organisation": world.county.ref, "campus": world.parties["campus"].ref,
    }  # fmt: skip
    print(json.dumps({"people": people, "things": things}))


if __name__ == "__main__":
    main()
