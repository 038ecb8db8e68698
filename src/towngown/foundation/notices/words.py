"""The words of the digest mail."""

from towngown.kit.text import mark

URGENT = mark("Towngown: something needs you now")
DIGEST = mark("Towngown: what happened since yesterday")
HELLO = mark("Hello {name},")
WHERE = mark("Everything is also on your desk: {address}")
WHY = mark("You get this mail because your address is in Towngown. Urgent things come at once, all else once a day.")

DIGEST_FROM_HOUR = 8  # in China
