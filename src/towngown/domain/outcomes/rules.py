"""Who may enter results: the working people of the partnership; the importer records what reports say."""

from towngown.domain.partnerships.rules import is_keeper, is_system, takes_part

may_add = takes_part
may_record = is_system | is_keeper
