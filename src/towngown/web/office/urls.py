"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path
from django.views.generic import RedirectView

from towngown.foundation.people import queries as all_people
from towngown.kit.text import mark
from towngown.web.office import choosing, invitations, options, organisations, people, places
from towngown.web.shared import addresses
from towngown.web.shared.choosers import choose
from towngown.web.shared.chrome import TOOLS, nav

urlpatterns: list[URLPattern | URLResolver] = [
    path("office/", RedirectView.as_view(pattern_name="people"), name="office"),
    path("office/people/", people.index, name="people"),
    path("office/people/export.<str:form>", people.export, name="people_export"),
    path("office/people/<str:ref>/", people.person, name="person"),
    path("office/people/<str:ref>/invite/", people.invite, name="person_invite"),
    path("office/people/<str:ref>/contact/", people.contact, name="person_contact"),
    path("office/people/<str:ref>/data.json", people.data, name="person_data"),
    path("office/people/<str:ref>/roles/<int:pk>/end/", people.end_role, name="person_end_role"),
    path("office/organisations/", organisations.index, name="organisations"),
    path("office/organisations/export.<str:form>", organisations.export, name="organisations_export"),
    path("office/organisations/duplicates/", organisations.duplicates, name="duplicates"),
    path("office/organisations/<str:ref>/", organisations.organisation, name="organisation"),
    path("office/places/", places.place, name="places"),
    path("office/places/export.<str:form>", places.export, name="places_export"),
    path("office/places/<str:code>/export.<str:form>", places.export, name="place_export"),
    path("office/places/<str:code>/", places.place, name="place"),
    path("office/settings/", options.options, name="options"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
]

addresses.at("person", "person")
addresses.at("organisation", "organisation")
addresses.at("place", "place", "code")
choose("person", choosing.near_people, choosing.find_people)
choose("organisation", choosing.near_organisations, choosing.find_organisations)
nav(90, mark("Office"), "office", group=TOOLS, open_to=all_people.works_in_office)
