from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.db.models import ForeignObjectRel, Q
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.identity import new_token, remember_guest
from accounts.models import Profile
from conversations.operations.people import AddressNotConfirmed, claim_guest
from eventai.db.acting import acting_as, acting_as_system
from eventai.models import StorageObject
from tests.accounts.belongings import fresh, is_there, make_guest, sell, talk
from tests.builders import PASSWORD, make_event, make_ticket, publish
from tests.ticketing.buying import at_once
from ticketing.models import Order

MOVED_BY_CLAIMING = {
    "ai_conversations.user",
    "ai_events.organizer",
    "ai_tool_calls.decided_by",
    "ai_usage.profile",
    "attendees.checked_in_by",
    "change_sets.actor",
    "email_templates.owner",
    "orders.customer",
    "outbox_messages.profile",
    "storage_objects.owner",
}
BY_FOREIGN_KEY = {"attendees.customer", "attendees.organizer", "orders.organizer", "tickets.organizer"}
NOT_OF_GUESTS = {"checked_claims.checked_by", "user_roles.user", "profiles.promised_to"}


def claim(person: Profile, token: str = "") -> int:
    with acting_as(person.pk):
        return claim_guest(person, token=token, now=timezone.now())


def test_what_a_guest_began_comes_along(ben: Profile, olga: Profile) -> None:
    guest, token = make_guest()
    draft = make_event(guest, name="A guest's draft")
    conversation, ticket = talk(guest, draft), make_ticket(draft)
    order = sell(make_ticket(make_event(olga)), guest, email="somebody@example.com")
    with acting_as_system():
        seat = order.attendees.get()

    assert claim(ben, token) == 3

    assert fresh(draft).organizer_id == fresh(ticket).organizer_id == ben.pk
    assert fresh(conversation).user_id == fresh(order).customer_id == ben.pk
    assert fresh(seat).customer_id == ben.pk
    with acting_as_system():
        assert set(draft.change_sets.values_list("actor_id", flat=True)) == {ben.pk}
    assert not is_there(guest)


def test_every_column_that_names_a_person_is_thought_of() -> None:
    found = {
        f"{relation.related_model._meta.db_table}.{relation.field.name}"
        for relation in Profile._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel)
    }

    assert found == MOVED_BY_CLAIMING | BY_FOREIGN_KEY | NOT_OF_GUESTS


def test_files_move_before_the_guest_is_deleted(ben: Profile) -> None:
    guest, token = make_guest()
    with acting_as_system():
        file = StorageObject.objects.create(bucket="documents", path="a.pdf", owner=guest, content_type="a", size=1)

    claim(ben, token)

    assert fresh(file).owner_id == ben.pk


def test_claiming_twice_moves_nothing_more(ben: Profile) -> None:
    guest, token = make_guest()
    talk(guest)

    assert [claim(ben, token), claim(ben, token)] == [1, 0]


def test_orders_made_out_to_a_confirmed_address_come_without_the_cookie(ben: Profile, olga: Profile) -> None:
    guest, _ = make_guest()
    ticket = make_ticket(make_event(olga))
    mine = sell(ticket, guest, email="BEN@example.com")
    not_mine = sell(ticket, guest, email="ben@example.com.evil.example")
    conversation = talk(guest)

    assert claim(ben) == 1

    assert fresh(mine).customer_id == ben.pk
    assert fresh(not_mine).customer_id == fresh(conversation).user_id == guest.pk


def test_an_order_being_paid_elsewhere_stays_until_it_is_paid(ben: Profile, olga: Profile) -> None:
    guest, _ = make_guest()
    soon = timezone.now() + timedelta(minutes=5)
    order = sell(make_ticket(make_event(olga)), guest, email=ben.email, status="awaiting_payment", expires_at=soon)

    assert claim(ben) == 0
    assert fresh(order).customer_id == guest.pk


def test_without_a_confirmed_address_nothing_moves(ben: Profile, olga: Profile) -> None:
    guest, token = make_guest()
    order = sell(make_ticket(make_event(olga)), guest, email=ben.email)
    with acting_as_system():
        EmailAddress.objects.filter(user=ben.user).update(verified=False)

    with pytest.raises(AddressNotConfirmed):
        claim(ben, token)

    assert fresh(order).customer_id == guest.pk


def test_nothing_is_taken_from_somebody_with_an_account(ben: Profile, sam: Profile, olga: Profile) -> None:
    order = sell(make_ticket(make_event(olga)), sam, email=ben.email)

    assert claim(ben) == 0
    assert fresh(order).customer_id == sam.pk


def test_a_wrong_secret_claims_nothing(ben: Profile) -> None:
    guest, _ = make_guest()
    talk(guest)

    assert claim(ben, new_token()) == 0
    assert is_there(guest)


def test_the_guest_fills_in_only_what_is_blank(ben: Profile) -> None:
    guest, token = make_guest()
    with acting_as_system():
        Profile.objects.filter(pk=guest.pk).update(full_name="B. Guest", timezone="Asia/Tokyo")

    claim(ben, token)

    assert (fresh(ben).full_name, ben.timezone) == ("Ben", "Asia/Tokyo")


def test_a_published_event_moves_with_its_orders(ben: Profile, sam: Profile) -> None:
    guest, token = make_guest()
    event = publish(make_event(guest))
    order = sell(make_ticket(event), sam, email=sam.email)

    claim(ben, token)

    assert (fresh(order).organizer_id, order.customer_id) == (ben.pk, sam.pk)


def test_signing_in_claims_by_cookie_and_clears_it(ben: Profile, client: Client) -> None:
    guest, token = make_guest()
    conversation = talk(guest)
    give_cookie(client, token)

    answer = client.post(f"/accounts/login/?next=/assistant/{conversation.reference}/", _password_of(ben))

    assert answer["Location"] == f"/assistant/{conversation.reference}/"
    assert fresh(conversation).user_id == ben.pk
    assert client.cookies["guest"].value == ""


def test_a_failed_sign_in_leaves_the_guest_alone(ben: Profile, client: Client) -> None:
    guest, token = make_guest()
    conversation = talk(guest)
    give_cookie(client, token)

    client.post("/accounts/login/", {"login": ben.email, "password": "wrong"})

    assert fresh(conversation).user_id == guest.pk
    assert client.cookies["guest"].value != ""


def _password_of(person: Profile) -> dict[str, str]:
    return {"login": person.email, "password": PASSWORD}


def give_cookie(client: Client, token: str) -> None:
    response = HttpResponse()
    remember_guest(response, token)
    client.cookies["guest"] = response.cookies["guest"].value


@pytest.mark.django_db(transaction=True)
def test_two_browsers_at_once_claim_a_guest_once(ben: Profile) -> None:
    guest, token = make_guest()
    talk(guest)

    moved = at_once(lambda: claim(ben, token), lambda: claim(ben, token))

    assert sorted(moved) == [0, 1]


def test_orders_are_found_by_index_at_every_sign_in(db: None) -> None:
    with acting_as_system(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Order.objects.filter(Q(email__iexact="a@example.com") | Q(email__iexact="b@example.com")).explain()

    assert "orders_made_out_to" in plan
    assert "Seq Scan" not in plan
