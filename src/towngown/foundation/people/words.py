"""Roles and what they are called, what may be refused; skills are data."""

from towngown.kit import problems
from towngown.kit.text import mark

ROLES = {
    "office": mark("Partnership office"),
    "coordinator": mark("Coordinator"),
    "window": mark("Town window"),
    "worker": mark("Village worker"),
    "expert": mark("Teacher or expert"),
    "student": mark("Student"),
    "juror": mark("Juror"),
    "auditor": mark("Auditor"),
}

SIGNING = ("office", "coordinator")  # who may sign for a side
LOCAL = ("window", "worker")  # who works for a place
WHOLE_PARTY = ("office", "coordinator", "auditor", "expert")  # who sees what their party keeps to itself

INVITATION_DAYS = 30
MOST_SKILLS = 20
LONGEST_SKILL = 30

# Printed on the log-in page of a demonstration, and refused everywhere else.
DEMONSTRATION_PASSWORD = "yunxi-jiangcheng"

problems.declare(
    {
        "people.out_of_reach": mark("Your office does not reach this far."),
        "people.has_login": mark("This person has a log-in already. Only the keeper may renew it."),
        "people.email_of_login": mark(
            "This person has a log-in, and a forgotten password is renewed by e-mail: only they themselves or the keeper "
            "may change the address."
        ),
        "people.no_login": mark("This person has no log-in."),
        "people.invitation_over": mark("This invitation is over: it was used, replaced, or is older than thirty days."),
        "people.username_taken": mark("The user name “{username}” is already taken."),
        "people.bad_username": mark("Use letters, digits and the signs . _ - for a user name, at least two of them."),
        "people.password_missing": mark("A log-in needs a user name and a password."),
        "people.password_too_short": mark("A password has at least 10 characters."),
        "people.password_too_common": mark("This password is one of the commonest. Choose another one."),
        "people.password_too_similar": mark("This password is too much like the name."),
        "people.not_a_demonstration": mark("Demonstration log-ins exist in demonstration mode only."),
        "people.demonstration_password": mark("In a demonstration passwords stay as they are printed."),
        "people.not_invented": mark("Only an invented person may have a printed password."),
        "people.days": mark("The last day lies before the first."),
        "people.no_membership": mark("This person does not hold this role here."),
        "people.too_many_skills": mark("At most {limit} skills, please."),
        "people.long_skill": mark("“{value}” is too long for a skill; a few words are enough."),
        "people.email": mark("“{value}” is not an e-mail address."),
        "people.erased": mark("The data of this person were erased."),
        "people.last_keeper": mark("This is the last keeper of the instance. Name another keeper first."),
    }
)
WITHIN_PLACE = (*WHOLE_PARTY, "window", "worker")  # who sees what their party keeps to itself, at or under their place
