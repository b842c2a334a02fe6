from tests.promises.test_pages import *
from tests.promises.test_pages import clients, things
from tests.web.conftest import *
def test_find(clients, things):
    out = []
    for route in routes_to_open():
        slug = slug_of(route)
        if slug != "barnet": continue
        a = clients[slug].get(address_of(route, partnership=slug, **things[slug]))
        t = a.content.decode("utf-8", "replace") if a.get("Content-Type", "").startswith("text/html") else ""
        if 'href="/barnet/meetings/"' in t: out.append((route, t[t.index('href="/barnet/meetings/"')-80:][:200]))
    bad = clients["barnet"].get("/barnet/meetings/")
    assert 0, (bad.status_code, out[:2], len(out))
