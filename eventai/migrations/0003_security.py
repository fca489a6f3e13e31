"""Row-level security, triggers and functions of rate limits, files and letters."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("eventai", "0002_initial"), ("ticketing", "0002_security")]

    operations = [sql_beside(__file__)]
