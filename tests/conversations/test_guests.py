"""Visitors: what they begin is theirs for a week, comes along at sign-up, and is given back when it was not theirs."""

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import Profile, User
from conversations.engines.steps import Act, Call, Say
from conversations.models import Conversation
from conversations.operations import send_message, start_conversation
from conversations.operations.guests import forget_guests
from conversations.operations.people import claim_guest
from conversations.operations.talk import OneAtATime
from eventai.db.acting import acting_as, acting_as_guest, acting_as_system
from eventai.models import OutboxMessage
from events.models import Event
from tests.accounts.belongings import is_there, make_guest, sell
from tests.accounts.test_claim_guest import give_cookie
from tests.accounts.test_sign_in import code_sent_to
from tests.builders import PASSWORD, make_event, make_ticket
from tests.conversations.engines import Scripted, by_model
from tests.conversations.talking import BRIEF, begin, calls, fresh, guest, last_run, last_words, statuses, talk
from ticketing.models import Ticket

PARTY = Act((Call("create_event", {"name": "Party"}),))
TICKET = Act((Call("set_ticket", {"name": "Entry", "price": "28", "quantity": 140}),))


@pytest.fixture(autouse=True)
def _letters_in_the_outbox(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "eventai.letters.OutboxBackend"


def test_what_was_begun_comes_along_when_another_browser_confirms(db: None) -> None:
    visitor, token = guest()
    conversation = talk(visitor, BRIEF)
    first, second = Client(), Client()
    give_cookie(first, token)
    first.post("/accounts/signup/", {"email": "mia@example.com", "password1": PASSWORD})

    cache.clear()  # a second letter is sent after a few minutes only
    with acting_as_system():
        OutboxMessage.objects.all().delete()
    second.post("/accounts/login/", {"login": "mia@example.com", "password": PASSWORD})
    second.post("/accounts/confirm-email/", {"code": code_sent_to("mia@example.com")})

    assert second.get(conversation.get_absolute_url()).status_code == 200
    assert fresh(conversation).user.email == "mia@example.com"
    assert not is_there(visitor)


def test_signing_in_brings_it_along_and_offers_the_way_back(ben: Profile, client: Client) -> None:
    visitor, token = guest()
    conversation = talk(visitor, BRIEF)
    give_cookie(client, token)
    with acting_as_system():
        User.objects.update(last_login=timezone.now())
    client.post("/accounts/login/code/", {"email": ben.email})
    client.post("/accounts/login/code/confirm/", {"code": code_sent_to(ben.email)})
    assert fresh(conversation).user_id == ben.pk
    assert "“Blue Hour”, begun in this browser, came along" in client.get("/events/").content.decode()

    client.post("/settings/data/came-along/undo/")

    assert fresh(conversation).user.is_guest
    with acting_as(ben.pk):
        assert not Event.objects.of(ben).exists()
    client.post("/accounts/logout/")
    assert client.get(conversation.get_absolute_url()).status_code == 200


def test_what_is_given_back_was_brought_along_in_this_session(olga: Profile, sam: Profile, client: Client) -> None:
    conversation = talk(olga, BRIEF)
    assert sam.user is not None
    client.force_login(sam.user, backend="allauth.account.auth_backends.AuthenticationBackend")

    client.post("/settings/data/came-along/undo/")

    assert fresh(conversation).user_id == olga.pk


def test_a_turn_in_flight_goes_on_for_the_new_owner(ben: Profile) -> None:
    visitor, token = guest()
    conversation = begin(visitor)

    class SigningUp(Scripted):
        def answer(self, turn):  # type: ignore[no-untyped-def]  # as in the protocol
            yield PARTY
            yield Say("And ")
            with acting_as(ben.pk):
                claim_guest(ben, token=token, now=timezone.now())
            yield TICKET
            yield Say("done.")

    by_model(last_run(conversation), SigningUp())

    assert calls(conversation) == [("create_event", "done"), ("set_ticket", "done")]
    assert (statuses(conversation), last_words(conversation)) == (["done"], "\nAnd \ndone.")
    with acting_as(ben.pk):
        assert Ticket.objects.get().event.organizer_id == ben.pk


def test_after_a_week_what_nobody_claimed_is_gone(olga: Profile) -> None:
    visitor, _ = guest()
    talk(visitor, BRIEF)
    buyer, _ = make_guest()
    order = sell(make_ticket(make_event(olga)), buyer, email="b@example.com")

    assert forget_guests(now=timezone.now() + timedelta(days=6)) == 0
    assert forget_guests(now=timezone.now() + timedelta(days=8)) == 1
    assert forget_guests(now=timezone.now() + timedelta(days=8)) == 0

    assert not is_there(visitor)
    assert is_there(order)
    with acting_as_system():
        assert (Conversation.objects.count(), Event.objects.count()) == (0, 1)


def test_a_visitor_has_one_answer_at_a_time(db: None) -> None:
    visitor, token = guest()
    conversation = begin(visitor)

    with acting_as_guest(token):
        with pytest.raises(OneAtATime):
            start_conversation(visitor, text="Another party", client_key=uuid.uuid4(), now=timezone.now())
        waiting = send_message(conversation, text="Hello", client_key=uuid.uuid4(), by=visitor, now=timezone.now())
        assert Conversation.objects.count() == 1
    assert waiting.status == "waiting"
