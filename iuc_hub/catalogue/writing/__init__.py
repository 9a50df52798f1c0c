"""A support written by people: changed, or added for the own hub."""
