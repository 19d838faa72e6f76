#!/bin/sh
# templates/*.template -> conf.d, with the variables that are set; only a complaint where it can't write.
set -e
[ -d /etc/nginx/templates ] || exit 0
[ -w /etc/nginx/conf.d ] || { echo "ERROR: /etc/nginx/templates exists, but /etc/nginx/conf.d is not writable" >&2; exit 0; }
names=$(awk 'END { for (name in ENVIRON) if (name ~ ENVIRON["NGINX_ENVSUBST_FILTER"]) printf " ${%s}", name }' </dev/null)
find -L /etc/nginx/templates -name '*.template' -type f -printf '%P\n' | while read -r template; do
  mkdir -p "/etc/nginx/conf.d/$(dirname "$template")"
  envsubst "$names" <"/etc/nginx/templates/$template" >"/etc/nginx/conf.d/${template%.template}"
done
