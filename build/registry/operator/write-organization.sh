#!/bin/sh
# Writes the Organization of a facility: ./write-organization.sh SLYY 省立医院
set -eu
FHIR_BASE=${FHIR_BASE:-https://ganqiao.example/fhir}
HAPI=${HAPI:-http://127.0.0.1:8080/fhir}
CODE=$1 NAME=$2
curl -fsS -X PUT "$HAPI/Organization/org-$CODE" -H 'Content-Type: application/fhir+json' -d "{
  \"resourceType\": \"Organization\", \"id\": \"org-$CODE\", \"active\": true, \"name\": \"$NAME\",
  \"identifier\": [{\"system\": \"$FHIR_BASE/sid/facility\", \"value\": \"$CODE\"}]}" > /dev/null
echo "Organization/org-$CODE"
