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
    ("ready", "scenario.publish"): "published",
}

DISPATCH_STATES = {
    "drafted": mark("In a scenario"),
    "dispatched": mark("Waits for the teacher’s answer"),
    "accepted": mark("The teacher said yes"),
    "declined": mark("Declined"),
    "freed": mark("Set free"),
}

DISPATCH_MOVES = {
    ("drafted", "dispatch.publish"): "dispatched",
    ("drafted", "dispatch.drop"): "freed",
    ("dispatched", "dispatch.accept"): "accepted",
    ("dispatched", "dispatch.decline"): "declined",
    ("accepted", "dispatch.decline"): "declined",
    ("dispatched", "dispatch.free"): "freed",
    ("accepted", "dispatch.free"): "freed",
    ("drafted", "dispatch.move"): "drafted",
    ("dispatched", "dispatch.move"): "dispatched",
    ("accepted", "dispatch.move"): "dispatched",
}

LIVE = ("drafted", "dispatched", "accepted")  # these hold a teacher's half-day
STANDING = ("dispatched", "accepted")

# Why an order was not served: the constraint that binds. The codes are the engine's (kit.matching).
CAUSES = {
    "nobody_qualified": mark("Nobody on the list can give this."),
    "out_of_reach": mark("Everybody who can give this lives too far away."),
    "all_busy": mark("Everybody who could come is taken in the wished half-days."),
    "week_cap": mark("Everybody who could come has as many visits in that week as they take."),
    "term_cap": mark("Everybody who could come has as many visits in this round as they take."),
    "displaced": mark("Serving it would leave another order out that counts as much or more."),
    "no_half_day": mark("None of the wished half-days lies in this round."),
}

WANTED = ("released", "dispatched", "accepted")  # orders in these states may still be given somebody

LONGEST_ROUND = 184  # days: half a year
LOWEST_REACH, HIGHEST_REACH = 25, 400  # percent

SCENARIO_JOB, PUBLISH_JOB = "matching.scenario", "matching.publish"

problems.declare(
    {
        "matching.days": mark("The last day lies before the first, or the round is longer than half a year."),
        "matching.published": mark("This round is published; what changes now is planned anew by itself."),
        "matching.no_room": mark("The round is too large to be proven best. Divide it into shorter ones."),
        "matching.away": mark("{teacher} is away on that day."),
        "matching.week_full": mark("{teacher} has {limit} visits in that week already."),
        "matching.term_full": mark("{teacher} has {limit} visits in that term already."),
        "matching.moved_nowhere": mark("That is who comes and when it is already."),
        "matching.taken": mark("{teacher} is taken in that half-day already."),
        "matching.cannot_give": mark("{teacher} is not on the list of those who can give this."),
        "matching.outside": mark("This half-day lies outside the round."),
        "matching.not_yours": mark("Only the teacher answers for themselves."),
        "matching.running": mark("A scenario is being worked out; wait until it is ready."),
    }
)
