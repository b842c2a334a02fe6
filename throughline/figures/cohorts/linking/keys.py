"""Pairs of records that a key makes one person: one PNC id, or one rare name and date of birth."""

from __future__ import annotations

from typing import Final

PNC: Final = "one PNC id"
NAME_AND_BIRTH: Final = "one name and date of birth"
MOST_WITH_ONE_ID: Final = 50
"""An id that more records share is nobody's, such as one that was typed to fill the field."""
MOST_BIRTHS: Final = 5
"""A name that people with more dates of birth bear is common: chance alone may give two one birthday."""
KEYS: Final = {
    PNC: f"""
        with shared as (
            select pnc_id from compared where pnc_id in (select pnc_id from compared semi join incoming
                using (record)) group by pnc_id having count(*) between 2 and {MOST_WITH_ONE_ID}
        ), near as (from compared semi join shared using (pnc_id))
        select l.record as left_record, r.record as right_record
        from near l join near r on l.pnc_id = r.pnc_id and l.record < r.record
    """,
    NAME_AND_BIRTH: f"""
        with rare as (
            select forename, surname from compared semi join
                (from compared semi join incoming using (record)) using (forename, surname)
            group by all having count(distinct date_of_birth) <= {MOST_BIRTHS}
        ), near as (from compared semi join rare using (forename, surname))
        select l.record as left_record, r.record as right_record
        from near l join near r on l.forename = r.forename and l.surname = r.surname
            and l.date_of_birth = r.date_of_birth and l.record < r.record
        where not coalesce(l.pnc_id <> r.pnc_id, false) and not coalesce(l.sex <> r.sex, false)
            and not coalesce(l.district <> r.district, false)
    """,
}
"""SQL for the pairs of each key among ``compared`` that touch ``incoming``: left_record < right_record.

A name and a date of birth are no key for two records with two PNC ids, of two sexes or from two districts.
"""
