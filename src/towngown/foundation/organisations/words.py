"""Kinds of organisations."""

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
