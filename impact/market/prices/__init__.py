"""Price sources, a file a source."""
