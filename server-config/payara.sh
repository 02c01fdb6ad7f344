# Payara Server and the domain "chatboard": fetching, creating, starting, stopping. Read by deploy.sh.
# shellcheck shell=bash disable=SC2034,SC2154

# Light JVM flags: asadmin lives for a second or less.
asadmin() {
  TERM=dumb "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
    -jar "$PAYARA/glassfish/lib/client/appserver-cli.jar" \
    --user admin --passwordfile "${PASSWORDS:-$SECRETS}" --port "${ASADMIN_PORT:-$ADMIN_PORT}" --interactive=false "$@" </dev/null
}

provide_payara() {
  local zip
  if [ -d "$PAYARA/glassfish" ]; then return; fi
  [ -z "$PAYARA_DIR" ] || die "There is no Payara Server in $PAYARA_DIR." "--payara-dir needs the folder that holds glassfish/."
  zip=$CHATBOARD_HOME/downloads/payara-$PAYARA_VERSION.zip
  rm -rf "$CHATBOARD_HOME/downloads" "$CHATBOARD_HOME"/payara-*.new
  fetch "fish.payara.distributions:payara:$PAYARA_VERSION:zip" "$CHATBOARD_HOME/downloads"
  [ "$(sha256 "$zip")" = "$(pom_property payara.sha256)" ] || die "The checksum of payara-$PAYARA_VERSION.zip is wrong." \
    "Delete ~/.m2/repository/fish/payara/distributions and run again."
  mkdir "$PAYARA.new"
  (cd "$PAYARA.new" && "$JAVA_HOME/bin/jar" xf "$zip") || die "Payara could not be unpacked." "Is the disk full? Run again."
  # The domain that comes along has no password.
  rm -rf "$PAYARA.new/payara6/glassfish/domains/domain1"
  chmod +x "$PAYARA.new/payara6/bin/asadmin" "$PAYARA.new"/payara6/glassfish/bin/*
  mv "$PAYARA.new/payara6" "$PAYARA"
  rm -rf "$PAYARA.new" "$CHATBOARD_HOME/downloads"
  note "fetched, checksum right"
}

# The process of our domain, also when an interrupted start has not yet written its number down; nothing when stopped.
domain_pid() {
  local pid
  if [ -r /proc/self/cmdline ]; then
    pid=$(grep -lsFxz -f - /proc/[0-9]*/cmdline <<<"-Dcom.sun.aas.instanceRoot=$DOMAIN" | head -n 1 || :)
    pid=${pid#/proc/}
    echo "${pid%%/*}"
  else
    pid=$(cat "$DOMAIN/config/pid" 2>/dev/null || :)
    if [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; then echo "$pid"; fi
  fi
}

# Payara's keytool runs take their time: they go on beside the build, in a folder of their own until they are done.
begin_create_domain() {
  BACKGROUND=''
  if [ ! -f "$SECRETS" ]; then
    printf 'AS_ADMIN_PASSWORD=%s\nAS_ADMIN_MASTERPASSWORD=%s\n' "$(random_text 24)" "$(random_text 24)" >"$SECRETS.new"
    mv "$SECRETS.new" "$SECRETS"
  fi
  if [ -d "$DOMAIN" ]; then return; fi
  rm -rf "$DOMAINS"/new.* 2>/dev/null || :
  rm -f "$STATE/config.sha256" "$STATE/jvm-options" "$STATE/war.sha256"
  asadmin create-domain --domaindir "$DOMAINS/new.$$" --portbase "$PORTBASE" --checkports=false chatboard \
    >"$CHATBOARD_HOME/logs/create-domain.log" 2>&1 &
  BACKGROUND=$!
}

finish_create_domain() {
  if [ -z "$BACKGROUND" ]; then return; fi
  wait "$BACKGROUND" || { BACKGROUND='' && fail_with_log "$CHATBOARD_HOME/logs/create-domain.log" "Payara could not create the domain."; }
  BACKGROUND=''
  echo "$PORTBASE" >"$STATE/domain-portbase"
  mv "$DOMAINS/new.$$/chatboard" "$DOMAIN"
  rmdir "$DOMAINS/new.$$"
  note created
}

fail_with_log() {
  if [ "$STEP_OPEN" = yes ]; then echo; STEP_OPEN=no; fi
  tail -n 15 "$1" | cut -c 1-300 >&2 || :
  die "$2" "${3:-All of it: $1}"
}

log_hint() { echo "Look at the end of $SERVER_LOG (./deploy.sh logs)."; }

# Starts the JVM and waits until Payara takes commands. "quick" is for a server that only gets configured.
launch() {
  local flags='' starter result=0 seen=0
  if [ "${1:-}" = quick ]; then flags="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"; fi
  rm -f "$DOMAIN/config/pid"
  if [ -f "$SERVER_LOG" ]; then seen=$(wc -c <"$SERVER_LOG"); fi
  echo "$PORTBASE" >"$STATE/running-portbase"
  # Job control puts the server into a process group of its own: a Ctrl-C meant for deploy.sh does not reach it.
  set -m
  {
    if [ -n "$flags" ]; then export JAVA_TOOL_OPTIONS=$flags; fi
    asadmin start-domain --domaindir "$DOMAINS" --timeout 180 chatboard
  } >"$STATE/start.log" 2>&1 &
  starter=$!
  set +m
  # A Payara that gives up does not end by itself.
  while kill -0 "$starter" 2>/dev/null; do
    sleep 0.2
    if tail -c "+$((seen + 1))" "$SERVER_LOG" 2>/dev/null | grep 'Failed to start, exiting' >/dev/null; then
      kill_domain
      result=1
      break
    fi
  done
  wait "$starter" || result=1
  if [ $result != 0 ]; then
    kill_domain
    tail -c "+$((seen + 1))" "$SERVER_LOG" 2>/dev/null | grep -A 2 SEVERE | grep -Ev '^(--|\[|$)' | head -n 8 >>"$STATE/start.log" || :
  fi
  cat "$STATE/start.log" >>"$LOG"
  if [ $result = 0 ]; then wait_until_loaded "$seen"; fi
  return $result
}

# Payara says that it has started before it has loaded what was deployed; a command in between breaks the loading.
wait_until_loaded() {
  local end=$((SECONDS + 120))
  grep -q '<application-ref [^>]*ref="chatboard"' "$DOMAIN/config/domain.xml" || return 0
  while [ $SECONDS -lt $end ] && [ -n "$(domain_pid)" ]; do
    if tail -c "+$(($1 + 1))" "$SERVER_LOG" 2>/dev/null |
      grep -E 'Loading application \[chatboard\]|Exception while loading the app' >/dev/null; then
      return
    fi
    sleep 0.3
  done
}

start_domain() {
  if [ -n "$(domain_pid)" ]; then note "already running"; return; fi
  if launch; then return; fi
  check_ports
  fail_with_log "$STATE/start.log" "Payara did not start." "$(log_hint)"
}

# The port on which the running server takes commands: the one it was made with, or the one it is moving to.
listening_admin_port() {
  local base
  for base in $(cat "$STATE/domain-portbase" 2>/dev/null || :) $PORTBASE; do
    if port_taken $((base + 48)); then
      echo $((base + 48))
      return
    fi
  done
}

# A process of an interrupted start may still be on its way; one that never answers is ended.
settle_process() {
  if [ -z "$(domain_pid)" ]; then return; fi
  for _ in {1..120}; do
    if [ -n "$(listening_admin_port)" ] || [ -z "$(domain_pid)" ]; then return; fi
    sleep 0.5
  done
  kill_domain
}

kill_domain() {
  local pid
  pid=$(domain_pid)
  if [ -z "$pid" ]; then return; fi
  kill -9 "$pid" 2>/dev/null || :
  while [ -n "$(domain_pid)" ]; do sleep 0.1; done
}

stop_domain() {
  local pid
  pid=$(domain_pid)
  if [ -z "$pid" ]; then return; fi
  ASADMIN_PORT=$(listening_admin_port) asadmin stop-domain --domaindir "$DOMAINS" chatboard >>"$LOG" 2>&1 || kill "$pid" 2>/dev/null || :
  for _ in {1..60}; do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.5
  done
  kill_domain
  rm -f "$DOMAIN/config/pid"
}
