"""Charts of the performance room as they were drawn by the worker; a page only shows them."""
