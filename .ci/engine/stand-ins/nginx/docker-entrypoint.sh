#!/bin/sh
# Before nginx starts: sources the *.envsh and runs the *.sh of /docker-entrypoint.d, in the order of their numbers.
set -e
if [ "$1" = nginx ]; then
  for file in $(find /docker-entrypoint.d -follow -type f | sort -V); do
    case $file in
      *.envsh) . "$file" ;;
      *.sh) "$file" ;;
    esac
  done
fi
exec "$@"
