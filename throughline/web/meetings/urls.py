"""Addresses of meetings: `/barnet/calendar`, `/barnet/rrdg/2026-04-14` and what is below them."""

from __future__ import annotations

from django.urls import path, register_converter

from throughline.web.meetings import views
from throughline.web.meetings.calling import agenda_views, reply_views
from throughline.web.meetings.calling import views as calling_views
from throughline.web.meetings.keeping import views as keeping_views
from throughline.web.meetings.minutes import urls as minutes_urls
from throughline.web.meetings.papers import confidence_views, pack_views, referral_views
from throughline.web.meetings.papers import views as paper_views
from throughline.web.meetings.room import recording_views as room_views
from throughline.web.meetings.room import views as session_views


class MeetingAddressConverter:
    """The last part of a meeting's address: its day, and `-2` for a second sitting."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[0-9]{1,2})?"

    def to_python(self, value: str) -> str:
        """The address as it is."""
        return value

    def to_url(self, value: str) -> str:
        """The address as it is."""
        return value


register_converter(MeetingAddressConverter, "meeting")
AT = "<slug:body>/<meeting:meeting>"
"""Where a meeting stands under its partnership; rooms above put pages of their own below it."""

app_name = "meetings"
urlpatterns = [
    path("calendar", views.calendar, name="calendar"),
    path("calendar/feed/<slug:secret>.ics", views.feed, name="feed"),
    path("calendar/link/<slug:body>", views.link, name="link"),
    path("<slug:body>/rules", keeping_views.rules, name="rules"),
    path("<slug:body>/rules.<slug:form>", keeping_views.rules_file, name="rules_file"),
    path("<slug:body>/rules/why", keeping_views.say_why, name="say_why"),
    path("<slug:body>/call", calling_views.call, name="call"),
    path("<slug:body>/call-year", calling_views.call_year, name="call_year"),
    path("<slug:body>/<meeting:meeting>", views.meeting, name="meeting"),
    path("<slug:body>/<meeting:meeting>/agenda", agenda_views.agenda, name="agenda"),
    path("<slug:body>/<meeting:meeting>/publish", agenda_views.publish, name="publish"),
    path("<slug:body>/<meeting:meeting>/held", calling_views.held, name="held"),
    path("<slug:body>/<meeting:meeting>/room", session_views.room, name="room"),
    path("<slug:body>/<meeting:meeting>/room/now", session_views.room_now, name="room_now"),
    path("<slug:body>/<meeting:meeting>/room/do", session_views.room_do, name="room_do"),
    path("<slug:body>/<meeting:meeting>/attendance", room_views.attendance, name="attendance"),
    path("<slug:body>/<meeting:meeting>/decide", room_views.decide, name="decide"),
    path("<slug:body>/<meeting:meeting>/assign", room_views.assign, name="assign"),
    *minutes_urls.paths(),
    path("<slug:body>/<meeting:meeting>/change", calling_views.change, name="change"),
    path("<slug:body>/<meeting:meeting>/cancel", calling_views.cancel, name="cancel"),
    path("<slug:body>/<meeting:meeting>/reply", reply_views.reply, name="reply"),
    path("<slug:body>/<meeting:meeting>/invitation.ics", reply_views.invitation, name="invitation"),
    path(
        "<slug:body>/<meeting:meeting>/agenda/<slug:item>/readers",
        agenda_views.item_readers,
        name="item_readers",
    ),
    path("<slug:body>/<meeting:meeting>/referrals", referral_views.table_referral, name="table_referral"),
    path(
        "<slug:body>/<meeting:meeting>/referrals/<int:referral>",
        referral_views.referral_step,
        name="referral_step",
    ),
    path("<slug:body>/<meeting:meeting>/papers/chase", paper_views.chase, name="chase"),
    path("<slug:body>/<meeting:meeting>/papers/ask", paper_views.ask_for_paper, name="ask_for_paper"),
    path("<slug:body>/<meeting:meeting>/papers/<int:number>", paper_views.paper, name="paper"),
    path(
        "<slug:body>/<meeting:meeting>/papers/<int:number>/receive",
        paper_views.receive_paper,
        name="receive_paper",
    ),
    path("<slug:body>/<meeting:meeting>/confidence", confidence_views.confidence, name="confidence"),
    path(
        "<slug:body>/<meeting:meeting>/papers/<int:number>/sharing",
        confidence_views.paper_sharing,
        name="paper_sharing",
    ),
    path("<slug:body>/<meeting:meeting>/papers/<int:number>/step", paper_views.paper_step, name="paper_step"),
    path("<slug:body>/<meeting:meeting>/issues", pack_views.issues, name="issues"),
    path("<slug:body>/<meeting:meeting>/pack.<slug:form>", pack_views.pack, name="pack"),
]
