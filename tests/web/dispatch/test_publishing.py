"""The page on which a scenario is published: what will happen, what stands in the way, asked once."""

from datetime import date

from tests.domain.matching.small import FAR, MONDAY, settle
from towngown.domain.matching import actions
from towngown.domain.matching.models import Dispatch, Round
from towngown.foundation.jobs import tasks
from towngown.foundation.jobs.models import Job


def shown(response):
    return response.content.decode()


def test_publishing_is_asked_once_and_done_once(world, menu, scenario, browser):
    settle()
    client, address = browser("campus"), f"/dispatch/scenarios/{scenario.ref}/publish/"
    page = client.get(address)
    assert "请 1 位教师答复，共 1 次上门。" in shown(page)
    sent = {"idempotency_key": page.context["key"]}
    assert client.post(address, sent).url == client.post(address, sent).url == f"/dispatch/scenarios/{scenario.ref}/"
    assert Dispatch.objects.get(state="dispatched")
    again = client.post(address, {"idempotency_key": "another"})
    assert again.status_code == 422
    assert browser("office").get(address).status_code == 403


def test_an_empty_round_is_not_called_proven_and_warns_before_it_is_published(world, menu, browser):
    empty = menu.scenario(menu.round())
    client = browser("campus")
    page = shown(client.get(f"/dispatch/scenarios/{empty.ref}/"))
    assert "这一轮没有待安排的订单" in page and "已证明" not in page and "没有落下的。" not in page
    asked = shown(client.get(f"/dispatch/scenarios/{empty.ref}/publish/"))
    assert "发布后不会请任何人" in asked and "请 0 位教师" not in asked and "0 份订单" not in asked
    menu.order("phones", "2026-12-02 am")
    nobody = menu.scenario(menu.round())
    assert "没有人能承担其中任何一次上门" in shown(client.get(f"/dispatch/scenarios/{nobody.ref}/"))
    asked = shown(client.get(f"/dispatch/scenarios/{nobody.ref}/publish/"))
    assert "没有安排任何一次上门" in asked and "请 0 位教师" not in asked


def test_thousands_are_published_by_a_job(world, menu, scenario, browser, monkeypatch):
    monkeypatch.setattr("towngown.web.dispatch.publishing.AT_ONCE", 0)
    client, address = browser("campus"), f"/dispatch/scenarios/{scenario.ref}/publish/"
    sent = client.post(address, {"idempotency_key": "k"})
    job = Job.objects.get(job_kind="matching.publish")
    assert sent.url == f"/jobs/{job.ref}/"
    tasks.run(job.ref)
    tasks.run(job.ref)
    scenario.refresh_from_db()
    assert scenario.state == "published"
    page = shown(client.get(sent.url))
    assert f"/dispatch/scenarios/{scenario.ref}/" in page
    again = client.post(address, {"idempotency_key": "k2"})
    assert again.status_code == 422


def test_what_was_taken_out_at_publishing_is_said(world, menu, browser):
    menu.order("first_aid", "2026-12-01 am", FAR)
    menu.teacher("马", ["first_aid"], place_code=FAR)
    later, sooner = menu.scenario(menu.round()), menu.scenario(menu.round(MONDAY, date(2026, 12, 1)))
    client, said = browser("campus"), "发布时有 1 次上门未派出"
    actions.publish_scenario(by=world.campus, scenario=sooner)
    assert said not in shown(client.get(f"/dispatch/scenarios/{sooner.ref}/"))
    actions.publish_scenario(by=world.campus, scenario=later)
    page = shown(client.get(f"/dispatch/scenarios/{later.ref}/"))
    assert said in page and "正在另找老师" in page
    actions.close_round(by=world.campus, round_=Round.objects.get(pk=later.round_id))
    page = shown(client.get(f"/dispatch/scenarios/{later.ref}/"))
    assert said in page and "正在另找老师" not in page


def test_before_publishing_it_is_said_what_was_released_since(world, menu, scenario, browser):
    client, address = browser("campus"), f"/dispatch/scenarios/{scenario.ref}/publish/"
    said = "算出方案后又有 1 份订单转为待派"
    assert said not in shown(client.get(address))
    menu.order("first_aid", "2026-12-03 am")
    assert said in shown(client.get(address))


def test_a_scenario_for_other_days_says_so_and_is_not_offered_for_publishing(world, scenario, browser, monkeypatch):
    client, page = browser("campus"), f"/dispatch/scenarios/{scenario.ref}/"
    said, round_ = "日期改过", scenario.round
    assert page + "publish/" in shown(client.get(page)) and said not in shown(client.get(page))
    actions.describe_round(by=world.campus, round_=round_, first_day=MONDAY, last_day=date(2026, 12, 6))
    assert page + "publish/" not in shown(client.get(page)) and said in shown(client.get(page))
    assert said in shown(client.get(page + "publish/"))
    for at_once in (200, 0):  # by the page, and by a job
        monkeypatch.setattr("towngown.web.dispatch.publishing.AT_ONCE", at_once)
        assert client.post(page + "publish/", {"idempotency_key": f"late{at_once}"}).status_code == 422
    assert not Job.objects.filter(job_kind="matching.publish").exists()
