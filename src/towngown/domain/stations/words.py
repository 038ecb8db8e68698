"""Refusals of this chapter."""

from towngown.kit import problems
from towngown.kit.text import mark

problems.declare(
    {
        "stations.no_title": mark("Please name it, in Chinese or in English."),
        "stations.other_partnership": mark("This station belongs to another partnership."),
    }
)
