"""Tiers of administrative places and the lengths of their codes."""

from towngown.kit.text import mark

TIERS = {
    "province": mark("Province"),
    "city": mark("City"),
    "county": mark("District or county"),
    "town": mark("Town or sub-district"),
    "village": mark("Village or neighbourhood"),
}

TIER_OF_LENGTH = {2: "province", 4: "city", 6: "county", 9: "town", 12: "village"}
