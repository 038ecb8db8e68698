"""2025: a second agreement, a need met, a gift, an unproven internship, two different head-counts, new terms."""

from datetime import date

from towngown.domain.partnerships.queries import activity_kind
from towngown.domain.transfer.demo.teller import Later, Teller


def story(t: Teller) -> None:
    """The year from March to December."""
    need = t.step(
        "need-shop", date(2025, 3, 6), "village-liulin", "need.raise", partnership=t.partnership,
        title_zh="想学电商直播，把白石豆腐卖出去", title_en="Learn to sell our tofu online", audience="public",
        words="村里有八户做豆腐，没人会开网店。",
    )  # fmt: skip
    t.step(
        "need-shop:accept", date(2025, 3, 12), "university-office", "need.accept", need=need, reason="will_do",
        words="公共管理学院九月派两位老师来讲一天。",
    )  # fmt: skip
    _second_agreement(t)
    t.step(
        "gift", date(2025, 4, 30), "alumni", "output.add", partnership=t.partnership, output_kind="gift",
        title_zh="连翘烘干设备一套", title_en="A drier for forsythia", giver=t.row("organisation", "yunling-herbs"),
        when="2025-04-30", quantity="18000000-22000000 | 约20万元 | about 200,000 CNY", state_words="石桥村合作社在用",
    )  # fmt: skip
    _spring_and_summer(t)
    t.both(
        "shop-2025", date(2025, 9, 18), "training", ("电商直播入门", "First steps in selling online"), ("31", "30"),
        who="coordinator", other="village-liulin", place_code="990101102201", need=need,
    )  # fmt: skip
    t.both(
        "survey-2025", date(2025, 9, 26), "expert_survey", ("连翘病害初查", "First look at forsythia diseases"),
        ("4", "4"), serves=["expert_survey"], place_code="990101101", programme=t.row("programme", "forsythia"),
    )  # fmt: skip
    t.step(
        "need-shop:meet",
        date(2025, 9, 30),
        "village-liulin",
        "need.meet",
        need=need,
        words="九月十八日办了一天，办得好。",
    )
    _autumn(t)


def _second_agreement(t: Teller) -> None:
    drafted = date(2025, 3, 10)
    services = t.step(
        "services", drafted, "university-office", "agreement.draft", partnership=t.partnership,
        parties=[t.party("university"), t.party("county")], parent=Later("framework"),
        title_zh="社会服务专项协议", title_en="Agreement on social services", term_first=date(2025, 4, 1),
        term_last=date(2028, 3, 31), areas=[t.row("area", "services")],
    )  # fmt: skip
    for kind, per in (("service_day", "half_year"), ("salon", "quarter")):
        t.step(
            f"promise:{kind}", drafted, "university-office", "promise.add", agreement=services,
            activity_kind=activity_kind(kind), minimum=1, per=per, evidence_rule="both_sides",
        )  # fmt: skip
    t.step("services:campus", date(2025, 3, 14), "university-office", "agreement.sign", agreement=services)
    t.step("services:county", date(2025, 3, 20), "county-office", "agreement.sign", agreement=services)
    t.step("services:start", date(2025, 4, 1), "clock", "agreement.start", agreement=services)


def _spring_and_summer(t: Teller) -> None:
    t.both(
        "visit-2025", date(2025, 5, 16), "leaders_visit", ("校地年度会商", "Yearly meeting of both sides"), ("16", "16"),
        serves=["leaders_visit"], place_code="990101",
    )  # fmt: skip
    t.both(
        "salon-2025-2", date(2025, 5, 22), "salon", ("“村里的事”沙龙", "Salon on village matters"), ("24", "22"),
        serves=["salon"], who="coordinator", other="town-window", place_code="990101101",
    )  # fmt: skip
    t.both(
        "service-2025-1", date(2025, 6, 14), "service_day", ("石桥服务日", "Service day in Shiqiao"), ("120", "110"),
        serves=["service_day"], who="coordinator", other="town-window", place_code="990101101",
    )  # fmt: skip
    t.both(
        "party-2025", date(2025, 6, 27), "party_building", ("联学联建主题党日", "Party day: learning together"), ("38", "38"),
        serves=["party_building"], place_code="990101100",
    )  # fmt: skip
    interns = t.plan(
        "interns-2025", date(2025, 7, 7), "coordinator", "internship", ("暑期实践团驻站", "Summer practice at the station"),
        serves=["internship"], place_code="990101101", last_day=date(2025, 8, 15), station=t.row("station", "station"),
    )  # fmt: skip
    t.held(date(2025, 8, 15), interns, "coordinator", "19", "学生住站六周。")
    t.both(
        "salon-2025-3", date(2025, 8, 30), "salon", ("返乡青年沙龙", "Salon of those who came back"), ("27", "27"),
        serves=["salon"], who="coordinator", other="town-window", place_code="990101101",
    )  # fmt: skip


def _autumn(t: Teller) -> None:
    training = t.plan(
        "training-2025", date(2025, 11, 6), "university-office", "cadre_training",
        ("党组织书记与网格员培训班", "Course for secretaries and grid workers"), serves=["cadre_training"],
        place_code="990101", last_day=date(2025, 11, 7),
    )  # fmt: skip
    t.held(date(2025, 11, 7), training, "university-office", "183")
    link = t.ask_by_link(date(2025, 11, 7), training, "university-office", "county", "组织部 刘科长")
    t.step(
        "training-2025:answer",
        date(2025, 11, 10),
        "link",
        "activity.confirm_by_link",
        activity=training,
        link=link,
        heads="176",
        said="签到册上是176人。",
    )
    terms = t.step(
        "amendment", date(2025, 11, 20), "county-office", "amendment.propose", promise=Later("promise:cadre_training"),
        from_day=date(2026, 1, 1), minimum=200, reason="村级换届后新任干部增多。",
    )  # fmt: skip
    t.step("amendment:sign", date(2025, 12, 1), "university-office", "amendment.sign", amendment=terms)
    t.both(
        "service-2025-2", date(2025, 12, 6), "service_day", ("冬日服务日", "Winter service day"), ("85", "80"),
        serves=["service_day"], who="coordinator", other="town-window", place_code="990101101", ahead=3,
    )  # fmt: skip
