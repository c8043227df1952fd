# shellcheck shell=bash
# Sourced by uji, bench and cepat: a PostgreSQL and a Redis of their own, on free ports and in a folder of
# their own, all gone when the script ends. No server that happens to run is ever used.

# Nothing of the caller's environment may point elsewhere.
unset DJANGO_SETTINGS_MODULE "${!SAKIP_@}" "${!PG@}"
# Dozens of Python processes start: each would compile the whole project again.
unset PYTHONDONTWRITEBYTECODE

pid_layanan=()
henti_layanan() {
    kill -INT "${pid_layanan[@]}" 2>/dev/null || true
    for _ in {1..100}; do kill -0 "${pid_layanan[@]}" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "${pid_layanan[@]}" 2>/dev/null || true
    wait "${pid_layanan[@]}" 2>/dev/null || true
    rm -rf "$SEMENTARA"
}

tunggu() { # NAME LOG COMMAND…: until the command succeeds, 30 seconds at most
    local nama=$1 catatan=$2
    shift 2
    for _ in {1..300}; do
        "$@" >/dev/null 2>&1 && return
        sleep 0.1
    done
    echo "$nama tidak mau berjalan:" >&2
    tail -n 20 "$catatan" >&2
    return 1
}

ruang() { # Where thousands of small files come and go quickly: in memory, if there is enough of it.
    local bebas_kb memori_kb
    bebas_kb=$(df --output=avail /dev/shm 2>/dev/null | tail -n 1)
    memori_kb=$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo)
    if ((${bebas_kb:-0} > 4000000 && memori_kb > 8000000)); then echo /dev/shm; else echo /tmp; fi
}

mulai_layanan() { # [FOLDER]: in which the throw-away folder is made
    local biner port_postgres port_redis sandi data
    local -a jalankan
    # Not deep: the path of a unix socket may not be long.
    SEMENTARA=$(mktemp -d "${1:-/tmp}/sakip-XXXXXX")
    trap henti_layanan EXIT
    trap 'exit 130' INT
    data=$SEMENTARA/layanan
    mkdir "$data" "$SEMENTARA/tmp" "$SEMENTARA/var"

    # The kernel ends both servers if this script is killed; PostgreSQL refuses to run as root.
    jalankan=(setpriv --pdeathsig INT)
    sandi=$(.venv/bin/python -c 'import secrets; print(secrets.token_hex(16))')
    (umask 077 && echo "$sandi" >"$data/sandi")
    if ((EUID == 0)); then
        chmod 711 "$SEMENTARA"
        chown -R postgres: "$data"
        jalankan+=(--reuid postgres --regid postgres --init-groups)
    fi
    biner=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
    read -r port_postgres port_redis < <(.venv/bin/python - <<'PY'
import socket
soket = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(s.getsockname()[1] for s in soket))
PY
    )

    # setsid: Ctrl-C reaches the tests first, and the servers only through the trap above.
    (cd "$data" && "${jalankan[@]}" "$biner/initdb" -D "$data/postgres" --username sakip --auth scram-sha-256 \
        --pwfile "$data/sandi" --encoding UTF8 --locale C.UTF-8 --no-sync) >"$SEMENTARA/initdb.log" 2>&1 ||
        { cat "$SEMENTARA/initdb.log" >&2; return 1; }
    setsid "${jalankan[@]}" "$biner/postgres" -D "$data/postgres" -k "$data" -p "$port_postgres" \
        -c listen_addresses=127.0.0.1 -c max_connections=100 -c fsync=off -c synchronous_commit=off \
        -c full_page_writes=off >"$SEMENTARA/postgres.log" 2>&1 </dev/null &
    pid_layanan+=($!)
    setsid "${jalankan[@]}" redis-server --bind 127.0.0.1 --port "$port_redis" --dir "$data" \
        --save "" --appendonly no >"$SEMENTARA/redis.log" 2>&1 </dev/null &
    pid_layanan+=($!)

    tunggu PostgreSQL "$SEMENTARA/postgres.log" \
        env PGPASSWORD="$sandi" "$biner/createdb" -h 127.0.0.1 -p "$port_postgres" -U sakip sakip
    tunggu Redis "$SEMENTARA/redis.log" redis-cli -p "$port_redis" ping

    export SAKIP_DATABASE_URL="postgres://sakip:$sandi@127.0.0.1:$port_postgres/sakip"
    export SAKIP_BROKER_URL="redis://127.0.0.1:$port_redis/0"
    # Whatever the application or the tests leave behind goes with the folder.
    export SAKIP_VAR=$SEMENTARA/var TMPDIR=$SEMENTARA/tmp
}
