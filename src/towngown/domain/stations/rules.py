"""Who may open and describe stations: the working people of the partnership whose reach includes the place."""

from towngown.domain.partnerships.rules import is_keeper, is_system, may_sign, reaches_place, takes_part

may_open = may_sign | is_keeper
may_record = is_system | is_keeper
may_describe = takes_part & reaches_place
