"""Support that belongs together in time: a need's matches put in order, with days, money and what to watch."""
