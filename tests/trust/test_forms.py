"""Every verb's form, sent empty and sent with nonsense by everybody: an answer in words, never a broken page."""

import logging
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse

from tests.asvs import asvs
from tests.trust.access import clients, letter
from tests.trust.things import everything
from tests.web.conftest import static_files_where_they_lie
from towngown.foundation.journal.action import VERBS
from towngown.kit import fields

__all__ = ["static_files_where_they_lie"]
pytestmark = pytest.mark.trust

NONSENSE = {
    "blank": lambda field: "   ",
    "long": lambda field: "字" * 20_000,
    "signs": lambda field: "\x00\ud7ff{}%s<script>'\";--=1+1",
    "number": lambda field: "-99999999999999999999",
    "date": lambda field: "0000-13-45",
    "choice": lambda field: next(iter(getattr(field, "choices", {}) or {"x": 1})),
    "plain": lambda field: PLAIN.get(type(field), "1"),
}
PLAIN = {
    fields.Text: "一二三", fields.LongText: "一二三四五六", fields.Day: "2026-11-22", fields.ReportedDate: "2026-11",
    fields.Amount: "200+", fields.PlaceCode: "429901100201", fields.YesNo: "on",
}  # fmt: skip


@pytest.fixture
def made(world, settings, tmp_path):
    settings.FILES_ROOT = settings.STATIC_ROOT = tmp_path
    world.users["keeper"] = get_user_model().objects.create_user(username="keeper", password="x", is_staff=True)
    return everything(world)


def sent(client, verb, thing, given) -> str:
    """The letter of what came of a form; what it did is taken back."""
    address = reverse("do_on", args=[verb.name, thing.kind, thing.ref]) if thing else reverse("do", args=[verb.name])
    with transaction.atomic():
        answer = client.post(address, given | {"next": "/"})
        transaction.set_rollback(True)
    return letter(answer.status_code, answer.headers.get("Location", ""))


def broken(world, made, what: str) -> list[str]:
    """Verbs whose form breaks when it is sent so, by whom."""
    logging.disable(logging.CRITICAL)
    browsers = clients(world, made)
    found = []
    for verb in [verb for verb in VERBS.values() if verb.offered]:
        thing = made.get(verb.on_kind) if verb.on else None
        if verb.on and thing is None:
            continue
        given = {} if what == "empty" else {name: NONSENSE[what](one.field) for name, one in verb.asked.items()}
        found += [
            f"{verb.name} by {who}" for who in ("office", "keeper") if sent(browsers[who], verb, thing, given) == "E"
        ]
    logging.disable(logging.NOTSET)
    return found


@asvs("2.2.1", "2.2.2")
@pytest.mark.parametrize("what", ["empty", *NONSENSE])
def test_no_form_breaks_whatever_is_typed(world, made, what):
    assert broken(world, made, what) == []


def test_a_field_that_cannot_bear_what_is_typed_is_seen(world, made, monkeypatch):
    monkeypatch.setattr(fields.Day, "clean", lambda field, value: date.fromisoformat(value))
    assert "agreement.draft by office" in broken(world, made, "date")
