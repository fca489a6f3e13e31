"""The table of Django's database cache: counters of sign-in attempts, shared by every web process."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_framework")]

    operations = [sql_beside(__file__)]
