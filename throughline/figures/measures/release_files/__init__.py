"""Release files: what a measure may show, with what it rests on, written once and read back strictly."""
