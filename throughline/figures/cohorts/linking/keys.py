"""Pairs of records that a key makes one person: one PNC id, or one rare name and date of birth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PNC: Final = "one PNC id"
NAME_AND_BIRTH: Final = "one name and date of birth"
MOST_WITH_ONE_ID: Final = 50
"""An id that more records share is nobody's, such as one that was typed to fill the field."""
MOST_BIRTHS: Final = 5
"""A name that people with more dates of birth bear is common: chance alone may give two one birthday."""
MOST_BORN: Final = 0.01
"""A date of birth that a greater share of all records tell was typed to fill the field."""
KEY: Final = f"""case
    when l.pnc_id = r.pnc_id then '{PNC}'
    when l.forename = r.forename and l.surname = r.surname and l.date_of_birth = r.date_of_birth
        and l.date_of_birth not like '%-01-01' and f_date_of_birth.frequency <= {MOST_BORN}
        and not coalesce(l.pnc_id <> r.pnc_id, false) and not coalesce(l.sex <> r.sex, false)
        and not coalesce(l.district <> r.district, false) then '{NAME_AND_BIRTH}'
    end"""
"""SQL over two records l and r: the key that they share, were their name rare, or null.

A name and a date of birth are no key for two records with two PNC ids, of two sexes or from two districts,
nor where the date is one that stands for a date that is not known: 1 January, or one that crowds share.
"""


def forget_shared_ids(engine: DuckDBPyConnection) -> None:
    """Take the PNC ids that are nobody's from ``standing`` and ``incoming``: they tell nothing."""
    engine.execute(f"""
        create or replace temp table of_nobody as
        select pnc_id from compared where pnc_id is not null
        group by pnc_id having count(*) > {MOST_WITH_ONE_ID}
    """)
    for table in ("standing", "incoming"):
        engine.execute(f"update {table} set pnc_id = null where pnc_id in (from of_nobody)")


def find_rare_names(engine: DuckDBPyConnection) -> None:
    """Make the table ``rare``: of the names that are a key in ``faced``, those that few people bear."""
    engine.execute(f"""
        create or replace temp table rare as
        with wanted as (select distinct forename, surname from faced where key = '{NAME_AND_BIRTH}')
        select forename, surname from compared semi join wanted using (forename, surname)
        group by all having count(distinct date_of_birth) <= {MOST_BIRTHS}
    """)
