"""What can be said of sessions and calendars without asking the database."""
