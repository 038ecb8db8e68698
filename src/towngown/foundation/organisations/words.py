"""Kinds of organisations, and what may be refused."""

from towngown.kit import problems
from towngown.kit.text import mark

KINDS = {
    "government": mark("Government body"),
    "university": mark("University"),
    "college": mark("College"),
    "vocational_school": mark("Vocational school"),
    "school": mark("School"),
    "association": mark("Association"),
    "work_team": mark("Work team"),
    "social_work_organisation": mark("Social-work organisation"),
    "enterprise": mark("Enterprise"),
    "station": mark("Station"),
    "village_committee": mark("Village or neighbourhood committee"),
    "unit": mark("Unit of an organisation"),
}

problems.declare(
    {
        "organisations.no_title": mark("Give a name in Chinese or in English."),
        "organisations.uscc": mark("“{value}” is not a valid unified social credit code."),
        "organisations.uscc_taken": mark("This social credit code belongs to {organisation}."),
        "organisations.uscc_of_unit": mark("A unit has no social credit code of its own; its organisation has."),
        "organisations.key_taken": mark("This key belongs to {organisation}."),
        "organisations.under_itself": mark("An organisation cannot stand under itself."),
        "organisations.too_deep": mark("Units are nested too deep here."),
        "organisations.merged": mark("This organisation was merged into another one."),
    }
)
