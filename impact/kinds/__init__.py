"""What can be claimed of a market, a file a kind."""
