"""Records of persons as linking compares them: names in capitals, ids of one shape, the rest left out."""

from __future__ import annotations

from typing import Final

TOLD: Final = ("pnc_id", "forename", "surname", "date_of_birth", "sex", "postcode")
"""What an extract tells of who somebody is: text, and a date for date_of_birth."""
PLAIN: Final = "translate(replace(upper(strip_accents({0})), 'Æ', 'AE'), 'ŁØĐ', 'LOD')"
"""Capitals without accents; the letters that a stroke runs through lose it too."""
LETTERS: Final = f"regexp_replace({PLAIN}, '[^A-Z]', '', 'g')"
NOBODY: Final = (
    "^(UNKNOWN|NOTKNOWN|UNK|NK|NOTSTATED|NOTGIVEN|NOTRECORDED|NOTPROVIDED|NONAME|NONE|NULL|ANON|X+|Z+)?$"
)
"""What is written where a name is not known, as letters alone."""
CAPITALS: Final = "nullif(regexp_replace(upper({0}), '[^A-Z0-9]', '', 'g'), '')"
HOME: Final = f"case when not starts_with({CAPITALS}, 'ZZ99') then {CAPITALS} end"
"""A postcode; those from ZZ99 stand for no fixed abode, or for none that is known."""
LAST_OF_NOBODY: Final = "1901-01-01"
"""A date of birth on this day or before was typed to fill the field, or is a spreadsheet's nought."""
BIRTH: Final = (
    f"case when date_of_birth::date > date '{LAST_OF_NOBODY}' then date_of_birth::date::varchar end"
)
PNC_ID: Final = "^(?:19|20)?([0-9]{2})/?0*([0-9]{1,7}[A-Z])$"
"""The year's century and noughts before the number are often left out, and neither tells ids apart."""


def compared_sql(table: str, *, also: str) -> str:
    """Records in the form in which they are compared, as SQL over a table with the columns of TOLD.

    ``also`` are the table's columns to keep beside them. Names lose case, accents, spaces and hyphens; a
    PNC id that has not the shape of one, a sex other than male or female, and what is written for a name, a
    date of birth or an address that is not known tell nothing and become null.
    """
    pnc = "upper(replace(pnc_id, ' ', ''))"
    home = HOME.format("postcode")
    return f"""
        select {also},
            case when regexp_matches({pnc}, '{PNC_ID}') then regexp_replace({pnc}, '{PNC_ID}', '\\1/\\2') end
                as pnc_id,
            {_name("forename")} as forename,
            {_name("surname")} as surname,
            {BIRTH} as date_of_birth,
            ({BIRTH})[:4] as birth_year,
            case upper(left(sex, 1)) when 'M' then 'M' when 'F' then 'F' end as sex,
            {home} as postcode,
            ({home})[:-4] as district
        from {table}
    """


def _name(column: str) -> str:
    letters = LETTERS.format(column)
    return f"case when not regexp_matches({letters}, '{NOBODY}') then {letters} end"
