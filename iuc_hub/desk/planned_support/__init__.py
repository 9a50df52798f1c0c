"""What a support's planned wording would do to the hub's companies and stored matches."""
