"""2024: the station opens; a flood brings a waiver both sides sign; one survey is missing when the year is closed."""

from datetime import date

from towngown.domain.transfer.demo.teller import Later, Teller


def story(t: Teller) -> None:
    """One promise waived, one missed."""
    t.both(
        "visit-2024", date(2024, 5, 17), "leaders_visit", ("县领导赴校并共同启用服务站", "Leaders open the station"),
        ("22", "20"), serves=["leaders_visit"], place_code="990101101", station=t.row("station", "station"),
    )  # fmt: skip
    interns = t.plan(
        "interns-2024", date(2024, 7, 8), "coordinator", "internship", ("暑期实践团驻站", "Summer practice at the station"),
        serves=["internship"], place_code="990101101", last_day=date(2024, 8, 16), station=t.row("station", "station"),
    )  # fmt: skip
    waiver = t.step(
        "waiver-2024", date(2024, 7, 25), "county-office", "waiver.propose", promise=Later("promise:party_building"),
        period_first=date(2024, 1, 1), reason="七月汛情，双方商定本年度不组织党建共建活动，人员投入抗洪。",
    )  # fmt: skip
    t.step("waiver-2024:sign", date(2024, 8, 2), "university-office", "waiver.sign", waiver=waiver)
    t.held(date(2024, 8, 16), interns, "coordinator", "21")
    t.confirmed(date(2024, 8, 20), interns, "county-office", "21")
    t.both(
        "survey-2024", date(2024, 10, 11), "expert_survey", ("灾后恢复调研", "Survey after the flood"),
        ("7", "7"), serves=["expert_survey"], place_code="990101102", where="柳林镇",
    )  # fmt: skip
    t.both(
        "training-2024", date(2024, 11, 20), "cadre_training", ("基层治理专题班", "Course on grassroots governance"),
        ("155", "152"), serves=["cadre_training"], place_code="990101", last_day=date(2024, 11, 21),
    )  # fmt: skip
    closing = t.step(
        "closing-2024", date(2025, 2, 20), "university-office", "closing.propose", agreement=Later("framework"),
        year=2024,
    )  # fmt: skip
    t.step("closing-2024:sign", date(2025, 3, 3), "county-office", "closing.sign", closing=closing)
