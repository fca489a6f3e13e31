"""How a worker writes an answer down, and how the streams read it."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("conversations", "0003_security")]

    operations = [sql_beside(__file__)]
