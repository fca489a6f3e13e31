import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import ProgrammingError, transaction

from accounts.models import AppRole, AuditLog, Profile
from accounts.operations import HasNoAccount, grant_role, revoke_role
from eventai.db.acting import acting_as, acting_as_system
from eventai.db.functions import call
from eventai.errors import NotAllowed
from tests.accounts.belongings import make_guest, roles_of


def test_an_admin_grants_and_revokes(ada: Profile, ben: Profile) -> None:
    with acting_as(ada.pk):
        grant_role(ben, AppRole.ADMIN, by=ada)
        grant_role(ben, AppRole.ORGANIZER, by=ada)
        revoke_role(ben, AppRole.ORGANIZER, by=ada)

    assert roles_of(ben) == ["admin", "attendee"]


def test_the_trail_names_the_admin(ada: Profile, ben: Profile) -> None:
    with acting_as(ada.pk):
        grant_role(ben, AppRole.ADMIN, by=ada)

    with acting_as_system():
        entry = AuditLog.objects.filter(table_name="user_roles").latest("created_at")
    assert (entry.actor_id, entry.action, entry.changes["role"]) == (ada.pk, "grant_role", [None, "admin"])


def test_nobody_else_does(sam: Profile, ben: Profile) -> None:
    with acting_as(sam.pk):
        with pytest.raises(NotAllowed):
            grant_role(sam, AppRole.ADMIN, by=sam)
        with pytest.raises(NotAllowed):
            revoke_role(ben, AppRole.ATTENDEE, by=sam)


@pytest.mark.parametrize("function", ["grant_role", "revoke_role"])
def test_the_database_refuses_it_too(sam: Profile, function: str) -> None:
    with acting_as(sam.pk), pytest.raises(ProgrammingError, match="by this profile"), transaction.atomic():
        call(function, sam.pk, "admin")


def test_an_admin_keeps_the_own_role(ada: Profile) -> None:
    with acting_as(ada.pk), pytest.raises(NotAllowed):
        revoke_role(ada, AppRole.ADMIN, by=ada)


def test_a_guest_holds_no_roles(ada: Profile) -> None:
    guest, _ = make_guest()

    with acting_as(ada.pk), pytest.raises(HasNoAccount):
        grant_role(guest, AppRole.ADMIN, by=ada)


def test_the_first_admin_is_appointed_at_the_command_line(ben: Profile) -> None:
    call_command("appoint_admin", "Ben@example.com", verbosity=0)

    assert roles_of(ben) == ["admin", "attendee"]


def test_somebody_unknown_is_not_appointed(db: None) -> None:
    with pytest.raises(CommandError, match="Sign up first"):
        call_command("appoint_admin", "nobody@example.com")
