"""Teachers in a browser: for the university and for themselves."""

from tests.domain.orders.conftest import THURSDAY
from tests.domain.orders.menu import TOWN
from towngown.domain.orders import actions, queries
from towngown.domain.orders.models import Teacher
from towngown.foundation.people.models import Membership, Person
from towngown.kit import doorway


def shown(response):
    return response.content.decode()


def test_the_list_is_the_university_s(world, browser, menu):
    page = browser("campus").get("/teachers/")
    assert {row["teacher"] for row in page.context["rows"]} == {menu.teacher, menu.other}
    assert [row["teacher"] for row in browser("teacher").get("/teachers/").context["rows"]]
    for who in ("worker", "window", "office", "stranger"):
        assert browser(who).get("/teachers/").status_code == 403
    assert browser("visitor").get("/teachers/").url.startswith("/accounts/login/")


def test_it_is_narrowed_by_name_skill_shelf_and_town(world, browser, menu):
    with doorway.opened("fixture"):
        Person.objects.filter(name="钱老师").update(skills=["太极拳"])
    client = browser("campus")

    def found(query):
        return [row["teacher"] for row in client.get(f"/teachers/?{query}").context["rows"]]

    assert found("q=钱") == found("q=太极") == [menu.other]
    assert found(f"category={menu.arts.ref}") == found(f"place={TOWN}") == [menu.teacher]
    assert found("q=无此人") == []

    def towns(query):
        selects = client.get(f"/teachers/?{query}").context["selects"]
        return [one["label"] for select in selects if select["name"] == "place" for one in select["options"][1:]]

    assert towns("") == towns(f"place={TOWN}") == ["石桥镇 · 1", "柳河镇 · 1"]
    assert towns(f"category={menu.arts.ref}") == []  # one town alone is no choice


def test_one_page_for_one_teacher(world, browser, menu):
    actions.away(by=world.campus, teacher=menu.teacher, first_day=THURSDAY)
    address = f"/teachers/{menu.teacher.ref}/"
    page = browser("teacher").get(address)
    assert sum(cell["chosen"] for row in page.context["week"] for cell in row["cells"]) == 10
    assert "/do/teacher.away/" in shown(page)
    assert "/do/teacher.set_gives/" not in shown(page)
    assert "/do/teacher.set_gives/" in shown(browser("campus").get(address))
    for who in ("worker", "office", "stranger", "visitor"):
        assert browser(who).get(address).status_code == 404
    assert browser("teacher").post(address + "back/", {"first_day": THURSDAY.isoformat()}).url == address
    assert queries.absences(menu.teacher, THURSDAY) == []
    assert browser("teacher").post(address + "back/", {"first_day": THURSDAY.isoformat()}).status_code == 404
    assert browser("visitor").post(address + "back/").url.startswith("/accounts/login/")


def test_a_teacher_ticks_the_half_days(world, browser, menu):
    address = f"/do/teacher.describe/teacher/{menu.teacher.ref}/"
    form = shown(browser("teacher").get(address))
    assert form.count('name="half_days"') == 14
    sent = {"teacher_kind": "teacher", "reach_m": "5000", "week_cap": "2", "term_cap": "20", "half_days": ["4", "5"],
            "active": "on"}  # fmt: skip
    assert browser("teacher").post(address, sent).url == f"/teachers/{menu.teacher.ref}/"
    menu.teacher.refresh_from_db()
    assert (menu.teacher.half_days, menu.teacher.reach_m, menu.teacher.active) == (0b110000, 5000, True)


def test_somebody_is_found_by_name_and_put_on_the_list(world, browser, menu):
    with doorway.opened("fixture"):
        person = Person.objects.create(name="赵老师", skills=["合唱"])
        Membership.objects.create(person=person, organisation=world.university, role="expert")
    client = browser("campus")
    page = client.get("/teachers/new/?q=合唱")
    assert page.context["found"] == [person]
    address = f"/teachers/new/?partnership=small&person={person.ref}"
    assert "赵老师" in shown(client.get(address))
    sent = {"teacher_kind": "teacher", "reach_m": "8000", "week_cap": "9", "term_cap": "4", "half_days": ["0"]}
    assert client.post(address, sent).status_code == 422
    done = client.post(address, sent | {"week_cap": "3"})
    made = Teacher.objects.get(person=person)
    assert (done.url, made.half_days, made.active) == (f"/teachers/{made.ref}/", 1, True)
    assert client.get("/teachers/new/?q=合唱").context["found"] == []
    for who in ("worker", "office", "teacher"):
        assert browser(who).get("/teachers/new/").status_code == 403
    assert browser("visitor").get("/teachers/new/").url.startswith("/accounts/login/")


def test_the_list_leaves_without_contact_data(world, browser, menu):
    with doorway.opened("fixture"):
        Person.objects.filter(name="钱老师").update(phone="13900000000")
    text = browser("campus").get("/teachers/export.csv").content.decode("utf-8-sig")
    assert "钱老师" in text
    assert "13900000000" not in text
    assert "钱老师" not in browser("office").get("/teachers/export.csv").content.decode("utf-8-sig")
    assert browser("campus").get("/teachers/export.doc").status_code == 404
    assert browser("visitor").get("/teachers/export.csv").url.startswith("/accounts/login/")


def test_only_the_university_has_the_room_on_its_bar(world, browser, menu):
    assert 'href="/teachers/"' in shown(browser("campus").get("/desk/"))
    assert 'href="/teachers/"' not in shown(browser("worker").get("/desk/"))
    assert 'href="/menu/"' in shown(browser("visitor").get("/menu/"))
