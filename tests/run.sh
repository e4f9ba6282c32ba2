#!/usr/bin/env bash
# Builds everything and runs every test, on a Debian machine with the .NET SDK. Installs what the tests need where it is
# missing (as root, or with sudo). The last line is "N passed, N failed, N skipped"; the exit code is 0 when none failed.
#   tests/run.sh               everything
#   tests/run.sh Web.Tests     only the test projects whose name contains this
#   bench/kills.sh 1000        kills the program a thousand times in mid-job instead of fifty
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

install_tools() {
  local missing=() command package
  while read -r command package; do
    command -v "$command" >/dev/null || [ -x "/usr/sbin/$command" ] || missing+=("$package")
  done <<'LIST'
chromium chromium
stenographer stenographer
tcpdump tcpdump
tshark tshark
curl curl
openssl openssl
LIST
  [ ${#missing[@]} -eq 0 ] && return
  echo "Installing ${missing[*]}"
  local sudo=""; [ "$(id -u)" = 0 ] || sudo=sudo
  { $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/tmp/packetfleet-apt.log 2>&1 \
    || { tail -5 /tmp/packetfleet-apt.log >&2; echo "Could not install ${missing[*]}: the tests that need them are skipped." >&2; }
}

fail() { echo "$1" >&2; echo "0 passed, 1 failed, 0 skipped"; exit 1; }

install_tools
dotnet restore --locked-mode PacketFleet.Web.sln || fail "The restore failed."
dotnet build --no-restore -c Release PacketFleet.Web.sln || fail "The build failed."
# The build checks style; this checks the white space.
dotnet format whitespace --no-restore --verify-no-changes PacketFleet.Web.sln || fail "The format differs: run 'dotnet format whitespace'."

passed=0 failed=0 skipped=0
for project in tests/*.Tests; do
  name=$(basename "$project")
  case "$name" in *"${1:-}"*) ;; *) continue ;; esac
  echo "== $name"
  log=$(mktemp)
  "$project/bin/Release/net10.0/$name" -noColor 2>&1 | tee "$log"
  code=${PIPESTATUS[0]}
  # The runner's own last line: "NAME  Total: 9, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 1s"
  count() { grep -E "^ *$name +Total:" "$log" | tail -n 1 | sed -nE "s/.*$1: *([0-9]+).*/\1/p"; }
  total=$(count Total) f=$(($(count Failed || echo 0) + $(count Errors || echo 0))) s=$(count Skipped)
  p=$((${total:-0} - f - ${s:-0}))
  rm -f "$log"
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
  # A run that broke without counting a failure is one.
  [ "$code" = 0 ] || [ "${f:-0}" != 0 ] || failed=$((failed + 1))
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
