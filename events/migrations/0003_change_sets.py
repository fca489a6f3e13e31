"""What was changed about events, so that it can be taken back."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_erasing"),
        ("events", "0002_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangeSet",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=16, unique=True)),
                (
                    "run_id",
                    models.UUIDField(
                        blank=True, db_index=True, help_text="The assistant's turn, if it was one.", null=True
                    ),
                ),
                ("operation", models.CharField(blank=True, max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[("change", "Change"), ("undo", "Undo"), ("redo", "Redo")],
                        default="change",
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "actor",
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
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="change_sets", to="events.event"
                    ),
                ),
                (
                    "undoes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.changeset",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="events.changeset",
                    ),
                ),
            ],
            options={
                "db_table": "change_sets",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="ChangeItem",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("table_name", models.CharField(max_length=40)),
                ("row_id", models.UUIDField()),
                (
                    "op",
                    models.CharField(
                        choices=[("insert", "Insert"), ("update", "Update"), ("delete", "Delete")], max_length=10
                    ),
                ),
                ("subject", models.CharField(blank=True, help_text="The row's own name at that time.", max_length=200)),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("position", models.PositiveIntegerField()),
                (
                    "change_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="items", to="events.changeset"
                    ),
                ),
            ],
            options={
                "db_table": "change_items",
                "ordering": ["position"],
            },
        ),
        migrations.AddIndex(
            model_name="changeset",
            index=models.Index(fields=["event", "-created_at"], name="change_sets_latest_of_event"),
        ),
        migrations.AddConstraint(
            model_name="changeset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "change"), ("undoes", None)),
                    models.Q(("kind__in", ["undo", "redo"]), ("undoes__isnull", False)),
                    _connector="OR",
                ),
                name="change_sets_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="changeitem",
            constraint=models.UniqueConstraint(
                fields=("change_set", "table_name", "row_id"), name="change_items_one_per_row"
            ),
        ),
        migrations.AddConstraint(
            model_name="changeitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("op__in", ["insert", "update", "delete"])), name="change_items_op_is_known"
            ),
        ),
    ]
