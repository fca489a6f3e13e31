"""Former addresses and dates of events, and who may show their tickets in a frame."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0003_changes")]

    operations = [
        migrations.AddField(
            "event",
            "embed_origins",
            models.CharField(
                blank=True,
                default="",
                help_text="Sites that may show its tickets in a frame, with spaces.",
                max_length=1000,
            ),
        ),
        migrations.AddField(
            "event",
            "announced_date",
            models.DateTimeField(
                blank=True,
                editable=False,
                help_text="Kept by a trigger: when it was to begin as it was published.",
                null=True,
            ),
        ),
        migrations.CreateModel(
            name="EventSlug",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=models.deletion.DO_NOTHING, related_name="former_slugs", to="events.event"
                    ),
                ),
            ],
            options={"db_table": "event_slugs", "ordering": ["created_at"]},
        ),
    ]
