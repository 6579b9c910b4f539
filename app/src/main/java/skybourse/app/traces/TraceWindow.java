package skybourse.app.traces;

import java.util.List;
import java.util.Optional;
import skybourse.app.traces.RequestTrace.Request;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.LabelSyntax;
import skybourse.base.numeric.NumberSyntax;
import skybourse.files.text.InvalidInputException;

/**
 * Part of a trace. In an import of a single round, its requests are the tasks of one round of the same length. In an import over time, they arrive
 * one after another.
 *
 * @param startSeconds start, in s after the first request of the trace, at least 0
 * @param seconds length, in s, above 0
 */
public record TraceWindow(double startSeconds, double seconds) {

    private static final double STANDARD_SECONDS = 10;
    private static final String OPTION = "--window";

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a component is out of range or not finite
     */
    public TraceWindow {
        Checks.nonNegative(startSeconds, "startSeconds");
        Checks.positive(seconds, "seconds");
    }

    /**
     * Returns the window that contains the most requests, among those that begin with a request. If several contain equally many, returns the first.
     * For an untimed trace, the window contains all requests.
     *
     * @param trace the requests
     * @param seconds length of the window, in s
     * @throws IllegalArgumentException if {@code seconds} is not positive and finite
     */
    public static TraceWindow busiest(RequestTrace trace, double seconds) {
        double[] times = sortedSeconds(trace);
        int best = 0;
        int most = 0;
        int end = 0;
        for (int start = 0; start < times.length; start++) {
            while (end < times.length && times[end] < times[start] + seconds) {
                end++;
            }
            if (end - start > most) {
                most = end - start;
                best = start;
            }
        }
        return new TraceWindow(Math.max(0, times[best]), seconds);
    }

    private static double[] sortedSeconds(RequestTrace trace) {
        return trace.requests().stream()
                .mapToDouble(Request::arrivalSeconds)
                .sorted()
                .toArray();
    }

    /** Returns a window that contains the complete trace. */
    public static TraceWindow whole(RequestTrace trace) {
        double last = trace.requests().stream()
                .mapToDouble(Request::arrivalSeconds)
                .max()
                .orElse(0);
        return new TraceWindow(0, Math.floor(last) + 1);
    }

    /**
     * Returns the requested window. Default: the busiest one of 10 s.
     *
     * @param text {@code START+SECONDS}; empty for the default
     * @throws InvalidInputException if the text has another form or the window contains no request
     */
    public static TraceWindow chosen(Optional<String> text, RequestTrace trace) {
        TraceWindow busiest = busiest(trace, STANDARD_SECONDS);
        TraceWindow chosen = text.map(given -> parse(given, busiest)).orElse(busiest);
        if (chosen.of(trace).isEmpty()) {
            throw new InvalidInputException(
                    OPTION, "must have at least one request: " + text.orElse(""), busiest.meant());
        }
        return chosen;
    }

    private static TraceWindow parse(String text, TraceWindow busiest) {
        int plus = text.indexOf('+');
        try {
            return new TraceWindow(
                    NumberSyntax.decimal(text.substring(0, Math.max(0, plus))).orElse(Double.NaN),
                    NumberSyntax.decimal(text.substring(plus + 1)).orElse(Double.NaN));
        } catch (IllegalArgumentException e) {
            var failure = new InvalidInputException(
                    OPTION,
                    "must be START+SECONDS, neither negative: " + LabelSyntax.escapedInQuotes(text),
                    busiest.meant());
            failure.initCause(e);
            throw failure;
        }
    }

    private String meant() {
        return "use for example " + startSeconds + "+" + seconds
                + ", the busiest stretch; START is in seconds after the first request.";
    }

    /** Returns the requests in the window; all requests of an untimed trace. */
    public List<Request> of(RequestTrace trace) {
        return trace.requests().stream()
                .filter(request -> !trace.timed()
                        || (request.arrivalSeconds() >= startSeconds
                                && request.arrivalSeconds() < startSeconds + seconds))
                .toList();
    }
}
