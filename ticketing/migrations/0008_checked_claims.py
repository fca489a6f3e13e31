import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ticketing", "0007_picture_stamp"), ("events", "0007_published_page")]

    operations = [
        migrations.CreateModel(
            name="CheckedClaim",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("words", models.CharField(max_length=300)),
                ("key", models.CharField(max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.profile",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="checked_claims",
                        to="events.event",
                    ),
                ),
            ],
            options={
                "db_table": "checked_claims",
                "ordering": ["created_at"],
                "constraints": [models.UniqueConstraint(fields=("event", "key"), name="checked_claims_once_per_event")],
            },
        ),
    ]
