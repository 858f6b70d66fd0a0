"""Readings and bands → verdict."""
