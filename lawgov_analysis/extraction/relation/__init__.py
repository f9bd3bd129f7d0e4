"""How a figure relates to the others: part, subset, ratio, growth."""
