"""`manage.py grant_role`: the way to the first admin."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import AppRole, Profile, UserRole
from eventai.db.acting import acting_as_system, named


class Command(BaseCommand):
    """Give somebody a role past the console, which needs an admin already."""

    help = "Give a person a role: grant_role you@example.com admin"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=AppRole.values)

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as_system(), named("grant_role"):
            person = Profile.objects.filter(email=options["email"].lower(), user__isnull=False).first()
            if person is None:
                raise CommandError(f"Nobody with the address {options['email']} has signed up.")
            UserRole.objects.get_or_create(user=person, role=options["role"])
        self.stdout.write(f"{person.email} has the role {options['role']}.")
