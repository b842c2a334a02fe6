"""People, organisations, sign-in, permits and the audit trail."""
