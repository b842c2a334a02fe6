"""Who is the same person, told to a store by name and birth or by PNC id, for tests that need no linking."""

from __future__ import annotations

from throughline.figures.cohorts.linking.keeping import PEOPLE
from throughline.figures.extracts.engine import open_engine, quoted
from throughline.figures.extracts.store.keeping import ExtractStore


def people_told(store: ExtractStore) -> None:
    """Write the people of all extracts: rows with one PNC id are of one, otherwise those with one name."""
    parts = [
        f"SELECT {quoted(one.id)} AS extract, row, coalesce(nullif(pnc_id, ''), surname || forename) AS told "
        f"FROM read_parquet({quoted(str(store.extract_file(one.sending.contract, one.id)))})"
        for one in store.receipts()
    ]
    with open_engine(threads=1) as engine:
        engine.execute(
            f"COPY (SELECT extract, row, dense_rank() OVER (ORDER BY told) AS person "
            f"FROM ({' UNION ALL '.join(parts)})) TO {quoted(str(store.folder / PEOPLE))} (FORMAT parquet)"
        )
