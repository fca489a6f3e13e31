"""What PostgreSQL cannot store is refused at the door, not by the database."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Profile


@pytest.mark.parametrize(
    "address",
    ["/events/?q=%00", "/assistant/?q=a%00", "/files/avatars/a%00b", "/admin/ticketing/order/?status=%00", "/a%00b/"],
)
def test_an_address_with_a_nul_is_not_understood(
    address: str, ada: Profile, client_of: Callable[[Profile], Client]
) -> None:
    assert client_of(ada).get(address).status_code == 400


def test_a_cookie_with_a_nul_is_not_understood(client: Client, db: None) -> None:
    client.cookies["sessionid"] = "a\x00" * 16

    assert client.get("/events/").status_code == 400
