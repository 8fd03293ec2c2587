#!/usr/bin/env bash
# Makes or mends an environment: install.sh FOLDER PYTHON [PINS]
#
# One road for everybody: the environment's own pip, whatever its age, installs a pinned uv, and uv installs the rest.
# The packages' hashes are in the pins, so a mirror can give nothing else.
set -euo pipefail
environment=$1
base=$2
here=$(dirname "$0")
pins=${3:-$here/pins.txt}
python=$environment/bin/python

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; }

# pip is missing where Python came without ensurepip, or the last try was interrupted
if ! "$python" -m pip --version >/dev/null 2>&1; then
    if ! fits "$base"; then
        echo "shopscore needs Python 3.11, 3.12 or 3.13, and '${base:-python3}' is none of them:" \
            "install one, then make PYTHON=/path/to/python3.11" >&2
        exit 1
    fi
    "$base" -m venv --clear "$environment"
fi
if ! fits "$python"; then
    echo "$environment was made with $("$python" --version), shopscore needs Python 3.11, 3.12 or 3.13:" \
        "remove $environment and try again" >&2
    exit 1
fi

# uv does not read pip's configuration: the mirror that this machine's pip uses is handed on.
configured() {
    local section
    for section in :env: install global; do
        "$python" -m pip config get "$section.$1" 2>/dev/null && return
    done
    return 0
}
index=$(configured index-url)
host=$(configured trusted-host | tr "\n" " ")
certificate=$(configured cert)
export UV_PYTHON_DOWNLOADS=never UV_COMPILE_BYTECODE=1 UV_NO_PROGRESS=1
if [ -n "$index" ]; then export UV_DEFAULT_INDEX="$index"; fi
if [ -n "$host" ]; then export UV_INSECURE_HOST="$host"; fi
if [ -n "$certificate" ]; then export SSL_CERT_FILE="$certificate"; fi

"$python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$here/uv.txt"
"$environment/bin/uv" pip sync --quiet --python "$python" --require-hashes "$pins"
"$environment/bin/uv" pip install --quiet --python "$python" --no-deps --no-build-isolation --editable "$here/.."
# Whoever runs shopscore need not be able to write here, and would compile all of it with every command.
"$python" -m compileall -q "$here/../shopscore" "$here/../orchestration"
