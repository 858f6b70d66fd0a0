"""The words that claims are read with, a file a language."""
