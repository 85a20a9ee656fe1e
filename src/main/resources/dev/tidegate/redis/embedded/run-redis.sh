# Starts a Redis and ends it when whoever holds this script's standard input is gone, however that came about.
#
# $1 the program, $2 its configuration (which sends it to the background, away from the terminal's Ctrl-C), $3 its pid file
trap '' INT HUP TERM
PATH="$PATH:/usr/bin:/bin"
"$1" "$2" || exit 1
read -r word
[ "$word" = stopped ] && exit 0
tries=0
while [ ! -s "$3" ] && [ "$tries" -lt 5 ]; do
  sleep 1
  tries=$((tries + 1))
done
[ -s "$3" ] || exit 0
read -r pid <"$3"
# The file may be older than the present process of that number.
case "$(ps -p "$pid" -o comm= 2>/dev/null || cat "/proc/$pid/comm" 2>/dev/null)" in
  *redis*) kill "$pid" ;;
esac
