"""Changes of ticket types are written down, so that they can be taken back."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("ticketing", "0004_desk"), ("events", "0003_changes")]

    operations = [sql_beside(__file__)]
