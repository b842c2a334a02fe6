"""Published tables and extracts: staged, mapped, looked at, accepted, undone; and who owes which figures."""
