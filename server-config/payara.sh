# Payara Server and the domain "chatboard": fetching, creating, configuring, starting, stopping. Read by deploy.sh.
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

# run_file FILE strict|tolerant: every command must succeed; tolerant lets "already exists" pass. multimode's own exit code
# says nothing, so that its answers are read one by one.
run_file() {
  local line answer='' count=0 problem=''
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$LOG"
    case $line in
      'Command multimode '*) ;;
      'Command '*' executed successfully.') count=$((count + 1)) answer='' ;;
      'Command '*' failed.')
        case $2$answer in tolerant*'already exists'*) count=$((count + 1)) ;; *) problem=${problem:-$line $answer} ;; esac
        answer='' ;;
      *) answer="$answer $line" ;;
    esac
  done < <(asadmin multimode --printprompt=false --file "$1" 2>&1 || :)
  if [ -z "$problem" ] && [ "$count" -lt "$(grep -Evc '^ *(#|$)' "$1")" ]; then problem="It stopped answering.$answer"; fi
  [ -z "$problem" ] || die "Payara refused $(basename "$1"): ${problem:0:600}" "Every answer is in $LOG."
}

# The database of this installation: class, address, password.
settle_database() {
  local file
  if [ -z "$DB_URL" ]; then
    DB_CLASS=org.h2.jdbcx.JdbcDataSource
    # 0: an acknowledged message survives a killed server.
    POOL_URL="jdbc:h2:file:$DATA/chatboard;WRITE_DELAY=0"
    POOL_USER=chatboard
    file=$DATA/database-password
    if [ ! -f "$file" ]; then
      [ ! -f "$DATA/chatboard.mv.db" ] || die "$file is missing; without it nobody can open the database beside it." "Put it back from your backup."
      random_text 32 >"$file.new"
      mv "$file.new" "$file"
    fi
  else
    DB_CLASS=org.postgresql.ds.PGSimpleDataSource
    POOL_URL=$DB_URL
    case $POOL_URL in *\?*) POOL_URL="$POOL_URL&" ;; *) POOL_URL="$POOL_URL?" ;; esac
    POOL_URL="${POOL_URL}ApplicationName=ChatBoard&reWriteBatchedInserts=true&socketTimeout=60"
    POOL_USER=$DB_USER
    file=$CHATBOARD_HOME/postgresql-password
    if [ -n "${CHATBOARD_DB_PASSWORD:-}" ]; then printf '%s\n' "$CHATBOARD_DB_PASSWORD" >"$file"; fi
    [ -f "$file" ] || die "The password of the database is not known." "Set CHATBOARD_DB_PASSWORD and run again."
  fi
  DB_PASSWORD=$(cat "$file")
}

# A quarter of the memory, from 512 MB to 2 GB.
heap() {
  local kb=4194304 limit
  if [ -r /proc/meminfo ]; then kb=$(sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo); fi
  limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || cat /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null || :)
  case $limit in
    '' | *[!0-9]*) ;;
    *) if [ $((limit / 1024)) -lt "$kb" ]; then kb=$((limit / 1024)); fi ;;
  esac
  kb=$((kb / 4096))
  echo "$((kb < 512 ? 512 : kb > 2048 ? 2048 : kb))m"
}

# asadmin separates by colons.
escaped() {
  local text=$1
  echo "${text//:/\\:}"
}

# render FILE: with the values of this installation
render() {
  local text
  text=$(cat "$CONF/$1")
  text=${text//@HTTP_PORT@/$HTTP_PORT}
  text=${text//@HTTPS_PORT@/$HTTPS_PORT}
  text=${text//@INTERNAL_PORT@/$INTERNAL_PORT}
  text=${text//@GRID_PORT@/$GRID_PORT}
  text=${text//@GRID_START_PORT@/$GRID_START_PORT}
  text=${text//@GRID_NAME@/$GRID_NAME}
  text=${text//@DB_CLASS@/$DB_CLASS}
  text=${text//@DB_URL@/$POOL_URL}
  text=${text//@DB_USER@/$POOL_USER}
  text=${text//@DATA_DIR@/$(escaped "$DATA")}
  text=${text//@DEMO@/$DEMO}
  text=${text//@HEAP@/$(heap)}
  printf '%s\n' "$text"
}

# The JVM options that ChatBoard wants, one per line; a heap size given by the administrator wins.
wanted_jvm_options() {
  local option
  render jvm-options | grep -Ev '^ *(#|$)' | { case " $JVM_OPTIONS" in *' -Xmx'*) grep -v '^-Xmx' ;; *) cat ;; esac; }
  for option in $JVM_OPTIONS; do printf '%s\n' "$option"; done
}

# Commands that bring the JVM options from what was set last time to what is wanted now.
jvm_option_commands() {
  local option
  # Payara's defaults that are replaced.
  printf 'delete-jvm-options "-Xmx512m"\ndelete-jvm-options "-XX\\:NewRatio=2"\n'
  if [ -f "$STATE/jvm-options" ]; then
    while IFS= read -r option; do
      grep -Fxq -e "$option" "$RUN/jvm-options" || printf 'delete-jvm-options "%s"\n' "$(escaped "$option")"
    done <"$STATE/jvm-options"
  fi
  while IFS= read -r option; do
    printf 'create-jvm-options "%s"\n' "$(escaped "$option")"
  done <"$RUN/jvm-options"
}

# Brings the domain to what server-config and the options say.
configure() {
  local hash file before
  settle_database
  GRID_NAME=$(cat "$STATE/grid-name" 2>/dev/null || :)
  if [ -z "$GRID_NAME" ]; then
    GRID_NAME=chatboard-$(random_text 16)
    echo "$GRID_NAME" >"$STATE/grid-name"
  fi
  run_folder
  wanted_jvm_options >"$RUN/jvm-options"
  for file in 10-create.asadmin 20-set.asadmin; do render $file >"$RUN/$file"; done
  hash=$({ cat "$RUN"/*; echo "$PORTBASE $CONTEXT $DB_PASSWORD $PAYARA"; pom_property postgresql.version; } | sha256)
  before=$(cat "$STATE/config.sha256" 2>/dev/null || :)
  if [ "$before" = "$hash" ]; then return; fi
  rm -f "$STATE/config.sha256"
  if [ "$(cat "$STATE/payara" 2>/dev/null || :)" != "$PAYARA" ]; then
    stop_domain
    rm -rf "$DOMAIN/osgi-cache" "$STATE/war.sha256"
    echo "$PAYARA" >"$STATE/payara"
  fi
  apply_settings
  launch || settings_before "$before"
  cp "$RUN/jvm-options" "$STATE/jvm-options"
  echo "$PORTBASE" >"$STATE/domain-portbase"
  echo "$hash" >"$STATE/config.sha256"
  note applied
}

apply_settings() {
  local ASADMIN_PORT PASSWORDS text
  if [ -n "$DB_URL" ]; then install_driver; fi
  place_pages
  PASSWORDS=$RUN/passwords
  text=${DB_PASSWORD//\\/\\\\}
  { cat "$SECRETS"; printf 'AS_ADMIN_ALIASPASSWORD=%s\n' "$text"; } >"$PASSWORDS"
  jvm_option_commands >>"$RUN/10-create.asadmin"
  cp "$DOMAIN/config/domain.xml" "$STATE/domain.xml.before"
  cp "$STATE/jvm-options" "$STATE/jvm-options.before" 2>/dev/null || rm -f "$STATE/jvm-options.before"
  if [ -z "$(domain_pid)" ] && ! launch quick; then
    check_ports
    fail_with_log "$STATE/start.log" "Payara did not start." "$(log_hint)"
  fi
  ASADMIN_PORT=$(listening_admin_port)
  if [ -f "$STATE/jvm-options" ]; then cat "$STATE/jvm-options"; fi | cat - "$RUN/jvm-options" | sort -u >"$RUN/union"
  mv "$RUN/union" "$STATE/jvm-options"
  run_file "$RUN/10-create.asadmin" tolerant
  run_file "$RUN/20-set.asadmin" strict
  if [ "$ASADMIN_PORT" != "$ADMIN_PORT" ]; then
    # The listener moves at once, so that the answer may not arrive.
    asadmin set "configs.config.server-config.network-config.network-listeners.network-listener.admin-listener.port=$ADMIN_PORT" >>"$LOG" 2>&1 || :
    ASADMIN_PORT=$ADMIN_PORT
  fi
  stop_domain
}

# Payara does not start with the new settings: back to the old ones, and up again when there was a server before.
settings_before() {
  local file
  check_ports
  cp "$STATE/start.log" "$RUN/start.log"
  cp "$STATE/domain.xml.before" "$DOMAIN/config/domain.xml"
  for file in options jvm-options; do
    mv -f "$STATE/$file.before" "$STATE/$file" 2>/dev/null || rm -f "$STATE/$file"
  done
  if [ -n "$1" ] && launch; then
    echo "$1" >"$STATE/config.sha256"
    fail_with_log "$RUN/start.log" "Payara does not start with these settings; it runs with the ones before." "Look at CHATBOARD_JVM_OPTIONS, then run again."
  fi
  fail_with_log "$RUN/start.log" "Payara does not start with these settings." "Look at CHATBOARD_JVM_OPTIONS and $SERVER_LOG, then run again."
}

install_driver() {
  local version
  version=$(pom_property postgresql.version)
  if [ -f "$DOMAIN/lib/postgresql-$version.jar" ]; then return; fi
  fetch "org.postgresql:postgresql:$version" "$RUN/driver"
  rm -f "$DOMAIN"/lib/postgresql-*.jar
  cp "$RUN/driver/postgresql-$version.jar" "$DOMAIN/lib/"
  if [ -n "$(domain_pid)" ]; then stop_domain; fi
}

# Instead of Payara's welcome and its error page, which name product and version.
place_pages() {
  rm -rf "$DOMAIN/docroot"
  mkdir -p "$DOMAIN/docroot"
  sed "s:@CONTEXT@:$CONTEXT:g" "$CONF/docroot/index.html" >"$DOMAIN/docroot/index.html"
}

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
  return $result
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
