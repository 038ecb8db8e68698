"""A symposium: agenda, minutes, decision, task; an intention and a need raised in it; the answer; the next brief."""

from datetime import date, timedelta

import pytest

pytestmark = pytest.mark.story

TODAY = date.today()


def test_what_is_said_at_a_table_is_found_again(live, walk):
    office, campus = walk(live), walk(live)
    office.log_in("office")
    office.open("/activities/plan/")
    office.fill(
        activity_kind="座谈会", title_zh="年度校地座谈会", first_day=TODAY.isoformat(), where="县政府二楼会议室"
    )
    office.send()
    meeting = office.path
    office.verb("meeting.set_agenda", lines="回顾全年\n商定明年")
    office.sees("回顾全年", "商定明年")
    office.verb("activity.hold", heads="14")
    office.verb("meeting.write_minutes", minutes="双方回顾了全年工作，细化了任务和措施。")
    office.verb("meeting.decide", decided="明年每季度安排一次宣讲")
    office.verb("task.give", title="拟定宣讲计划", owner_party="江城大学", due_day=(TODAY + timedelta(30)).isoformat())
    office.verb("task.give", title="落实支教住宿", owner_party="云溪县")
    office.sees("细化了任务和措施", "明年每季度安排一次宣讲", "拟定宣讲计划", "江城大学")

    office.verb("meeting.raise_intention", what="共建乡村夜校")
    office.open(meeting)
    office.verb("meeting.raise_need", what="请老师来讲农产品电商", in_words="有二十来个年轻人想学")
    need = office.path
    office.open(meeting)
    office.sees("共建乡村夜校", "请老师来讲农产品电商")

    # The university answers, with a reason.
    campus.log_in("campus")
    campus.open(need)
    campus.verb("need.accept", reason="我们来办", words="下个月派两位老师来")
    campus.sees("下个月派两位老师来")
    campus.open(meeting)
    campus.verb("task.finish", within="li:has-text('拟定宣讲计划')")

    office.open("/desk/")
    office.click(office.await_there("#told button:has-text('请老师来讲农产品电商')"))
    office.sees("下个月派两位老师来")

    # And before the next meeting everybody reads what was done so far.
    office.open("/partnerships/small/brief/")
    office.sees("年度校地座谈会", "落实支教住宿", "请老师来讲农产品电商", "1 / 1")
    office.misses("拟定宣讲计划")
