"""The ASGI application: what granian serves."""

import os
import warnings

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eventai.settings")

# WhiteNoise hands over files as synchronous iterators. They are small, so reading one at once is what we want.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

application = get_asgi_application()

from eventai.db.standing import refuse_power  # noqa: E402  # Django must stand first

refuse_power()
