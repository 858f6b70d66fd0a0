"""Check what the news says about markets against what markets did."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("impact-claims")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0+unknown"
