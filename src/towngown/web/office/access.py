"""Who the rooms of the office are for."""

from towngown.foundation.people.queries import works_in_office
from towngown.web.shared.access import View, only


def office_only(view: View) -> View:
    """The page is for offices and the keeper; a visitor is asked to log in, everybody else is refused."""
    return only(view, works_in_office)


def keepers_only(view: View) -> View:
    """The page is for the keeper."""
    return only(view, lambda by: by.keeper)
