"""Sides, natures, and the kinds of activity that every instance starts with."""

from towngown.kit import problems
from towngown.kit.text import mark

SIDES = {"campus": mark("University side"), "locality": mark("Local side"), "support": mark("Supporting side")}

NATURES = {
    "reported": mark("As reported"),
    "invented": mark("Invented for demonstration"),
    "generated": mark("Generated inside a real frame"),
}

# What every page about a partnership of this nature says; nothing about real ones.
CAVEATS = {
    "reported": "",
    "invented": mark("Invented for demonstration: these people, places, dates and figures are not real."),
    "generated": mark(
        "Generated for demonstration: only the names and codes of the places are real; people, organisations, orders, "
        "days and positions were made by a program."
    ),
}

# code → (Chinese, English); the first six are Huguan's promises. More are added as data.
ACTIVITY_KINDS = {
    "leaders_visit": ("领导互访", "Leaders’ visit"),
    "party_building": ("党建共建", "Party-building event"),
    "theory_lecture": ("理论宣讲", "Theory lecture"),
    "expert_survey": ("专家调研", "Expert survey"),
    "cadre_training": ("干部培训", "Cadre training"),
    "internship": ("实习实践", "Internship"),
    "symposium": ("座谈会", "Symposium"),
    "visit": ("考察交流", "Visit"),
    "service_day": ("服务日", "Service day"),
    "volunteer_teaching": ("支教", "Volunteer teaching"),
    "training": ("培训", "Training"),
    "salon": ("主题沙龙", "Salon"),
    "survey_round": ("调查轮次", "Survey round"),
    "guidance": ("现场指导", "On-site guidance"),
    "delivery": ("交付", "Delivery"),
    "course_visit": ("送课上门", "Course brought to the place"),
}

problems.declare(
    {
        "partnerships.slug_taken": mark("The address “{slug}” is already in use."),
        "partnerships.bad_slug": mark("Use small letters, digits and hyphens only, like yunxi."),
        "partnerships.key_taken": mark("The key “{key}” is already in use here."),
        "partnerships.party_twice": mark("This organisation is already a party."),
    }
)
