#!/usr/bin/env bash
# Installs what the tests that look at rendered pages need: LibreOffice, poppler and stand-ins of the official faces.
set -euo pipefail
cd "$(dirname "$0")/.."
export DEBIAN_FRONTEND=noninteractive
if ! command -v soffice >/dev/null 2>&1 || ! command -v pdftoppm >/dev/null 2>&1 || ! command -v localc >/dev/null 2>&1; then
  apt-get update -qq >/dev/null
  apt-get install -y -qq --no-install-recommends libreoffice-writer libreoffice-calc poppler-utils >/dev/null
fi
bash .ci/fonts.sh build/fonts
