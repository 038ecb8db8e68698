"""What a menu holds: categories, offers of several kinds, and who can give them. 菜单、供给与师资。"""

from towngown.kit import problems
from towngown.kit.text import mark

CATEGORY_STATES = {"preparing": mark("In preparation"), "offered": mark("On the menu"), "ended": mark("Off the menu")}

CATEGORY_MOVES = {
    ("preparing", "category.offer"): "offered",
    ("offered", "category.end"): "ended",
    ("preparing", "category.end"): "ended",
    ("ended", "category.offer"): "offered",
}

OFFER_KINDS = {
    "course": mark("Course"),
    "expert": mark("Expert"),
    "team": mark("Team"),
    "venue": mark("Venue"),
    "service": mark("Service project"),
}

TAUGHT = ("course", "expert")  # given by somebody at some hour: these are dispatched

OFFER_STATES = {
    "draft": mark("Not yet on the menu"),
    "offered": mark("On the menu"),
    "paused": mark("Paused"),
    "ended": mark("Off the menu"),
}

OFFER_MOVES = {
    ("draft", "offer.publish"): "offered",
    ("offered", "offer.pause"): "paused",
    ("paused", "offer.publish"): "offered",
    ("draft", "offer.end"): "ended",
    ("offered", "offer.end"): "ended",
    ("paused", "offer.end"): "ended",
    ("ended", "offer.publish"): "offered",
}

# What somebody who comes takes part as; the funnel of a station counts by it.
TAKES_PART_AS = {
    "learn": mark("Learning"),
    "create": mark("Making something together"),
    "govern": mark("Talking over the neighbourhood’s affairs"),
}

TEACHER_KINDS = {"teacher": mark("Teacher"), "expert": mark("Expert")}

ABSENCES = {"off": mark("Away"), "ill": mark("Ill")}

REACH_M = 8_000  # how far a teacher goes unless said otherwise
WEEK_CAP, TERM_CAP = 4, 40

problems.declare(
    {
        "orders.not_offered": mark("“{value}” is not on the menu now."),
        "orders.range": mark("The last day lies before the first."),
        "orders.teacher_twice": mark("This person is on the list of teachers already."),
        "orders.term_below_week": mark("Within a term at least as many as within a week."),
        "orders.own_name": mark("{value} says name and skills on their own page; leave these cells as they are."),
        "orders.who": mark("Write a name, so that there is somebody to be the teacher."),
    }
)
