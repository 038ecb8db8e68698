"""The house rules as tests. Each guard is a function of a source tree; each is shown a planted breach and must see it."""
