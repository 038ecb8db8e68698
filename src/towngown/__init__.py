"""Towngown (校地通): partnerships between universities and the places around them, from the promise to the report."""
