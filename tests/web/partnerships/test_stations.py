"""The page of a station: who runs it, what it draws on, what is on next, works and where they are used, who comes again."""

from datetime import timedelta

import pytest

from tests.domain.attendance.world import FIRST, SECOND, VILLAGE, course, done
from tests.domain.orders.menu import PLACES
from towngown.domain.attendance import actions
from towngown.domain.attendance.models import Session
from towngown.domain.outcomes import actions as outcomes
from towngown.domain.partnerships import actions as partnerships
from towngown.domain.stations import actions as stations
from towngown.foundation.people.queries import person_of
from towngown.foundation.places import actions as places
from towngown.kit import clock


def text(response):
    return response.content.decode()


@pytest.fixture
def its_day():
    with clock.set_to(FIRST.day - timedelta(days=2)):
        yield


@pytest.fixture
def station(world, its_day):
    """A living room whose village ordered a course for two weeks."""
    made = course(world, weeks=2, public=True)
    room = stations.open_station(
        by=world.office, partnership=world.partnership, title_zh="会客厅", title_en="Living room", place_code=VILLAGE,
        director=person_of(world.users["worker"].pk), resources="政策：六大计划\n\n人员：编织团队",
    )  # fmt: skip
    done("dispatch.accept", made.dispatch())
    done("dispatch.accept", made.dispatch(SECOND, unit=1))
    return room


def test_director_resources_and_what_is_on_next(world, browser, station):
    page = browser("worker").get(f"/stations/{station.ref}/")
    assert page.context["resources"] == ["政策：六大计划", "人员：编织团队"]
    assert [(row["date"], row["sides"][0]["text"]) for row in page.context["programme"]] == [
        (FIRST.day, "09:30"), (SECOND.day, "09:30"),
    ]  # fmt: skip
    assert "worker 人" in text(page)
    with clock.set_to(FIRST.day + timedelta(days=1)):
        actions.cancel(by=world.worker, session=Session.objects.get(day=SECOND.day), reason="停电")
        (row,) = browser("worker").get(f"/stations/{station.ref}/").context["programme"]
        assert [side["text"] for side in row["sides"]] == ["09:30", "已取消"]


def test_all_sessions_are_those_of_the_station(world, browser, station):
    """Sessions at its place that are not its own are not meant; without any of its own there is no link."""
    address = f"/stations/{station.ref}/"
    assert browser("worker").get(address).context["sessions_href"] == f"/sessions/?station={station.ref}"
    empty = stations.open_station(
        by=world.office, partnership=world.partnership, title_zh="别处", place_code=VILLAGE[:6]
    )
    assert browser("worker").get(f"/stations/{empty.ref}/").context["sessions_href"] == ""


def test_the_partnership_leads_to_its_place_its_menu_and_its_sessions(world, browser, station):
    places.load(by=world.keeper, file=PLACES.encode())
    bare = browser("visitor").get("/partnerships/small/")
    assert [one["href"] for one in bare.context["doing"]] == [
        "/menu/?partnership=small",
        "/sessions/?partnership=small",
    ]
    told = {"title_zh": "云溪县 × 江城大学", "nature": "invented", "audience": "public", "place_code": "429901"}
    partnerships.record(by=world.keeper, slug="small", **told)
    page = text(browser("visitor").get("/partnerships/small/"))
    assert 'href="/office/places/429901/"' in page
    assert browser("stranger").get("/partnerships/other/").context["doing"] == []


def test_works_stand_with_the_place_where_they_are_used(world, browser, station):
    assert browser("worker").get(f"/stations/{station.ref}/").context["works"] == []
    work = outcomes.add_output(by=world.office, partnership=world.partnership, output_kind="work", title_zh="楼道彩绘")
    outcomes.follow_output(by=world.office, output=work, state_words="画在三号楼道", place_code=VILLAGE)
    page = browser("worker").get(f"/stations/{station.ref}/")
    assert page.context["works"] == [{"title": "楼道彩绘", "kind": "作品", "state": "画在三号楼道", "place": VILLAGE}]
    assert "画在三号楼道" in text(page)


def test_the_funnel_stands_with_its_definitions(world, browser, station):
    assert browser("visitor").get(f"/stations/{station.ref}/").context["funnel"] is None
    wall = actions.print_code(by=world.worker, partnership=world.partnership, station=station)
    for session in Session.objects.all():
        with clock.set_to(session.day):
            actions.sign_in(by=world.visitor, session=session, wall=wall, token="a" * 20)
            actions.sheet(by=world.worker, session=session, people=7)
    page = text(browser("visitor").get(f"/en/stations/{station.ref}/"))
    assert "Learner: signed in at least once" in page
    assert "Came again: signed in at two sessions or more" in page
    assert "The 14 people whom a host wrote down" in page
    steps = browser("visitor").get(f"/stations/{station.ref}/").context["funnel"]["steps"]
    assert [step["number"] for step in steps] == [1, 1, 0, 0]


def test_code_and_calendar_are_for_those_who_run_it(world, browser, station):
    def room(name):
        return [one["href"] for one in browser(name).get(f"/stations/{station.ref}/").context["room"]]

    assert room("worker") == [f"/walls/?station={station.ref}", f"/calendars/?station={station.ref}"]
    assert room("sibling") == [f"/calendars/?station={station.ref}"]
    assert room("visitor") == []
    wall = actions.print_code(by=world.worker, partnership=world.partnership, station=station)
    assert room("campus")[0] == f"/walls/{wall.ref}/"
    assert all(browser("worker").get(href).status_code == 200 for href in room("worker"))
