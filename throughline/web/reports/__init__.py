"""Reports owed and owing: one set of accepted updates, a report for each parent in its form."""
