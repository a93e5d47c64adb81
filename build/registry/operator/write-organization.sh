#!/bin/sh
# Writes the Organization of a facility, past the gateway: operator/write-organization.sh SLYY 省立医院
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=operator/compose.sh
. operator/compose.sh
FHIR_BASE=${FHIR_BASE:-https://ganqiao.example/fhir}
CODE=$1 NAME=$2
hapi -X PUT "$HAPI_BASE/Organization/org-$CODE" -H 'Content-Type: application/fhir+json' -d "{
  \"resourceType\": \"Organization\", \"id\": \"org-$CODE\", \"active\": true, \"name\": \"$NAME\",
  \"identifier\": [{\"system\": \"$FHIR_BASE/sid/facility\", \"value\": \"$CODE\"}]}" > /dev/null
echo "Organization/org-$CODE"
