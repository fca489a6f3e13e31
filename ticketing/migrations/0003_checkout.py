"""The functions that sell seats and let people in."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("ticketing", "0002_security")]

    operations = [sql_beside(__file__)]
