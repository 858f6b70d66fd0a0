"""Symbols and sessions → numbers."""
