"""The catalogue as a list with facets, and its last days by month."""
