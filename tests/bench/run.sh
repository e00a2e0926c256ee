#!/bin/bash
# All of make bench, a quarter of an hour on a quiet machine of two processors; tests/bench/README.md says how to read it.
set -eu
cd "$(dirname "$0")"
python3=${PYTHON:-python3}
export LC_ALL=C.UTF-8 BUILD=${BUILD:-build}
echo "bench of $(date -u +%Y-%m-%d), $(nproc) processors ($(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)), $(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release), load $(cut -d ' ' -f 1 /proc/loadavg)"
"$python3" compare_peers.py --peers "$(echo ${PEERS-typst xelatex lualatex weasyprint fop groff chromium} | tr ' ' ,)"
"$python3" time_ourselves.py
"$python3" count_instructions.py --parts || true
