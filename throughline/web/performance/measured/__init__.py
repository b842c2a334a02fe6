"""Released figures of a measure: taken in from a release file, and shown with all that they rest on."""
