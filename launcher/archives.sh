# launcher/archives.sh: makes the archives of a release in target, from what `skybourse` compiled. Sourced by `skybourse build`, whose functions it
# uses. The same sources and the same JDK give the same files, except the classes of the virtual machine: names are sorted, and all times are that of
# the commit, or SOURCE_DATE_EPOCH. The virtual machine compares time and size of the jar with those of which it stored the classes, so the jar gets its
# time before.
# shellcheck shell=sh disable=SC2154
release="skybourse-$(version)"
staged="$target/archive"
stage="$staged/$release"
system=$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m | sed -e 's/x86_64/x64/' -e 's/aarch64/arm64/')
epoch=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct 2>/dev/null || date +%s)}

jar_of() { # a jar, a folder, its manifest or nothing: all files of the folder, in sorted order
  (cd "$2" && find . -type f | sed -e 's,^\./,,' -e 's/.*/"&"/' | LC_ALL=C sort >"$staged/names") # in quotes: jar splits lines at spaces
  if [ -n "${3:-}" ]; then set -- "$1" "$2" --manifest "$3"; else set -- "$1" "$2" --no-manifest; fi
  (to=$1; cd "$2" && shift 2 && "$JAVA_HOME/bin/jar" --create --date="$(date -u -d "@$epoch" +%Y-%m-%dT%H:%M:%SZ)" --file "$to" "$@" "@$staged/names")
}
library() { # a jar, a folder: copies it; of ECharts its library alone
  case "${1##*/}" in
    echarts-*)
      rm -rf "$staged/echarts"; mkdir "$staged/echarts"
      (cd "$staged/echarts" && "$JAVA_HOME/bin/jar" --list --file "$1" | grep '/dist/echarts\.min\.js$' | sed 's/.*/"&"/' >"$staged/names" &&
        "$JAVA_HOME/bin/jar" --extract --file "$1" "@$staged/names")
      jar_of "$2/${1##*/}" "$staged/echarts";;
    *) cp -L "$1" "$2/${1##*/}";;
  esac
}
program_jar() { # the program, whose manifest names its libraries
  while read -r file; do library "$target/quick/$file" "$stage/lib"; done <"$needed"
  manifest "$(sed 's,.*/,,' "$needed" | tr '\n' ' ')" >"$staged/manifest"
  jar_of "$stage/lib/skybourse.jar" "$target/quick/program" "$staged/manifest"
}
paths_of() { # a class path: its files, one a line
  { tr : '\n' <"$1"; echo; } | grep . >"$staged/paths"
}
part_jar() { # server or paper, its libraries as a class path: a jar whose manifest names them; a library that is there already is not copied again
  rm -rf "$staged/part"; mkdir "$staged/part"
  cp -R "$target/quick/$1.classes/." "$here/$1/src/main/resources/." "$staged/part"
  rm -f "$staged/part/.compiled"
  names=
  paths_of "$2"
  while IFS= read -r file; do
    name=${file##*/}
    if [ -f "$stage/lib/server/$name" ] && [ "$1" != server ]; then name="../server/$name"; else cp -L "$file" "$stage/lib/$1"; fi
    names="$names $name"
  done <"$staged/paths"
  { echo "Manifest-Version: 1.0"; echo "Class-Path: ${names# }"; } | folded >"$staged/manifest"
  jar_of "$stage/lib/$1/skybourse-$1.jar" "$staged/part" "$staged/manifest"
}
fill() { # the folder of the archive without a runtime and without stored classes
  rm -rf "$staged"
  mkdir -p "$stage/lib/server" "$stage/lib/paper"
  cp "$here/launcher/skybourse" "$stage"
  cp "$here/launcher/start.sh" "$stage/lib"
  for file in README.md CHANGELOG.md ARCHITECTURE.md CONTRIBUTING.md CITATION.cff LICENSE NOTICE; do cp "$here/$file" "$stage"; done
  pages_and_examples
  program_jar
  part_jar server "$server"
  part_jar paper "$paper"
  set -- "$here/LICENSE" "$here/NOTICE" "$here"/python/app/*.txt "$here"/launcher/*.txt
  while IFS= read -r file; do set -- "$@" "$target/quick/$file"; done <"$needed"
  for part in "$server" "$paper"; do
    paths_of "$part"
    while IFS= read -r file; do set -- "$@" "$file"; done <"$staged/paths"
  done
  "$JAVA_HOME/bin/java" "$here/launcher/Licences.java" "$stage/licences" "$@"
}
pages_and_examples() { # copies docs and examples: from a git checkout the tracked files only
  if [ -e "$here/.git" ] && git -C "$here" ls-files -z -- docs examples >"$staged/tracked" 2>/dev/null && [ -s "$staged/tracked" ]; then
    tar -C "$here" --null --files-from="$staged/tracked" -cf "$staged/copied"
    tar -C "$stage" -xf "$staged/copied"
  else
    say "  this folder is not a git checkout: the archives get all files in docs and examples"
    cp -R "$here/docs" "$here/examples" "$stage"
    find "$stage/examples" -name __pycache__ -prune -exec rm -rf {} +
  fi
  rm -f "$stage/examples/train-learned" # compares with a model in the sources
  mkdir -p "$stage/python/src/skybourse" # the client that examples/exchange imports
  for file in __init__ _http _receipts exchange; do cp "$here/python/src/skybourse/$file.py" "$stage/python/src/skybourse"; done
}
same_times() { # of all that was staged
  chmod -R u=rwX,go=rX "$stage"
  find "$stage" -exec touch -h -d "@$epoch" {} +
}
stored_classes() { # with the JDK of JAVA_HOME, from the jar with its last time
  archive="$stage/lib/skybourse.jsa"
  rm -f "$archive"
  (
    running="$stage/lib/skybourse.jar"
    made_of="$archive.made-of"
    now_of() { cat "$JAVA_HOME/release"; }
    keep_classes >"$staged/keep" 2>&1 || true
  )
  [ -f "$archive" ] || say "  without stored classes: the virtual machine made none"
}
packed() { # the name of an archive, which replaces an older one as a whole
  same_times
  stored_classes
  same_times
  tar --sort=name --format=gnu --mtime="@$epoch" --owner=0 --group=0 --numeric-owner -C "$staged" -cf "$staged/tar" "$release"
  gzip -9 -n <"$staged/tar" >"$staged/packed"
  mv "$staged/packed" "$target/$1"
  say "  made $target/$1, $(($(wc -c <"$target/$1") / 1000000)) MB"
}

case $(tar --version 2>/dev/null) in
  *"GNU tar"*) ;;
  *) say "the archives are skipped: they need GNU tar"; return 0;;
esac
lock all
say "making the archives of a release; takes about a minute"
fill
packed "$release.tar.gz"
if link_java "$stage/runtime" "$java_modules" zip-0 >"$staged/jlink" 2>&1; then
  JAVA_HOME="$stage/runtime"
  "$JAVA_HOME/bin/java" -Xshare:dump >"$staged/keep" 2>&1 || say "  the runtime has no stored classes of its own"
  packed "$release-$system.tar.gz"
else
  say "the archive with a runtime is skipped: jlink of $JAVA_HOME failed: $(head -n1 "$staged/jlink")"
fi
rm -rf "$staged"
unlock
