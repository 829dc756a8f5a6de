"""The families of plans, a module each: where their tasks stand, and how to take them from the text."""
