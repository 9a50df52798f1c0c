"""What decisions are worth, and what they teach a model."""
