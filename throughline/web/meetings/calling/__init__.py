"""The year, the calendar, agendas and answers before a meeting."""
