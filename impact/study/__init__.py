"""Event study and correlation, plain functions on arrays and frames."""
