"""The words that claims are read with: a file a language (``de.toml`` …), checked on load.

>>> load("de").name
'Deutsch'
"""

from impact.languages.detection import Detected, detect_language, detected
from impact.languages.lexicon import Entry, Lexicon, Mark
from impact.languages.loading import Language, codes, load, load_file

__all__ = ["Detected", "Entry", "Language", "Lexicon", "Mark", "codes", "detect_language", "detected", "load", "load_file"]
