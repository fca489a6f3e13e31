"""Settings, all in one file and read from the environment. `.env.example` names every variable.

Outside development no secret has a default: a missing one stops the start and names itself.
"""

import os
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from eventai.db.embedded import default_database

BASE_DIR = Path(__file__).resolve().parent.parent

env: Any = environ.Env()  # type: ignore[no-untyped-call]  # its constructor is untyped
env.read_env(BASE_DIR / ".env")

DEBUG: bool = env.bool("DEBUG", default=False)  # Django's own error pages, for whoever works on the code
DEVELOPMENT: bool = env.bool("DEVELOPMENT", default=DEBUG)  # one machine, one person, known secrets


def secret(name: str, *, development: str) -> str:
    """Read a secret; only development has a default."""
    value = env.str(name, default="")
    if value or DEVELOPMENT:
        return value or development
    raise ImproperlyConfigured(f"{name} is not set. Production needs it; see .env.example.")


SECRET_KEY = secret("SECRET_KEY", development="development-only-and-known-to-everybody")
SITE_URL: str = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["*"] if DEVELOPMENT else [])
if not DEVELOPMENT and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is not set. Production needs it; see .env.example.")
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])

# --- Applications -------------------------------------------------------------------------------

INSTALLED_APPS = [
    "eventai",  # first: its commands take the place of Django's migrate and flush
    "accounts",
    "events",
    "ticketing",
    "conversations",
    "eventai.apps.ConsoleConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "guardian",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "eventai.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "eventai.middleware.NulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.ActingMiddleware",
]

ROOT_URLCONF = "eventai.urls"
ASGI_APPLICATION = "eventai.asgi.application"
WSGI_APPLICATION = "eventai.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.acting_person",
            ],
        },
    },
]

# --- Database: PostgreSQL only; nothing said means the one from the wheel ------------------------

DB_OWNER_ROLE = "eventai_owner"
DB_BASE_ROLE: str = env.str("DB_ROLE", default="eventai_anon")


def database() -> dict[str, Any]:
    """The default database: `DATABASE_URL`, or the embedded PostgreSQL of this checkout."""
    options: dict[str, Any] = {
        "options": f"-c role={DB_BASE_ROLE}",
        "pool": {"min_size": 1, "max_size": 7, "timeout": 10},
    }
    if env.str("DATABASE_URL", default=""):
        found: dict[str, Any] = env.db("DATABASE_URL")
        options = {**found.get("OPTIONS", {}), **options}
    else:
        found = dict(default_database(BASE_DIR, env.str("EVENTAI_CLUSTER", default="pg")))
        found["NAME"] = env.str("DATABASE_NAME", default=found["NAME"])
    # Checked when taken from the pool: a restarted server leaves dead connections in it.
    return {**found, "ENGINE": "eventai.db.backend", "OPTIONS": options, "CONN_HEALTH_CHECKS": True}


DATABASES = {"default": database()}
# Counters of sign-in attempts, shared by every web process.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# --- People -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/events/"
ANONYMOUS_USER_NAME = None  # guardian: no stand-in user, whose profile the trigger would make

ACCOUNT_ADAPTER = "conversations.adapter.AccountAdapter"  # it claims what a guest began
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_SIGNUP_FORM_CLASS = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_CONFIRMATION_AUTHENTICATED_REDIRECT_URL = "/accounts/email/"  # an address added later
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_URL.startswith("https") else "http"
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEVELOPMENT
MFA_TOTP_ISSUER = "EventAI"
USERSESSIONS_TRACK_ACTIVITY = False
ADMIN_NEEDS_SECOND_FACTOR: bool = env.bool("ADMIN_NEEDS_SECOND_FACTOR", default=not DEVELOPMENT)

# --- Letters: in the outbox always; by SMTP as soon as a server is set ---------------------------

EMAIL_BACKEND = "eventai.letters.OutboxBackend"
EMAIL_URL: str = env.str("EMAIL_URL", default="")
SMTP: dict[str, Any] = env.email_url("EMAIL_URL", default="smtp://") if EMAIL_URL else {}
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="EventAI <hello@localhost>")
OUTBOX_IS_OPEN = DEVELOPMENT and not EMAIL_URL  # whoever runs it at home reads the letters in the app

# --- Files --------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_ROOT: Path = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / ".local" / "files")))
S3_BUCKET: str = env.str("AWS_STORAGE_BUCKET_NAME", default="")


def file_storage() -> dict[str, Any]:
    """Where uploaded files lie: on our disk, or in the bucket the environment names."""
    if not env.str("AWS_STORAGE_BUCKET_NAME", default=""):
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    options = {
        "bucket_name": env.str("AWS_STORAGE_BUCKET_NAME"),
        "endpoint_url": env.str("AWS_S3_ENDPOINT_URL", default="") or None,
        "region_name": env.str("AWS_S3_REGION_NAME", default="") or None,
        "access_key": env.str("AWS_ACCESS_KEY_ID", default="") or None,  # neither: boto's ways, as a machine's role
        "secret_key": env.str("AWS_SECRET_ACCESS_KEY", default="") or None,
        "signature_version": "s3v4",
        "default_acl": None,  # the bucket is private; public files go through us, so that browsers ask nobody else
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


STORAGES: dict[str, dict[str, Any]] = {
    "default": file_storage(),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEVELOPMENT
WHITENOISE_AUTOREFRESH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # bytes; a message has its own, smaller bound
MOST_BODY_BYTES = 20_000_000  # of a whole request, files included
STORAGE_QUOTA_MB: int = env.int("STORAGE_QUOTA_MB", default=500)  # of pictures, per organizer
UNUSED_FILES_DAYS = 7
FILE_LINK_SECONDS = 600  # how long the link to a private file opens it

# --- Language, time -----------------------------------------------------------------------------

LANGUAGE_CODE = "en"
TIME_ZONE: str = env.str("TIME_ZONE", default="UTC")
USE_TZ = True

# --- Browser security ---------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "style-src-attr": ["'unsafe-inline'"],  # custom properties; templates are tested for nothing else
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_HTTPS = SITE_URL.startswith("https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT: bool = env.bool("SECURE_SSL_REDIRECT", default=SECURE_HTTPS and not DEVELOPMENT)
SECURE_HSTS_SECONDS: int = env.int("SECURE_HSTS_SECONDS", default=31_536_000 if SECURE_HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # else every visitor counts as the proxy's address
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_FAILURE_VIEW = "eventai.http.form_is_stale"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- The event business -------------------------------------------------------------------------

STRIPE_SECRET_KEY: str = env.str("STRIPE_SECRET_KEY", default="")
HOLD_MINUTES = 15
GUEST_COOKIE = "guest"
GUEST_DAYS = 7

# --- The assistant's model: without one, the built-in assistant answers --------------------------

OPENAI_MODEL: str = env.str("OPENAI_MODEL", default="")
OPENAI_BASE_URL: str = env.str("OPENAI_BASE_URL", default="").rstrip("/")
OPENAI_API_KEY: str = env.str("OPENAI_API_KEY", default="")
ASSISTANT_TOKENS_PER_PERSON_PER_DAY: int = env.int("ASSISTANT_TOKENS_PER_PERSON_PER_DAY", default=400_000)
ASSISTANT_TOKENS_PER_DAY: int = env.int("ASSISTANT_TOKENS_PER_DAY", default=4_000_000)
ASSISTANT_FOR_GUESTS: bool = env.bool("ASSISTANT_FOR_GUESTS", default=False)

# --- Logs: at the edges only --------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {name: {"level": "WARNING"} for name in ("procrastinate", "django.server", "httpx2")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
os.environ.setdefault("PGAPPNAME", "eventai")
