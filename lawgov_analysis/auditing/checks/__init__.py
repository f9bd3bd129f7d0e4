"""What an audit works out once of its figures, before the rules speak of it."""
