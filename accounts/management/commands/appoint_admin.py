"""`manage.py appoint_admin ada@example.com`: the first admin has nobody to ask."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Profile
from accounts.operations import appoint_admin
from eventai.db.acting import acting_as_system


class Command(BaseCommand):
    """Give somebody who has an account the role admin."""

    help = "Give somebody who has an account the role admin."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        with acting_as_system():
            profile = Profile.objects.filter(user__email=email).first()
            if profile is None:
                raise CommandError(f"Nobody has an account with {email}. Sign up first, then run this again.")
            appoint_admin(profile)
        self.stdout.write(f"{email} is an admin.")
