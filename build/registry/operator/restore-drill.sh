#!/bin/sh
# Quarterly, on a machine of its own: restores a copy and ends with a new epoch. What is on this machine is deleted.
#   operator/restore-drill.sh /backup/20261122-030000 [--training]
set -eu
FROM="$(cd "$1" && pwd)"
cd "$(dirname "$0")/.."
# shellcheck source=operator/compose.sh
. operator/compose.sh
(cd "$FROM" && sha256sum -c SHA256SUMS)
docker compose down
docker volume rm -f ganqiao-registry_database ganqiao-registry_binaries
# Recovers to the end of the archived log, where there is one beside the copy.
docker compose run --rm -T --no-deps --entrypoint sh database -c 'tar -xzf - -C "$PGDATA" && touch "$PGDATA/recovery.signal" &&
  echo "restore_command = '"'cp /archive/%f %p'"'" >> "$PGDATA/postgresql.auto.conf"' < "$FROM/base.tar.gz"
docker compose create
in_binaries tar -xf - < "$FROM/binaries.tar"
docker compose up -d
wait_for_hapi
operator/write-epoch.sh "${2:-}"
echo 'Now: point one training workstation here. It must stop with "registry reset", list what is missing, and send it again.'
