"""Change control: asking to change what an adopted plan promises, and what was answered."""
