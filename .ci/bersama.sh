# shellcheck shell=bash
# Sourced by demo and kembang, which share the database, the queue and so the right to run: processes in
# groups of their own, all ended when the script ends.

py=.venv/bin/python
pidfile=var/run/demo.pid
proses=()
# Each in a process group of its own; the kernel ends it if the script is killed.
terpisah=(setsid setpriv --pdeathsig TERM)

hidup() { kill -0 "$@" 2>/dev/null; } # true while any of them runs

gantikan_yang_lama() { # Two would share one queue and one database, so an earlier one ends first.
    mkdir -p var/run
    local lama
    if [[ -s $pidfile ]]; then
        lama=$(<"$pidfile")
        if [[ $(readlink "/proc/$lama/cwd") == "$PWD" ]] && grep -qsaE '\.ci/(demo|kembang)' "/proc/$lama/cmdline"; then
            echo "Yang sebelumnya masih berjalan (proses $lama); dihentikan dulu."
            kill -TERM "$lama"
            for _ in {1..200}; do hidup "$lama" || break; sleep 0.1; done
            ! hidup "$lama" || kill -KILL "$lama"
        fi
    fi
    echo $$ >"$pidfile"
}

port_kosong() { # The given port, or the first free one from 8000.
    $py - "${1:-}" <<'PY'
import socket
import sys

diminta = sys.argv[1]
for port in [int(diminta)] if diminta else range(8000, 8100):
    with socket.socket() as soket:
        soket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            soket.bind(("127.0.0.1", port))
        except OSError:
            continue
        print(port)
        break
else:
    sys.exit(f"Port {diminta or '8000-8099'} sedang dipakai.")
PY
}

akhiri() { # Politely first; then whatever is left of their process groups.
    (($#)) || return 0
    kill -TERM "$@" 2>/dev/null || true
    for _ in {1..100}; do hidup "$@" || break; sleep 0.1; done
    kill -KILL -- "${@/#/-}" 2>/dev/null || true
    wait "$@" 2>/dev/null || true
}

tutup() {
    trap '' INT TERM
    akhiri "${proses[@]}"
    [[ $(cat "$pidfile" 2>/dev/null) != "$$" ]] || rm -f "$pidfile"
}
