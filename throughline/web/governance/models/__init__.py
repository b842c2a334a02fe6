"""Bodies and their terms; posts, seats and who fills them; what members undertake; what is reviewed."""

from throughline.web.governance.models.bodies import Body, TermsOfReference
from throughline.web.governance.models.membership import Review, Selection, Undertaking
from throughline.web.governance.models.posts import Post, PostHeld
from throughline.web.governance.models.seats import Appointment, JoiningRequest, StandingDeputy

__all__ = [
    "Appointment",
    "Body",
    "JoiningRequest",
    "Post",
    "PostHeld",
    "Review",
    "Selection",
    "StandingDeputy",
    "TermsOfReference",
    "Undertaking",
]
