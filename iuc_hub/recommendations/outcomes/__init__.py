"""What became of what was recommended: asked at the right time, told in one press, correctable."""
