"""A hub's own supports, handed in as a file with a preview."""
