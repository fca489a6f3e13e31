"""The ASGI application: what granian serves."""

import os
import warnings

from django.core.asgi import get_asgi_application
from django.template.loader import render_to_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eventai.settings")

# WhiteNoise hands over files as synchronous iterators. They are small, so reading one at once is what we want.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

django_application = get_asgi_application()

from django.conf import settings  # noqa: E402  # Django must stand first

from eventai.bounded import Bounded  # noqa: E402
from eventai.db.standing import refuse_power  # noqa: E402

application = Bounded(
    django_application, most=settings.MOST_BODY_BYTES, page=lambda: render_to_string("413.html").encode()
)

refuse_power()
