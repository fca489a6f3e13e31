"""`manage.py test_connection`: whether the configured model answers, and what it can do."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from conversations.connection_words import said_in_words
from conversations.operations.connection import NoModel, find_out, needed_server


class Command(BaseCommand):
    """Try the model of the settings; exit with 1 when the assistant cannot use it."""

    help = "Test the connection to the AI model of the settings and print what it can do."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            server = needed_server()
        except NoModel as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"{server.model} at {server.host}")
        found = find_out(server, now=timezone.now(), tell=lambda step: self.stderr.write(f"{step} …"))
        for line in said_in_words(found.stored(), found.error):
            self.stdout.write(
                f"{'ok' if line.is_good else '! ' if line.is_good is False else '  '}  {line.label}: {line.words}"
            )
        if found.error or not found.one_tool:
            sys.exit(1)
