"""States of rounds, scenarios and dispatches; why an order is unserved and what would change it. 派单轮次、方案与状态。"""

from towngown.kit import problems
from towngown.kit.text import mark

ROUND_STATES = {"open": mark("Open"), "published": mark("Published"), "closed": mark("Closed")}

ROUND_MOVES = {
    ("open", "round.describe"): "open",
    ("open", "round.publish"): "published",
    ("published", "round.close"): "closed",
    ("closed", "round.reopen"): "published",
}

SCENARIO_STATES = {
    "waiting": mark("Waiting to be worked out"),
    "ready": mark("Worked out"),
    "failed": mark("Could not be worked out"),
    "published": mark("Published"),
}

SCENARIO_MOVES = {
    ("waiting", "scenario.finish"): "ready",
    ("waiting", "scenario.fail"): "failed",
    ("failed", "scenario.retry"): "waiting",
    ("ready", "scenario.look"): "ready",
    ("published", "scenario.look"): "published",
    ("ready", "scenario.note"): "ready",
    ("published", "scenario.note"): "published",
    ("ready", "scenario.publish"): "published",
    ("published", "scenario.replan"): "published",
}

DISPATCH_STATES = {
    "drafted": mark("In a scenario"),
    "dispatched": mark("Waits for the teacher’s answer"),
    "accepted": mark("The teacher said yes"),
    "declined": mark("Declined"),
    "freed": mark("Called off"),
    "lifted": mark("Taken off"),
}

DISPATCH_MOVES = {
    ("drafted", "dispatch.publish"): "dispatched",
    ("drafted", "dispatch.drop"): "lifted",
    ("dispatched", "dispatch.accept"): "accepted",
    ("dispatched", "dispatch.decline"): "declined",
    ("accepted", "dispatch.decline"): "declined",
    ("dispatched", "dispatch.lift"): "lifted",
    ("accepted", "dispatch.lift"): "lifted",
    ("dispatched", "dispatch.free"): "freed",
    ("accepted", "dispatch.free"): "freed",
    ("drafted", "dispatch.move"): "drafted",
    ("dispatched", "dispatch.move"): "dispatched",
    ("accepted", "dispatch.move"): "dispatched",
}

LIVE = ("drafted", "dispatched", "accepted")  # these hold a teacher's half-day
STANDING = ("dispatched", "accepted")

# Why an order was not served: what binds. The codes are the engine's (kit.matching.explain), but for the last.
CAUSES = {
    "nobody_qualified": mark("Nobody can give this"),
    "nobody_within_reach": mark("Everybody lives too far away"),
    "nobody_free": mark("Nobody is there then"),
    "week_cap": mark("Weeks are full"),
    "term_cap": mark("The term is full"),
    "outweighed": mark("Others count as much or more"),
    "no_half_day": mark("The wished days are over"),
}

WHY = {
    "nobody_qualified": mark("Nobody on the list can give this."),
    "nobody_within_reach": mark("Nobody who can give this goes as far as this place ({qualified} can give it)."),
    "nobody_free": mark("Nobody who could come here is there on the wished half-days ({in_reach} could come here)."),
    "week_cap": mark("Whoever could come then ({free}) has as many visits in that week as they take."),
    "term_cap": mark("Whoever could come then ({free}) has as many visits in the term as they take."),
    "outweighed": mark("Whoever could come then ({free}) goes to an order that counts as much or more."),
    "no_half_day": mark("All its half-days lie before this round."),
}

# The smallest change after which it is served, as compute.changes writes it.
CHANGES = {
    "half_day": mark("If {day} suited as well, {comes} could come."),
    "beyond": mark("If {teacher} went {km} km further than they said, they could come on {day}."),
    "caps_week": mark("If {teacher} took {count} more in the week of {monday}, somebody could come on {day}."),
    "caps_term": mark("If {teacher} took {count} more in this term, somebody could come on {day}."),
    "joined": mark("With {count} more who can give this and are free on {day}, somebody could come."),
    "": mark("No small change has been found yet that would serve it."),
}
FOLLOWED = ("half_day", "beyond", "caps")  # these can be asked of somebody; a new teacher must be found

WANTED = ("released", "dispatched", "accepted")  # orders in these states may still be given somebody

LOWEST_REACH, HIGHEST_REACH = 25, 400  # percent

AT_ONCE = 200  # visits that a page publishes at once; more are published by a job
SCENARIO_JOB, PUBLISH_JOB, LOOK_JOB = "matching.scenario", "matching.publish", "matching.look"

ASKED_TO_COME = mark("You are asked to come {count} times: {round}")
ASKED_ONCE = mark("You are asked to come: {visit}, {day}")
FELL_AWAY = mark("A visit fell away: {visit}, {day}")
CHANGED = mark("Who comes, or when, is another now: {visit}, {day}")
NOT_SERVED = mark("Nobody could be found for your order in this round; why is on its page: {order}")

problems.declare(
    {
        "matching.days": mark("The last day lies before the first."),
        "matching.two_terms": mark(
            "A round lies in one term, February to July or August to January, because teachers say how often they come in"
            " a term. Open another round from {day}."
        ),
        "matching.other_days": mark(
            "The days of the round were changed after this was worked out. Work out a new scenario."
        ),
        "matching.published": mark("This round is published; what changes now is planned anew by itself."),
        "matching.no_room": mark("The round is too large to be proven best. Divide it into shorter ones."),
        "matching.away": mark("{teacher} is away on that day."),
        "matching.week_full": mark("{teacher} has {limit} visits in that week already."),
        "matching.term_full": mark("{teacher} has {limit} visits in that term already."),
        "matching.moved_nowhere": mark("That is who comes and when it is already."),
        "matching.taken": mark("{teacher} is taken in that half-day already."),
        "matching.taken_meanwhile": mark(
            "Somebody of this plan has been asked elsewhere meanwhile. Work it out again."
        ),
        "matching.cannot_give": mark("{teacher} is not on the list of those who can give this."),
        "matching.outside": mark("This half-day lies outside the round."),
        "matching.not_yours": mark("Only the teacher answers for themselves."),
        "matching.no_change": mark("There is no change for this order that could be asked of somebody."),
        "matching.no_expert": mark("This is not an expert of this partnership, or the same person twice."),
        "matching.paired": mark("These two are paired already."),
        "matching.ended": mark("This has ended already."),
        "matching.before_it_began": mark("It began on {day}; it cannot end before."),
    }
)
