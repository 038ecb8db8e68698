"""Django's settings. What an instance may change is in options.py; everything else is decided here."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlparse

from csp.constants import NONE, SELF

from towngown.config.options import TABLE, option

HERE = Path(__file__).resolve().parent.parent
DATA: Path = option("DATA").absolute()


def _secret_key() -> str:
    """The key of this instance, made on first use and kept beside its data. Folder and key are the owner's only."""
    path = DATA / "secret.key"
    if not path.exists():
        DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()


SECRET_KEY = _secret_key()
DEBUG = option("DEBUG")
DEMONSTRATION = option("DEMONSTRATION")
ALLOWED_HOSTS = option("HOSTS").split()
OPTIONS = [(one.name, one.type.__name__, one.default, option(one.name), one.sentence) for one in TABLE.values()]
SITE_ADDRESS = option("ADDRESS") or f"http://localhost:{option('PORT')}"
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]

CHAPTERS = [
    "towngown.foundation.accounts",
    "towngown.foundation.journal",
    "towngown.foundation.places",
    "towngown.foundation.organisations",
    "towngown.foundation.people",
    "towngown.foundation.files",
    "towngown.foundation.notices",
    "towngown.foundation.search",
    "towngown.foundation.jobs",
    "towngown.foundation.complaints",
    "towngown.domain.partnerships",
    "towngown.domain.evidence",
    "towngown.domain.stations",
    "towngown.domain.agreements",
    "towngown.domain.exchange",
    "towngown.domain.orders",
    "towngown.domain.matching",
    "towngown.domain.activities",
    "towngown.domain.attendance",
    "towngown.domain.outcomes",
    "towngown.domain.reports",
    "towngown.domain.transfer",
]
ROOMS = [
    "towngown.web.shared",
    "towngown.web.desk",
    "towngown.web.public",
    "towngown.web.office",
    "towngown.web.partnerships",
    "towngown.web.exchange",
    "towngown.web.orders",
    "towngown.web.activities",
    "towngown.web.attendance",
    "towngown.web.dispatch",
    "towngown.web.reports",
    "towngown.web.transfer",
]
INSTALLED_APPS = [
    *CHAPTERS,
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_tasks",
    "django_tasks_db",
    "django_cotton",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "towngown.web.shared.middleware.ActorMiddleware",
    "towngown.web.shared.middleware.ProblemMiddleware",
    "towngown.web.shared.middleware.LeavingMiddleware",
]

ROOT_URLCONF = "towngown.config.urls"
WSGI_APPLICATION = "towngown.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "towngown.web.shared.templatetags.towngown"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "towngown.web.shared.chrome.chrome",
            ],
        },
    }
]


def _database() -> dict[str, object]:
    """SQLite with the settings that lose nothing acknowledged (libraries.md), or PostgreSQL from its URL."""
    url = urlparse(option("DATABASE_URL"))
    if not url.scheme:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "towngown.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                " PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456;",
            },
            "CONN_MAX_AGE": None,
        }
    query = dict(pair.split("=", 1) for pair in url.query.split("&") if pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(query.pop("host", url.hostname or "")),
        "PORT": str(url.port or ""),
        "OPTIONS": query,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": False}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "towngown.web.shared.passwords.CommonValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"  # by name: in the language of the page one came from
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "towngown.web.shared.login.Adapter"
ACCOUNT_USER_DISPLAY = "towngown.web.shared.login.display_name"
ACCOUNT_FORMS = {"reset_password": "towngown.web.office.resetting.ResetForm"}
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
# In a demonstration everybody shares the log-ins: a second factor would shut the others out.
MFA_SUPPORTED_TYPES = [] if DEMONSTRATION else ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "towngown.web.office.keys.AddKeyForm",
    "edit_webauthn": "towngown.web.office.keys.EditKeyForm",
    "authenticate": "towngown.web.office.keys.CodeForm",
    "reauthenticate": "towngown.web.office.keys.CodeAgainForm",
    "activate_totp": "towngown.web.office.keys.FirstCodeForm",
}
MFA_PASSKEY_SIGNUP_ENABLED = False

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [HERE / "kit" / "locale", HERE / "config" / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
FILES_ROOT = DATA / "files"
THUMBNAILS_ROOT = DATA / "thumbnails"  # made again when lost; not backed up
WAITING_ROOT = DATA / "waiting"  # uploads of refused forms, for a day; not backed up
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "towngown.web.shared.statics.SmallStatics"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_MAX_AGE = 31_536_000

_megabytes = option("UPLOAD_MEGABYTES")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
REPORT_TEMPLATE = option("REPORT_TEMPLATE")
UPLOAD_LIMIT_BYTES = _megabytes * 1_000_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = option("HTTPS")
MESSAGE_STORAGE = "towngown.web.shared.messages.Storage"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_FAILURE_VIEW = "towngown.web.shared.errors.stale_form"
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = option("PROXIES")  # else all share the proxy's address
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if option("HTTPS"):
    # Browsers take cookies of such names over https and from this very host only.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "__Host-session", "__Host-csrf", "__Host-language"
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_SSL_REDIRECT = TRUSTED_PROXIES > 0  # a proxy says how it was reached; without one nobody does

_mail = urlparse(option("MAIL_URL"))
# Without a mail server mails are seen in development and demonstrations only: a log must not keep what they say.
_sends = "smtp" if _mail.scheme else "console" if DEBUG or DEMONSTRATION else "dummy"
EMAIL_BACKEND = f"django.core.mail.backends.{_sends}.EmailBackend"
_tls = _mail.scheme == "smtps"
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or (465 if _tls else 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_SSL = _tls and EMAIL_PORT == 465  # there TLS is spoken from the first byte, elsewhere it is asked for
EMAIL_USE_TLS = _tls and not EMAIL_USE_SSL
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = option("MAIL_FROM")
KEEPER = option("KEEPER")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
