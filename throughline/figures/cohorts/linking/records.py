"""Records of persons as linking compares them: names in capitals, ids of one shape, the rest left out."""

from __future__ import annotations

from typing import Final

TOLD: Final = ("pnc_id", "forename", "surname", "date_of_birth", "sex", "postcode")
"""What an extract tells of who somebody is: text, and a date for date_of_birth."""
LETTERS: Final = "nullif(regexp_replace(upper(strip_accents({0})), '[^A-Z]', '', 'g'), '')"
CAPITALS: Final = "nullif(regexp_replace(upper({0}), '[^A-Z0-9]', '', 'g'), '')"
PNC_ID: Final = "^(?:19|20)?([0-9]{2})/?0*([0-9]{1,7}[A-Z])$"
"""The year's century and noughts before the number are often left out, and neither tells ids apart."""


def compared_sql(table: str, *, also: str) -> str:
    """Records in the form in which they are compared, as SQL over a table with the columns of TOLD.

    ``also`` are the table's columns to keep beside them. Names lose case, accents, spaces and hyphens; a
    PNC id that has not the shape of one, and a sex other than male or female, tell nothing and become null.
    """
    pnc = "upper(replace(pnc_id, ' ', ''))"
    return f"""
        select {also},
            case when regexp_matches({pnc}, '{PNC_ID}') then regexp_replace({pnc}, '{PNC_ID}', '\\1/\\2') end
                as pnc_id,
            {LETTERS.format("forename")} as forename,
            {LETTERS.format("surname")} as surname,
            date_of_birth::date::varchar as date_of_birth,
            (date_of_birth::date::varchar)[:4] as birth_year,
            case upper(left(sex, 1)) when 'M' then 'M' when 'F' then 'F' end as sex,
            {CAPITALS.format("postcode")} as postcode,
            ({CAPITALS.format("postcode")})[:-4] as district
        from {table}
    """
