"""Settings of the site, read from the environment.

`THROUGHLINE_DATABASE_URL`  a folder or file for SQLite (`sqlite:///path/to/store.sqlite3`) or `postgres://...`
`THROUGHLINE_SECRET_KEY`    signs cookies; for SQLite it is made once and kept in the store's folder
`THROUGHLINE_AUDIT_KEY`     signs checkpoints of the audit trail; kept like the secret key
`THROUGHLINE_HOSTS`         the names the site answers to, with commas between them
`THROUGHLINE_HTTPS`         yes behind a proxy that speaks HTTPS: secure cookies, HSTS, redirects
`THROUGHLINE_SMTP_URL`      the mail server: smtp://user:password@host:587, or smtps://host;
                            `?tls=none` on one machine
`THROUGHLINE_MAIL_FROM`     the sender's address, such as "Throughline <throughline@example.org>"
`THROUGHLINE_SITE_URL`      what the links in e-mails begin with, such as https://throughline.example.org
`THROUGHLINE_SECOND_FACTOR` required or offered: whether a phone's code or a passkey is needed to sign in;
                            required behind HTTPS and offered otherwise; a demonstration never asks for it
`THROUGHLINE_OWNER_NAME`    the organisation that runs the site and answers for it: its statements name it
`THROUGHLINE_OWNER_EMAIL`   where people write about accessibility and about their data
`THROUGHLINE_OWNER_PHONE`   where they call, if they may
`THROUGHLINE_LAWFUL_BASIS`  the owner's own words: on which lawful basis it holds personal data
`THROUGHLINE_STATEMENTS_CONFIRMED_ON` the day on which the owner confirmed the statements, such as 2026-11-23;
                            until then each page of them is marked as a draft
`THROUGHLINE_EXTRACTS`      the folder of each partnership's store of extracts of single persons, such as
                            east-shire=/var/lib/throughline/extracts/east-shire, with commas between them;
                            nothing otherwise, and the site then has no page of extracts
`THROUGHLINE_TODAY`         a fixed day for partnerships of a demonstration store; a real store refuses it
"""

from __future__ import annotations

from pathlib import Path

from throughline.web import database  # first: it chooses the SQLite that Django will see

assert database.current_sqlite  # noqa: S101 - keeps the import that must come first

import sys  # noqa: E402

from csp.constants import NONCE, NONE, SELF  # noqa: E402
from django.utils.translation import gettext_lazy as _  # noqa: E402
from environs import Env, validate  # noqa: E402

from throughline.web.mail.server import server_from_url  # noqa: E402
from throughline.web.site.keys import key_beside  # noqa: E402
from throughline.web.site.stores import (  # noqa: E402
    checkpoint_beside,
    database_from_url,
    folders_of_extracts,
)

env = Env()
WEB = Path(__file__).resolve().parent

DATABASE_URL = env.str("THROUGHLINE_DATABASE_URL", "sqlite:///var/store/throughline.sqlite3")
DATABASES = {"default": database_from_url(DATABASE_URL)}
STORE_FOLDER = Path(env.str("THROUGHLINE_STORE", "var")).resolve()
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    STORE_FOLDER = Path(DATABASES["default"]["NAME"]).resolve().parent

SECRET_KEY = env.str("THROUGHLINE_SECRET_KEY", "") or key_beside(STORE_FOLDER, "secret.key")
AUDIT_KEY = env.str("THROUGHLINE_AUDIT_KEY", "") or key_beside(STORE_FOLDER, "audit.key")
AUDIT_CHECKPOINT = checkpoint_beside(STORE_FOLDER, DATABASES["default"])
FIXED_TODAY = env.date("THROUGHLINE_TODAY", None)
HTTPS = env.bool("THROUGHLINE_HTTPS", False)
SECOND_FACTOR = env.str(
    "THROUGHLINE_SECOND_FACTOR",
    "required" if HTTPS else "offered",
    validate=validate.OneOf(["required", "offered"]),
)

OWNER_NAME = env.str("THROUGHLINE_OWNER_NAME", "").strip()
OWNER_EMAIL = env.str("THROUGHLINE_OWNER_EMAIL", "").strip()
OWNER_PHONE = env.str("THROUGHLINE_OWNER_PHONE", "").strip()
LAWFUL_BASIS = env.str("THROUGHLINE_LAWFUL_BASIS", "").strip()
EXTRACTS = folders_of_extracts(env.dict("THROUGHLINE_EXTRACTS", {}))
STATEMENTS_CONFIRMED_ON = env.date("THROUGHLINE_STATEMENTS_CONFIRMED_ON", None)

DEBUG = False
ALLOWED_HOSTS = env.list("THROUGHLINE_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

# From the ground up: a room may relate only to rooms before it. Casework is off unless asked for.
ROOM_ORDER = (
    "site", "access", "mail", "governance", "decisions", "plan", "performance", "extracts", "meetings",
    "voices", "provision", "risks", "exceptions", "reports", "casework", "search", "desk",
)  # fmt: skip
ROOMS = tuple(room for room in ROOM_ORDER if (WEB / room / "apps.py").exists())

INSTALLED_APPS = [
    *(f"throughline.web.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "throughline.web.site.headers.closed_headers",
    "throughline.web.site.uploads.limited_uploads",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "throughline.web.access.time_outs.limited_sessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "throughline.web.access.second_step.second_step_first",
]

ROOT_URLCONF = "throughline.web.urls"
WSGI_APPLICATION = "throughline.web.wsgi.application"

CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "csp.context_processors.nonce",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [WEB / room / "templates" for room in ROOMS],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "throughline.web.site.jinja.environment",
            "context_processors": [*CONTEXT_PROCESSORS, "throughline.web.access.frame.frame"],
        },
    },
    {  # the templates of messages that the sign-in library sends
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    },
]

AUTH_USER_MODEL = "access.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "access:home"
ACCOUNT_ADAPTER = "throughline.web.access.sign_in.InvitationOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "access:home"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_FORMS = {
    "login": "throughline.web.access.forms.SignIn",
    "change_password": "throughline.web.access.forms.ChangePassword",
    "set_password": "throughline.web.access.forms.SetPassword",
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/10m/key"}  # for one-time codes; `access.delays` is for passwords
MFA_ADAPTER = "throughline.web.access.second_step.SecondSteps"
MFA_FORMS = {
    "add_webauthn": "throughline.web.access.forms.AddPasskey",
    "edit_webauthn": "throughline.web.access.forms.NamePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Throughline"

USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("cy", _("Cymraeg"))]
LOCALE_PATHS = [WEB / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_IDLE_AGE = 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "throughline.web.site.views.form_out_of_date"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
UPLOAD_LIMIT = 25 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT  # so nothing that is sent ever lies in a temporary folder
FILE_UPLOAD_PERMISSIONS = 0o600

SITE_URL = env.str("THROUGHLINE_SITE_URL", "http://localhost:8000").rstrip("/")
MAIL_SERVER = server_from_url(
    env.str("THROUGHLINE_SMTP_URL", ""), sender=env.str("THROUGHLINE_MAIL_FROM", "")
)
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if MAIL_SERVER:  # for what the sign-in library sends; the worker speaks to the server itself
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = MAIL_SERVER.host, MAIL_SERVER.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER.user, MAIL_SERVER.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL_SERVER.security == "tls", MAIL_SERVER.security == "starttls"
    EMAIL_TIMEOUT = 20
    DEFAULT_FROM_EMAIL = MAIL_SERVER.sender
SILENCED_SYSTEM_CHECKS: list[str] = []
TESTING = "pytest" in sys.modules
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
