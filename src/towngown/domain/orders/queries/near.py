"""Neighbours: what stands together, how far places lie apart, and what one could come along to."""

from collections.abc import Iterable

from towngown.domain.orders.compute import Point, is_over, metres, most_people
from towngown.domain.orders.models import Offer, Order, Spot
from towngown.domain.orders.queries.orders import orders
from towngown.domain.orders.words import JOINABLE, NEAR_M
from towngown.foundation.places.words import TOWN
from towngown.kit import clock
from towngown.kit.actors import Actor

MOST_NEAR = 3
MOST_LOOKED_AT = 50


def joined_group(order: Order) -> list[Order]:
    """The order itself and those that came along to it."""
    return joined_groups([order])[order.pk]


def joined_groups(hosts: Iterable[Order]) -> dict[int, list[Order]]:
    """Id of an order → it and those that came along to it. One query."""
    found = {host.pk: [host] for host in hosts}
    for joiner in Order.objects.filter(joined_to__in=list(found), state="joined").order_by("pk"):
        found[joiner.joined_to_id or 0].append(joiner)
    return found


def spots_of(wall: int, codes: Iterable[str]) -> dict[str, Point]:
    """Place code → where it lies, of those that are known. One query."""
    found = Spot.objects.filter(partnership_id=wall, place_code__in=set(codes))
    return {code: (east, north) for code, east, north in found.values_list("place_code", "east_m", "north_m")}


def near_orders(by: Actor, offer: Offer, place_code: str) -> list[tuple[Order, int | None]]:
    """Orders for the same thing that a place could come along to, nearest first, with the metres between; at most three.

    Where nobody knows the distance, the same town is near. Left out is a full one, and one whose half-days are over. Six
    queries at most.
    """
    open_ = orders(by).filter(offer=offer, state__in=JOINABLE, joined_to=None).exclude(place_code=place_code)
    around = _around(offer.partnership_id, place_code)
    nearby = open_.filter(place_code__in=around) if around else open_.filter(place_code__under=place_code[:TOWN])
    newest = nearby.prefetch_related("wishes").order_by("-pk")  # the older, the likelier they are over
    rows = _with_room(offer, [one for one in newest[:MOST_LOOKED_AT] if not _over(one)])
    apart = [(one, metres(around.get(place_code), around.get(one.place_code))) for one in rows]
    near = [(one, far) for one, far in apart if far is None or far <= NEAR_M]
    return sorted(near, key=lambda pair: (pair[1] is None, pair[1] or 0, pair[0].pk))[:MOST_NEAR]


def _over(order: Order) -> bool:
    return is_over((wish.day for wish in order.wishes.all()), order.weeks, clock.today())


def _around(wall: int, place_code: str) -> dict[str, Point]:
    """The places in the square around this one, with where they lie; none when nobody knows where it lies itself."""
    middle = spots_of(wall, [place_code]).get(place_code)
    if middle is None:
        return {}
    (east, north), far = middle, NEAR_M
    found = Spot.objects.filter(
        partnership_id=wall, east_m__range=(east - far, east + far), north_m__range=(north - far, north + far)
    )
    return {code: (east, north) for code, east, north in found.values_list("place_code", "east_m", "north_m")}


def _with_room(offer: Offer, hosts: list[Order]) -> list[Order]:
    """Those whose group is not as large as the course takes yet."""
    if offer.high is None:
        return hosts
    group = {host.pk: [(host.low, host.high)] for host in hosts}
    for host, low, high in Order.objects.filter(joined_to__in=hosts, state="joined").values_list(
        "joined_to_id", "low", "high"
    ):
        group[host].append((low, high))
    return [host for host in hosts if most_people(group[host.pk]) < offer.high]
