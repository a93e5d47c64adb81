#!/bin/sh
# Daily: a base copy of the database and of the letters, besides the write-ahead log that is archived all the time.
#   ./backup.sh /backup   (on another machine's disk)
set -eu
TO="$1/$(date +%Y%m%d-%H%M)"
mkdir -p "$TO"
docker compose exec -T database pg_basebackup -U hapi -D - -Ft -z -X fetch > "$TO/base.tar.gz"
docker compose exec -T hapi tar -cf - -C /data binaries > "$TO/binaries.tar" # after the database: letters only ever come
sha256sum "$TO"/* > "$TO/SHA256SUMS"
