"""Asking every lead how its lines of the plan go, once a quarter, and settling what they answer."""
