"""Reads of extracts and of who reads them."""

from __future__ import annotations

from throughline.figures.extracts.contracts import contract_named
from throughline.figures.extracts.store.history import CameIn, came_in
from throughline.web.access.models import Partnership
from throughline.web.extracts.stores import store_of


def extract_numbered(partnership: Partnership, name: str) -> CameIn | None:
    """One extract that came, by the whole name of its receipt; None where there is none."""
    return next((one for one in came_in(store_of(partnership)) if one.receipt.id == name), None)


def names_of_columns(contract: str) -> dict[str, str]:
    """The titles of a contract's columns, by their names."""
    return {one.name: one.title for one in contract_named(contract).columns}
