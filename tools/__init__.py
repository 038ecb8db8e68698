"""Scripts of make: set-up, browser, a PostgreSQL for tests, pictures."""
