"""Forms for signing in, and for setting a password with a one-time code."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, SetPasswordForm
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

PASSWORD_HINT = _("At least 12 characters. Three random words are good.")


class SignIn(LoginForm):
    """E-mail address and password, in our words."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["login"].label = _("E-mail address")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""


class ChangePassword(ChangePasswordForm):
    """The password of now and the new one twice, in our words."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["oldpassword"].label = _("Current password")
        self.fields["oldpassword"].help_text = ""
        _say_in_our_words(self)


class SetPassword(SetPasswordForm):
    """A first password twice, in our words."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        _say_in_our_words(self)


def _say_in_our_words(form: forms.Form) -> None:
    form.fields["password1"].label = _("New password")
    form.fields["password1"].help_text = PASSWORD_HINT
    form.fields["password2"].label = _("New password again")


class AcceptInvitation(forms.Form):
    """An invited person's code and new password."""

    code = forms.CharField(label=_("One-time code"), max_length=100)
    password = forms.CharField(
        label=_("New password"),
        widget=forms.PasswordInput,
        max_length=200,
        help_text=PASSWORD_HINT,
    )

    def clean_password(self) -> str:
        """A password that is long enough and not common."""
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password)
        return password


class StartSite(AcceptInvitation):
    """The first administrator's code, name, address and password."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    email = forms.EmailField(label=_("Your e-mail address"), max_length=200)
    field_order: Any = ["code", "name", "email", "password"]
