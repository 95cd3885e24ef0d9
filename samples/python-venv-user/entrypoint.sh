#!/bin/sh
set -e
mkdir -p data
date > data/started
exec "$@"
