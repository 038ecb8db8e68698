"""Tells a story: each step once, on its day, by its actor, through the same verbs that pages use."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from towngown.domain.partnerships.queries import activity_kind, actor_for
from towngown.domain.transfer.demo.moments import Moments
from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.accounts.queries import link as by_link
from towngown.foundation.journal import outbox
from towngown.foundation.journal.action import perform_once
from towngown.foundation.journal.queries import answered, last_done
from towngown.foundation.journal.table import kinds
from towngown.kit.actors import Actor

DAY = timedelta(days=1)
Title = tuple[str, str]


@dataclass(frozen=True)
class Later:
    """The thing that a step makes, or one attribute of it, to be looked up when it is needed."""

    step: str
    attribute: str = ""

    @property
    def claim(self) -> "Later":
        """The claim of the activity that the step makes."""
        return Later(self.step, "claim")


@dataclass(frozen=True)
class Step:
    """One act: on which day, by whom (a log-in, "clock", or "link" to the claim of the activity), which verb."""

    name: str
    day: date
    who: str
    verb: str
    given: dict[str, Any]


class Teller:
    """Gathers the steps of a story and tells them in the order of their days.

    Steps are known by their names: a second telling finds what the first one made and goes on from there.
    """

    def __init__(self, partnership: Any, users: dict[str, Any], moments: Moments) -> None:
        self.partnership = partnership
        self.users = users
        self.moments = moments
        self.steps: list[Step] = []
        self.made: dict[str, Any] = {}

    def step(self, name: str, day: date, who: str, verb: str, **given: Any) -> Later:
        """Add a step; what it makes can be given to later ones."""
        self.steps.append(Step(name, day, who, verb, given))
        return Later(name)

    def tell(self, until: date) -> int:
        """Tell every step up to this day; returns how many had not been told before."""
        told, self.moments = 0, self.moments.since(last_done(self.partnership.pk))
        for step in sorted(self.steps, key=lambda one: one.day):
            if step.day <= until:
                told += self._tell(step)
        return told

    def _tell(self, step: Step) -> bool:
        key = f"{self.partnership.slug}:{step.name}"
        given = {name: self._now(value) for name, value in step.given.items()}
        with self.moments.on(step.day):
            by = self._actor(step, given)
            new = not answered(by, key)
            self.made[step.name] = perform_once(key, step.verb, by=by, **given)
            if new:
                outbox.drain()
        return new

    def _now(self, value: Any) -> Any:
        """The value, with what other steps made as it stands now."""
        if isinstance(value, list):
            return [self._now(one) for one in value]
        if not isinstance(value, Later):
            return value
        made = self.made[value.step]
        fresh = kinds()[made.kind].objects.get(pk=made.pk)
        return getattr(fresh, value.attribute) if value.attribute else fresh

    def _actor(self, step: Step, given: dict[str, Any]) -> Actor:
        """The person of the log-in, with the seats of that day."""
        if step.who == "clock":
            return the_clock()
        if step.who == "link":
            return by_link(given["activity"].claim_id)
        user = self.users[step.who]
        return actor_for(user.pk, user.get_full_name(), "zh-hans", False, step.day)

    def row(self, kind: str, key: str) -> Any:
        """Something that the files brought, by its key."""
        rows: Any = kinds()[kind].objects
        return rows.get(key=key) if kind == "organisation" else rows.get(partnership=self.partnership, key=key)

    def party(self, key: str) -> Any:
        """A party by its key."""
        return self.row("party", key)

    def plan(self, name: str, day: date, who: str, kind: str, title: Title, **given: Any) -> Later:
        """Plan an activity `ahead` days before it (14 unless said); `serves` names promises by their kind."""
        planned = day - given.pop("ahead", 14) * DAY
        promises = [Later(f"promise:{promise}") for promise in given.pop("serves", ())]
        given = {"audience": "public", "first_day": day, "title_zh": title[0], "title_en": title[1]} | given
        return self.step(
            name, planned, who, "activity.plan", partnership=self.partnership, activity_kind=activity_kind(kind),
            promises=promises, **given,
        )  # fmt: skip

    def held(self, day: date, activity: Later, who: str, heads: str, said: str = "") -> None:
        """One side says that it took place, on its last day."""
        given = {"activity": activity, "heads": heads, "said": said}
        self.step(f"{activity.step}:hold", day, who, "activity.hold", **given)

    def confirmed(self, day: date, activity: Later, who: str, heads: str) -> None:
        """The other side confirms by name."""
        self.step(f"{activity.step}:confirm", day, who, "activity.confirm", activity=activity, heads=heads)

    def both(self, name: str, day: date, kind: str, title: Title, heads: Title, **given: Any) -> Later:
        """An activity that `who` plans and holds and `other` confirms three days later; heads are (campus, county)."""
        who, other = given.pop("who", "university-office"), given.pop("other", "county-office")
        last = given.get("last_day", day)
        activity = self.plan(name, day, who, kind, title, **given)
        self.held(last, activity, who, heads[0])
        self.confirmed(last + 3 * DAY, activity, other, heads[1])
        return activity

    def ask_by_link(self, day: date, activity: Later, who: str, party: str, asked: str) -> Later:
        """The one-time link that `who` makes for somebody of the other side."""
        given = {"claim": activity.claim, "party": self.party(party), "asked": asked}
        return self.step(f"{activity.step}:link", day, who, "link.make", **given)
