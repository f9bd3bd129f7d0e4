"""Chinese text as printed: characters, lines, numerals, dates, outline marks."""
