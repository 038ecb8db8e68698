"""From the agenda to tasks, and calendar addresses."""

from datetime import date

import pytest

from tests.fixtures import person
from towngown.domain.activities import actions
from towngown.domain.activities.models import CalendarFeed, Task
from towngown.domain.activities.queries import decisions, feed_by_token, feeds, raised_in, tasks, tasks_due
from towngown.foundation.journal.action import verbs_for
from towngown.kit import doorway
from towngown.kit.problems import Problem, Problems


def refusal(call, **given):
    with pytest.raises(Problem) as refused:
        call(**given)
    return refused.value.code


def test_the_agenda_is_one_point_a_line_and_replaced_as_a_whole(world, planned):
    actions.set_agenda(by=world.office, activity=planned, lines="1. 回顾\n\n- 新意向\n3、其他")
    actions.set_agenda(by=world.worker, activity=planned, lines="回顾\n  新需求")
    assert [(point.order, point.words) for point in planned.agenda.all()] == [(1, "回顾"), (2, "新需求")]
    assert refusal(actions.set_agenda, by=world.sibling, activity=planned, lines="x") == "not_allowed"


def test_minutes_and_decisions(world, planned):
    actions.write_minutes(by=world.office, activity=planned, minutes="大家谈了很久")
    for words in ("加强沟通", "细化任务"):
        actions.decide(by=world.campus, activity=planned, decided=words)
    assert [(one.order, one.words) for one in decisions(world.office, planned)] == [(1, "加强沟通"), (2, "细化任务")]
    assert refusal(actions.write_minutes, by=world.stranger, activity=planned, minutes="x") == "not_allowed"
    assert refusal(actions.decide, by=world.sibling, activity=planned, decided="x") == "not_allowed"


def test_a_teacher_is_not_offered_to_raise_what_only_places_and_parties_raise(world, planned):
    world.users["teacher"] = person("teacher", world.university, "expert")
    names = {who: {verb.name for verb in verbs_for(world.fresh(who), planned)} for who in ("teacher", "worker")}
    assert {"meeting.raise_need", "meeting.raise_intention"} <= names["worker"]
    assert "meeting.decide" in names["teacher"]
    assert not {"meeting.raise_need", "meeting.raise_intention"} & names["teacher"]


def test_what_is_raised_in_a_meeting_goes_its_own_way(world, planned):
    need = actions.raise_need(by=world.worker, activity=planned, what="请专家看连翘")
    intention = actions.raise_intention(by=world.campus, activity=planned, what="建实践平台")
    assert [row.need or row.intention for row in raised_in(world.office, planned)] == [need, intention]
    assert (need.state, str(need), need.place_code) == ("raised", "请专家看连翘", planned.place_code)
    assert refusal(actions.raise_need, by=world.sibling, activity=planned, what="x") == "not_allowed"
    assert refusal(actions.raise_intention, by=world.visitor, activity=planned, what="x") == "not_allowed"


@pytest.fixture
def task(world, planned):
    decision = actions.decide(by=world.office, activity=planned, decided="细化任务")
    return actions.give_task(
        by=world.office, activity=planned, title="拟清单", owner_party=world.parties["campus"], due_day=date(2026, 12, 1),
        decision=decision,
    )  # fmt: skip


def test_a_task_is_given_to_a_party_of_this_partnership(world, planned, task):
    assert (str(task), task.audience_key, task.state) == ("拟清单", planned.audience_key, "open")
    assert list(tasks(world.office, planned)) == [task]
    given = {"activity": planned, "title": "x", "owner_party": world.parties["other"]}
    assert refusal(actions.give_task, by=world.office, **given) == "activities.other_partnership"
    assert refusal(actions.give_task, by=world.stranger, **given) == "not_allowed"


def test_a_task_is_due_for_its_owner_until_it_is_done(world, task):
    assert list(tasks_due(world.campus, date(2026, 12, 1))) == [task]
    assert list(tasks_due(world.campus, date(2026, 11, 30))) == list(tasks_due(world.stranger, date(2027, 1, 1))) == []
    assert actions.finish_task(by=world.campus, task=task).done_on == date(2026, 11, 22)
    assert list(tasks_due(world.campus, date(2026, 12, 1))) == []
    assert refusal(actions.drop_task, by=world.campus, task=task) == "wrong_moment"
    actions.reopen_task(by=world.office, task=task)
    actions.drop_task(by=world.office, task=task)
    assert (Task.objects.get().state, Task.objects.get().done_on) == ("dropped", None)


def test_a_party_s_task_is_for_those_who_sign_for_it(world, planned):
    task = actions.give_task(
        by=world.office, activity=planned, title="汇总", owner_party=world.parties["locality"], due_day=date(2026, 12, 8)
    )  # fmt: skip
    assert list(tasks_due(world.office, date(2026, 12, 9))) == [task]
    assert list(tasks_due(world.worker, date(2026, 12, 9))) == []
    assert refusal(actions.finish_task, by=world.sibling, task=task) == "not_allowed"


@pytest.mark.parametrize("verb", [actions.finish_task, actions.drop_task, actions.reopen_task])
def test_strangers_settle_no_task(world, task, verb):
    assert refusal(verb, by=world.stranger, task=task) == "not_allowed"


def test_a_calendar_address_is_known_by_its_token_only_and_can_be_withdrawn(world):
    feed = actions.open_feed(by=world.worker)
    assert feed_by_token(feed.token) == feed
    assert feed.token not in CalendarFeed.objects.values_list("token_hash", flat=True)
    assert refusal(actions.withdraw_feed, by=world.office, feed=feed) == "not_allowed"
    actions.withdraw_feed(by=world.worker, feed=feed)
    assert (feed_by_token(feed.token), list(feeds(world.worker))) == (None, [])


def test_no_calendar_without_a_seat_there(world):
    assert refusal(actions.open_feed, by=world.visitor) == "not_allowed"
    assert refusal(actions.open_feed, by=world.worker, partnership=world.other) == "not_allowed"


def test_taking_a_list_out_leaves_its_size(world):
    assert actions.export(by=world.visitor, rows=3, form="csv") is None
    with pytest.raises(Problems, match="At least 0"):
        actions.export(by=world.visitor, rows=-1, form="csv")


def test_tasks_follow_the_audience_of_their_meeting(world, planned):
    task = actions.give_task(by=world.office, activity=planned, title="整理", owner_party=world.parties["campus"])
    assert list(tasks(world.campus, planned)) == [task]
    actions.change(by=world.office, activity=planned, first_day=planned.first_day, audience="party")
    assert list(tasks(world.campus, planned)) == []
    assert list(tasks(world.office, planned)) == [task]
    assert refusal(actions.place_task, by=world.sibling, task=task, audience="public") == "not_allowed"


def test_what_one_party_keeps_to_itself_does_not_show_through_a_meeting(world, planned):
    need = actions.raise_need(by=world.office, activity=planned, what="要人")
    assert [row.need for row in raised_in(world.campus, planned)] == [need]
    with doorway.opened("test"):
        need.audience, need.own_party = "party", world.parties["locality"]
        need.save()
    assert list(raised_in(world.campus, planned)) == []
    assert [row.need for row in raised_in(world.office, planned)] == [need]


def test_a_task_follows_its_meeting_out_of_sight(world, planned):
    task = actions.give_task(by=world.office, activity=planned, title="整理", owner_party=world.parties["campus"])
    own = {"audience": "party", "own_party": world.parties["locality"]}
    assert refusal(actions.place_task, by=world.stranger, task=task, **own) == "not_allowed"
    assert actions.place_task(by=world.office, task=task, **own).audience_key == f"o{world.parties['locality'].pk}"


def test_tasks_without_a_day_come_last(world, planned):
    given = {"by": world.office, "activity": planned, "owner_party": world.parties["campus"]}
    for title, due in (("随时", None), ("晚", date(2027, 2, 1)), ("早", date(2027, 1, 1))):
        actions.give_task(**given, title=title, due_day=due)
    assert [one.title_zh for one in tasks(world.office, planned)] == ["早", "晚", "随时"]


def test_a_point_too_long_for_its_line_is_refused_and_not_cut(world, planned):
    with pytest.raises(Problem) as refused:
        actions.set_agenda(by=world.office, activity=planned, lines=f"回顾\n{'很' * 501}")
    assert (refused.value.code, refused.value.field) == ("too_long", "lines")
    actions.set_agenda(by=world.office, activity=planned, lines="很" * 500)
    with pytest.raises(Problem) as refused:
        actions.record(by=world.keeper, partnership=world.partnership, key="k", activity_kind=planned.activity_kind,
                       decided="定" * 501)  # fmt: skip
    assert (refused.value.code, refused.value.field) == ("too_long", "decided")


def test_a_task_follows_from_a_decision_of_its_own_meeting(world, planned, held):
    given = {"by": world.office, "partnership": world.partnership, "activity_kind": planned.activity_kind}
    other = actions.plan(**given, title_zh="另一次会", first_day=date(2026, 12, 1))
    decision = actions.decide(by=world.office, activity=other, decided="加强沟通")
    with pytest.raises(Problem) as refused:
        actions.give_task(
            by=world.office, activity=planned, title="x", owner_party=world.parties["campus"], decision=decision
        )
    assert (refused.value.code, refused.value.field) == ("not_found", "decision")
