package skybourse.testing;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Prints the reasons of skipped tests after a test plan. The launcher finds this class as a service. */
public final class SkippedTests implements TestExecutionListener {

    private final Map<String, Set<String>> byReason = new TreeMap<>();
    private final PrintStream to;

    /** Prints to standard output. Constructor for the launcher. */
    public SkippedTests() {
        this(System.out);
    }

    SkippedTests(PrintStream to) {
        this.to = to;
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        add(test, reason);
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == Status.ABORTED) {
            add(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
        }
    }

    private void add(TestIdentifier test, String reason) {
        byReason.computeIfAbsent(reason.replaceFirst("^(Assumption failed: |.* ==> )", ""), _ -> new LinkedHashSet<>())
                .add(name(test));
    }

    private static String name(TestIdentifier test) {
        Optional<String> where = test.getSource().map(source -> switch (source) {
            case MethodSource method -> simple(method.getClassName()) + "." + method.getMethodName();
            case ClassSource type -> simple(type.getClassName());
            default -> test.getDisplayName();
        });
        return where.orElse(test.getDisplayName());
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan plan) {
        to.print(text());
        byReason.clear(); // each class may have its own plan
    }

    /** Returns a line per reason with its skipped tests, each once; empty if no test was skipped. */
    private String text() {
        StringBuilder text = new StringBuilder();
        byReason.forEach((reason, tests) -> text.append("Skipped, ")
                .append(reason)
                .append(": ")
                .append(String.join(", ", tests))
                .append('\n'));
        return text.toString();
    }
}
