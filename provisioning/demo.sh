#!/usr/bin/env bash
# The product on one machine, with drawn exam halls as cameras.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
fail "the demo is not built yet: hub and node do not run." "until then see what works with provisioning/test.sh"
