"""A passkey in a real browser: added, used as the only step, used as a second step, and taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.looking import go
from tests.acceptance.sites import environment_in, serving

PASSWORD = "rowan hedge lantern"
EMAIL = "ada@example.org"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A real site that nobody runs yet."""
    with serving(environment=environment_in(tmp_path_factory.mktemp("passkeys"))) as found:
        yield found


@pytest.fixture
def page(browser: Browser, site: Any) -> Iterator[Page]:
    """A browser with a key of its own, in which nothing may be refused by the page's own rules."""
    context = browser.new_context(base_url=site.address)
    made = context.new_page()
    refused: list[str] = []
    made.on("console", lambda line: refused.append(line.text) if "Content Security" in line.text else None)
    devtools = context.new_cdp_session(made)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield made
    assert refused == []
    context.close()


def starts_the_site(page: Page, site: Any) -> None:
    code = re.search(r"runs it: (\S+)", site.said)
    assert code is not None
    page.goto("/start")
    page.get_by_label("One-time code").fill(code[1])
    page.get_by_label("Your name").fill("Ada Rowan")
    page.get_by_label("Your e-mail address").fill(EMAIL)
    page.get_by_label("New password").fill(PASSWORD)
    go(page.get_by_role("button", name="Start"))


def adds(page: Page, name: str, *, alone: bool) -> None:
    page.goto("/you/passkeys/add")
    if page.locator("h1").inner_text() != "Add a passkey":
        page.get_by_label("Password").fill(PASSWORD)
        go(page.get_by_role("button", name="Continue"))
    page.get_by_label("Name of this passkey").fill(name)
    page.get_by_label("Sign in with this passkey alone").set_checked(alone)
    go(page.get_by_role("button", name="Add the passkey"))
    expect(page.locator("h1")).to_have_text(re.compile("Spare codes|Second step at sign-in"))


def signs_out(page: Page) -> None:
    page.goto("/you")
    go(page.get_by_role("button", name="Sign out"))
    page.goto("/sign-in")


def test_a_passkey_opens_the_account_from_its_adding_to_its_end(page: Page, site: Any) -> None:
    starts_the_site(page, site)
    adds(page, "Telephone", alone=True)

    signs_out(page)
    go(page.get_by_role("button", name="Sign in with a passkey"))
    expect(page.get_by_role("link", name="Ada Rowan")).to_be_visible()

    page.goto("/you/passkeys")
    go(page.get_by_role("link", name=re.compile("^Telephone")))
    if page.locator("h1").inner_text() == "Use your passkey again":
        go(page.get_by_role("button", name="Use your passkey"))
    elif page.locator("h1").inner_text() == "Type your password again":
        page.get_by_label("Password").fill(PASSWORD)
        go(page.get_by_role("button", name="Continue"))
    page.get_by_label("Name of this passkey").fill("Old telephone")
    go(page.get_by_role("button", name="Save the name"))
    expect(page.get_by_role("link", name=re.compile("^Old telephone"))).to_be_visible()

    signs_out(page)
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    go(page.get_by_role("button", name="Sign in", exact=True))
    expect(page.locator("h1")).to_have_text("Second step")
    go(page.get_by_role("button", name="Use your passkey"))
    expect(page.get_by_role("link", name="Ada Rowan")).to_be_visible()

    page.goto("/you/passkeys")
    go(page.get_by_role("link", name="Take away Old telephone"))
    if page.locator("h1").inner_text() == "Type your password again":
        page.get_by_label("Password").fill(PASSWORD)
        go(page.get_by_role("button", name="Continue"))
    go(page.get_by_role("button", name="Take it away"))
    expect(page.locator("body")).to_contain_text("You have no passkey yet")

    signs_out(page)
    go(page.get_by_role("button", name="Sign in with a passkey"))
    expect(page.locator("h1")).to_have_text("Sign in")
    page.goto("/you")
    expect(page.locator("h1")).to_have_text("Sign in")


def test_without_a_script_the_password_is_there_and_the_passkey_says_why_not(
    browser: Browser, site: Any
) -> None:
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in")
    expect(page.get_by_label("Password")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    expect(page.locator("main")).to_contain_text("Passkeys need a browser that knows them and runs scripts.")
    context.close()
