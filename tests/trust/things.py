"""One thing of every kind in the small world, made through the verbs; and what fills the places of every address."""

from datetime import date, timedelta
from typing import Any

from tests.domain.attendance.world import course, done
from tests.domain.matching.small import small
from tests.domain.orders.menu import set_menu
from tests.foundation.files.samples import pdf
from towngown.domain.activities import actions as activities
from towngown.domain.agreements import actions as agreements
from towngown.domain.attendance import actions as attendance
from towngown.domain.attendance.queries import planned_of_order
from towngown.domain.evidence import actions as evidence
from towngown.domain.exchange import actions as exchange
from towngown.domain.matching import actions as matching
from towngown.domain.orders import actions as orders
from towngown.domain.partnerships.queries import activity_kind
from towngown.domain.reports import actions as reports
from towngown.domain.stations import actions as stations
from towngown.domain.transfer.words import JOB
from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.complaints import actions as complaints
from towngown.foundation.files import actions as files
from towngown.foundation.jobs import actions as jobs
from towngown.foundation.notices import actions as notices
from towngown.foundation.people.queries import person_of
from towngown.kit import clock
from towngown.kit.halfdays import HalfDay

VILLAGE = "429901100201"


def everything(world: Any) -> dict[str, Any]:
    """Kind → thing. All are of the county × university partnership, for all its sides; `own …` is the county's alone."""
    return _papers(world) | _acts(world) | _menu(world) | _dispatched(world) | _sessions(world) | _foundation(world)


def _papers(world: Any) -> dict[str, Any]:
    agreement = agreements.draft(
        by=world.office, partnership=world.partnership, title_zh="合作协议", term_first=date(2022, 1, 1),
        parties=[world.parties["locality"], world.parties["campus"]],
    )  # fmt: skip
    promise = agreements.add_promise(
        by=world.office, agreement=agreement, activity_kind=activity_kind("theory_lecture"), first_day=date(2022, 1, 1)
    )
    agreements.sign(by=world.office, agreement=agreement)
    agreements.sign(by=world.campus, agreement=agreement)
    station = stations.open_station(
        by=world.office, partnership=world.partnership, title_zh="工作站", place_code=VILLAGE
    )
    return {"agreement": agreement, "promise": promise, "station": station}


def _acts(world: Any) -> dict[str, Any]:
    plan = {
        "by": world.office, "partnership": world.partnership, "activity_kind": activity_kind("theory_lecture"),
        "first_day": date(2026, 11, 20), "place_code": VILLAGE,
    }  # fmt: skip
    activity = activities.plan(**plan, title_zh="冬季宣讲")
    activities.hold(by=world.worker, activity=activity, heads="58")
    own = activities.plan(**plan, title_zh="自家的事", audience="party")
    need = exchange.raise_need(by=world.worker, partnership=world.partnership, title_zh="普通话培训")
    intention = exchange.voice(by=world.office, partnership=world.partnership, title_zh="想办夜校")
    link = evidence.make_link(by=world.worker, claim=activity.claim, party=world.parties["campus"], asked="李老师")
    feed = activities.open_feed(by=world.office)
    report = reports.start(by=world.office, partnership=world.partnership, year=2026)
    return {
        "activity": activity, "own activity": own, "claim": activity.claim, "own claim": own.claim, "need": need,
        "intention": intention, "link": link, "feed": feed, "report": report,
    }  # fmt: skip


def _sessions(world: Any) -> dict[str, Any]:
    """A course that the village ordered, its session of today, the code on the wall and a calendar of it."""
    made = course(world, first=HalfDay(clock.today(), "pm"))
    done("dispatch.accept", made.dispatch())
    (session,) = planned_of_order(made.order)
    wall = attendance.print_code(by=world.worker, partnership=world.partnership, place_code=VILLAGE)
    feed = attendance.open_feed(by=world.worker, partnership=world.partnership, place_code=VILLAGE)
    return {"session": session, "wall_code": wall, "session_feed": feed, "teacher": made.teacher}


def _menu(world: Any) -> dict[str, Any]:
    menu = set_menu(world)
    order = orders.place(by=world.worker, partnership=world.partnership, offer=menu.pressure)
    return {"category": menu.health, "offer": menu.pressure, "teacher": menu.teacher, "order": order}


def _dispatched(world: Any) -> dict[str, Any]:
    menu = small(world)
    menu.teacher("陈", ["first_aid"])
    menu.order("first_aid")
    menu.order("phones")
    scenario = menu.published(first=clock.today(), last=clock.today() + timedelta(days=20))
    expert = menu.teacher("马", ["first_aid"], teacher_kind="expert")
    pairing = matching.make_pairing(
        by=world.campus, partnership=world.partnership, expert=expert, teacher=menu.teachers["陈"]
    )
    return {
        "round": scenario.round, "scenario": scenario, "dispatch": scenario.dispatches.get(), "pairing": pairing,
    }  # fmt: skip


def _foundation(world: Any) -> dict[str, Any]:
    office = person_of(world.users["office"].pk)
    notice = notices.tell(by=the_clock(), persons=[office], sentence="This form is too old.", thing=world.partnership)[
        0
    ]
    return {
        "partnership": world.partnership,
        "party": world.parties["locality"],
        "person": office,
        "membership": office.memberships.get(),
        "organisation": world.county,
        "stored_file": files.store(by=world.office, upload=pdf()),
        "notice": notice,
        "complaint": complaints.file(by=world.office, words="字太小"),
        "job": jobs.start(by=world.office, job_kind=JOB, given={"files": [], "partnership": "small", "trial": True}),
    }


def places(name: str, wanted: tuple[str, ...], made: dict[str, Any]) -> dict[str, Any] | None:
    """What fills the places of an address; none when nothing here does. `own …` names the county's own thing."""
    given: dict[str, Any] = {
        "slug": made["partnership"].slug, "form": "xlsx", "code": VILLAGE, "language": "zh", "role": "office",
        "first": "2026-01-01", "token": "0" * 20, "pk": made["membership"].pk, "key": "k-1", "uidb36": "1", "verb_name": "programme.open",
        "kind": "partnership",
    }  # fmt: skip
    kind = KIND_OF.get(name, name)
    if kind in made:
        given["ref"] = made[kind].ref if hasattr(made[kind], "ref") else ""
    if name in TOKEN_OF:
        given["token"] = made[TOKEN_OF[name]].token
    if name == "place_export":
        given["code"] = VILLAGE[:9]  # the town: nothing lies under a village
    if name == "wall":
        given["code"] = made["wall_code"].code
    return {place: given[place] for place in wanted} if set(wanted) <= set(given) else None


TOKEN_OF = {"link": "link", "calendar_feed": "feed", "session_feed": "session_feed"}

# Addresses whose name is not the kind of the thing in them.
KIND_OF = {
    "do_on": "partnership", "file": "stored_file", "person_invite": "person", "person_contact": "person",
    "person_data": "person", "person_end_role": "person", "cell": "promise", "activity_ask": "activity",
    "activity_serves": "activity", "report_word": "report", "import_outcome": "job", "complaint_one": "complaint",
    "session_sheet": "session", "busy": "teacher",
    "offer_givers": "offer", "order_done": "order", "teacher_back": "teacher",
    "visit": "dispatch", "visit_move": "dispatch", "board": "scenario", "scenario_publish": "scenario", "unserved": "scenario",
    "unserved_export": "scenario", "unserved_follow": "scenario", "unserved_look": "scenario",
    "own activity_ask": "own activity", "own activity_serves": "own activity",
}  # fmt: skip
