"""Twenty canaries, each through a door where one person leaves words; after the person is erased none is anywhere."""

import io
import os
import time
import zipfile
from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.asvs import asvs
from tests.foundation.files.samples import pdf
from tests.trust.load import settled
from tests.trust.site import File, Site

pytestmark = pytest.mark.trust

DOORS = (
    "name", "position", "phone", "email", "skills", "username", "new name", "new phone", "new email", "new skills",
    "wrong username", "own address", "evidence title", "evidence file", "account", "person asked", "complaint",
    "complaint contact", "import file", "import words",
)  # fmt: skip
CANARY = {door: f"kanarie{number:02}q" for number, door in enumerate(DOORS)}
PASSWORD = "a password of ours"
# Typed into fields that answer and keep nothing, or replaced by what was said later.
NEVER_KEPT = {"name", "phone", "email", "skills", "wrong username"}
EXPORTS = (
    ("people_export", "csv"), ("people_export", "xlsx"), ("organisations_export", "xlsx"), ("activities_export", "csv"),
    ("ledger_export", "small", "xlsx"), ("export", "small", "xlsx"), ("export", "small", "yaml"), ("brief", "small"),
)  # fmt: skip


def do(site: Site, verb: str, kind: str, ref: str, who: str, upload: File | None = None, **fields: str):
    """The verb's form, which must be accepted."""
    answer = site.post(f"/do/{verb}/{kind}/{ref}/", who, upload=upload, **fields)
    assert answer.status == 302, answer.text
    return answer


def register(site: Site) -> str:
    """Somebody of the county's office with a log-in, who then logs in; returns the person's ref."""
    fields = {one: CANARY[one] for one in ("name", "phone", "skills", "username")}
    done = do(
        site, "person.register", "organisation", site.things["organisation"], "keeper", role="office",
        title=CANARY["position"], email=f"{CANARY['email']}@example.org", password=PASSWORD, **fields,
    )  # fmt: skip
    site.post("/accounts/login/", login=CANARY["wrong username"], password="wrong")
    login = site.post("/accounts/login/", login=CANARY["username"], password=PASSWORD)
    site.people["person"] = login.cookie("sessionid")
    return done.headers["Location"].strip("/").split("/")[-1]


def leave_words(site: Site, ref: str) -> None:
    """All other doors, by the person."""
    me, claim = "person", site.things["claim"]
    do(site, "person.describe", "person", ref, me, name=CANARY["new name"], phone=CANARY["new phone"],
       email=f"{CANARY['new email']}@example.org")  # fmt: skip
    do(site, "person.say_skills", "person", ref, me, skill_words=CANARY["new skills"])
    site.post("/accounts/email/", me, action_add="", email=f"{CANARY['own address']}@example.org")
    file = File(pdf(), f"{CANARY['evidence file']}.pdf")
    do(site, "item.add", "claim", claim, me, upload=file, title=CANARY["evidence title"], item_kind="photo")
    do(site, "activity.hold", "activity", site.things["activity"], me, said=CANARY["account"])
    asked = site.post(reverse("activity_ask", args=[site.things["activity"]]), me, asked=CANARY["person asked"],
                      party=site.things["campus"])  # fmt: skip
    assert asked.status == 200
    site.post("/complaint/", me, words=CANARY["complaint"], contact=CANARY["complaint contact"])
    wrong = f"activities:\n  - {{key: x, title: {CANARY['import words']}, activity_kind: {CANARY['import words']}}}\n"
    upload = File(wrong.encode(), f"{CANARY['import file']}.yaml", "files")
    assert site.post("/import/", me, upload=upload, partnership="small").status == 302


def texts(site: Site) -> Iterator[tuple[str, str]]:
    """(where, what stands there) of all that the site keeps: tables and sessions as text, files and logs byte by byte."""
    for table, rows in site.python("tests.trust.rows").items():
        yield table, str(rows)
    for path in [site.log, *site.data.rglob("*")]:
        if path.is_file() and "static" not in path.parts:
            yield path.name, path.read_bytes().decode("latin-1")


def sightings(places: Iterator[tuple[str, str]]) -> dict[str, set[str]]:
    """Door → where its canary is."""
    found: dict[str, set[str]] = {}
    for where, text in places:
        for door, canary in CANARY.items():
            if canary in text:
                found.setdefault(door, set()).add(where)
    return found


def exports(site: Site) -> Iterator[tuple[str, str]]:
    """What office and keeper can take out."""
    for name, *args in EXPORTS:
        for who in ("office", "keeper"):
            answer = site.get(reverse(name, args=args), who)
            assert answer.status == 200, name
            yield name, _unpacked(answer.body)


def _unpacked(body: bytes) -> str:
    if not body.startswith(b"PK"):
        return body.decode()
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return "".join(parts.read(one).decode("utf-8", "replace") for one in parts.namelist())


def days_later(site: Site) -> None:
    """Two days after, in the life of files; then the clock ticks for the first time that day."""
    for path in [*(site.data / "files").rglob("*"), *(site.data / "waiting").rglob("*")]:
        os.utime(path, (time.time() - 3 * 86_400,) * 2)
    site.python("tests.trust.next_day")
    site.command("tick")


@asvs("14.2.4")
def test_nothing_is_left_of_a_person_who_was_erased(make_site):
    site = make_site()
    site.secrets = {"TOWNGOWN_DEMONSTRATION": "0"}
    site.start()
    ref = register(site)
    leave_words(site, ref)
    assert "new name" in sightings(exports(site))
    site.kill(15)
    settled(site)
    assert set(sightings(texts(site))) >= set(DOORS) - NEVER_KEPT
    site.start()
    do(site, "person.erase", "person", ref, "keeper")
    assert sightings(exports(site)) == {}
    site.kill(15)
    settled(site)
    days_later(site)
    assert sightings(texts(site)) == {}
