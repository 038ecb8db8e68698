"""2023: a good first full year."""

from datetime import date

from towngown.domain.transfer.demo.teller import Teller


def story(t: Teller) -> None:
    """Every promise is kept."""
    t.both(
        "survey-spring-2023", date(2023, 4, 20), "expert_survey", ("连翘种植现状调研", "Survey of forsythia growing"),
        ("6", "6"), serves=["expert_survey"], place_code="990101101", where="石桥乡",
        programme=t.row("programme", "forsythia"),
    )  # fmt: skip
    t.both(
        "visit-2023", date(2023, 5, 12), "leaders_visit", ("校领导来访座谈", "Visit of the university’s leaders"),
        ("14", "14"), serves=["leaders_visit"], place_code="990101", where="县政府会议室",
    )  # fmt: skip
    t.both(
        "party-2023", date(2023, 6, 28), "party_building", ("支部共建主题党日", "Party day of two branches"),
        ("42", "42"), serves=["party_building"], place_code="990101100", where="城关镇",
    )  # fmt: skip
    t.both(
        "interns-2023", date(2023, 7, 10), "internship", ("暑期实践团驻村", "Summer practice in the villages"),
        ("18", "18"), serves=["internship"], place_code="990101101", last_day=date(2023, 8, 18), who="coordinator",
    )  # fmt: skip
    t.both(
        "survey-autumn-2023", date(2023, 9, 15), "expert_survey", ("农村养老服务调研", "Survey of care for the old"),
        ("5", "5"), serves=["expert_survey"], place_code="990101102", where="柳林镇",
    )  # fmt: skip
    t.both(
        "training-2023", date(2023, 11, 8), "cadre_training", ("村干部能力提升班", "Course for village cadres"),
        ("165", "160"), serves=["cadre_training"], place_code="990101", last_day=date(2023, 11, 9),
    )  # fmt: skip
