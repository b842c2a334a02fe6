"""The ground floor of the web: page frame, clock, store and the pages for when something is wrong."""
