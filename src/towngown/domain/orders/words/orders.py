"""States of an order, what each step tells the one who asked, and why an order may be refused. 订单。"""

from towngown.kit import problems
from towngown.kit.text import mark

ORDER_STATES = {
    "placed": mark("Ordered"),
    "reviewed": mark("Reviewed by the town"),
    "released": mark("Waiting for dispatch"),
    "joined": mark("Together with a neighbour’s"),
    "dispatched": mark("Dispatched"),
    "accepted": mark("Accepted by the teacher"),
    "delivered": mark("Delivered"),
    "rated": mark("Rated"),
    "refused": mark("Turned down"),
    "withdrawn": mark("Withdrawn"),
}

ORDER_MOVES = {
    ("placed", "order.change"): "placed",
    ("reviewed", "order.change"): "placed",
    ("placed", "order.review"): "reviewed",
    ("placed", "order.release"): "released",
    ("reviewed", "order.release"): "released",
    ("placed", "order.join"): "joined",
    ("reviewed", "order.join"): "joined",
    ("released", "order.join"): "joined",
    ("joined", "order.leave"): "placed",
    ("joined", "order.part"): "placed",
    ("released", "order.dispatch"): "dispatched",
    ("dispatched", "order.accept"): "accepted",
    ("accepted", "order.ask_anew"): "dispatched",
    ("dispatched", "order.free"): "released",
    ("accepted", "order.free"): "released",
    ("accepted", "order.deliver"): "delivered",
    ("dispatched", "order.deliver"): "delivered",
    ("joined", "order.deliver"): "delivered",
    ("delivered", "order.undeliver"): "accepted",
    ("delivered", "order.undeliver_along"): "joined",
    ("delivered", "order.rate"): "rated",
    ("placed", "order.refuse"): "refused",
    ("reviewed", "order.refuse"): "refused",
    ("released", "order.refuse"): "refused",
    ("placed", "order.withdraw"): "withdrawn",
    ("reviewed", "order.withdraw"): "withdrawn",
    ("released", "order.withdraw"): "withdrawn",
    ("joined", "order.withdraw"): "withdrawn",
    ("dispatched", "order.withdraw"): "withdrawn",
    ("accepted", "order.withdraw"): "withdrawn",
    ("refused", "order.place_again"): "placed",
    ("withdrawn", "order.place_again"): "placed",
}

STEPS = ("placed", "reviewed", "released", "dispatched", "accepted", "delivered", "rated")  # the straight way
JOINABLE = ("placed", "reviewed", "released")  # others may still come along

REFUSALS = {
    "not_on_menu": mark("The menu has nothing like it yet"),
    "nobody_qualified": mark("Nobody here can teach this"),
    "too_few": mark("Too few people for this course"),
    "too_many": mark("More people than the course or the room can take"),
    "room_unfit": mark("The room is not fit for it"),
    "planned_already": mark("The same is planned nearby already"),
    "out_of_scope": mark("It is outside this partnership"),
    "other": mark("Another reason, said in words"),
}

NEAR_M = 1_500  # neighbours may join one session within this distance
MOST_WEEKS = 20
SOONEST, LATEST = 3, 28  # an order page offers the half-days that lie so many days ahead
MOST_AT_ONCE = 200  # orders passed on or released with one button

NEW_ORDER = mark("An order waits for your review: {order}")
COMES_ALONG = mark("A neighbour comes along to what you ordered: {order}")
TO_RELEASE = mark("An order was reviewed and waits for its release: {order}")

# Verb → what the one who ordered, and whoever joined, hears of it.
ORDER_HEARD = {
    "order.review": mark("The town passed your order on: {order}"),
    "order.release": mark("Your order waits for the next dispatch: {order}"),
    "order.dispatch": mark("A teacher was found for your order: {order}"),
    "order.accept": mark("The teacher said yes to your order: {order}"),
    "order.free": mark("The teacher cannot come; your order is dispatched anew: {order}"),
    "order.deliver": mark("Your order was delivered; please say how it was: {order}"),
    "order.refuse": mark("Your order was refused; the reason is on its page: {order}"),
    "order.withdraw": mark("The order was withdrawn: {order}"),
    "order.part": mark(
        "What you had joined will not take place; your order stands alone and is looked at anew: {order}"
    ),
}

problems.declare(
    {
        "orders.beyond_reach": mark("Your seat does not reach this place; choose one under your own."),
        "orders.which_place": mark("Say for which place."),
        "orders.order_what": mark("Choose a course, or say in a few words what it should be about."),
        "orders.day_over": mark("{day} is over; choose a day to come."),
        "orders.heads_beyond": mark("This course takes at most {limit} people. Order it twice, or for fewer."),
        "orders.joined_other_offer": mark("The two orders are not for the same course."),
        "orders.joined_too_many": mark("Together that would be more than the {limit} people that the course takes."),
        "orders.joined_elsewhere": mark("The two places do not lie in the same town."),
        "orders.joined_too_far": mark("The two places are more than {limit} metres apart."),
        "orders.joined_itself": mark("An order cannot join itself, nor one that has joined another."),
        "orders.joined_late": mark("It is too late to join this order."),
        "orders.has_joiners": mark(
            "Neighbours come along to this order, so it stays with its course. Withdraw it instead."
        ),
        "orders.one_of_many": mark("{order}: {why}"),
    }
)
