"""The register of risks and issues: its list, its matrix, and each of them with its trail."""
