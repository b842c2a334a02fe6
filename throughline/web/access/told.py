"""Changes of a person's way in, in words for that person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS_OF_CHANGES = {
    "one-time codes turned off": _("Codes from your phone were turned off."),
    "one-time codes turned on": _("Codes from your phone were turned on."),
    "one session ended": _("One of your sessions was ended."),
    "passkey added": _("A passkey was added."),
    "passkey removed": _("A passkey was taken away."),
    "password changed": _("Your password was changed."),
    "password letter asked for": _("A letter with a link for a new password was asked for."),
    "password link handed over": _("A secretary or administrator made a one-time link for a new password."),
    "password set": _("A first password was set."),
    "password set by link": _("A new password was set with a one-time link."),
    "second step taken away": _("A secretary or administrator took your second step away."),
    "sessions ended": _("All your sessions were ended."),
    "spare codes made": _("New spare codes were made."),
    "spare codes removed": _("Your spare codes were removed."),
    "user disabled": _("You could no longer sign in."),
    "user enabled": _("You could sign in again."),
}
"""By the words of the audit trail."""
