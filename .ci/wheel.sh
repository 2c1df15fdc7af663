#!/usr/bin/env bash
# The wheel alone, in an environment of its own and a folder with nothing but data, makes the report.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$root/.venv/bin/python" -m pip wheel --quiet --disable-pip-version-check --no-deps -w "$work/dist" "$root"
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$work"/dist/*.whl
mkdir "$work/office"
cp -r "$root/data" "$work/office/data"
cd "$work/office"
"$work/venv/bin/report" build 2023
"$work/venv/bin/report" rule N101 | head -n 1
ls build/2023
