"""Pages: validate, call one action or query, respond."""
