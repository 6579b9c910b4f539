"""The Java virtual machine in this process: finds it, starts it once, and keeps calls interruptible by Ctrl-C."""

from __future__ import annotations

import atexit
import gc
import os
import queue
import re
import shutil
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jpype
import jpype.config

from ._errors import JavaError, invalid, told

NEED = 25
VECTOR = "jdk.incubator.vector"
_JARS = Path(__file__).parent / "jars"
_lock = threading.Lock()
_classes = threading.Lock()
_started_in: int | None = None


def _release(home: Path) -> dict[str, str]:
    try:
        text = (home / "release").read_text(encoding="utf-8")
    except OSError:
        return {}
    return dict(re.findall(r'^(\w+)="(.*)"$', text, re.MULTILINE))


def _major(home: Path) -> int:
    found = re.match(r"\d+", _release(home).get("JAVA_VERSION", ""))
    return int(found[0]) if found else 0


def has_vectors(home: Path) -> bool:
    """Returns whether a Java installation has the vector module."""
    return VECTOR in _release(home).get("MODULES", "").split()


def _machine(home: Path) -> Path | None:
    places = ("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll")
    return next((home / place for place in places if (home / place).is_file()), None)


def _candidates() -> Iterator[Path]:
    if named := os.environ.get("JAVA_HOME"):
        yield Path(named)
    if java := shutil.which("java"):
        yield Path(java).resolve().parent.parent
    user = Path.home()
    for folder, pattern in (
        ("/usr/lib/jvm", "*"),
        ("/opt", "jdk*"),
        (user / ".sdkman/candidates/java", "*"),
        (user / ".jdks", "*"),
    ):
        yield from sorted(Path(folder).glob(pattern))


def find_java() -> Path:
    """Returns the Java home to use: SKYBOURSE_JAVA_HOME, otherwise an installed Java 25 or newer, otherwise skybourse-java."""
    what = f"SKYBOURSE_JAVA_HOME to the folder of a Java {NEED}"
    if named := os.environ.get("SKYBOURSE_JAVA_HOME"):
        home = Path(named)
        if _machine(home) is None:
            raise JavaError(f"SKYBOURSE_JAVA_HOME must be the folder of a Java: {home} has no lib/server. Set {what}.")
        if _major(home) < NEED:
            raise JavaError(f"Skybourse needs Java {NEED} or newer, and SKYBOURSE_JAVA_HOME, {home}, is {_major(home)}. Set {what}.")
        return home
    there = [home for home in _candidates() if _machine(home) is not None]
    fit = [home for home in there if _major(home) == NEED] or [home for home in there if _major(home) > NEED]
    if fit:
        return fit[0]
    try:
        import skybourse_java
    except ImportError:
        old = max(map(_major, there), default=0)
        found = f"found only Java {old}" if old else "found none"
        linux = sys.platform == "linux" and os.uname().machine == "x86_64"
        do = f"pip install 'skybourse[java]', or set {what}" if linux else f"Set {what}"
        raise JavaError(f"Skybourse needs Java {NEED} and {found}. {do}.") from None
    return Path(skybourse_java.HOME)


@contextmanager
def _without_the_line_about_incubators() -> Iterator[None]:
    """Suppresses Java's warning about the incubating vector module. Other output on standard error is passed on."""
    sys.stderr.flush()
    try:
        kept = os.dup(2)
    except OSError:  # there is no such stream
        yield
        return
    with tempfile.TemporaryFile() as said:
        os.dup2(said.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            said.seek(0)
            os.write(2, b"".join(line for line in said if b"Using incubator modules" not in line))


def start() -> None:
    """Starts Java unless it is running."""
    global _started_in
    if _started_in == os.getpid():
        return
    with _lock:
        if _started_in is not None and _started_in != os.getpid():
            raise JavaError(
                "This process was forked from one in which Java runs, and it cannot use that one. "
                "Start processes with multiprocessing.get_context('spawn')."
            )
        if _started_in is None:
            _begin()
            _started_in = os.getpid()


def _begin() -> None:
    if jpype.isJVMStarted():
        try:
            jpype.JClass("skybourse.python.NativeEnvironment")
        except TypeError:
            raise JavaError(
                "A Java without Skybourse runs in this process already. Use skybourse first, "
                "or start yours with the jars of skybourse.java_class_path()."
            ) from None
        return
    home = find_java()
    jars = java_class_path()
    if not jars:
        raise JavaError(f"The JAR files are missing in {_JARS}. Build the package with `./skybourse python`.")
    named = " ".join(os.environ.get(name, "") for name in ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"))
    collector = () if re.search(r"Use\w+GC", named) else ("-XX:+UseSerialGC",)  # of two Java would end the process
    young = () if re.search("-Xm|HeapSize", named) else ("-Xmn96m", "-Xms128m", "-XX:+AlwaysPreTouch")  # at once
    options = ["-Xrs", *collector, *young, "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
    if has_vectors(home):
        options.append(f"--add-modules={VECTOR}")
    else:
        warnings.warn(f"{home} has no {VECTOR}. Calculations are slower; results are the same.", stacklevel=5)
    try:
        with _without_the_line_about_incubators():
            jpype.startJVM(str(_machine(home)), *options, classpath=jars, interrupt=False, convertStrings=False)
    except (OSError, RuntimeError) as failure:
        raise JavaError(f"The Java in {home} does not start in this process: {failure}. Another Java may be running in it.") from failure
    if threading.current_thread() is not threading.main_thread():
        thread = jpype.JClass("java.lang.Thread")
        thread.detach()  # or Java would wait for this one at the end
        thread.attachAsDaemon()


def java_class_path() -> list[str]:
    """Returns the JAR files of the class path."""
    return sorted(map(str, _JARS.glob("*.jar")))


def java(name: str) -> Any:
    """Returns a Java class, after starting Java. The lock is needed because JPype publishes a class before its nested classes exist."""
    start()
    with _classes:
        return jpype.JClass(name)


def attach() -> None:
    """Attaches this thread to Java. Otherwise each call through a function pointer would attach and detach it."""
    java("java.lang.Thread").attachAsDaemon()


class _Worker:
    """A thread that executes calls while the main thread waits for signals."""

    def __init__(self) -> None:
        self.idle = threading.Event()
        self.tasks: queue.SimpleQueue[tuple[Callable[[], Any], queue.SimpleQueue[tuple[Any, BaseException | None]]]] = queue.SimpleQueue()
        threading.Thread(target=self._work, name="skybourse", daemon=True).start()

    def _work(self) -> None:
        while True:
            task, answers = self.tasks.get()
            try:
                answers.put((task(), None))
            except BaseException as failure:  # it is the caller's
                answers.put((None, failure))
            del task, answers
            self.idle.set()

    def do(self, task: Callable[[], Any]) -> Any:
        answers: queue.SimpleQueue[tuple[Any, BaseException | None]] = queue.SimpleQueue()
        self.idle.clear()
        self.tasks.put((task, answers))
        answer, failure = answers.get()
        if failure is not None:
            raise failure
        return answer


_worker: _Worker | None = None
_unheard: list[_Worker] = []


def _forked() -> None:
    """Prevents a forked child from waiting for threads of its parent."""
    if _started_in is not None:
        jpype.config.onexit = False
        gc.callbacks[:] = [each for each in gc.callbacks if getattr(each, "__module__", "") != "_jpype"]
        _unheard.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)


@atexit.register
def _leave() -> None:
    """Waits briefly for abandoned calls at exit, because Java must not run while Python shuts down. Exits as Ctrl-C does if interrupted."""
    for worker in _unheard:
        if not worker.idle.wait(2):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(130)


def call(task: Callable[..., Any], *arguments: Any, file: str = "", brief: bool = False) -> Any:
    """Calls Java and raises its errors as InputError. In the main thread Ctrl-C ends the wait at once; the Java call continues
    in the background. A short call runs in the calling thread, because a thread switch can take as long as a small market."""
    global _worker
    start()
    with translated(file):
        if brief or threading.current_thread() is not threading.main_thread():
            return task(*arguments)
        worker, _worker = _worker or _Worker(), None  # one that is left behind, or asked by what it does, is not asked again
        try:
            answer = worker.do(lambda: task(*arguments))
        except KeyboardInterrupt:
            _unheard.append(worker)
            raise
        _worker = worker
        return answer


def asked_by_java(function: Callable[..., Any]) -> Callable[..., Any]:
    """Wraps a function that Java calls. If the function raises an exception, its traceback is shown."""

    def kept(*arguments: Any) -> Any:
        try:
            return function(*arguments)
        except Exception:  # caught once, the exception carries its traceback, which Java would lose
            raise

    return kept


@contextmanager
def translated(file: str = "") -> Iterator[None]:
    """Translates Java exceptions into Python exceptions."""
    try:
        yield
    except jpype.JException as failure:
        raise _python(failure, file) from None


def _python(failure: Any, file: str) -> Exception:
    kind = str(failure.getClass().getName())
    if kind == "skybourse.files.text.InvalidInputException":
        return invalid(failure)
    cause = failure
    while cause is not None and not isinstance(cause, java("java.lang.IllegalArgumentException")):
        cause = cause.getCause()
    if cause is not None:
        return told(str(cause.getMessage()), file)
    if kind == "java.lang.IllegalStateException":
        return told(str(failure.getMessage()), file)
    if kind == "java.lang.OutOfMemoryError":
        return MemoryError(str(failure.getMessage()))
    return JavaError(f"{kind}: {failure.getMessage()}")
