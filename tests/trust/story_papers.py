"""The machine's second part: waivers, closings and changes, which one side proposes and the other signs; and time."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, consumes, initialize, multiple, precondition, rule

from tests.trust.story_acts import Acts, days, life, numbers, people, signers
from tests.trust.story_model import SPEAKS_FOR, Promise
from towngown.domain.agreements import actions as agreements


class Papers(Acts):
    """One side proposes, the other signs: often at once, else some day or never."""

    waivers, closings, changes = Bundle("waivers"), Bundle("closings"), Bundle("changes")

    @initialize(
        target=Acts.acts, lives=st.lists(life, min_size=4, max_size=6), waived=st.lists(st.tuples(numbers, days), max_size=2),
        closed=st.booleans(),
    )  # fmt: skip
    def begin_with(self, lives, waived, closed):
        """Some periods may be waived, and the year before closed, from the beginning."""
        acts = self.begin(lives)
        for number, day in waived:
            self.propose_waiver("office", number, day, at_once=True)
        if closed:
            self.propose_closing("campus", 2025, at_once=True)
        return acts

    @rule(target=waivers, who=people, number=numbers, day=days, at_once=st.booleans())
    def propose_waiver(self, who, number, day, at_once):
        number %= len(self.promises)
        promise = self.story.promises[number]
        first, last = promise.period(day)
        paper = {"promise": number, "first": first, "by": SPEAKS_FOR[who], "row": None}
        never = last < promise.since or (promise.ended is not None and promise.ended < max(first, promise.since))
        asked = any(one["promise"] == number and one["first"] == first for one in self.papers("waivers"))
        with self.expecting(
            ("not_allowed", who == "worker"), ("agreements.not_promised_then", never),
            ("agreements.year_closed", last.year in self.story.closed), ("agreements.waived_already", asked),
        ):  # fmt: skip
            paper["row"] = agreements.propose_waiver(
                by=self.by(who), promise=self.promises[number], period_first=day, reason="停办"
            )
        return self.put_down("waivers", paper, self.sign_waiver if at_once else None)

    def papers(self, name):
        return self.__dict__.setdefault(f"stack_{name}", [])

    def put_down(self, name, paper, sign):
        if paper["row"] is None:
            return multiple()
        self.papers(name).append(paper)
        if sign:
            sign(paper, "office" if paper["by"] == "campus" else "campus")
        return paper

    def sign(self, name, verb, paper, who, *more):
        """Whether it is the signature that settles the paper."""
        refusals = [
            ("wrong_moment", paper.get("settled", False)), *more,
            ("agreements.same_side", SPEAKS_FOR[who] == paper["by"]),
        ]  # fmt: skip
        with self.expecting(*refusals):
            verb(by=self.by(who), **{name: paper["row"]})
        settles = not any(holds for _code, holds in refusals)
        paper["settled"] = paper.get("settled", False) or settles
        return settles

    @rule(paper=waivers, who=signers)
    def sign_waiver(self, paper, who):
        if self.sign("waiver", agreements.sign_waiver, paper, who):
            self.story.waived.add((paper["promise"], paper["first"]))

    @rule(paper=consumes(waivers), who=signers)
    def withdraw_waiver(self, paper, who):
        other = ("not_allowed", SPEAKS_FOR[who] != paper["by"])
        settled = ("wrong_moment", paper.get("settled", False))
        with self.expecting(other, settled):
            agreements.withdraw_waiver(by=self.by(who), waiver=paper["row"])
        if not other[1] and not settled[1]:
            self.papers("waivers").remove(paper)

    @rule(target=closings, who=people, year=st.sampled_from([2025, 2024, 2026]), at_once=st.booleans())
    def propose_closing(self, who, year, at_once):
        paper = {"year": year, "by": SPEAKS_FOR[who], "row": None}
        asked = any(one["year"] == year for one in self.papers("closings"))
        with self.expecting(
            ("not_allowed", who == "worker"), ("agreements.year_not_over", year >= self.story.today.year),
            ("agreements.year_closed", asked), ("agreements.nothing_due_then", not self.story.was_due(year)),
        ):  # fmt: skip
            paper["row"] = agreements.propose_closing(by=self.by(who), agreement=self.paper, year=year)
        return self.put_down("closings", paper, self.sign_closing if at_once else None)

    @rule(paper=closings, who=signers)
    def sign_closing(self, paper, who):
        if self.sign("closing", agreements.sign_closing, paper, who):
            self.story.closed.add(paper["year"])

    @rule(target=changes, who=people, number=numbers, minimum=st.integers(1, 3), at_once=st.booleans())
    def propose_change(self, who, number, minimum, at_once):
        number %= len(self.promises)
        promise = self.story.promises[number]
        day = promise.period(self.story.today)[1] + timedelta(days=1)
        paper = {"promise": number, "day": day, "minimum": minimum, "by": SPEAKS_FOR[who], "row": None}
        before = [one for one in self.papers("changes") if one["promise"] == number and not one.get("settled")]
        pending = not all(self.too_late(one) for one in before)
        with self.expecting(
            ("not_allowed", who == "worker" or promise.ended is not None), ("agreements.change_pending", pending),
            ("agreements.past_period", day < promise.since),
        ):  # fmt: skip
            paper["row"] = agreements.propose_amendment(
                by=self.by(who), promise=self.promises[number], from_day=day, minimum=minimum
            )
        for one in before if paper["row"] else ():
            one["settled"] = True  # what nobody signed in time has made way
        return self.put_down("changes", paper, self.sign_change if at_once else None)

    def too_late(self, change):
        """The period that was to begin with the new terms is over, and keeps the old ones."""
        return self.story.promises[change["promise"]].period(change["day"])[1] < self.story.today

    @rule(paper=changes, who=signers)
    def sign_change(self, paper, who):
        late = ("agreements.too_late", self.too_late(paper))
        if self.sign("amendment", agreements.sign_amendment, paper, who, late):
            old = self.story.promises[paper["promise"]]
            old.ended = paper["day"] - timedelta(days=1)
            new = Promise(**vars(old) | {"ended": None, "replaces": old})
            new.minimum, new.since = paper["minimum"], paper["day"]
            self.story.promises.append(new)
            row = self.promises[paper["promise"]]
            self.promises.append(type(row).objects.get(replaces=row))

    @rule(number=st.sampled_from([1, 20, 100]))
    @precondition(lambda self: self.story.today.year < 2028)
    def wait(self, number):
        self.story.today += timedelta(days=number)

    @rule(number=numbers)
    @precondition(lambda self: self.story.today.year < 2028)
    def wait_for_the_last_day(self, number):
        """Of the period that runs; whatever is off by a day shows then, or on the day after."""
        promise = self.story.promises[number % len(self.promises)]
        self.story.today = promise.period(self.story.today)[1]
