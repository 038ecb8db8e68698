"""2026: a symposium with tasks, a need refused, a disputed service day, a need that waits, and what is planned next."""

from datetime import date

from towngown.domain.transfer.demo.teller import Later, Teller


def story(t: Teller) -> None:
    """The year up to today, and its plans."""
    t.both(
        "salon-2026-1", date(2026, 2, 26), "salon", ("元宵沙龙", "Lantern salon"), ("33", "33"), serves=["salon"],
        who="coordinator", other="town-window", place_code="990101101",
    )  # fmt: skip
    _annual_report(t)
    _symposium(t)
    need = t.step(
        "need-doctor", date(2026, 4, 2), "village-shiqiao", "need.raise", partnership=t.partnership,
        title_zh="请医生每周来村坐诊", title_en="A doctor in the village every week", audience="public",
    )  # fmt: skip
    t.step(
        "need-doctor:refuse", date(2026, 4, 10), "university-office", "need.refuse", need=need, reason="out_of_scope",
        words="江城大学没有医学院，已把你们的需求转告县医院。",
    )  # fmt: skip
    _spring_and_summer(t)
    _autumn(t)


def _annual_report(t: Teller) -> None:
    report = t.step(
        "report-2025", date(2026, 1, 12), "county-office", "report.start", partnership=t.partnership,
        report_kind="annual", year=2025, audience="public",
    )  # fmt: skip
    t.step(
        "report-2025:write", date(2026, 1, 14), "county-office", "report.write", report=report, audience="public",
        words_zh="这一年新签了社会服务专项协议。专家调研少了一次，暑期实践的佐证还不完整，新一年要补上。",
        words_en="A second agreement was signed. One survey is missing and the internship still lacks evidence; the new year is to make up for it.",
    )  # fmt: skip
    t.step("report-2025:check", date(2026, 1, 20), "university-office", "report.check", report=report)
    t.step("report-2025:release", date(2026, 1, 28), "work-team", "report.release", report=report)


def _brief(t: Teller, meeting: Later) -> None:
    brief = t.step(
        "brief-2026", date(2026, 3, 6), "university-office", "report.start", partnership=t.partnership,
        report_kind="brief", meeting=meeting,
    )  # fmt: skip
    t.step("brief-2026:check", date(2026, 3, 9), "county-office", "report.check", report=brief)
    t.step("brief-2026:release", date(2026, 3, 10), "coordinator", "report.release", report=brief)


def _symposium(t: Teller) -> None:
    day, who = date(2026, 3, 12), "university-office"
    meeting = t.plan(
        "symposium", day, who, "symposium", ("校地合作座谈会", "Symposium of both sides"), place_code="", ahead=10,
        where="江城大学会议中心", host=t.party("university"), expected="30",
    )  # fmt: skip
    _brief(t, meeting)
    agenda = "回顾2025年承诺履行情况\n连翘病害防治\n2026年重点任务"
    t.step("symposium:agenda", date(2026, 3, 3), who, "meeting.set_agenda", activity=meeting, lines=agenda)
    t.held(day, meeting, who, "28")
    first = t.step(
        "symposium:decision", day, who, "meeting.decide", activity=meeting, decided="成立连翘病害防治专家小组"
    )
    given = {"activity": meeting, "decision": first}
    done = t.step(
        "symposium:task-1", day, who, "task.give", title="提出专家小组名单", owner_party=t.party("university"),
        due_day=date(2026, 4, 15), **given,
    )  # fmt: skip
    t.step(
        "symposium:task-2", day, who, "task.give", title="汇总各村病害面积", owner_party=t.party("county"),
        due_day=date(2026, 10, 31), **given,
    )  # fmt: skip
    t.step("symposium:intention", day, who, "meeting.raise_intention", activity=meeting, what="在石桥建学生实践平台")
    t.step(
        "symposium:minutes", date(2026, 3, 14), who, "meeting.write_minutes", activity=meeting,
        minutes="双方回顾了上一年承诺，商定成立专家小组，县里汇总各村病害面积。",
    )  # fmt: skip
    t.confirmed(date(2026, 3, 16), meeting, "county-office", "28")
    t.step("symposium:task-1:done", date(2026, 4, 9), who, "task.finish", task=done)


def _spring_and_summer(t: Teller) -> None:
    t.both(
        "visit-2026", date(2026, 5, 15), "leaders_visit", ("校领导到村调研", "Leaders visit the villages"), ("11", "11"),
        serves=["leaders_visit"], place_code="990101101",
    )  # fmt: skip
    t.both(
        "salon-2026-2", date(2026, 5, 21), "salon", ("留守老人沙龙", "Salon of the old"), ("29", "29"), serves=["salon"],
        who="coordinator", other="town-window", place_code="990101101",
    )  # fmt: skip
    service = t.plan(
        "service-2026-1", date(2026, 6, 13), "coordinator", "service_day", ("石桥服务日", "Service day in Shiqiao"),
        serves=["service_day"], place_code="990101101",
    )  # fmt: skip
    t.held(date(2026, 6, 13), service, "coordinator", "60")
    t.step(
        "service-2026-1:dispute", date(2026, 6, 15), "town-window", "activity.dispute", activity=service,
        said="当天下雨，只来了不到20人，也没有在石桥乡办。",
    )  # fmt: skip
    t.both(
        "interns-2026", date(2026, 7, 6), "internship", ("暑期实践团驻站", "Summer practice at the station"), ("20", "20"),
        serves=["internship"], place_code="990101101", last_day=date(2026, 8, 14), who="coordinator",
        station=t.row("station", "station"),
    )  # fmt: skip
    salon = t.plan(
        "salon-2026-3", date(2026, 8, 27), "coordinator", "salon", ("返乡青年沙龙", "Salon of those who came back"),
        serves=["salon"], place_code="990101101", ahead=8,
    )  # fmt: skip
    t.step(
        "salon-2026-3:cancel", date(2026, 8, 24), "coordinator", "activity.cancel", activity=salon,
        reason="连日高温，改期另行通知。",
    )  # fmt: skip


def _autumn(t: Teller) -> None:
    t.both(
        "survey-2026", date(2026, 10, 16), "expert_survey", ("连翘病害复查", "Second look at forsythia diseases"),
        ("5", "5"), serves=["expert_survey"], place_code="990101101", programme=t.row("programme", "forsythia"),
    )  # fmt: skip
    need = t.step(
        "need-forsythia", date(2026, 11, 2), "village-shiqiao", "need.raise", partnership=t.partnership,
        title_zh="石桥乡连翘病害，请专家来看", title_en="Forsythia is ill in Shiqiao: please send an expert",
        audience="public", words="叶子发黄卷曲，石桥村约三百亩，十一月前要清园。", programme=t.row("programme", "forsythia"),
    )  # fmt: skip
    t.step("need-forsythia:join", date(2026, 11, 5), "village-liulin", "need.join", need=need)
    t.plan(
        "training-2026", date(2026, 12, 3), "university-office", "cadre_training",
        ("新任村干部培训班", "Course for new village cadres"), serves=[], place_code="990101",
        last_day=date(2026, 12, 4), ahead=26, expected="210",
    )  # fmt: skip
    visit = t.plan(
        "guidance-2026", date(2026, 11, 14), "expert", "guidance", ("连翘园现场指导", "Guidance in the forsythia garden"),
        place_code="990101101", ahead=4,
    )  # fmt: skip
    t.held(date(2026, 11, 14), visit, "expert", "12", "看了三块地，取了样。")
    t.ask_by_link(date(2026, 11, 16), visit, "expert", "county", "石桥村 陈桂兰")
    t.plan(
        "party-2026", date(2026, 12, 10), "university-office", "party_building",
        ("冬季主题党日", "Winter party day"), serves=["party_building"], place_code="990101100", ahead=22,
    )  # fmt: skip
