#!/bin/sh
# A database of its own for the token service; its password is the one in secrets/tokens.env.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -v password="$KC_DB_PASSWORD" <<'SQL'
CREATE ROLE keycloak LOGIN PASSWORD :'password';
CREATE DATABASE keycloak OWNER keycloak;
SQL
