#!/bin/sh
# Writes Basic/ganqiao-registry with a fresh epoch. After every restore, or workstations would take lost referrals for
# delivered. Talks to HAPI inside the compose network: no client may write this resource.
#   ./write-epoch.sh [--training]
set -eu
FHIR_BASE=${FHIR_BASE:-https://ganqiao.example/fhir}
HAPI=${HAPI:-http://127.0.0.1:8080/fhir}
EPOCH=$(cat /proc/sys/kernel/random/uuid)
TRAINING=''
[ "${1:-}" = --training ] && TRAINING=", {\"system\": \"$FHIR_BASE/sid/registry-training\", \"value\": \"training\"}"
curl -fsS -X PUT "$HAPI/Basic/ganqiao-registry" -H 'Content-Type: application/fhir+json' -d "{
  \"resourceType\": \"Basic\", \"id\": \"ganqiao-registry\",
  \"identifier\": [{\"system\": \"$FHIR_BASE/sid/registry-epoch\", \"value\": \"$EPOCH\"}$TRAINING],
  \"code\": {\"coding\": [{\"system\": \"$FHIR_BASE/CodeSystem/app\", \"code\": \"registry\"}]}}" > /dev/null
echo "epoch $EPOCH"
