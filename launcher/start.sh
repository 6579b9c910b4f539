# launcher/start.sh: what the launchers of a source checkout and of a release archive share. Finds a JDK, chooses the options of the Java virtual
# machine, stores classes for the next start, and starts the program. Uses builtins of sh; other commands only where a line says so.
# The launcher that sources this file sets: here (its folder), running (the program's jar), archive (of its classes) and lock_of_archive, pipe (for
# quiet_start), and three functions. now_of prints what identifies the JDK and the jar. fits tells whether the stored classes can be used, and may_keep
# whether classes may be stored.
# shellcheck shell=sh disable=SC2034,SC2154
need=25
modules="--add-modules=jdk.incubator.vector"
plainly="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"      # for short work: the optimizing compiler and the parallel collector double its CPU time
kept=                                                   # the option that names the stored classes
spark_jars=                                             # the option that names the jars for Spark's executors
say() { echo "skybourse: $*" >&2; }

major() { # JDK: its version, such as 25; nothing if there is none
  [ -f "$1/release" ] || return 0
  while IFS='="' read -r name _ value _; do
    if [ "$name" = JAVA_VERSION ]; then echo "${value%%[!0-9]*}"; return 0; fi
  done <"$1/release"
}
find_jdk() { # a program in its folder bin: prints a JDK of version $need if there is one, else the first newer one
  newer=
  for d in "${SKYBOURSE_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/jdk* "${HOME:-/root}"/.sdkman/candidates/java/* "${HOME:-/root}"/.jdks/*; do
    if is_needed "$d" "$1"; then echo "$d"; return 0; fi
  done
  if d=$(on_path "$1") && is_needed "$d" "$1"; then echo "$d"; return 0; fi
  [ -n "$newer" ] && echo "$newer"
}
is_needed() { # a folder, a program: is this a JDK of version $need? Sets newer to the first newer one
  [ -n "$1" ] && [ -x "$1/bin/$2" ] || return 1
  m=$(major "$1")
  if [ "${m:-0}" -gt "$need" ]; then newer=${newer:-$1}; fi
  [ "${m:-0}" = "$need" ]
}
on_path() { # a program: prints the JDK of the program that PATH names; a link needs readlink
  found=$(command -v "$1") || return 1
  if [ -L "$found" ] && command -v readlink >/dev/null 2>&1; then found=$(readlink -f -- "$found"); fi
  case "$found" in /*"/bin/$1") echo "${found%"/bin/$1"}";; *) return 1;; esac
}

wants_parquet() { # the command: does it write Parquet, or verify what did?
  case " $* " in *" --parquet "*) return 0;; esac
  [ "${1:-}" = verify ] || return 1
  for a in "$@"; do [ ! -f "$a/rows.parquet" ] || return 0; done
  return 1
}
wants_spark() { # the command: does it use a Spark cluster?
  case " $* " in *" --engine spark "*|*" --engine=spark "*) return 0;; esac
  return 1
}
wants_help() { # the command: is it one of the server or the paper whose help is asked for? The program has the text
  [ "${1:-}" != bench ] || return 1
  case " $* " in *" --help "* | *" -h "* | " help "*) return 0;; esac
  return 1
}
part_of() { # the command: sets part to server or paper if it needs more than the program
  part=
  asked=${1:-}
  [ "$asked" != help ] || asked=${2:-}
  [ "${1:-} ${2:-}" != "bench exchange" ] || asked=serve
  case "$asked" in
    backup | bots | exchange | gateway | judge | replay | sell | serve) if ! wants_help "$@"; then part=server; fi;;
    reproduce) if ! wants_help "$@"; then part=paper; fi;;
  esac
}

is_small() { # the command: does it take longer to compile its loops well, or to fetch the vector module, than to do its work plainly?
  [ -z "${SKYBOURSE_JAVA_OPTS:-}${JAVA_TOOL_OPTIONS:-}${JDK_JAVA_OPTIONS:-}" ] || return 1 # a collector may be named there
  often=2 # how many times as often as usual a method runs before it is compiled
  case " $* " in *" --help "* | *" -h "*) often=8; return 0;; esac
  most=65536 # bytes: about 150 agents
  case "${1:-}" in
    --version | check-receipt) often=8;;
    bench | bots | compare | evaluate | gateway | generate | headroom | import | judge | replay | reproduce | sell | serve | soundness | sweep | train | verify) return 1;;
    simulate) is_short "$@" || return 1; most=16384;; # many slots of 30 agents take longer than the compiler does
    audit) case " $* " in *" --markets"* | *" --round"* | *" --over-time"* | *" --buyers"* | *" --sellers"* | *" --lots"* | *" --distribution"*) return 1;; esac;;
  esac
  for a in "$@"; do
    if [ -f "$a" ]; then
      command -v wc >/dev/null 2>&1 || return 1 # of unknown size
      if [ "$(wc -c <"$a")" -gt "$most" ]; then return 1; fi
    fi
  done
}
is_short() { # simulate: does it ask for few slots?
  slots=
  before=
  for a in "$@"; do
    case "$before $a" in "--slots "*) slots=$a;; *" --slots="*) slots=${a#--slots=};; esac
    before=$a
  done
  case "$slots $* " in " "*" --continue"*) return 1;; " "*) slots=100;; esac # as many as before; the default
  case "$slots" in *[!0-9]* | ????*) return 1;; esac
  [ "$slots" -le 100 ]
}
quiet_start() { # removes the Java warning about the vector module from standard error, where mkfifo, rm and cat exist; other lines are not changed
  command -v rm >/dev/null 2>&1 && command -v cat >/dev/null 2>&1 && mkfifo -m 600 "$pipe" 2>/dev/null || return 0
  {
    rm -f "$pipe"
    if IFS= read -r line; then
      case "$line" in "WARNING: Using incubator modules: "*) ;; *) printf '%s\n' "$line";; esac
      exec cat
    fi
    printf %s "$line"
  } <"$pipe" >&2 &
  exec 2>"$pipe"
}

made_of="$archive.made-of" # the JDK and the jar whose classes are stored
keep_classes() { # runs in the background after the first command; shows no errors, and the next command tries again; needs rm, mv, sed and nice
  began=$(now_of)
  shown="$here/examples/exchange"
  : >"$archive.classes"
  # shellcheck disable=SC2086 # the options are meant to be split
  used_by run --out "$archive.run" && used_by simulate --slots 2 --out "$archive.run.slots" && used_by check-receipt "$shown/receipt.json" --key "$shown/exchange.pub" &&
    nice "$JAVA_HOME/bin/java" $plainly -Xshare:dump "-XX:SharedClassListFile=$archive.classes" "-XX:SharedArchiveFile=$archive.new" -cp "$running" &&
    [ "$(now_of)" = "$began" ] && # the jar may have been replaced meanwhile; if it is replaced later, it differs from the note
    rm -f "$made_of" && mv "$archive.new" "$archive" && printf '%s\n' "$began" >"$made_of.new" && mv "$made_of.new" "$made_of"
  rm -rf "$archive.run" "$archive.run.slots" "$archive.new" "$archive.classes" "$archive.used"
}
used_by() { # a command line: adds the classes that it loads to the list, without the lines on constants
  # to resolve these constants, the virtual machine would link picocli's classes; it does not store linked classes in the format of Java 5
  # shellcheck disable=SC2086 # the options are meant to be split
  nice "$JAVA_HOME/bin/java" $plainly "-XX:DumpLoadedClassList=$archive.used" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "$running" skybourse.app.cli.Main "$@" && sed -e '/^@cp/d' -e 's/ id: [0-9]*$//' "$archive.used" >>"$archive.classes"
}

surroundings() { # sets the character set UTF-8, which file names such as "café" need, and progress, if the error stream is a terminal
  case $(locale charmap 2>/dev/null || true) in
    UTF-8) ;;
    "") # this system has no command locale
      case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in *[Uu][Tt][Ff]-8* | *[Uu][Tt][Ff]8*) ;; *) export LC_ALL=C.UTF-8;; esac;;
    *) export LC_ALL=C.UTF-8;;
  esac
  progress=
  if [ -t 2 ]; then progress=-Dskybourse.progress=true; fi
}
start() { # class path, arguments: ends this shell and runs the program
  path=$1; shift
  if is_small "$@"; then
    flags="$plainly -Xmn24m -XX:CompileThresholdScaling=$often" # a small young generation: the same pages are used again
    if fits; then
      flags="$flags -Xlog:disable" # the virtual machine ignores an archive that does not fit; its warning helps no user
      kept="-XX:SharedArchiveFile=$archive"
    elif may_keep; then
      exec 9>"$lock_of_archive" # taken before the program starts: a process that waits for this lock waits for the classes
      if ! command -v flock >/dev/null 2>&1 || flock -n 9; then keep_classes </dev/null >/dev/null 2>&1 & fi
      exec 9>&-
    fi
  else
    flags=$modules
    quiet_start
  fi
  run_java "$path" "$@"
}
run_java() { # class path, arguments: with the options in flags
  path=$1; shift
  # shellcheck disable=SC2086 # the options are meant to be split
  exec "$JAVA_HOME/bin/java" $flags ${kept:+"$kept"} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "-Dskybourse.home=$here" $progress \
    ${SKYBOURSE_JAVA_OPTS:-} ${spark_jars:+"$spark_jars"} -cp "$path" skybourse.app.cli.Main "$@"
}
