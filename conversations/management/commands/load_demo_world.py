"""`manage.py load_demo_world`: people, events and sales to look at. Only into an empty world."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from conversations.demo import PASSWORD, SIGN_INS, load_demo_world


class Command(BaseCommand):
    """Load the demo world, or say who can sign in."""

    help = "Load a small demo world where there are no users yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--print-sign-ins", action="store_true", help="only say who can sign in")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["print_sign_ins"]:
            for part, email in SIGN_INS.items():
                self.stdout.write(f"  {part:<13} {email:<28} {PASSWORD}")
            return
        made = load_demo_world(now=timezone.now())
        self.stdout.write(f"Loaded a demo world with {made} events." if made else "There are users already.")
