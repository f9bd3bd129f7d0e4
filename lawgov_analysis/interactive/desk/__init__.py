"""The review desk: the queue gone through with the keyboard, each act a decision at once."""
