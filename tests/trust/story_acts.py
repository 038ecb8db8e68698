"""The machine's first part: what people do with activities, each thing done in the product and in the model alike."""

from contextlib import contextmanager
from datetime import date, timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, multiple, rule

from tests.foundation.files.samples import pdf
from tests.trust.story_model import SPEAKS_FOR, Account, Act, Promise, Story
from towngown.domain.activities import actions as activities
from towngown.domain.activities.models import Activity
from towngown.domain.evidence import actions as evidence
from towngown.domain.partnerships.queries import activity_kind
from towngown.foundation.accounts.queries import link as link_actor
from towngown.foundation.journal import moments
from towngown.kit import clock
from towngown.kit.problems import Problem, Problems

BEGIN, RECORD_FROM = date(2026, 3, 15), date(2025, 2, 1)
KINDS = ("theory_lecture", "training", "salon", "visit")
PROMISED = [
    Promise("both_sides", "times", 1, 12, date(2024, 1, 1)),
    Promise("any_record", "people", 100, 12, date(2025, 7, 1)),
    Promise("document", "times", 1, 3, date(2025, 3, 31)),
    Promise("both_and_document", "times", 1, 12, date(2025, 9, 1), (9, 1)),
]

people = st.sampled_from(["office", "campus", "worker"])
signers = st.sampled_from(["office", "campus"])
days = st.dates(date(2025, 1, 1), date(2026, 6, 30))
heads = st.sampled_from([None, 0, 7, 58, 99, 100, 101, 200])
numbers = st.integers(0, 9)
lived = st.sampled_from(
    [
        (),
        ("hold",),
        ("hold", "show"),
        ("hold", "confirm"),
        ("hold", "confirm", "show"),
        ("hold", "dispute"),
        ("hold", "show", "take_back"),
        ("hold", "confirm", "take_back"),
    ]
)
life = st.tuples(
    people, days, st.sampled_from([0, 0, 1, 40]), numbers, st.sets(numbers, min_size=2, max_size=4),
    lived.flatmap(lambda verbs: st.tuples(*(st.tuples(st.just(verb), heads) for verb in verbs))),
)  # fmt: skip


class Acts(RuleBasedStateMachine):
    """Each rule does one thing in both worlds; after each, both must say the same."""

    world = paper = rows = undo = None
    story_type = Story
    acts = Bundle("acts")

    def begin(self, lives):
        """An empty story, and the first lives in it."""
        moments.forget()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.story = self.story_type(BEGIN, RECORD_FROM, [Promise(**vars(one)) for one in PROMISED])
        self.promises, self.released = list(self.rows), []
        return multiple(*(self.live(*one) for one in lives))

    def teardown(self):
        """Take everything back; an example may be given up before it began."""
        if self.undo is not None:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    @contextmanager
    def expecting(self, *refusals):
        """The first refusal that holds must come, and then nothing is changed; else none may."""
        expected = next((code for code, holds in refusals if holds), None)
        try:
            with clock.set_to(self.story.today), transaction.atomic():
                yield
        except Problem as problem:
            assert problem.code == expected
        except Problems as several:
            assert several.problems[0].code == expected
        else:
            assert expected is None, f"it should have been refused: {expected}"

    def by(self, who):
        return self.world.actors[who]

    @rule(target=acts, one=life)
    def another(self, one):
        return self.live(*one)

    def live(self, who, day, length, kind, serving, then):
        """Planned by somebody, and what that side and the other did next."""
        act = self.plan(who, day, length, kind, serving)
        other = "office" if who == "campus" else "campus"
        for verb, number in then:
            if verb == "hold":
                self.hold(act, who, number)
            elif verb == "confirm":
                self.confirm(act, other, number)
            elif verb == "dispute":
                self.dispute(act, other)
            elif verb == "take_back":
                self.take_back(act, who)
            else:
                self.show(act, who)
        return act

    def plan(self, who, day, length, kind, serving):
        serving = {number % len(self.promises) for number in serving}
        act = Act(day, day + timedelta(days=length), who == "worker", serves=serving)
        with self.expecting():
            act.row = activities.plan(
                by=self.by(who), partnership=self.world.partnership, activity_kind=activity_kind(KINDS[kind % 4]),
                first_day=act.first, last_day=act.last, promises=[self.promises[number] for number in serving],
            )  # fmt: skip
        self.story.acts.append(act)
        return act

    def speaks(self, who, act):
        return ("not_allowed", who == "worker" and not act.in_village)

    def do(self, act, who, verb, states, *refusals, **given):
        """One verb on an activity, refused to whoever may not speak there, then at the wrong moment."""
        moment = ("wrong_moment", act.state not in states) if states else ("", False)
        row = Activity.objects.get(pk=act.row.pk)
        checks = [self.speaks(who, act), *[one for one in refusals if one[0] == "not_allowed"], moment]
        checks += [one for one in refusals if one[0] != "not_allowed"]
        with self.expecting(*checks):
            verb(by=self.by(who), activity=row, **given)
        return not any(holds for _code, holds in checks)

    @rule(act=acts, who=people, number=heads)
    def hold(self, act, who, number):
        early = ("activities.not_yet", act.first > self.story.today)
        if self.do(act, who, activities.hold, ["planned"], early, heads=number):
            act.fate = "happened"
            act.said[SPEAKS_FOR[who]] = Account(True, number)

    @rule(act=acts, who=people, number=heads)
    def confirm(self, act, who, number):
        spoke = ("not_allowed", SPEAKS_FOR[who] in act.said and act.state != "disputed")
        if self.do(act, who, activities.confirm, ["held", "disputed"], spoke, heads=number):
            act.said[SPEAKS_FOR[who]] = Account(True, number)

    @rule(act=acts, who=people)
    def dispute(self, act, who):
        if self.do(act, who, activities.dispute, ["held", "confirmed"], said="不是这样"):
            act.said[SPEAKS_FOR[who]] = Account(False, None)

    @rule(act=acts, who=people)
    def take_back(self, act, who):
        silent = ("not_allowed", SPEAKS_FOR[who] not in act.said)
        if self.do(act, who, activities.take_back, [], silent):
            del act.said[SPEAKS_FOR[who]]

    @rule(act=acts, who=signers, agrees=st.booleans(), number=heads)
    def answer_by_link(self, act, who, agrees, number):
        other = "locality" if SPEAKS_FOR[who] == "campus" else "campus"
        row = Activity.objects.get(pk=act.row.pk)
        checks = ("activities.not_happening", act.fate != "happened"), ("evidence.already_said", other in act.said)
        with self.expecting(*checks):
            link = evidence.make_link(by=self.by(who), claim=row.claim, party=self.world.parties[other])
            activities.confirm_by_link(
                by=link_actor(row.claim_id), activity=row, link=link, agrees=agrees, heads=number
            )
        if not any(holds for _code, holds in checks):
            act.said[other] = Account(agrees, number)

    @rule(act=acts, who=people)
    def show(self, act, who):
        with self.expecting(self.speaks(who, act)):
            evidence.add_item(by=self.by(who), claim=act.row.claim, item_kind="minutes", upload=pdf())
        act.papers += not self.speaks(who, act)[1]

    @rule(act=acts, who=signers, fate=st.sampled_from(["cancel", "restore", "withdraw"]))
    def turn(self, act, who, fate):
        before = {"cancel": ["planned"], "restore": ["cancelled"], "withdraw": ["held", "confirmed", "disputed"]}[fate]
        given = {} if fate == "restore" else {"reason": "下雨"}
        if self.do(act, who, getattr(activities, fate), before, **given):
            act.fate = {"cancel": "cancelled", "restore": "planned", "withdraw": "withdrawn"}[fate]

    @rule(act=acts, who=people, number=numbers)
    def serve(self, act, who, number):
        number %= len(self.promises)
        over = ("not_allowed", act.fate in ("cancelled", "withdrawn"))
        twice = ("activities.already_serves", number in act.serves)
        if self.do(act, who, activities.add_promise, [], over, twice, promise=self.promises[number]):
            act.serves.add(number)

    @rule(act=acts, who=people)
    def serve_no_more(self, act, who):
        over = ("not_allowed", act.fate in ("cancelled", "withdrawn"))
        for number in sorted(act.serves)[:1]:
            if self.do(act, who, activities.remove_promise, [], over, promise=self.promises[number]):
                act.serves.remove(number)
