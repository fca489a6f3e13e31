"""`manage.py worker`: carries out jobs until it is told to stop."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector


class Command(BaseCommand):
    """Run the worker: the assistant's turns, letters, expiring holds."""

    help = "Carry out jobs: the assistant's turns, letters, expiring holds. More processes share the work."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--concurrency", type=int, default=4, help="jobs at the same time")

    def handle(self, *args: Any, **options: Any) -> None:
        connector: DjangoConnector = app.connector  # type: ignore[assignment]  # Django's app has Django's connector
        with app.replace_connector(connector.get_worker_connector()) as worker:
            self.stdout.write("Ready for jobs.")
            worker.run_worker(
                concurrency=options["concurrency"],
                fetch_job_polling_interval=2.0,
                shutdown_graceful_timeout=5.0,
                delete_jobs="successful",
            )
