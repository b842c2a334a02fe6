"""The kinds of value that name and count people: who, needs and the counting test.

Source: the partnership file, sections 3.1 and 8.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, ClassVar

from throughline.rules.terms.model import AllOf, AnyOf, Leaf, Needs, Test, Who
from throughline.rules.terms.open_values import read_value, write_value
from throughline.rules.terms.place import Place, shown
from throughline.rules.terms.values import Choice, Kind, Several, Threshold, Whole, Word

_WORDS = Several(Word())


class WhoKind:
    """Some people: a word, a list of whos, or a table of conditions."""

    opens_as_a_whole = True

    def keys(self) -> dict[str, tuple[str, Kind]]:
        """Each key of the table form, with its field and kind."""
        return {
            "is": ("is_", _WORDS),
            "post": ("post", _WORDS),
            "sector": ("sector", _WORDS),
            "employer": ("employer", _WORDS),
            "level": ("level", _WORDS),
            "seat": ("seat", _WORDS),
            "office": ("office", Word()),
            "of": ("of", Word()),
            "agency_of": ("agency_of", Word()),
            "except": ("except_", self),
            "any_of": ("any_of", Several(self)),
            "choose": ("choose", Choice("senior", "present", "chair")),
            "when": ("when", Choice("absent", "vacant")),
        }

    def read(self, raw: Any, place: Place) -> Who | None:
        """The people; refused if it is no word, list or table, or holds an unknown key."""
        if isinstance(raw, str):
            word = Word().read(raw, place)
            return Who(is_=(word,)) if word else None
        if isinstance(raw, list):
            return self._read_list(raw, place)
        if not isinstance(raw, dict) or not raw:
            place.bad(
                f'{shown(raw)} does not say who: write a word, a list, or a table such as {{ is = "police" }}'
            )
            return None
        return self._read_table(raw, place)

    def _read_list(self, raw: list[Any], place: Place) -> Who | None:
        if raw and all(isinstance(item, str) for item in raw):
            return Who(is_=_WORDS.read(raw, place))
        found = Several(self).read(raw, place)
        return Who(any_of=found) if found else None

    def _read_table(self, raw: dict[str, Any], place: Place) -> Who:
        keys, values = self.keys(), {}
        for key, part in raw.items():
            here = place.under(key)
            if key in keys:
                name, kind = keys[key]
                values[name] = kind.read(part, here)
            else:
                here.refuse("E-unknown-key", f"“{key}” is not a key here")
        if "of" in raw and "office" not in raw:
            place.bad("“of” says in which body an office is held: write “office” beside it")
        return Who(**values)

    def write(self, value: Who) -> Any:
        """A word or list of words where that says it all, else a table."""
        written: dict[str, Any] = {}
        for key, (name, kind) in self.keys().items():
            part = getattr(value, name)
            if part:
                written[key] = kind.write(part)
        return written["is"] if list(written) == ["is"] else written


class NeedsKind:
    """Whose consent is needed: a who, or all or any of several."""

    opens_as_a_whole = True

    def read(self, raw: Any, place: Place) -> Who | Needs | None:
        """The parties whose consent is needed."""
        if isinstance(raw, dict) and list(raw) in (["all_of"], ["any_of"]):
            ((key, parts),) = raw.items()
            return Needs(**{key: Several(WhoKind()).read(parts, place.under(key))})
        return WhoKind().read(raw, place)

    def write(self, value: Who | Needs) -> Any:
        """The parties as the file writes them."""
        if isinstance(value, Who):
            return WhoKind().write(value)
        key = "all_of" if value.all_of else "any_of"
        return {key: [WhoKind().write(part) for part in getattr(value, key)]}


class _Weights:
    def read(self, raw: Any, place: Place) -> tuple[tuple[str, int], ...]:
        if not isinstance(raw, dict) or not raw:
            place.bad("weights are a table of numbers by id, such as { a = 3, b = 2 }")
            return ()
        return tuple((key, Whole().read(value, place.under(key)) or 0) for key, value in raw.items())

    def write(self, value: tuple[tuple[str, int], ...]) -> dict[str, int]:
        return dict(value)


class TestKind:
    """The counting test: a leaf that counts and compares, or a node of several tests."""

    __test__ = False
    leaf_keys: ClassVar[dict[str, Kind]] = {
        "count": Choice("people", "seats", "organisations", "employers"),
        "who": WhoKind(),
        "at_least": Threshold(),
        "more_than": Threshold(),
        "at_most": Threshold(),
        "of": Choice("filled", "all"),
        "from_each": _WORDS,
        "weight": _Weights(),
    }
    node_keys = ("all_of", "any_of")

    def __init__(self, *, in_a_vote: bool = False) -> None:
        bases = ("filled", "all", "cast", "present") if in_a_vote else ("filled", "all")
        self.keys = {**self.leaf_keys, "of": Choice(*bases)}

    def read(self, raw: Any, place: Place) -> Test | None:
        """The test; refused if it is both leaf and node, or compares in two ways at once."""
        if not isinstance(raw, dict):
            place.bad(
                f'{shown(raw)} is not a test: write one such as {{ count = "organisations", at_least = 4 }}'
            )
            return None
        for key in raw:
            if key not in self.keys and key not in self.node_keys:
                place.under(key).refuse("E-unknown-key", f"“{key}” is not a key here")
        return self.read_keys(raw, place)

    def read_keys(self, raw: dict[str, Any], place: Place) -> Test | None:
        """The test whose keys stand in a table beside other keys; None if there are none."""
        nodes = [key for key in self.node_keys if key in raw]
        leaf = {key: value for key, value in raw.items() if key in self.keys}
        if len(nodes) + bool(leaf) > 1:
            place.bad("a test is one leaf, or one of all_of and any_of, not both")
            return None
        if nodes:
            return self._read_node(nodes[0], raw[nodes[0]], place.under(nodes[0]))
        return self._read_leaf(leaf, place) if leaf else None

    def _read_node(self, key: str, raw: Any, place: Place) -> Test | None:
        if not isinstance(raw, list) or not raw:
            place.bad(f"“{key}” is a list of tests")
            return None
        parts = tuple(self.read(part, place.under(n)) for n, part in enumerate(raw, 1))
        tests = tuple(part for part in parts if part is not None)
        return AllOf(tests) if key == "all_of" else AnyOf(tests)

    def _read_leaf(self, raw: dict[str, Any], place: Place) -> Leaf:
        if "at_least" in raw and "more_than" in raw:
            place.bad("“at_least” and “more_than” exclude each other")
        values = {key: read_value(self.keys[key], value, place.under(key)) for key, value in raw.items()}
        return Leaf(**values)

    def write(self, value: Test) -> dict[str, Any]:
        """The test as a table."""
        if isinstance(value, AllOf | AnyOf):
            key = "all_of" if isinstance(value, AllOf) else "any_of"
            return {key: [self.write(part) for part in value.parts]}
        parts = ((f.name, getattr(value, f.name)) for f in fields(value))
        return {name: write_value(self.keys[name], part) for name, part in parts if part not in (None, ())}


class WhoOrTest:
    """Who may do something: some people, or a test over those who ask."""

    opens_as_a_whole = False

    def read(self, raw: Any, place: Place) -> Who | Test | None:
        """A test if the table counts or compares, else a who."""
        return TestKind().read(raw, place) if _is_test(raw) else WhoKind().read(raw, place)

    def write(self, value: Who | Test) -> Any:
        """The people or the test as the file writes them."""
        return WhoKind().write(value) if isinstance(value, Who) else TestKind().write(value)


def _is_test(raw: Any) -> bool:
    if not isinstance(raw, dict):
        return False
    if any(key in raw for key in ("count", "at_least", "more_than", "at_most", "all_of")):
        return True
    parts = raw.get("any_of")
    return isinstance(parts, list) and any(_is_test(part) for part in parts)
