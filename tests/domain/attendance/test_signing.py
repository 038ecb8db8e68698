"""Signing in by the code on the wall, on paper, by the host; opinions; being forgotten; the funnel."""

from datetime import date, timedelta

import pytest

from tests.domain.attendance.test_planning import fresh, refusal
from tests.domain.attendance.world import FIRST, SIBLING, VILLAGE, course, done
from tests.fixtures import World
from towngown.domain.activities import actions as activities
from towngown.domain.attendance import actions, queries
from towngown.domain.attendance.actions.signing import turn_of_the_day
from towngown.domain.attendance.models import Learner, Opinion, Session, SignIn, WallCode
from towngown.domain.attendance.words import TOKEN_DAYS
from towngown.domain.partnerships.queries import activity_kind
from towngown.domain.stations import actions as stations
from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.journal.action import verbs_for
from towngown.foundation.journal.models import Entry
from towngown.kit import clock
from towngown.kit.problems import Problems

ANNA, BO = "a" * 20, "b" * 20


@pytest.fixture(autouse=True)
def its_day(today):
    with clock.set_to(FIRST.day):
        yield


@pytest.fixture
def wall(world: World, session):
    return actions.print_code(by=world.worker, partnership=world.partnership, place_code=VILLAGE)


def sign(world: World, wall: WallCode, session: Session, token: str) -> None:
    actions.sign_in(by=world.visitor, session=session, wall=wall, token=token)


def numbers(session: Session) -> tuple[int, int, int, int]:
    found = queries.numbers_of([session])[session.pk]
    return found.code, found.paper, found.host, found.signed


def test_a_phone_signs_in_once(world: World, wall, session):
    sign(world, wall, session, ANNA)
    sign(world, wall, session, BO)
    assert refusal(sign, world=world, wall=wall, session=session, token=ANNA) == "attendance.signed_already"
    assert numbers(session) == (2, 0, 0, 2)
    assert queries.signed_in(queries.learner_of(world.partnership.pk, ANNA), [session]) == {session.pk}
    assert queries.signed_in(None, [session]) == set()


def test_nothing_leads_from_the_record_to_the_phone(world: World, wall, session):
    sign(world, wall, session, ANNA)
    kept = [one.token_hash for one in Learner.objects.all()]
    assert ANNA not in "".join(kept)
    assert queries.token_hash(world.partnership.pk, ANNA) != queries.token_hash(world.other.pk, ANNA)
    entry = Entry.objects.filter(verb="attendance.sign_in").get()
    assert (entry.details, entry.thing_id, entry.on_id, entry.wall) == ({}, None, None, None)


def test_only_on_its_day_and_where_the_code_hangs(world: World, wall, session):
    given = {"world": world, "session": session, "token": ANNA}
    with clock.set_to(FIRST.day - timedelta(days=1)):
        assert refusal(sign, wall=wall, **given) == "attendance.nothing_now"
        assert [one.day for one in queries.next_on(wall, clock.today())] == [FIRST.day]
    elsewhere = actions.print_code(by=world.sibling, partnership=world.partnership, place_code=SIBLING)
    assert refusal(sign, wall=elsewhere, **given) == "attendance.nothing_now"
    actions.cancel(by=world.worker, session=session, reason="停电")
    assert refusal(sign, wall=wall, **given) == "attendance.nothing_now"
    assert [one.state for one in queries.on_wall(wall, FIRST.day)] == ["cancelled"]
    actions.restore(by=world.worker, session=session)
    actions.withdraw_code(by=world.worker, wall_code=wall)
    assert refusal(sign, wall=wall, **given) == "attendance.no_code"
    assert not SignIn.objects.exists()


def test_phones_sign_in_from_an_hour_before_and_rate_from_the_beginning_on(world: World, wall, session):
    given = {"by": world.visitor, "session": session, "wall": wall, "token": ANNA}
    assert session.start_time is None  # it begins at 09:30, as the page on the wall says
    with clock.set_to(FIRST.day, 8, 29):
        assert refusal(actions.sign_in, **given) == "attendance.too_early"
    with clock.set_to(FIRST.day, 8, 30):
        actions.sign_in(**given)
    with clock.set_to(FIRST.day, 9, 29):
        assert refusal(actions.give_opinion, **given, stars=5) == "attendance.not_yet"
    with clock.set_to(FIRST.day, 9, 30):
        actions.give_opinion(**given, stars=5)
    actions.move(by=world.worker, session=session, start_time="11:30")
    with clock.set_to(FIRST.day, 10, 0):
        assert refusal(actions.sign_in, **given | {"token": BO}) == "attendance.too_early"
        assert refusal(actions.give_opinion, **given, stars=4) == "attendance.not_yet"
        actions.leave(**given)


def test_what_is_on_stands_by_its_hour_whether_the_place_gave_one_or_not(world: World, wall, session):
    assert session.start_time is None  # at 09:30
    early, late = (
        actions.add(by=world.worker, activity=session.activity, day=FIRST.day, half="am", start_time=start)
        for start in ("08:30", "10:30")
    )
    assert queries.on_wall(wall, FIRST.day) == [early, session, late]


def test_what_a_party_keeps_to_itself_is_on_no_wall(world: World, wall, session):
    own = activities.plan(
        by=world.office, partnership=world.partnership, activity_kind=activity_kind("course_visit"),
        first_day=FIRST.day, place_code=VILLAGE, audience="party",
    )  # fmt: skip
    hidden = actions.add(by=world.office, activity=own, day=FIRST.day, half="pm")
    assert queries.on_wall(wall, FIRST.day) == [session]
    assert refusal(sign, world=world, wall=wall, session=hidden, token=ANNA) == "attendance.nothing_now"


def test_a_sign_in_is_taken_back_and_given_again(world: World, wall, session):
    given = {"by": world.visitor, "session": session, "wall": wall, "token": ANNA}
    assert refusal(actions.leave, **given) == "attendance.sign_first"
    actions.sign_in(**given)
    actions.give_opinion(**given, stars=5)
    actions.leave(**given)
    assert (numbers(session), Opinion.objects.count()) == ((0, 0, 0, 0), 0)
    actions.sign_in(**given)
    assert (numbers(session), SignIn.objects.count()) == ((1, 0, 0, 1), 1)


def test_an_opinion_only_after_signing_in_and_the_last_one_stands(world: World, wall, session):
    given = {"by": world.visitor, "session": session, "wall": wall, "token": ANNA}
    assert refusal(actions.give_opinion, **given, stars=5) == "attendance.sign_first"
    actions.sign_in(**given)
    with pytest.raises(Problems):
        actions.give_opinion(**given, stars=6)
    actions.give_opinion(**given, stars=3, words="太吵")
    actions.give_opinion(**given, stars=4, words="手把手教")
    assert queries.words_about(session) == ["手把手教"]
    learner = queries.learner_of(world.partnership.pk, ANNA)
    assert queries.given_by(learner, [session])[session.pk].stars == 4
    assert queries.given_by(None, [session]) == {}
    assert queries.favour_of(session).tenths is None
    for token, stars in ((BO, 5), ("c" * 20, 5)):
        more = given | {"token": token}
        actions.sign_in(**more)
        actions.give_opinion(**more, stars=stars)
    assert (queries.favour_of(session).number, queries.favour_of(session).tenths) == (3, 47)


def test_the_host_writes_down_paper_and_heads(world: World, session):
    actions.sheet(by=world.worker, session=session, people=12)
    actions.sheet(by=world.teacher, session=session, people=3, signed_by="host")
    assert numbers(session) == (0, 12, 3, 15)
    actions.sheet(by=world.worker, session=session, people=11)
    assert numbers(session) == (0, 11, 3, 14)
    actions.sheet(by=world.worker, session=session, people=0, signed_by="host")
    assert numbers(session) == (0, 11, 0, 11)
    actions.take_back(by=world.worker, session=session)
    assert numbers(session) == (0, 0, 0, 0)
    assert refusal(actions.take_back, by=world.worker, session=session) == "attendance.nothing_written"
    assert refusal(actions.sheet, by=world.sibling, session=session, people=1) == "not_allowed"
    assert refusal(actions.take_back, by=world.visitor, session=session) == "not_allowed"
    with clock.set_to(FIRST.day - timedelta(days=1)):
        assert refusal(actions.sheet, by=world.worker, session=session, people=1) == "attendance.not_yet"


def test_codes_are_made_once_by_those_who_run_the_room(world: World, wall):
    again = actions.print_code(by=world.office, partnership=world.partnership, place_code=VILLAGE)
    assert again == wall
    given = {"partnership": world.partnership}
    assert refusal(actions.print_code, by=world.sibling, place_code=VILLAGE, **given) == "not_allowed"
    assert refusal(actions.print_code, by=world.stranger, place_code=VILLAGE, **given) == "not_allowed"
    assert refusal(actions.print_code, by=world.worker, **given) == "required"
    elsewhere = stations.open_station(by=world.keeper, partnership=world.other, title_zh="别处")
    assert refusal(actions.print_code, by=world.worker, station=elsewhere, **given) == "not_found"
    assert list(queries.walls(world.worker)) == list(queries.walls(world.campus)) == [wall]
    assert list(queries.walls(world.sibling)) == list(queries.walls(world.visitor)) == []
    assert queries.wall_code(world.worker, wall.ref) == queries.wall_by_code(wall.code.upper()) == wall
    assert refusal(actions.withdraw_code, by=world.sibling, wall_code=wall) == "not_allowed"
    actions.withdraw_code(by=world.worker, wall_code=wall)
    assert queries.wall_by_code(wall.code) is None
    assert verbs_for(world.worker, fresh(wall)) == []
    assert actions.print_code(by=world.worker, place_code=VILLAGE, **given).code != wall.code


def test_the_wall_of_a_station_shows_what_is_on_in_it_and_around_it(world: World, session):
    one = stations.open_station(by=world.office, partnership=world.partnership, title_zh="会客厅", place_code=VILLAGE)
    other = stations.open_station(by=world.office, partnership=world.partnership, title_zh="教室", place_code=VILLAGE)
    wall = actions.print_code(by=world.worker, partnership=world.partnership, station=one)
    assert queries.wall_of_station(one) == wall
    assert queries.on_wall(wall, FIRST.day) == [session]
    actions.move(by=world.worker, session=session, station=other)
    assert queries.on_wall(wall, FIRST.day) == []
    actions.move(by=world.worker, session=session, station=one)
    assert queries.on_wall(wall, FIRST.day) == list(queries.at_station(world.worker, one)) == [session]


def test_a_forgotten_phone_leaves_numbers_behind_that_nothing_ties_together(world: World, wall, session, ordered):
    other = another(ordered, unit=1)
    for one in (session, other):
        sign(world, wall, one, ANNA)
    actions.give_opinion(by=world.visitor, session=session, wall=wall, token=ANNA, stars=5, words="好")
    assert queries.followed(queries.sessions(the_clock())).steps["repeat"] == 1
    actions.forget(by=world.visitor, partnership=world.partnership, token=ANNA)
    assert queries.learner_of(world.partnership.pk, ANNA) is None
    assert (numbers(session), numbers(other)) == ((1, 0, 0, 1), (1, 0, 0, 1))
    assert queries.words_about(session) == ["好"]
    assert queries.followed(queries.sessions(the_clock())).steps == {
        "learner": 2, "repeat": 0, "contributor": 0, "governance": 0,
    }  # fmt: skip
    sign(world, wall, session, ANNA)
    assert numbers(session)[0] == 2
    actions.forget(by=world.visitor, partnership=world.partnership, token="unknown")
    with pytest.raises(Problems):
        actions.forget(by=world.visitor, partnership=world.partnership, token="x" * 201)
    assert numbers(session)[0] == 2


def test_after_a_year_nothing_leads_back_to_a_phone(world: World, wall, session):
    sign(world, wall, session, ANNA)
    with clock.set_to(FIRST.day + timedelta(days=TOKEN_DAYS)):
        turn_of_the_day()
        assert queries.learner_of(world.partnership.pk, ANNA) is not None
    with clock.set_to(FIRST.day + timedelta(days=TOKEN_DAYS + 1)):
        turn_of_the_day()
        assert actions.fade(by=the_clock()) == 0
    assert queries.learner_of(world.partnership.pk, ANNA) is None
    assert numbers(session) == (1, 0, 0, 1)
    assert refusal(actions.fade, by=world.office) == "not_allowed"


def another(ordered, unit: int, takes_part_as: str = "learn") -> Session:
    """One more session at the same place on the same day."""
    from towngown.kit import doorway

    done("dispatch.accept", ordered.dispatch(FIRST._replace(half="pm", day=date(2026, 11, 24 + unit)), unit=unit))
    session = Session.objects.get(unit=unit)
    with doorway.opened("fixture"):
        session.day, session.half, session.takes_part_as = FIRST.day, FIRST.half, takes_part_as
        session.save()
    return session


def test_the_funnel_counts_phones_by_what_they_came_to(world: World):
    made = course(world, weeks=4)
    done("dispatch.accept", made.dispatch())
    learn = Session.objects.get()
    create, govern = another(made, 1, "create"), another(made, 2, "govern")
    wall = actions.print_code(by=world.worker, partnership=world.partnership, place_code=VILLAGE)
    came = {"once": [learn], "twice": [learn, govern], "maker": [create, learn], "all": [learn, create, govern]}
    for token, sessions in came.items():
        for one in sessions:
            sign(world, wall, one, token)
    actions.sheet(by=world.worker, session=learn, people=9)
    found = queries.followed(queries.at_place(the_clock(), world.partnership, VILLAGE))
    assert found.steps == {"learner": 4, "repeat": 3, "contributor": 2, "governance": 1}
    assert found.unfollowed == 9
    assert queries.followed(queries.at_place(the_clock(), world.partnership, SIBLING)).unfollowed == 0
