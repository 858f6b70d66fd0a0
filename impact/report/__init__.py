"""Checks → text, a file a format."""
