#!/usr/bin/env bash
# Sees to it that a test may mount its own file system (libfuse 3), for the power cuts. Installs it where this is root on
# a machine with apt; elsewhere, or where the machine has no /dev/fuse at all, those tests say why they are skipped.
set -euo pipefail
have() { ldconfig -p 2>/dev/null | grep -q libfuse3 && command -v fusermount3 >/dev/null 2>&1; }
{ [ ! -e /dev/fuse ] || have; } && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing libfuse …"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends fuse3; } >/dev/null || true
fi
