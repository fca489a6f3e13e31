"""A version of each ticket type, and the stamp by which a kept public page is known to be the present one."""

from django.db import migrations, models

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("ticketing", "0005_changes"), ("events", "0006_finding")]

    operations = [
        migrations.AddField(
            "ticket",
            "version",
            models.BigIntegerField(default=0, editable=False, help_text="Kept by a trigger: no two states share one."),
        ),
        sql_beside(__file__),
    ]
