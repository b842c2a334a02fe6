"""Forms for signing in, and for setting a password with a one-time code."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, SetPasswordForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from throughline.web.access.actions import REASONS

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


class JoinByCode(forms.Form):
    """The code of somebody who signs in already."""

    code = forms.CharField(label=_("One-time code"), max_length=100)


class ForgottenPassword(forms.Form):
    """The address that a letter with a one-time link goes to."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )


class NewPassword(forms.Form):
    """A new password, twice."""

    password = forms.CharField(
        label=_("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        max_length=200,
        help_text=PASSWORD_HINT,
    )
    again = forms.CharField(
        label=_("New password again"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        max_length=200,
    )

    def clean_password(self) -> str:
        """A password that is long enough and not common."""
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        typed = super().clean() or {}
        if typed.get("password") and typed["password"] != typed.get("again"):
            self.add_error("again", _("The two passwords are not the same. Write them again."))
        return typed


class AddPasskey(AddWebAuthnForm):
    """A passkey's name, and whether it opens the account without a password."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["name"].label = _("Name of this passkey")
        self.fields["name"].help_text = _(
            "Such as the telephone or key that keeps it. You see it in your list."
        )
        self.fields["passwordless"].label = _("Sign in with this passkey alone, without a password")
        self.fields["passwordless"].help_text = _(
            "It then asks for your fingerprint, face or PIN. Otherwise it is a second step after a password."
        )
        self.fields["passwordless"].initial = True


class NamePasskey(EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["name"].label = _("Name of this passkey")
        self.fields["name"].max_length = 60


class TakeSecondStepAway(forms.Form):
    """Why somebody else's second step is taken away."""

    because = forms.ChoiceField(label=_("Why"), choices=list(REASONS.items()), widget=forms.RadioSelect)


class HasLeft(forms.Form):
    """The last day of somebody who has left, and what the preview showed."""

    last_day = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Today or earlier. They are shut out at once, whichever day you give."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)


class FirstSecretary(forms.Form):
    """A partnership that never had a secretary, and who becomes its first."""

    partnership = forms.ChoiceField(label=_("Partnership"))
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), max_length=200)

    def __init__(self, *args: Any, partnerships: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["partnership"].choices = partnerships  # type: ignore[attr-defined]


class SecondStepForAll(forms.Form):
    """Whether everybody of a partnership signs in with a second step."""

    is_needed = forms.BooleanField(
        label=_("Everybody of this partnership signs in with a second step"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
