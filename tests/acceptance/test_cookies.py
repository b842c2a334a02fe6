"""A real browser holds, after using the site, the cookies that the page of cookies lists, and no other."""

from __future__ import annotations

from tests.acceptance.looking import Looker, go
from tests.acceptance.sites import Site


def test_a_browsers_cookies_are_those_listed(looker: Looker, demonstration_site: Site) -> None:
    page, here = looker.page, demonstration_site.address
    held: set[str] = set()
    page.on("response", lambda answer: held.update(_set_by(answer.all_headers())))
    page.goto(f"{here}/demonstration")
    go(page.get_by_role("button", name="Sam Larch").first)
    page.goto(f"{here}/you/sessions")
    page.goto(f"{here}/barnet/rrdg")
    go(page.get_by_role("button", name="Cymraeg"))
    go(page.get_by_role("button", name="English"))
    held |= {str(one.get("name")) for one in page.context.cookies()}
    page.goto(f"{here}/cookies")
    listed = {str(words) for words in page.locator("main tbody th").all_inner_texts()}
    assert {"sessionid", "csrftoken", "django_language"} <= held <= listed
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def _set_by(headers: dict[str, str]) -> set[str]:
    lines = headers.get("set-cookie", "").split("\n")
    return {line.partition("=")[0].strip() for line in lines if "=" in line}
