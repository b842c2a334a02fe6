"""The register of decisions and the page of each."""
