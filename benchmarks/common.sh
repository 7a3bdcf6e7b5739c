# What the scripts beside this file have in common. Read by them, with $home set to the project.

is_new_enough() {
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null)
  [ "${version:-0}" -ge 25 ]
}

for jdk in "${ANABRANCH_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  if [ -n "$jdk" ] && is_new_enough "$jdk"; then
    java=$jdk/bin/java
    break
  fi
done
[ -n "${java:-}" ] || { echo "benchmarks: no JDK 25 or later: set ANABRANCH_JAVA_HOME" >&2; exit 1; }

# To be called after the build, which writes the file that it reads.
class_path() {
  printf '%s' "$home/benchmarks/target/classes:$(cat "$home/benchmarks/target/classpath")"
}

# Makes the folder $work, and removes it at the end, when an S3Proxy that was started ends too.
make_work() {
  work=$(mktemp -d)
  proxy=
  trap '[ -z "$proxy" ] || kill "$proxy"; rm -rf "$work"' EXIT
  trap 'exit 1' INT TERM
}

# Starts S3Proxy over the files in $work/data, whose folders are its buckets. Sets $endpoint, $key
# and $secret.
start_s3proxy() {
  key=benchmark secret=benchmark
  mkdir -p "$work/data"
  cat > "$work/settings" <<SETTINGS
s3proxy.endpoint=http://127.0.0.1:0
s3proxy.authorization=aws-v2-or-v4
s3proxy.identity=$key
s3proxy.credential=$secret
s3proxy.v4-max-non-chunked-request-size=134217728
jclouds.provider=filesystem-nio2
jclouds.filesystem.basedir=$work/data
jclouds.identity=unused
jclouds.credential=unused
SETTINGS
  "$java" -Xmx512m -jar "$home/blockstore/s3/target/s3proxy/s3proxy.jar" \
    --properties "$work/settings" > "$work/log" 2>&1 &
  proxy=$!
  port=
  while [ -z "$port" ]; do
    kill -0 "$proxy" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
    port=$(sed -n 's/.*Started .*ServerConnector.*{127\.0\.0\.1:\([0-9]*\)}.*/\1/p' "$work/log")
    [ -n "$port" ] || sleep 0.1
  done
  endpoint=http://127.0.0.1:$port
}
