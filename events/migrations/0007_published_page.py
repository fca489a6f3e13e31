"""What visitors see of a page apart from what is being written, with the triggers that keep them apart."""

from django.db import migrations, models

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("events", "0006_finding"), ("eventai", "0005_storage")]

    operations = [
        migrations.AddField(
            "event",
            "published_page",
            models.JSONField(
                blank=True,
                editable=False,
                help_text="What visitors see; landing_page_config is the draft. Empty before publishing.",
                null=True,
            ),
        ),
        sql_beside(__file__),
    ]
