#!/usr/bin/env bash
# Sees to it that Chromium and a Chinese font are there. Installs them where this is root on a machine with apt;
# elsewhere says what is missing, which is a failure in continuous integration only.
set -euo pipefail
have() { command -v chromium >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh 2>/dev/null)" ]; }
have && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium and Chinese fonts …"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null
    apt-get install -y -qq --no-install-recommends chromium fontconfig fonts-noto-cjk >/dev/null
fi
have && exit 0
echo "No Chromium with a Chinese font here: install the packages chromium and fonts-noto-cjk." >&2
[ -z "${CI:-}" ]
