"""Pages of the web as inputs: fetched with limits, from public addresses only, and saved with their hash and time."""
