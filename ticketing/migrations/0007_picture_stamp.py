"""A kept public page is another one as soon as a picture of its event is: described, drawn in more sizes, gone."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("ticketing", "0006_public_page"), ("eventai", "0005_storage")]

    operations = [sql_beside(__file__)]
