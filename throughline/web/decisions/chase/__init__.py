"""Asking owners how their actions are going, and their answers by link."""
