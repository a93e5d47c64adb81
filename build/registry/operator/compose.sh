# shellcheck shell=sh
# Read by the scripts beside it, from the folder of compose.yaml. The image of HAPI has no shell: requests go out from the
# gateway, letters are packed by the image of the database.

HAPI_BASE=${HAPI:-http://hapi:8080/fhir}

# curl at HAPI itself, past the gateway; HAPI=http://… asks another one.
hapi() {
  if [ -n "${HAPI:-}" ]; then curl -fsS "$@"; else docker compose exec -T gateway curl -fsS "$@"; fi
}

# A command in the folder of the letters.
in_binaries() {
  docker run --rm -i -v ganqiao-registry_binaries:/binaries -w /binaries postgres:17-alpine "$@"
}

# HAPI needs a minute to start.
wait_for_hapi() {
  tries=0
  until hapi -o /dev/null "$HAPI_BASE/metadata" 2> /dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || { echo 'HAPI does not answer' >&2; exit 1; }
    sleep "${WAIT_SECONDS:-5}"
  done
}
