# Shared by the scripts of this folder: progress, clear failures, packages of the machine.
# shellcheck shell=bash

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
ARTIFACTS="$ROOT/artifacts"
STARTED=$SECONDS
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NUGET_XMLDOC_MODE=skip

say() { printf '[%4ds] %s\n' "$((SECONDS - STARTED))" "$*"; }

# One line of what is missing and one of how to get it, then out.
fail() {
  printf '\nCannot go on: %s\n' "$1" >&2
  [ $# -gt 1 ] && printf 'To mend it:   %s\n' "$2" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "'$*' needs root, and sudo is not installed." "run this script as root, or install the packages yourself: $*"
  fi
}

# Installs the Debian packages that are not there yet; says nothing when all are.
need_packages() {
  local missing=() log package
  log="$(mktemp)"
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    command -v apt-get >/dev/null || fail "these packages are missing: ${missing[*]}; this machine has no apt-get." "use Debian 12 or later, or install them by hand"
    say "Installing from Debian: ${missing[*]}"
    # A service that a package would start is not ours to start: tests and demo run their own on free ports.
    if ! { as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
      tail -n 20 "$log" >&2
      fail "apt-get could not install ${missing[*]}." "look at the lines above; then: apt-get install ${missing[*]}"
    fi
  fi
  rm -f "$log"
}

need_sdk() {
  command -v dotnet >/dev/null || fail "the .NET SDK is not installed." "install the .NET SDK 10 (package dotnet-sdk-10.0) and run this again"
  (cd "$ROOT" && dotnet --version >/dev/null 2>&1) || fail "no .NET SDK here fits global.json ($(grep -o '"version": *"[^"]*"' "$ROOT/global.json"))." "install the .NET SDK 10"
}

need_node() {
  command -v node >/dev/null && command -v npm >/dev/null || fail "Node.js or npm is not installed." "install Node.js 20 or later (packages nodejs and npm)"
}

# npm ci in a folder of the repository, once per state of its lock file.
need_npm() {
  local folder="$ROOT/$1" mark log
  mark="$folder/node_modules/.installed-for"
  log="$(mktemp)"
  if [ "$(cat "$mark" 2>/dev/null)" != "$(sha256sum <"$folder/package-lock.json")" ]; then
    say "Installing npm packages of $1"
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund) >"$log" 2>&1 || { tail -n 15 "$log" >&2; fail "npm ci failed in $1." "look at the lines above; is the npm registry reachable?"; }
    sha256sum <"$folder/package-lock.json" >"$mark"
  fi
  rm -f "$log"
}

# Builds one project or the solution; prints the errors alone when it fails.
build() {
  local log="$ARTIFACTS/logs/build-$(basename "$1").log"
  mkdir -p "$ARTIFACTS/logs"
  say "Building $(basename "$1")"
  if ! dotnet build "$ROOT/$1" -v q "${@:2}" >"$log" 2>&1; then
    grep -E 'error|warn' "$log" | sort -u | head -n 30 >&2
    fail "the build of $1 failed." "the whole log is $log"
  fi
}

# The pages' scripts, from hub/web into the hub's wwwroot.
build_web() {
  local log="$ARTIFACTS/logs/build-web.log"
  mkdir -p "$ARTIFACTS/logs"
  say "Building the pages' scripts"
  (cd "$ROOT/hub/web" && npm run --silent build) >"$log" 2>&1 || { tail -n 20 "$log" >&2; fail "the pages' scripts could not be built." "the whole log is $log"; }
}
