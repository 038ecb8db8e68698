"""Who may import."""

from typing import Any

import rules

from towngown.domain.partnerships.rules import is_keeper, is_system, may_sign
from towngown.kit.actors import Actor


@rules.predicate
def signs_here(by: Actor, thing: Any = None) -> bool:
    """Office or coordinator of the partnership; a partnership yet to be made has none."""
    return thing is not None and bool(may_sign(by, thing))


may_import = is_system | is_keeper | signs_here
