"""What a change of facts, rules, supports, words or days does to matches."""
