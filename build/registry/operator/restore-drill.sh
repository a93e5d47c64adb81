#!/bin/sh
# Quarterly, on a machine of its own: restores the newest copy and ends with a new epoch.
#   ./restore-drill.sh /backup/20261122-0300
set -eu
FROM=$1
(cd "$FROM" && sha256sum -c SHA256SUMS)
docker compose down
docker volume rm -f ganqiao-registry_database ganqiao-registry_binaries
docker compose run --rm -T --entrypoint sh database -c 'tar -xzf - -C "$PGDATA" && touch "$PGDATA/recovery.signal"
  echo "restore_command = '"'cp /archive/%f %p'"'" >> "$PGDATA/postgresql.auto.conf"' < "$FROM/base.tar.gz"
docker compose run --rm -T --entrypoint sh hapi -c 'tar -xf - -C /data' < "$FROM/binaries.tar" || true
docker compose up -d
docker compose exec -T hapi true # waits for the container
./write-epoch.sh "${2:-}"
echo 'Now: point one training workstation here. It must stop with "registry reset", list what is missing, and send it again.'
