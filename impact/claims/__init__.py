"""Text → Claim."""
