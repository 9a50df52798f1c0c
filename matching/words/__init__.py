"""Words and what they are about: spelling, dictionary forms, compounds, terms and the lexicon's concepts."""
