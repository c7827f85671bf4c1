#!/bin/sh
# Trains and publishes the model: run.sh DATA WORK (see pipeline.py). jemalloc without returning memory makes training
# on a CPU twice as fast; it is used where it is installed (Debian: libjemalloc2, libopenblas0-pthread).
set -eu
jemalloc=$(ldconfig -p 2>/dev/null | sed -n 's/.*libjemalloc\.so\.2 .*=> //p' | head -n 1)
if [ -n "$jemalloc" ]; then
  export LD_PRELOAD="$jemalloc" MALLOC_CONF=dirty_decay_ms:-1,muzzy_decay_ms:-1
fi
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-2}" PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1
here=$(dirname "$0")
python="${PYTHON:-python3}"
"$python" "$here/languages.py" "$1/authored" "$here/authored" "$here/../languages.json"
exec "$python" "$here/pipeline.py" "$@"
