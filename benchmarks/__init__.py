"""One file per heavy job; each prints JSON lines. `python -m benchmarks.NAME --help` explains each."""
