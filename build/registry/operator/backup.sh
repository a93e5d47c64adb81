#!/bin/sh
# Daily: a base copy of the database and of the letters, besides the write-ahead log that is archived all the time.
#   operator/backup.sh /backup   (on another machine's disk)
set -eu
mkdir -p "$1"
TO="$(cd "$1" && pwd)/$(date +%Y%m%d-%H%M%S)"
cd "$(dirname "$0")/.."
# shellcheck source=operator/compose.sh
. operator/compose.sh
mkdir "$TO"
docker compose exec -T database pg_basebackup -U hapi -D - -Ft -z -X fetch > "$TO/base.tar.gz"
in_binaries tar -cf - . < /dev/null > "$TO/binaries.tar" # after the database: letters only ever come
(cd "$TO" && sha256sum base.tar.gz binaries.tar > SHA256SUMS)
echo "$TO"
