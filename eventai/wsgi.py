"""The WSGI application, for tools that ask for one. Streams need ASGI."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eventai.settings")

application = get_wsgi_application()
