"""What a planned change would do to the hub's stored matches, counted before it is made."""
