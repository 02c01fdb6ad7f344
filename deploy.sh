#!/usr/bin/env bash
# From a clone to a running ChatBoard: fetches Payara Server, builds the WAR, creates, configures and starts a Payara
# domain of its own, deploys, and waits until ChatBoard itself says that it is ready. Run it again after every change:
# it does what is left to do, and nothing when nothing is.
# Needs a JDK (17 or newer) and Maven. The parts are in server-config/*.sh; what Payara is told in *.asadmin beside them.
# shellcheck disable=SC2317 # the exit at the end is for bash, not for readers
set -euo pipefail
shopt -u patsub_replacement 2>/dev/null || :

script=${BASH_SOURCE[0]}
while [ -L "$script" ]; do
  link=$(readlink "$script")
  case $link in /*) script=$link ;; *) script=$(dirname "$script")/$link ;; esac
done
ROOT=$(cd "$(dirname "$script")" && pwd -P)
CONF=$ROOT/server-config
# shellcheck source=server-config/machine.sh
. "$CONF/machine.sh"
# shellcheck source=server-config/payara.sh
. "$CONF/payara.sh"
# shellcheck source=server-config/settings.sh
. "$CONF/settings.sh"
# shellcheck source=server-config/application.sh
. "$CONF/application.sh"

usage() {
  cat <<'TEXT'
usage: ./deploy.sh [COMMAND] [OPTIONS]

commands
  deploy            (the default) fetch, build, create, configure, start, deploy: whatever is still to do
  status            what runs where; exit code 0 up, 1 not ready, 3 stopped
  start | stop | restart
  logs              the end of the server log; goes on in a terminal until Ctrl-C
  asadmin ...       one of Payara's own commands, with port and password filled in (./deploy.sh asadmin list-applications)
  uninstall         remove server and settings, keep the data; --purge removes the data too; --yes does not ask

options of deploy (remembered for the next run)
  --portbase N      all ports: HTTP N+80, HTTPS N+81, console N+48, monitoring N+82, data grid N+49 (default 8000)
  --context-root /x where ChatBoard answers (default /chatboard)
  --demo            fill an empty installation with a team of 12 and weeks of messages, and print their sign-ins
  --payara-dir DIR  an unpacked Payara Server to use instead of fetching one
options of one run
  --admin-user NAME create the first admin with the password in CHATBOARD_ADMIN_PASSWORD
  --admin-email A   its e-mail address (default NAME@localhost)
  --war FILE        deploy this WAR; build nothing

environment
  CHATBOARD_HOME          everything lives here (default ~/.chatboard)
  CHATBOARD_DB_URL        jdbc:postgresql://host/database (default: an H2 file in $CHATBOARD_HOME/data); remembered
  CHATBOARD_DB_USER, CHATBOARD_DB_PASSWORD
  CHATBOARD_JVM_OPTIONS   further JVM options of the server, separated by spaces; remembered
  JAVA_HOME               the JDK to use (default: the javac on the PATH)
TEXT
}

command=deploy
YES=no PURGE=no WAR='' ADMIN_USER='' ADMIN_EMAIL=''
given_portbase='' given_context='' given_demo='' given_payara=''

needs_value() { [ "$2" -ge 2 ] || die "$1 needs a value." "See ./deploy.sh --help."; }

parse() {
  local first=yes
  while [ $# -gt 0 ]; do
    case $1 in
      --*=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;;
    esac
    case $1 in
      deploy | status | start | stop | restart | logs | uninstall)
        [ "$first" = yes ] || die "$1 has to come first." "See ./deploy.sh --help."
        command=$1 ;;
      asadmin) command=payara_command; ARGUMENTS=("${@:2}"); return ;;
      -h | --help | help) usage; exit 0 ;;
      --portbase) needs_value "$1" $#; given_portbase=$2; shift ;;
      --context-root) needs_value "$1" $#; given_context=$2; shift ;;
      --demo) given_demo=true ;;
      --payara-dir) needs_value "$1" $#; given_payara=$(absolute "$2"); shift ;;
      --admin-user) needs_value "$1" $#; ADMIN_USER=$2; shift ;;
      --admin-email) needs_value "$1" $#; ADMIN_EMAIL=$2; shift ;;
      --war) needs_value "$1" $#; WAR=$(absolute "$2"); shift ;;
      --yes) YES=yes ;;
      --purge) PURGE=yes ;;
      *) die "Unknown argument: $1" "See ./deploy.sh --help." ;;
    esac
    first=no
    shift
  done
}

# Where everything is; the options of this run over those of the last one.
settle() {
  if [ -z "${CHATBOARD_HOME:-}" ]; then
    [ -n "${HOME:-}" ] || die "Neither HOME nor CHATBOARD_HOME is set." "Set CHATBOARD_HOME to a folder for ChatBoard."
    CHATBOARD_HOME=$HOME/.chatboard
  fi
  CHATBOARD_HOME=$(absolute "$CHATBOARD_HOME")
  if [ "$command" = deploy ] && ! (umask 077 && mkdir -p "$CHATBOARD_HOME") 2>/dev/null; then
    die "Cannot create $CHATBOARD_HOME." "Set CHATBOARD_HOME to a folder that belongs to $(id -un)."
  fi
  if [ -d "$CHATBOARD_HOME" ]; then CHATBOARD_HOME=$(cd "$CHATBOARD_HOME" && pwd -P); fi
  case $CHATBOARD_HOME in
    *[\"\\\$\;]* | *$'\n'*) die "CHATBOARD_HOME has a character that Payara cannot take: $CHATBOARD_HOME" \
      "Choose a path without quotes, backslash, dollar sign and semicolon." ;;
  esac
  STATE=$CHATBOARD_HOME/state
  DATA=$CHATBOARD_HOME/data
  DOMAINS=$CHATBOARD_HOME/domains
  DOMAIN=$DOMAINS/chatboard
  SECRETS=$CHATBOARD_HOME/admin-password
  SERVER_LOG=$DOMAIN/logs/server.log
  LOG=$CHATBOARD_HOME/logs/deploy.log
  PORTBASE=${given_portbase:-$(remembered portbase 8000)}
  CONTEXT=${given_context:-$(remembered context-root /chatboard)}
  DEMO=${given_demo:-$(remembered demo false)}
  PAYARA_DIR=${given_payara:-$(remembered payara-dir '')}
  DB_URL=${CHATBOARD_DB_URL-$(remembered db-url '')}
  DB_USER=${CHATBOARD_DB_USER-$(remembered db-user chatboard)}
  JVM_OPTIONS=${CHATBOARD_JVM_OPTIONS-$(remembered jvm-options '')}
  check_options
  PAYARA_VERSION=$(pom_property payara.version)
  PAYARA=${PAYARA_DIR:-$CHATBOARD_HOME/payara-$PAYARA_VERSION}
  HTTP_PORT=$((PORTBASE + 80)) HTTPS_PORT=$((PORTBASE + 81)) ADMIN_PORT=$((PORTBASE + 48))
  INTERNAL_PORT=$((PORTBASE + 82)) GRID_PORT=$((PORTBASE + 49)) GRID_START_PORT=$((PORTBASE + 59))
}

check_options() {
  case $PORTBASE in
    '' | *[!0-9]* | 0* | ??????*) die "--portbase must be a number from 1 to 65400, not '$PORTBASE'." "Try --portbase 8000." ;;
  esac
  [ "$PORTBASE" -le 65400 ] || die "--portbase must be a number from 1 to 65400, not '$PORTBASE'." "Try --portbase 8000."
  [ "$PORTBASE" != 10000 ] || die "Browsers refuse port 10080." "Choose another --portbase."
  CONTEXT=/${CONTEXT#/}
  CONTEXT=${CONTEXT%/}
  case $CONTEXT in
    *[!A-Za-z0-9/._-]* | *//*) die "--context-root may have letters, digits and . _ - only, not '$CONTEXT'." "Try /chatboard." ;;
  esac
  case $DB_URL in
    '' | jdbc:postgresql://*) ;;
    *) die "CHATBOARD_DB_URL must begin with jdbc:postgresql://" "Leave it out for the built-in H2 database." ;;
  esac
  case $DB_URL$DB_USER$JVM_OPTIONS in
    *[\"\\]* | *$'\n'*) die "Quotes and backslashes are not possible in CHATBOARD_DB_URL, _USER and _JVM_OPTIONS." "Remove them." ;;
  esac
  if [ -n "$ADMIN_USER" ] && [ -z "${CHATBOARD_ADMIN_PASSWORD:-}" ]; then
    die "--admin-user needs the password in the environment variable CHATBOARD_ADMIN_PASSWORD." "Set it and run again."
  fi
}

deploy() {
  step 1 "Checking this machine"
  find_jdk
  if [ -n "$WAR" ]; then [ -f "$WAR" ] || die "There is no file $WAR." "Give a WAR file to --war."; fi
  prepare_home
  lock
  check_disk
  settle_process
  check_ports
  remember_options
  done_step

  step 2 "Payara Server $PAYARA_VERSION"
  provide_payara
  done_step

  step 3 "Building chatboard.war"
  begin_create_domain
  provide_war
  done_step

  step 4 "Payara domain"
  finish_create_domain
  done_step

  step 5 "Settings of the server"
  configure
  done_step

  step 6 "Starting"
  start_domain
  done_step

  step 7 "Deploying at ${CONTEXT:-/}"
  deploy_war
  done_step
  create_admin
  say_ready
}

start() {
  [ -d "$DOMAIN" ] || die "Nothing is installed in $CHATBOARD_HOME." "Run ./deploy.sh first."
  find_jdk
  lock
  if [ ! -f "$STATE/config.sha256" ] || [ ! -f "$STATE/war.sha256" ]; then
    die "The last ./deploy.sh did not finish." "Run ./deploy.sh again; it goes on where it stopped."
  fi
  [ -d "$PAYARA/glassfish" ] || die "There is no Payara Server in $PAYARA." "Run ./deploy.sh again."
  settle_process
  check_ports
  STEPS=2
  step 1 "Starting Payara Server $PAYARA_VERSION"
  start_domain
  done_step
  step 2 "Waiting for ChatBoard"
  wait_until_up 180 || die "ChatBoard did not become ready." "$(log_hint)"
  done_step
  say_ready
}

stop() {
  if [ -z "$(domain_pid)" ]; then
    rm -f "$DOMAIN/config/pid"
    echo "ChatBoard is not running."
    return
  fi
  find_jdk
  lock
  stop_domain
  echo "ChatBoard has stopped."
}

status() {
  local pid health
  if [ ! -d "$DOMAIN" ]; then
    echo "Not installed in $CHATBOARD_HOME."
    exit 3
  fi
  pid=$(domain_pid)
  if [ -z "$pid" ]; then
    echo "Stopped. Start it with ./deploy.sh start"
    exit 3
  fi
  health=$(http GET "$CONTEXT/api/v1/health" || :)
  is_up "$health" && echo "Up (process $pid)" || echo "Running (process $pid), but ChatBoard is not ready: ${health%%$'\n'*}"
  say_places
  is_up "$health"
}

logs() {
  [ -f "$SERVER_LOG" ] || die "There is no log yet: $SERVER_LOG" "Run ./deploy.sh first."
  if [ -t 1 ]; then exec tail -n 100 -F "$SERVER_LOG"; fi
  exec tail -n 100 "$SERVER_LOG"
}

payara_command() {
  [ -n "$(domain_pid)" ] || die "ChatBoard is not running." "Start it with ./deploy.sh start"
  find_jdk
  asadmin "${ARGUMENTS[@]}"
}

uninstall() {
  local what="the server and its settings in $CHATBOARD_HOME" answer=''
  [ -d "$STATE" ] || die "Nothing is installed in $CHATBOARD_HOME." "Is CHATBOARD_HOME right?"
  [ "$PURGE" = no ] || what="$what AND ALL DATA"
  if [ "$YES" = no ]; then
    printf 'Remove %s? Type yes: ' "$what"
    read -r answer || :
    [ "$answer" = yes ] || die "Nothing was removed." "Type yes, or give --yes."
  fi
  find_jdk
  lock
  if [ -n "$(domain_pid)" ]; then stop_domain; fi
  rm -rf "$DOMAINS" "$CHATBOARD_HOME"/payara-* "$STATE" "$CHATBOARD_HOME/logs" "$SECRETS" "$CHATBOARD_HOME/postgresql-password"
  if [ "$PURGE" = yes ]; then
    rm -rf "$DATA"
    rmdir "$CHATBOARD_HOME" 2>/dev/null || :
    echo "Removed, with all data."
  else
    echo "Removed. The data is still in $DATA; ./deploy.sh takes it up again."
  fi
}

main() {
  parse "$@"
  settle
  trap leave EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  if [ "$command" = restart ]; then
    stop
    start
  else
    "$command"
  fi
}

# In one line, so that bash has read all of this file before anything runs.
main "$@"; exit
