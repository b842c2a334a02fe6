"""Addresses for signing in, and for what is the reader's own."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as one_time_code
from django.db.transaction import atomic
from django.urls import include, path

from throughline.web.access import views
from throughline.web.access.permits import PUBLIC, SIGNED_IN, permit

ours = [
    path("", views.home, name="home"),
    path("boards", views.boards, name="boards"),
    path("you", views.you, name="you"),
    path("demonstration", views.demonstration, name="demonstration"),
    path("demonstration/<int:person_id>", views.sign_in_as, name="sign_in_as"),
    path("start", views.start, name="start"),
    path("accept", views.accept, name="accept"),
]
# The sign-in library looks these up by its own names. Those that change something do it together with
# their event, or not at all.
urlpatterns = [
    path("", include((ours, "access"))),
    path("sign-in", permit(PUBLIC)(account.login), name="account_login"),
    path("sign-out", permit(SIGNED_IN)(account.logout), name="account_logout"),
    path("you/password", permit(SIGNED_IN)(atomic(account.password_change)), name="account_change_password"),
    path("you/password/first", permit(SIGNED_IN)(atomic(account.password_set)), name="account_set_password"),
    path("you/again", permit(SIGNED_IN)(account.reauthenticate), name="account_reauthenticate"),
    path("sign-in/code", permit(PUBLIC)(second_step.authenticate), name="mfa_authenticate"),
    path("you/again/code", permit(SIGNED_IN)(second_step.reauthenticate), name="mfa_reauthenticate"),
    path("you/codes", permit(SIGNED_IN)(second_step.index), name="mfa_index"),
    path("you/codes/app", permit(SIGNED_IN)(atomic(one_time_code.activate_totp)), name="mfa_activate_totp"),
    path(
        "you/codes/app/off",
        permit(SIGNED_IN)(atomic(one_time_code.deactivate_totp)),
        name="mfa_deactivate_totp",
    ),
    path("you/codes/spare", permit(SIGNED_IN)(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "you/codes/spare/new",
        permit(SIGNED_IN)(atomic(recovery.generate_recovery_codes)),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "you/codes/spare/file",
        permit(SIGNED_IN)(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
