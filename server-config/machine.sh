# The machine under ChatBoard: messages and times, JDK, folders, disk, ports, the lock, HTTP. Read by deploy.sh.
# shellcheck shell=bash disable=SC2034,SC2154

STEPS=7
STEP_OPEN=no
LOCK=''

milliseconds() {
  local t=${EPOCHREALTIME:-}
  if [ -n "$t" ]; then
    t=${t/[.,]/}
    echo "${t%???}"
  else
    echo $((SECONDS * 1000))
  fi
}

seconds_since() {
  local ms=$(($(milliseconds) - $1))
  printf '%d.%d s' $((ms / 1000)) $((ms % 1000 / 100))
}

BEGAN=$(milliseconds)

step() {
  STEP_BEGAN=$(milliseconds)
  STEP_NOTE=''
  STEP_OPEN=yes
  printf '[%d/%d] %s … ' "$1" "$STEPS" "$2"
}

note() { STEP_NOTE=$1; }

done_step() {
  STEP_OPEN=no
  printf '%s(%s)\n' "${STEP_NOTE:+$STEP_NOTE }" "$(seconds_since "$STEP_BEGAN")"
}

# die PROBLEM [WHAT TO DO]
die() {
  if [ "$STEP_OPEN" = yes ]; then echo; STEP_OPEN=no; fi
  printf 'ERROR: %s\n' "$1" >&2
  if [ -n "${2:-}" ]; then printf '       %s\n' "$2" >&2; fi
  exit 1
}

absolute() {
  case $1 in
    /*) echo "$1" ;;
    *) echo "$PWD/$1" ;;
  esac
}

pom_property() {
  local value
  value=$(sed -n "s:.*<$1>\\(.*\\)</$1>.*:\\1:p" "$ROOT/pom.xml" | sed -n 1p)
  [ -n "$value" ] || die "pom.xml has no <$1>." "Is this a whole copy of ChatBoard?"
  echo "$value"
}

sha256() {
  if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi | cut -d ' ' -f 1
}

find_jdk() {
  local javac version
  if [ -n "${JAVA_HOME:-}" ]; then
    [ -x "$JAVA_HOME/bin/javac" ] || die "JAVA_HOME is no JDK: $JAVA_HOME" "Set it to a JDK 17 or newer (with bin/javac), or unset it."
  else
    javac=$(command -v javac) || die "There is no JDK: javac is not on the PATH." \
      "Install one, 17 or newer (Debian: apt install openjdk-17-jdk-headless)."
    while [ -L "$javac" ]; do
      link=$(readlink "$javac")
      case $link in /*) javac=$link ;; *) javac=$(dirname "$javac")/$link ;; esac
    done
    JAVA_HOME=$(cd "$(dirname "$javac")/.." && pwd -P)
    # macOS has a stub in /usr/bin that only knows where the JDK is.
    if [ ! -x "$JAVA_HOME/bin/java" ] || [ "$JAVA_HOME" = /usr ]; then
      JAVA_HOME=$(/usr/libexec/java_home 2>/dev/null) || JAVA_HOME=/usr
    fi
  fi
  version=$("$JAVA_HOME/bin/javac" -version 2>&1) || die "The JDK in $JAVA_HOME does not run." "Install another one, 17 or newer."
  version=${version#javac }
  version=${version%%[!0-9]*}
  [ "${version:-0}" -ge 17 ] || die "The JDK in $JAVA_HOME is version ${version:-unknown}." "ChatBoard needs 17 or newer; set JAVA_HOME."
  export JAVA_HOME AS_JAVA=$JAVA_HOME
}

prepare_home() {
  local folder
  umask 077
  for folder in "$CHATBOARD_HOME" "$STATE" "$DATA" "$DOMAINS" "$CHATBOARD_HOME/logs"; do
    mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] ||
      die "Cannot write to $folder." "Set CHATBOARD_HOME to a folder that belongs to $(id -un)."
  done
  if [ -f "$LOG" ] && [ "$(wc -c <"$LOG")" -gt 5000000 ]; then mv -f "$LOG" "$LOG.1"; fi
  printf '\n=== %s %s\n' "$(date '+%Y-%m-%d %H:%M:%S')" "$command" >>"$LOG"
}

check_disk() {
  local need=300 free
  [ -d "$PAYARA/glassfish" ] || need=1200
  free=$(df -Pk "$CHATBOARD_HOME" | sed -n '$p' | tr -s ' ' | cut -d ' ' -f 4)
  case $free in '' | *[!0-9]*) return ;; esac
  [ $((free / 1024)) -ge $need ] || die "Too little disk: $CHATBOARD_HOME has $((free / 1024)) MB free, $need MB are needed." \
    "Make room, or set CHATBOARD_HOME to another disk."
}

# One deploy.sh at a time in one CHATBOARD_HOME.
lock() {
  local owner
  [ -z "$LOCK" ] || return 0
  umask 077
  for _ in 1 2 3; do
    if (set -C; echo $$ >"$STATE/lock") 2>/dev/null; then
      LOCK=$STATE/lock
      return
    fi
    owner=$(cat "$STATE/lock" 2>/dev/null || :)
    if [ -n "$owner" ] && kill -0 "$owner" 2>/dev/null && is_deploy "$owner"; then
      die "Another deploy.sh is at work (process $owner)." "Wait until it is done."
    fi
    rm -f "$STATE/lock"
  done
  die "Cannot write $STATE/lock." "Remove it and run again."
}

# After a restart of the machine the number of a dead deploy.sh may belong to something else.
is_deploy() {
  [ -r "/proc/$1/cmdline" ] || return 0
  grep -qs deploy.sh "/proc/$1/cmdline"
}

leave() {
  local code=$?
  if [ "$STEP_OPEN" = yes ]; then echo; fi
  if [ -n "${BACKGROUND:-}" ]; then kill "$BACKGROUND" 2>/dev/null || :; fi
  rm -rf "${RUN:-}"
  if [ -n "$LOCK" ]; then rm -f "$LOCK"; fi
  exit "$code"
}

# A folder for secrets and rendered files of this run only.
run_folder() {
  [ -n "${RUN:-}" ] || { RUN=$STATE/run.$$ && rm -rf "$STATE"/run.* && mkdir "$RUN"; }
}

# What was given on an earlier run: remembered KEY DEFAULT
remembered() {
  local line=''
  [ ! -f "$STATE/options" ] || line=$(grep -m 1 "^$1=" "$STATE/options" || :)
  if [ -n "$line" ]; then echo "${line#*=}"; else echo "$2"; fi
}

remember_options() {
  cat >"$STATE/options.new" <<TEXT
portbase=$PORTBASE
context-root=$CONTEXT
demo=$DEMO
payara-dir=$PAYARA_DIR
db-url=$DB_URL
db-user=$DB_USER
jvm-options=$JVM_OPTIONS
TEXT
  cp "$STATE/options" "$STATE/options.before" 2>/dev/null || rm -f "$STATE/options.before"
  mv -f "$STATE/options.new" "$STATE/options"
}

random_text() { head -c 64 /dev/urandom | base64 | tr -d '+/=\n' | cut -c 1-"$1"; }

# Port N is listened on? From the kernel's table, or by knocking where there is none.
port_taken() {
  local hex
  if [ -r /proc/net/tcp ]; then
    hex=$(printf ':%04X' "$1")
    grep -Eqs "^ *[0-9]+: [0-9A-F]+$hex [0-9A-F]+:0000 0A " /proc/net/tcp /proc/net/tcp6
  else
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
  fi
}

# By what; root sees everybody's processes, others their own.
port_owner() {
  local hex inode pid fd
  hex=$(printf ':%04X' "$1")
  inode=$(grep -Ehs "^ *[0-9]+: [0-9A-F]+$hex [0-9A-F]+:0000 0A " /proc/net/tcp /proc/net/tcp6 | tr -s ' ' | sed 's/^ //' | cut -d ' ' -f 10 | sed -n 1p || :)
  [ -n "$inode" ] || return 0
  for fd in /proc/[0-9]*/fd/*; do
    if [ "$(readlink "$fd" 2>/dev/null)" = "socket:[$inode]" ]; then
      pid=${fd#/proc/}
      pid=${pid%%/*}
      echo " by process $pid ($(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | cut -c 1-60))"
      return
    fi
  done
}

# None of the ports may belong to somebody else; a running ChatBoard holds those it was started with.
check_ports() {
  local port running=''
  [ -z "$(domain_pid)" ] || running=$(cat "$STATE/running-portbase" 2>/dev/null || echo "$PORTBASE")
  [ "$running" != "$PORTBASE" ] || return 0
  for port in $HTTP_PORT $HTTPS_PORT $ADMIN_PORT $INTERNAL_PORT $GRID_PORT; do
    if port_taken "$port"; then
      die "Port $port is taken$(port_owner "$port")." "Stop that, or choose other ports: ./deploy.sh --portbase N"
    fi
    if [ "$port" -lt 1024 ] && [ "$(id -u)" != 0 ]; then
      die "Port $port can only be opened by root." "Choose other ports: ./deploy.sh --portbase N"
    fi
  done
}

# http METHOD PATH [JSON]: the answer's status and body; fails when nobody answers.
http() {
  local LC_ALL=C body=${3:-} line head=yes
  {
    exec 3<>"/dev/tcp/127.0.0.1/$HTTP_PORT"
    printf '%s %s HTTP/1.0\r\nHost: localhost:%s\r\nAccept: application/json\r\nConnection: close\r\n' "$1" "$2" "$HTTP_PORT" >&3
    if [ -n "$body" ]; then printf 'Content-Type: application/json\r\nContent-Length: %d\r\n' "${#body}" >&3; fi
    printf '\r\n%s' "$body" >&3
    while IFS= read -r -t 10 line <&3 || [ -n "$line" ]; do
      line=${line%$'\r'}
      case $head$line in
        yesHTTP/*) line=${line#* } && echo "${line%% *}" ;;
        yes) head=no ;;
        yes*) ;;
        *) printf '%s\n' "$line" ;;
      esac
      line=''
    done
  } 2>/dev/null
}

json_text() {
  local text=$1
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\t'/\\t}
  text=${text//$'\n'/\\n}
  printf '"%s"' "$text"
}
