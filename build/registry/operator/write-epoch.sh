#!/bin/sh
# Writes Basic/ganqiao-registry with a fresh epoch. After every restore, or workstations would take lost referrals for
# delivered. Past the gateway: no client may write this resource.
#   operator/write-epoch.sh [--training]
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=operator/compose.sh
. operator/compose.sh
FHIR_BASE=${FHIR_BASE:-https://ganqiao.example/fhir}
EPOCH=$(cat /proc/sys/kernel/random/uuid)
TRAINING=''
[ "${1:-}" = --training ] && TRAINING=", {\"system\": \"$FHIR_BASE/sid/registry-training\", \"value\": \"training\"}"
hapi -X PUT "$HAPI_BASE/Basic/ganqiao-registry" -H 'Content-Type: application/fhir+json' -d "{
  \"resourceType\": \"Basic\", \"id\": \"ganqiao-registry\",
  \"identifier\": [{\"system\": \"$FHIR_BASE/sid/registry-epoch\", \"value\": \"$EPOCH\"}$TRAINING],
  \"code\": {\"coding\": [{\"system\": \"$FHIR_BASE/CodeSystem/app\", \"code\": \"registry\"}]}}" > /dev/null
echo "epoch $EPOCH"
