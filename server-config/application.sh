# The application: building the WAR, deploying it with a way back, the first admin, what to tell. Read by deploy.sh.
# shellcheck shell=bash disable=SC2034,SC2154

# Maven in the folder of the project, with the umask of the user.
maven() { (cd "$ROOT" && umask 022 && mvn -q -B "$@" </dev/null); }

# Offline when everything is there, so that a second run needs no network; else online.
maven_anyhow() {
  local log=$CHATBOARD_HOME/logs/maven.log
  command -v mvn >/dev/null || die "There is no Maven: mvn is not on the PATH." "Install Maven 3.8.6 or newer (Debian: apt install maven)."
  if maven -o "$@" >"$log" 2>&1; then return; fi
  if grep -Eq 'offline|has not been downloaded|could not be resolved|not available in the local repository' "$log"; then
    if maven "$@" >"$log" 2>&1; then return; fi
  fi
  return 1
}

# fetch GROUP:ARTIFACT:VERSION[:TYPE] FOLDER
fetch() {
  maven_anyhow org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy "-Dartifact=$1" "-DoutputDirectory=$2" ||
    fail_with_log "$CHATBOARD_HOME/logs/maven.log" "Maven could not fetch $1." "Is the network there? A proxy or mirror belongs into ~/.m2/settings.xml."
}

provide_war() {
  local source
  if [ -n "$WAR" ]; then
    # Payara takes the old application away before it looks at the new one.
    "$JAVA_HOME/bin/jar" tf "$WAR" 2>/dev/null | grep '^WEB-INF/classes/org/chatboard/' >/dev/null ||
      die "This is no whole WAR of ChatBoard: $WAR" "Nothing was changed. Build it again with mvn package, or leave --war out."
    note "given: $(basename "$WAR")"
    return
  fi
  WAR=$ROOT/target/chatboard.war
  (cd "$ROOT" && find pom.xml .mvn src/main -type f -print0 | LC_ALL=C sort -z) >"$STATE/sources"
  source=$(cd "$ROOT" && { cat "$STATE/sources" && xargs -0 cat <"$STATE/sources"; } | sha256)
  if [ -f "$WAR" ] && [ "$(cat "$STATE/source.sha256" 2>/dev/null || :)" = "$source $(sha256 "$WAR")" ]; then
    note "nothing changed"
    return
  fi
  (umask 022 && mkdir -p "$ROOT/target") && [ -w "$ROOT/target" ] || die "Cannot write to $ROOT/target." \
    "Use a clone that belongs to $(id -un), or give a ready WAR with --war."
  # Up to the classes and then the WAR: the tests and what they need are not for a server.
  maven_anyhow -Dspotless.check.skip=true process-classes war:war ||
    fail_with_log "$CHATBOARD_HOME/logs/maven.log" "ChatBoard could not be built."
  echo "$source $(sha256 "$WAR")" >"$STATE/source.sha256"
}

is_up() { grep -Eq '"status" *: *"up"' <<<"$1"; }

# wait_until_up SECONDS [SECONDS]: the second is how long it may be that nothing answers at its address.
wait_until_up() {
  local end=$((SECONDS + $1)) absent=$((SECONDS + ${2:-$1}))
  while [ $SECONDS -lt $end ]; do
    HEALTH=$(http GET "$CONTEXT/api/v1/health" || :)
    if is_up "$HEALTH"; then return; fi
    case $HEALTH in 404*) [ $SECONDS -lt $absent ] || return 1 ;; esac
    [ -n "$(domain_pid)" ] || fail_with_log "$SERVER_LOG" "Payara died." "$(log_hint)"
    sleep 0.3
  done
  return 1
}

# asadmin deploy, again while the server is still starting or busy with the deployment of a killed deploy.sh.
push() {
  local out
  for _ in 1 2 3 4 5 6; do
    out=$(asadmin deploy --force=true --name chatboard --contextroot "${CONTEXT:-/}" --virtualservers server "$1" 2>&1) &&
      grep -q '^Command deploy executed successfully' <<<"$out" && { printf '%s\n' "$out" >>"$LOG"; return; }
    printf '%s\n' "$out" >>"$LOG"
    grep -Eq 'has not yet been started|CDI is not available|duplicate' <<<"$out" || break
    sleep 2
  done
  PUSH_PROBLEM=$(grep -Evi 'infocmp|^Command ' <<<"$out" | head -n 1 | cut -c 1-400)
  return 1
}

deploy_war() {
  local hash
  hash="$(sha256 "$WAR") $CONTEXT"
  if [ "$(cat "$STATE/war.sha256" 2>/dev/null || :)" = "$hash" ]; then
    # Somebody may have undeployed it in the console.
    if wait_until_up 2 || { asadmin list-applications 2>&1 | grep '^chatboard ' >/dev/null && wait_until_up 180; }; then
      note "nothing changed"
      return
    fi
  fi
  rm -f "$STATE/war.sha256"
  PUSH_PROBLEM=''
  if push "$WAR" && wait_until_up 180 5; then
    cp "$WAR" "$STATE/chatboard.war.new"
    mv -f "$STATE/chatboard.war.new" "$STATE/chatboard.war"
    echo "$hash" >"$STATE/war.sha256"
    note deployed
    return
  fi
  roll_back
}

# A failed deployment takes the old application away: the last one that worked comes back.
roll_back() {
  local problem=${PUSH_PROBLEM:-ChatBoard was deployed but did not become ready: ${HEALTH:-no answer}}
  problem=${problem%%$'\n'*}
  asadmin undeploy chatboard >>"$LOG" 2>&1 || :
  if [ ! -f "$STATE/chatboard.war" ]; then
    die "The deployment failed: $problem" "$(log_hint)"
  fi
  if { push "$STATE/chatboard.war" || { stop_domain && launch && push "$STATE/chatboard.war"; }; } && wait_until_up 180; then
    echo "$(sha256 "$STATE/chatboard.war") $CONTEXT" >"$STATE/war.sha256"
    die "The deployment failed, the version before is back: $problem" "$(log_hint)"
  fi
  die "The deployment failed, and so did the version before: $problem" "$(log_hint)"
}

create_admin() {
  local token answer
  if [ -z "$ADMIN_USER" ]; then return; fi
  if [ ! -s "$DATA/setup-token" ]; then
    echo "There is an admin already; $ADMIN_USER was not created."
    return
  fi
  token=$(sed -n 1p "$DATA/setup-token")
  answer=$(http POST "$CONTEXT/api/v1/setup" "{\"token\":$(json_text "$token"),\"username\":$(json_text "$ADMIN_USER"),\
\"email\":$(json_text "${ADMIN_EMAIL:-$ADMIN_USER@localhost}"),\"firstName\":$(json_text "$ADMIN_USER"),\
\"lastName\":\"Admin\",\"password\":$(json_text "$CHATBOARD_ADMIN_PASSWORD")}") || :
  case $answer in
    201*) echo "Admin $ADMIN_USER created." ;;
    *) die "The admin $ADMIN_USER was not created: ${answer:-no answer}" "Change what it says and run again; ChatBoard itself is up." ;;
  esac
}

# The name under which the person at this terminal reaches this machine.
host() {
  local parts
  if [ -n "${SSH_CONNECTION:-}" ]; then
    read -r -a parts <<<"$SSH_CONNECTION"
    case ${parts[2]} in *:*) echo "[${parts[2]}]" ;; *) echo "${parts[2]}" ;; esac
  else
    echo localhost
  fi
}

say_places() {
  printf '  %-12s %s\n' \
    ChatBoard "http://$(host):$HTTP_PORT$CONTEXT/   (HTTPS: port $HTTPS_PORT)" \
    Console "http://localhost:$ADMIN_PORT/   user admin, password in $SECRETS" \
    Data "${DB_URL:-$DATA}" \
    Log "$SERVER_LOG"
}

say_ready() {
  printf '\nChatBoard is ready (%s).\n' "$(seconds_since "$BEGAN")"
  say_places
  if [ -s "$DATA/setup-token" ]; then
    printf '  %-12s %s\n' 'First admin' "http://$(host):$HTTP_PORT$CONTEXT/setup?token=$(sed -n 1p "$DATA/setup-token")   (works once)"
  fi
  if [ "$DEMO" = true ] && [ -s "$DATA/demo-sign-ins.txt" ]; then
    printf '\nDemo team (username, password, name):\n'
    sed 's/^/  /' "$DATA/demo-sign-ins.txt"
  fi
}
