"""Who keeps former addresses, and how visitors find events and organizers."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("events", "0005_addresses"), ("eventai", "0005_storage")]

    operations = [sql_beside(__file__)]
