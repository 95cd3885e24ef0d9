#!/bin/sh
set -e
if [ "$1" = server ]; then
  migrate
fi
exec "$@"
