"""Who is asking lasts for one transaction, and what forgets to ask sees what everybody sees."""

from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import Profile
from eventai.db.acting import acting_as, acting_as_anonymous, acting_as_guest, acting_as_system
from events.models import Event
from tests import builders


def who() -> tuple[str, UUID | None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user::text, app.current_profile_id()")
        role, profile = cursor.fetchone()
    return role, profile


@pytest.mark.django_db
def test_nothing_said_means_a_stranger(olga: Profile) -> None:
    builders.make_event(olga)
    assert who() == ("eventai_anon", None)
    assert Event.objects.count() == 0
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        list(Event.objects.raw("SELECT id FROM audit_logs"))


def test_scopes_nest_and_give_back(olga: Profile, sam: Profile) -> None:
    with acting_as(olga.pk):
        with acting_as_system():
            assert who() == ("eventai_system", None)
        assert who() == ("eventai_user", olga.pk)
        with pytest.raises(ZeroDivisionError), acting_as(sam.pk):
            raise ZeroDivisionError
        assert who() == ("eventai_user", olga.pk)
        with acting_as_anonymous():
            assert who() == ("eventai_anon", None)
        with acting_as_guest("x" * 40):
            assert who() == ("eventai_anon", None)
        assert who() == ("eventai_user", olga.pk)
    assert who() == ("eventai_anon", None)


@pytest.mark.django_db(transaction=True)
def test_commit_and_error_leave_nothing_behind() -> None:
    olga = builders.make_person("olga")
    seen: list[tuple[str, UUID | None]] = []
    with acting_as(olga.pk):
        transaction.on_commit(lambda: seen.append(who()))
    with pytest.raises(ZeroDivisionError), acting_as(olga.pk):
        raise ZeroDivisionError
    assert [*seen, who()] == [("eventai_anon", None)] * 2


def test_a_profile_cannot_act_past_its_role(olga: Profile) -> None:
    """The login may become the system inside our own scopes; a policy never sees it happen by SQL from a row."""
    event = builders.make_event(olga)
    with acting_as(olga.pk):
        assert Event.objects.filter(pk=event.pk).update(organizer=olga) == 1
        with pytest.raises(DatabaseError, match="may not be changed"), transaction.atomic():
            Event.objects.filter(pk=event.pk).update(organizer=builders.make_person("mallory"))
