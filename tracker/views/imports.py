"""Taking in a plan file."""
new_plan = import_plan = lambda request, slug=None: None
