#!/usr/bin/env bash
# Kills the program (kill -9) at random moments of its jobs and checks that every packet came, byte for byte, and what came twice is told:
# archive alone, archive and Gravwell, spool, memory. The tests do the same with 50 kills. Build first: dotnet build -c Release
#   bench/kills.sh          200 kills in all
#   bench/kills.sh 1000     so many
set -euo pipefail
cd "$(dirname "$0")/.."
PACKETFLEET_KILLS="${1:-200}" exec tests/PacketFleet.EndToEnd.Tests/bin/Release/net10.0/PacketFleet.EndToEnd.Tests -noColor -showLiveOutput -class '*RandomKillsTests'
