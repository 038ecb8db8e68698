"""2022: the framework agreement is drafted, signed by both sides and comes into force."""

from datetime import date

from towngown.domain.partnerships.queries import activity_kind
from towngown.domain.transfer.demo.teller import Teller

PROMISES = (  # kind, at least, what is counted, what proves it
    ("leaders_visit", 1, "times", "both_sides"),
    ("party_building", 1, "times", "both_sides"),
    ("expert_survey", 2, "times", "both_sides"),
    ("cadre_training", 150, "people", "both_sides"),
    ("internship", 1, "times", "both_sides"),
)


def story(t: Teller) -> None:
    """The framework with five promises."""
    drafted = date(2022, 3, 8)
    framework = t.step(
        "framework", drafted, "county-office", "agreement.draft", partnership=t.partnership,
        parties=[t.party(key) for key in ("county", "university", "alumni", "work-team")],
        title_zh="校地合作框架协议", title_en="Framework agreement", term_first=date(2022, 4, 1),
        term_last=date(2027, 3, 31), programme=t.row("programme", "five-years"), place_code="990101",
        areas=[t.row("area", key) for key in ("training", "practice", "industry", "services")],
    )  # fmt: skip
    for kind, minimum, measure, rule in PROMISES:
        t.step(
            f"promise:{kind}", drafted, "county-office", "promise.add", agreement=framework,
            activity_kind=activity_kind(kind), minimum=minimum, measure=measure, per="year", evidence_rule=rule,
        )  # fmt: skip
    for who, day in (("county-office", 16), ("work-team", 17), ("university-office", 18)):
        t.step(f"sign:{who}", date(2022, 3, day), who, "agreement.sign", agreement=framework)
    t.step("start", date(2022, 4, 1), "clock", "agreement.start", agreement=framework)
