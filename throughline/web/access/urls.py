"""Addresses for signing in, and for what is the reader's own."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as one_time_code
from allauth.mfa.webauthn import views as passkeys
from django.db.transaction import atomic
from django.urls import include, path

from throughline.web.access import (
    helping_views,
    password_views,
    running_views,
    session_views,
    views,
)
from throughline.web.access.permits import PUBLIC, SIGNED_IN, permit

ours = [
    path("", views.home, name="home"),
    path("boards", views.boards, name="boards"),
    path("you", views.you, name="you"),
    path("demonstration", views.demonstration, name="demonstration"),
    path("demonstration/<int:person_id>", views.sign_in_as, name="sign_in_as"),
    path("demonstration/day", views.example_day, name="example_day"),
    path("start", views.start, name="start"),
    path("accept", views.accept, name="accept"),
    path("sign-in/forgotten", password_views.forgotten, name="forgotten"),
    path("sign-in/new-password/<str:link>", password_views.new_password, name="new_password"),
    path("you/sessions", session_views.sessions, name="sessions"),
    path("you/stay", session_views.stay, name="stay"),
    path("users", running_views.users, name="users"),
    path("users/<int:user_id>", running_views.user, name="user"),
    path("secretaries", running_views.first_secretaries, name="first_secretaries"),
]
of_a_partnership = [
    path("people/second-step", helping_views.second_step, name="second_step"),
    path("people/<int:person_id>/way-in", helping_views.way_in, name="way_in"),
    path("people/<int:person_id>/left", helping_views.left, name="left"),
]
# The sign-in library looks these up by its own names. Those that change something do it together with
# their event, or not at all.
urlpatterns = [
    path("", include((ours, "access"))),
    path("<slug:partnership>/", include((of_a_partnership, "getting_in"))),
    path("sign-in", permit(PUBLIC)(account.login), name="account_login"),
    path("sign-out", permit(SIGNED_IN)(account.logout), name="account_logout"),
    path("you/password", permit(SIGNED_IN)(atomic(account.password_change)), name="account_change_password"),
    path("you/password/first", permit(SIGNED_IN)(atomic(account.password_set)), name="account_set_password"),
    path("you/again", permit(SIGNED_IN)(account.reauthenticate), name="account_reauthenticate"),
    path("sign-in/code", permit(PUBLIC)(second_step.authenticate), name="mfa_authenticate"),
    path("you/again/code", permit(SIGNED_IN)(second_step.reauthenticate), name="mfa_reauthenticate"),
    path("sign-in/passkey", permit(PUBLIC)(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path(
        "you/again/passkey",
        permit(SIGNED_IN)(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("you/passkeys", permit(SIGNED_IN)(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("you/passkeys/add", permit(SIGNED_IN)(atomic(passkeys.add_webauthn)), name="mfa_add_webauthn"),
    path(
        "you/passkeys/<int:pk>",
        permit(SIGNED_IN)(atomic(passkeys.edit_webauthn)),
        name="mfa_edit_webauthn",
    ),
    path(
        "you/passkeys/<int:pk>/remove",
        permit(SIGNED_IN)(atomic(session_views.remove_passkey)),
        name="mfa_remove_webauthn",
    ),
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
