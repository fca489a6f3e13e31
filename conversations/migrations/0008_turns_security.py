"""Who may see what a turn took and was given; and what a person may not change about a turn."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("conversations", "0007_durable_turns")]

    operations = [sql_beside(__file__)]
