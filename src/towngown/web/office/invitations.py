"""The way in for somebody who was invited: choose a user name and a password."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from towngown.foundation.journal.action import VERBS
from towngown.foundation.people import queries
from towngown.foundation.people.actions import hash_of
from towngown.kit import clock
from towngown.kit.problems import Problem
from towngown.web.shared.do import attempt, key_of
from towngown.web.shared.forms import form_for


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Looking uses nothing up, for chat programs look too; sending the form does."""
    verb = VERBS["person.accept"]
    form = form_for(verb, request.actor, None, request.POST or None, only=("username", "password"))
    if request.method == "POST" and attempt(request, verb, None, form, token=token) is not None:
        return HttpResponseRedirect(reverse("account_login"))
    person = queries.invitation_open(hash_of(token), clock.now())
    if person is None:
        raise Problem("people.invitation_over")
    held = queries.memberships_of(person.pk, clock.today())
    context = {"person": person, "held": held, "form": form, "key": key_of(request)}
    return render(request, "office/invitation.html", context, status=422 if form.failed else 200)
