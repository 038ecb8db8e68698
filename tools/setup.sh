#!/usr/bin/env bash
# tools/setup.sh <python 3.11>: make or renew .venv from uv.lock, and compile the translations.
set -euo pipefail
python="${1:-}"
if [ -z "$python" ] || ! "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'; then
    echo "Towngown needs Python 3.11; say where it is with: make PYTHON=/path/to/python3.11" >&2
    exit 1
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv
[ -x .venv/bin/uv ] || .venv/bin/python -m pip install --quiet --disable-pip-version-check uv
echo "Setting up .venv …"
VIRTUAL_ENV="$PWD/.venv" .venv/bin/uv sync --frozen --inexact --quiet --python .venv/bin/python
rm -rf build/bytecode
mkdir -p build
.venv/bin/towngown messages --compile
.venv/bin/python -m tools.warm
