#!/bin/sh
# Makes the secrets of deploy/compose.yaml, once: what is there stays.
set -eu
cd "$(dirname "$0")"
mkdir -p secrets
chmod 700 secrets
[ ! -e secrets/database_url ] || { echo "deploy/secrets is there already"; exit 0; }
password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
printf '%s' "$password" >secrets/database_password
head -c 32 /dev/urandom | base64 | tr '+/' '-_' >secrets/outlet_key # a Fernet key: it seals accounts that films are sent to
# Last: it says that the others are there, also to who runs this again after it was interrupted.
printf 'postgresql://footage:%s@db/footage' "$password" >secrets/database_url
# They are read by other users inside of containers; outside nobody else gets into the folder.
chmod 444 secrets/database_password secrets/database_url secrets/outlet_key
echo "deploy/secrets has the database's password and a key for accounts now"
