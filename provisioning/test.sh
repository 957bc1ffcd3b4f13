#!/usr/bin/env bash
# Every test of the product on one machine: sets up what is missing, builds, runs, and sums the results.
set -uo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

SUITES=()
# A suite that hangs is ended, and counts as failed; the long ones of --soak take hours.
LIMIT=40m
while [ $# -gt 0 ]; do
  case "$1" in
    -h|--help)
      cat <<HELP
Usage: provisioning/test.sh [--soak] [SUITE …]

Installs what the tests need (Debian packages, npm packages, ONNX Runtime), builds everything, runs all suites, and
ends with the line 'N passed, N failed, N skipped'. Skipped tests are listed with their reason. Safe to run again.

  --soak   also the long ones: full fuzz counts, endurance, hundreds of power cuts (hours)
  SUITE    only these: $(cd "$ROOT/tests" && ls -d EdgeProctoring.*Tests EdgeProctoring.EndToEnd 2>/dev/null | sed 's/EdgeProctoring\.//' | tr '\n' ' ') Web

Logs are written to artifacts/logs/.
HELP
      exit 0 ;;
    --soak) export EDGEPROCTORING_SOAK=1; LIMIT=24h ;;
    -*) fail "'$1' is not an option." "provisioning/test.sh --help lists them" ;;
    *) SUITES+=("$1") ;;
  esac
  shift
done

need_sdk
need_node
need_packages mosquitto zbar-tools ffmpeg librsvg2-bin libturbojpeg0 chromium fonts-noto-core postgresql python3-grpcio python3-protobuf gcc libc6-dev
"$ROOT/provisioning/fetch-onnxruntime" || exit 1
while read -r lock; do need_npm "$(dirname "$lock")"; done < <(cd "$ROOT" && git ls-files '*package-lock.json')
build_web
build EdgeProctoring.sln

mkdir -p "$ARTIFACTS/logs"
passed=0 failed=0 skipped=0 broken=()

# Adds one suite's counts; a suite that printed none has failed as a whole.
add() { passed=$((passed + $1)); failed=$((failed + $2)); skipped=$((skipped + $3)); }

wanted() {
  [ ${#SUITES[@]} -eq 0 ] && return 0
  local suite
  for suite in "${SUITES[@]}"; do [ "$suite" = "$1" ] && return 0; done
  return 1
}

run_dotnet() { # project
  local name="${1#EdgeProctoring.}" log="$ARTIFACTS/logs/$1.log" summary
  wanted "$name" || return 0
  say "Testing $name"
  timeout -k 10 "$LIMIT" "$ARTIFACTS/bin/$1/debug/$1" -noColor -noLogo >"$log" 2>&1
  grep -E '\[FAIL\]|\[SKIP\]' -A 12 "$log" | grep -vE '^--$' | cut -c1-220
  summary="$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -n 1)"
  if [[ "$summary" =~ Total:\ ([0-9]+),\ Errors:\ ([0-9]+),\ Failed:\ ([0-9]+),\ Skipped:\ ([0-9]+) ]]; then
    local total="${BASH_REMATCH[1]}" bad=$((BASH_REMATCH[2] + BASH_REMATCH[3])) left="${BASH_REMATCH[4]}"
    add $((total - BASH_REMATCH[3] - left)) "$bad" "$left"
    [ "$bad" -eq 0 ] || broken+=("$name ($log)")
    say "  $name: $((total - BASH_REMATCH[3] - left)) passed, $bad failed, $left skipped"
  else
    tail -n 25 "$log"
    add 0 1 0
    broken+=("$name broke off ($log)")
  fi
}

run_web() {
  local log="$ARTIFACTS/logs/web.log" count
  [ -f "$ROOT/hub/web/package.json" ] && wanted Web || return 0
  say "Testing Web"
  (cd "$ROOT/hub/web" && npm test --silent -- --reporter=json --outputFile="$ARTIFACTS/logs/web.json") >"$log" 2>&1
  count="$(node -e 'const r=require(process.argv[1]);console.log(r.numPassedTests,r.numFailedTests,r.numPendingTests+r.numTodoTests)' "$ARTIFACTS/logs/web.json" 2>/dev/null)" || count=""
  if [ -n "$count" ]; then
    # shellcheck disable=SC2086
    add $count
    say "  Web: $count (passed failed skipped)"
  else
    tail -n 25 "$log"
    add 0 1 0
    broken+=("Web broke off ($log)")
  fi
}

for project in "$ROOT"/tests/EdgeProctoring.*.Tests "$ROOT/tests/EdgeProctoring.EndToEnd"; do
  run_dotnet "$(basename "$project")"
done
run_web

for suite in "${broken[@]+"${broken[@]}"}"; do say "Failed: $suite"; done
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ]
