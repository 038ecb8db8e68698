"""The settings of the page benchmark: those of a real instance, with the peer innermost."""

from towngown.config.settings import *  # noqa: F403
from towngown.config.settings import MIDDLEWARE

MIDDLEWARE = [*MIDDLEWARE, "benchmarks.peer.PeerMiddleware"]
