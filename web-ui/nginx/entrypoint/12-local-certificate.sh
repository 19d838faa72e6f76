#!/bin/sh
# With PARLEY_GATEWAY_TLS=local: makes an authority of this machine's own and a certificate signed by it, where there is none
# yet or it ends within a week. /etc/nginx/tls must be a volume, or browsers would have to trust a new one after each start.
set -eu
[ "${PARLEY_GATEWAY_TLS:-}" = local ] || exit 0
umask 077
cd /etc/nginx/tls

hosts=$(echo "localhost,127.0.0.1,${PARLEY_GATEWAY_HOSTS:-}" | tr -s ', ' '\n' | grep . | sort -u)
names=$(echo "$hosts" | sed -E '/^[0-9.]+$|:/ s/^/IP:/; /^IP:/! s/^/DNS:/' | paste -sd,)
if [ -e tls.crt ] && [ "$(cat names 2>/dev/null)" = "$names" ] && openssl x509 -in tls.crt -noout -checkend 604800 >/dev/null; then
  exit 0
fi

if [ ! -e ca.key ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj "/CN=Parley local authority" \
    -addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign \
    -keyout ca.key -out ca.crt 2>/dev/null
fi
# 397 days: browsers refuse certificates that are valid for longer.
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=Parley" -keyout tls.key -out tls.csr 2>/dev/null
printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n' "$names" >extensions
openssl x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 397 -extfile extensions -out tls.crt 2>/dev/null
rm tls.csr extensions
echo "$names" >names
chmod 644 ca.crt
printf '{"timestamp":"%s","level":"INFO","loggerName":"gateway.tls","message":"Made a certificate for %s; /trust says how to trust it"}\n' \
  "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$names"
