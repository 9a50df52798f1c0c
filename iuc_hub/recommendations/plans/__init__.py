"""Plans on the advisor's pages: a need's supports in the order that they belong in time."""
