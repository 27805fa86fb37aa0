#!/bin/sh
# Makes the secrets of compose.yaml in config/secrets/, once; what is there stays as it is.
set -eu
dir=$(dirname "$0")/secrets
mkdir -p "$dir"
chmod 0700 "$dir" # keeps other users of this machine out; inside, the files are read by the containers' own accounts
secret() { # secret NAME: 48 random bytes, in characters that need no quoting in an address
  [ -s "$dir/$1" ] || head -c 48 /dev/urandom | od -An -v -tx1 | tr -d ' \n' > "$dir/$1"
}
for name in postgres_password app_password worker_password checkpointer_password jwt_secret metrics_token; do secret "$name"; done
[ -s "$dir/admin_url" ] ||
  printf 'postgres://postgres:%s@postgres:5432/spectra?sslmode=disable' "$(cat "$dir/postgres_password")" > "$dir/admin_url"
chmod 0444 "$dir"/*
echo "secrets are in $dir; keep them with the backups"
