#!/bin/bash
set -euo pipefail

: "${GREETING:=hello}"
export GREETING
if [[ ! -f /app/server.js ]]; then
  echo "no server" >&2
  exit 1
fi
echo "starting $1 as $(id -un)"
exec "$@"
