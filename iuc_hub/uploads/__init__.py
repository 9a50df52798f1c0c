"""Files that people hand in to be checked first and taken in whole: their rows, and the verbs on them."""
