"""A campaign of hostile and unlucky inputs: what they do to us, each within limits, in a process of its own."""
