# The settings of the domain: rendering *.asadmin for this installation, applying them, and the way back. Read by deploy.sh.
# shellcheck shell=bash disable=SC2034,SC2154

# run_file FILE strict|tolerant: every command must succeed; tolerant lets "already exists" pass. multimode's own exit code
# says nothing, so that its answers are read one by one. What went wrong is in PROBLEM.
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
      'Unable to retrieve infocmp'*) ;;
      *) answer="$answer $line" ;;
    esac
  done < <(asadmin multimode --printprompt=false --file "$1" 2>&1 || :)
  if [ -z "$problem" ] && [ "$count" -lt "$(grep -Evc '^ *(#|$)' "$1")" ]; then problem="It stopped answering.$answer"; fi
  PROBLEM="Payara refused $(basename "$1"): ${problem:0:600}"
  [ -z "$problem" ]
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
    POOL_URL="${POOL_URL}ApplicationName=ChatBoard&reWriteBatchedInserts=true&connectTimeout=2&cancelSignalTimeout=2"
    # A database that neither answers nor hangs up is given up after 10 s; an administrator's own limit wins.
    case $DB_URL in *socketTimeout=*) ;; *) POOL_URL="$POOL_URL&socketTimeout=10" ;; esac
    # However the server is set: an acknowledged message survives its crash, and no statement that takes milliseconds is
    # compiled for half a second first.
    case $DB_URL in
      *options=*) ;;
      *) POOL_URL="$POOL_URL&options=-c%20synchronous_commit%3Don%20-c%20jit%3Doff" ;;
    esac
    POOL_USER=$DB_USER
    file=$CHATBOARD_HOME/postgresql-password
    DB_PASSWORD=${CHATBOARD_DB_PASSWORD:-$(cat "$file" 2>/dev/null || :)}
    [ -n "$DB_PASSWORD" ] || die "The password of the database is not known." "Set CHATBOARD_DB_PASSWORD and run again."
    case $DB_PASSWORD in
      *[!\ -~]*) die "CHATBOARD_DB_PASSWORD has a character that Payara cannot take." "Choose one of letters, digits and signs of ASCII." ;;
    esac
    return
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

# Payara takes any number of values in one `set`; each command by itself costs it a third of a second.
joined_sets() {
  awk 'function flush() { if (sets != "") print "set" sets; sets = "" }
    /^ *(#|$)/ { next }
    /^set / { sets = sets substr($0, 4); next }
    { flush(); print }
    END { flush() }'
}

# The JVM options that ChatBoard wants, one per line; a heap size given by the administrator wins.
wanted_jvm_options() {
  local option
  render jvm-options | grep -Ev '^ *(#|$)' | { case " $JVM_OPTIONS" in *' -Xmx'*) grep -v '^-Xm[sx]' ;; *) cat ;; esac; }
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
  for file in 10-create.asadmin 20-set.asadmin 30-check.asadmin; do render $file | joined_sets >"$RUN/$file"; done
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
  if ! launch; then
    check_ports
    settings_before "$before" "Payara does not start with these settings" "Look at CHATBOARD_JVM_OPTIONS and $SERVER_LOG, then run again."
  fi
  if ! run_file "$RUN/30-check.asadmin" strict; then
    : >"$STATE/start.log"
    settings_before "$before" "$PROBLEM" "Every answer is in $LOG."
  fi
  cp "$RUN/jvm-options" "$STATE/jvm-options"
  if [ -n "$DB_URL" ]; then printf '%s\n' "$DB_PASSWORD" >"$CHATBOARD_HOME/postgresql-password"; fi
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
  cp "$DOMAIN/config/domain.xml" "$DOMAIN/config/domain-passwords" "$RUN"
  cp "$STATE/jvm-options" "$STATE/jvm-options.before" 2>/dev/null || rm -f "$STATE/jvm-options.before"
  if [ -z "$(domain_pid)" ] && ! launch quick; then
    check_ports
    fail_with_log "$STATE/start.log" "Payara did not start." "$(log_hint)"
  fi
  ASADMIN_PORT=$(listening_admin_port)
  if [ -f "$STATE/jvm-options" ]; then cat "$STATE/jvm-options"; fi | cat - "$RUN/jvm-options" | sort -u >"$RUN/union"
  mv "$RUN/union" "$STATE/jvm-options"
  run_file "$RUN/10-create.asadmin" tolerant && run_file "$RUN/20-set.asadmin" strict || die "$PROBLEM" "Every answer is in $LOG."
  if [ "$ASADMIN_PORT" != "$ADMIN_PORT" ]; then
    # The listener moves at once, so that the answer may not arrive.
    asadmin set "configs.config.server-config.network-config.network-listeners.network-listener.admin-listener.port=$ADMIN_PORT" >>"$LOG" 2>&1 || :
    ASADMIN_PORT=$ADMIN_PORT
  fi
  stop_domain
}

# settings_before HASH PROBLEM WHAT-TO-DO: back to the old settings, and up again when there was a server before.
settings_before() {
  local file again="$2."
  cp "$STATE/start.log" "$RUN/start.log"
  stop_domain
  cp "$RUN/domain.xml" "$RUN/domain-passwords" "$DOMAIN/config/"
  for file in options jvm-options; do
    mv -f "$STATE/$file.before" "$STATE/$file" 2>/dev/null || rm -f "$STATE/$file"
  done
  if [ -n "$1" ] && launch; then
    echo "$1" >"$STATE/config.sha256"
    again="$2; it runs with the settings before."
  fi
  fail_with_log "$RUN/start.log" "$again" "$3"
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
