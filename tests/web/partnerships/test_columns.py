"""The ledger's columns: far years, years after an end, terms that were changed inside a year."""

from datetime import date

from towngown.domain.agreements import actions as agreements
from towngown.domain.agreements.models import Promise
from towngown.domain.partnerships.queries import activity_kind

PAGES = ["/partnerships/small/", "/partnerships/small/ledger/"]


def test_what_is_due_once_in_far_years_stands_at_its_own_year(world, draft, promise, browser):
    for due in (2031, 2034, 2037, 2040, 2043, 2046):
        agreements.add_promise(
            by=world.office, agreement=draft, activity_kind=activity_kind("salon"), per="once", due_day=date(due, 6, 30)
        )
    agreements.sign(by=world.office, agreement=draft)
    agreements.sign(by=world.campus, agreement=draft)
    whole = browser("office").get("/partnerships/small/ledger/").context
    assert list(whole["years"]) == [2022, 2023, 2024, 2025, 2026, 2031, 2034, 2037, 2040, 2043, 2046]
    labels = [[cell["label"] for cell in row["cells"]][4:7] for row in whole["rows"][:3]]
    assert labels == [["进行中", *["那一年还没到"] * 2], ["这一年没有到期的", "进行中", "那一年还没到"],
                      ["这一年没有到期的", "那一年还没到", "进行中"]]  # fmt: skip
    near = browser("office").get("/partnerships/small/").context["years"]
    assert list(near) == [2022, 2023, 2024, 2025, 2026, 2031]


def test_the_ledger_of_quarters_whose_next_terms_are_already_signed(world, draft, promise, browser):
    """The promise that stands has no period yet, the one it replaces has four this year."""
    given = {"by": world.office, "activity_kind": activity_kind("salon"), "per": "quarter"}
    quarterly = agreements.add_promise(agreement=draft, first_day=date(2026, 1, 1), **given)
    agreements.sign(by=world.office, agreement=draft)
    agreements.sign(by=world.campus, agreement=draft)
    change = {"promise": quarterly, "from_day": date(2027, 1, 1), "minimum": 2}
    agreements.sign_amendment(by=world.campus, amendment=agreements.propose_amendment(by=world.office, **change))
    client = browser("office")
    assert [client.get(page).status_code for page in (*PAGES, f"/promises/{quarterly.ref}/")] == [200] * 3
    assert f'href="/promises/{quarterly.ref}/#y2026"' in client.get(PAGES[1]).content.decode()
    standing = Promise.objects.get(replaces=quarterly)
    assert len(client.get(f"/promises/{standing.ref}/").context["cells"]) == 5  # its quarters, and before


def test_a_year_after_its_end_is_not_called_not_yet_promised(world, draft, promise, browser):
    agreements.add_promise(by=world.office, agreement=draft, activity_kind=activity_kind("salon"))
    agreements.sign(by=world.office, agreement=draft)
    agreements.sign(by=world.campus, agreement=draft)
    change = {"promise": promise, "from_day": date(2026, 1, 1), "only_ends": True}
    agreements.sign_amendment(by=world.campus, amendment=agreements.propose_amendment(by=world.office, **change))
    row, _other = browser("office").get("/partnerships/small/ledger/?all=yes").context["rows"]
    labels = {one["year"]: one["label"] for one in row["cells"]}
    assert (labels[2022], labels[2026]) == ("尚未约定", "已不再约定")
