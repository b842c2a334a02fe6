"""Who holds which post in Barnet, who stands in for whom, and an organisation that is to join."""

from __future__ import annotations

from datetime import date

from throughline.universe.story import Story, morning
from throughline.web.governance import actions as governance

SINCE = date(2024, 4, 1)
POSTS = [
    # name, organisation, rank, how
    ("Dee Bramble", "police", 2, "substantive"),
    ("Tom Alder", "police", 4, "acting"),
    ("Nia Bracken", "police", 5, "substantive"),
    ("Owen Teasel", "ps", 2, "substantive"),
    ("Ruth Campion", "barnet-homes", None, "interim"),
]
DEPUTY_SINCE, ASKED_ON = date(2026, 2, 10), date(2026, 3, 27)


def tell_posts(story: Story) -> None:
    """Record posts and their holders, a standing deputy, and a request that an organisation join."""
    for name, agency, rank, standing in POSTS:
        person = story.people[name]
        post = governance.record_post(
            agency=story.agency(agency),
            title=person.post,
            rank=rank,
            from_on=SINCE,
            by=story.by,
            at=morning(SINCE),
        )
        governance.hold_post(
            person=person, post=post, from_on=SINCE, standing=standing, by=story.by, at=morning(SINCE)
        )
    governance.name_deputy(
        body=story.body("rrdg"),
        seat="pol-supt",
        person=story.people["Nia Bracken"],
        from_on=DEPUTY_SINCE,
        nominated_by=story.people["Dee Bramble"],
        by=story.by,
        at=morning(DEPUTY_SINCE),
    )
    governance.ask_to_join(
        body=story.body("rrdg"),
        organisation="Northside Debt Advice",
        reason="Debt is why people lose the homes we find for them, and nobody here advises on it.",
        asked_by=story.people["Kofi Linden"],
        asked_on=ASKED_ON,
        path=f"/{story.partnership.slug}/rrdg/joining",
        by=story.by,
        at=morning(ASKED_ON),
    )
