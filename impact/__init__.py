"""Check what the news says about markets against what markets did."""


def __getattr__(name: str) -> str:
    """``__version__``, looked up when it is asked for: the metadata of packages cost as much as the rest of ``--help``."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("impact-claims")
    except PackageNotFoundError:  # a source tree that was never installed
        return "0+unknown"
