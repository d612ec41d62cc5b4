#!/bin/sh
# Makes the secrets of deploy/compose.yaml, once: what is there stays.
set -eu
cd "$(dirname "$0")"
mkdir -p secrets
chmod 700 secrets
[ ! -e secrets/database_url ] || { echo "deploy/secrets is there already"; exit 0; }
password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
printf '%s' "$password" >secrets/database_password
printf 'postgresql://footage:%s@db/footage' "$password" >secrets/database_url
# They are read by other users inside of containers; outside nobody else gets into the folder.
chmod 444 secrets/database_password secrets/database_url
echo "deploy/secrets has the database's password now"
