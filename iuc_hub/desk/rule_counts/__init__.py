"""What each of a support's rules means for the hub's companies."""
