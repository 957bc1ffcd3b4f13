#!/usr/bin/env bash
# The product on one machine, with drawn exam halls as cameras: broker, hub, two nodes, all on loopback.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

CHECK=false
CAMPUS=demo
while [ $# -gt 0 ]; do
  case "$1" in
    -h|--help)
      cat <<HELP
Usage: provisioning/demo.sh [--check]

Starts a broker, the hub, two nodes whose cameras are drawn exam halls, and a browser in which a drawn student sits the
exam at home; all on loopback, with a throw-away certificate authority. Prints the address, the sign-ins and what to watch
for. Ctrl-C stops everything that it started.
The first run installs Debian packages and builds (minutes); later runs start in seconds. Data: artifacts/demo/.

  --check   unattended: wait until every scripted offence has become an incident, print found / expected, stop
HELP
      exit 0 ;;
    --check) CHECK=true ;;
    *) fail "'$1' is not an option." "provisioning/demo.sh --help" ;;
  esac
  shift
done

DATA="$ARTIFACTS/demo"
FILMS="$ARTIFACTS/films"
LOGS="$ARTIFACTS/logs"
HUB="$ARTIFACTS/bin/EdgeProctoring.Hub/debug/edgeproctoring-hub"
AGENT="$ARTIFACTS/bin/EdgeProctoring.EdgeAgent/debug/edgeproctoring-agent"
HALLS=(204 301)
PIDS=()

# Ends what this script started, by pid, youngest first; nothing else.
stop_all() {
  local at pid
  for ((at = ${#PIDS[@]} - 1; at >= 0; at--)); do
    pid="${PIDS[at]}"
    kill -TERM "$pid" 2>/dev/null || continue
    for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "$pid" 2>/dev/null || true
  done
  PIDS=()
}
trap 'trap - EXIT INT TERM; stop_all; exit 130' INT TERM
trap stop_all EXIT

start() { # name, command …
  local name="$1"
  shift
  "$@" >"$LOGS/demo-$name.log" 2>&1 </dev/null &
  PIDS+=($!)
}

is_running() { kill -0 "${PIDS[$1]}" 2>/dev/null; }

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() { # the first free one from here on
  local port="$1"
  while listens "$port"; do port=$((port + 1)); done
  echo "$port"
}

# Waits for a command to hold; fails with the end of the log when the program has ended or time is up.
await() { # what, seconds, index of the program, name of its log, command …
  local what="$1" seconds="$2" index="$3" log="$LOGS/demo-$4.log"
  shift 4
  local until=$((SECONDS + seconds))
  until "$@"; do
    if ! is_running "$index" || [ "$SECONDS" -ge "$until" ]; then
      tail -n 15 "$log" >&2
      fail "$what." "the whole log is $log"
    fi
    sleep 0.2
  done
}

answers() { [ "$(node -e 'fetch(process.argv[1]).then(a=>console.log(a.status),()=>console.log(0))' "$1")" = 200 ]; }

prepare() {
  need_sdk
  need_node
  need_packages mosquitto ffmpeg librsvg2-bin libturbojpeg0 chromium fonts-noto-core
  "$ROOT/provisioning/fetch-onnxruntime" || exit 1
  need_npm hub/web
  if [ "$(sources_mark)" != "$(cat "$ARTIFACTS/.demo-built" 2>/dev/null)" ]; then
    build_web
    build EdgeProctoring.Product.slnf
    sources_mark >"$ARTIFACTS/.demo-built"
  fi
}

# Changes whenever a source file does: an unchanged tree is not built again.
sources_mark() {
  (cd "$ROOT" && find proto models edge-agent hub Directory.*.props Directory.*.targets -type f \
    \( -name '*.cs' -o -name '*.csproj' -o -name '*.razor' -o -name '*.resx' -o -name '*.proto' -o -name '*.ts' -o -name '*.css' -o -name '*.sql' -o -name '*.yaml' -o -name '*.props' -o -name '*.targets' \) \
    -not -path '*/node_modules/*' -printf '%p %s %T@\n' | sort | sha256sum)
}

draw_films() {
  local hall
  say "Drawing a student at home (kept for the next time)"
  "$AGENT" film "$ROOT/provisioning/demo/webcam-home.yaml" --webcam --into "$FILMS" >"$LOGS/demo-film-home.log" 2>&1 || { tail -n 5 "$LOGS/demo-film-home.log" >&2; fail "the student at home could not be drawn." "the whole log is $LOGS/demo-film-home.log"; }
  WEBCAM="$(ls -t "$FILMS"/webcam-home-*.mjpeg | head -n 1)"
  cp "${WEBCAM%.mjpeg}.json" "$DATA/webcam-home.json"
  # A word now and then: the computer check wants to hear somebody.
  ffmpeg -v error -y -f lavfi -i "sine=frequency=220:duration=1,volume=0.2,apad=pad_dur=3" -t 4 -ar 48000 "$FILMS/voice.wav"
  for hall in "${HALLS[@]}"; do
    cp "$ROOT/provisioning/demo/hall-$hall.yaml" "$DATA/"
    say "Drawing hall $hall (kept for the next time)"
    "$AGENT" film "$DATA/hall-$hall.yaml" --into "$FILMS" >"$LOGS/demo-film-$hall.log" 2>&1 || { tail -n 5 "$LOGS/demo-film-$hall.log" >&2; fail "hall $hall could not be drawn." "the whole log is $LOGS/demo-film-$hall.log"; }
    cp "$(ls -t "$FILMS/hall-$hall"-*.json | head -n 1)" "$DATA/hall-$hall.json"
  done
}

write_hub_settings() {
  cat >"$DATA/hub.json" <<JSON
{
  "Campus": { "Name": "$CAMPUS", "Title": "EdgeProctoring demo" },
  "Web": { "Port": $WEB },
  "Grpc": { "Port": $GRPC, "Certificate": "ca/server.crt", "Key": "ca/server.key", "Root": "ca/root.crt" },
  "Broker": { "Host": "localhost", "Port": $MQTT, "Certificate": "ca/hub.crt", "Key": "ca/hub.key", "Root": "ca/root.crt", "Folder": "broker" },
  "Storage": { "Folder": "hub" },
  "People": { "SecondFactor": false },
  "Signing": { "ConfigurationKey": "ca/configuration.key" }
}
JSON
}

write_node_settings() { # hall
  cat >"$DATA/agent-$1.json" <<JSON
{
  "campus": "$CAMPUS", "node": "n-$1", "data": "n-$1", "films": "$FILMS",
  "mqtt": { "host": "localhost", "port": $MQTT }, "grpc": "https://localhost:$GRPC",
  "certificate": "ca/n-$1.crt", "key": "ca/n-$1.key", "ca": "ca/root.crt", "configurationKey": "ca/configuration.pub",
  "profile": "x64", "models": "$ROOT/models"
}
JSON
}

quietly() { "$@" >>"$LOGS/demo-setup.log" 2>&1 || { tail -n 10 "$LOGS/demo-setup.log" >&2; fail "'$(basename "$1") $2' failed." "the whole log is $LOGS/demo-setup.log"; }; }

set_up_campus() {
  local hall
  : >"$LOGS/demo-setup.log"
  quietly "$HUB" ca init --folder "$DATA/ca" --campus "$CAMPUS"
  quietly "$HUB" ca server --folder "$DATA/ca" --host localhost 127.0.0.1
  for hall in "${HALLS[@]}"; do
    quietly "$HUB" ca node "n-$hall" --folder "$DATA/ca"
    write_node_settings "$hall"
  done
  quietly "$HUB" mosquitto-config --folder "$DATA/broker" --campus "$CAMPUS" --port "$MQTT" --ca "$DATA/ca"
  write_hub_settings
  cp "$ROOT/provisioning/demo/campus.yaml" "$DATA/"
}

password_of() { # login
  sed -n "s/^account $1 .* password //p" "$DATA/accounts.txt"
}

start_student() {
  start student node "$ROOT/provisioning/demo/student.mjs" "http://127.0.0.1:$WEB" aruzhan "$(password_of aruzhan)" proctor "$(password_of proctor)" demo "$WEBCAM" "$FILMS/voice.wav" "$DATA/chromium"
}

mkdir -p "$LOGS" "$FILMS"
prepare
# A fresh campus each time: the exam begins now. Films stay.
rm -rf "$DATA"
mkdir -p "$DATA"
MQTT="$(free_port 18883)" WEB="$(free_port 18080)" GRPC="$(free_port 18444)"
draw_films
set_up_campus
"$HUB" setup --config "$DATA/hub.json" --campus "$DATA/campus.yaml" >"$DATA/accounts.txt" 2>"$LOGS/demo-setup.log" || { cat "$LOGS/demo-setup.log" >&2; fail "the campus could not be set up." "see provisioning/demo/campus.yaml"; }
chmod 600 "$DATA/accounts.txt"

start mosquitto "$(command -v mosquitto || echo /usr/sbin/mosquitto)" -c "$DATA/broker/mosquitto.conf"
await "the broker did not start" 10 0 mosquitto listens "$MQTT"
start hub "$HUB" run --config "$DATA/hub.json"
await "the hub did not start" 60 1 hub answers "http://127.0.0.1:$WEB/health/ready"
for hall in "${HALLS[@]}"; do
  start "node-$hall" "$AGENT" run --config "$DATA/agent-$hall.json"
done
start_student
say "Running; $("$AGENT" models --models "$ROOT/models" 2>/dev/null | head -n 1)"

cat <<TEXT

  The wall        http://127.0.0.1:$WEB/wall
  Those at home   http://127.0.0.1:$WEB/remote (proctor)     a student's own page: http://127.0.0.1:$WEB/exam

$(sed -n 's/^account \([^ ]*\) (\(.*\)) password \(.*\)$/  \1 \3 \2/p' "$DATA/accounts.txt" | while read -r login password roles; do printf '  %-14s password %-26s (%s)\n' "$login" "$password" "$roles"; done)

  What to watch for, counted from now:
    in about  30 s  room 204, seat 12: a phone            in about  40 s  room 301: a stranger beside seat 9
    in about  60 s  room 204, seat 18 turns away          in about  65 s  room 301, seats 17 and 18 lean together
    in about  80 s  room 204, seat 4 is empty             in about  90 s  room 301, seat 11: a phone
    in about  95 s  room 204, seat 15: a phone            in about 130 s  room 301: the light goes out (nobody's fault)
    in about 125 s  room 204: the lens is covered         then the films begin again
  At home, again and again: a phone, then the head turned away, then nobody there, then a second person

  Logs: artifacts/logs/demo-*.log     Ctrl-C stops everything.

TEXT

if $CHECK; then
  say "Waiting for every scripted offence to become an incident (up to 240 s)"
  truths=()
  for hall in "${HALLS[@]}"; do truths+=("r-$hall" "$DATA/hall-$hall.json"); done
  status=0
  truths+=(remote "$DATA/webcam-home.json")
  node "$ROOT/provisioning/demo/check.mjs" "http://127.0.0.1:$WEB" proctor "$(password_of proctor)" demo 240 "${truths[@]}" || status=$?
  exit "$status"
fi
while is_running 1; do sleep 1; done
tail -n 15 "$LOGS/demo-hub.log" >&2
fail "the hub has ended." "the whole log is $LOGS/demo-hub.log"
