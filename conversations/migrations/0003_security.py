"""Row-level security, triggers and functions of conversations and runs."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("conversations", "0002_initial"), ("ticketing", "0002_security")]

    operations = [sql_beside(__file__)]
