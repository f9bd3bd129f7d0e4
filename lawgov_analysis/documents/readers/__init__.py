"""What is in a file: one reader for each kind of it."""
