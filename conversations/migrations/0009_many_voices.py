"""One worker writes down what many answers say in one round trip."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("conversations", "0008_turns_security")]

    operations = [sql_beside(__file__)]
