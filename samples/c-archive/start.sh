#!/bin/sh
# unpacks the word lists, then counts
set -e
tar xf words.tar.xz -C /tmp
exec "$@"
