"""The words of the digest mail."""

from datetime import timedelta

from towngown.kit.text import mark

URGENT = mark("Towngown: something needs you now")
DIGEST = mark("Towngown: what happened since yesterday")
HELLO = mark("Hello {name},")
WHERE = mark("Everything is also on your desk: {address}")
WHY = mark("You get this mail because your address is in Towngown. Urgent things come at once, all else once a day.")

MAIL_TAKES = timedelta(minutes=5)  # so long may a mail be on its way; then whoever had it in hand is taken for dead
DIGEST_FROM_HOUR = 8  # in China
