"""One file per heavy job; each prints one JSON line and measures its peers in the same run."""
