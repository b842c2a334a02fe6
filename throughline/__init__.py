"""Throughline runs a reducing-reoffending partnership by the partnership's own rules."""

__version__ = "0.1.0"
