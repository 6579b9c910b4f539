package skybourse.app.traces;

import java.util.List;
import skybourse.app.traces.Requests.Request;
import skybourse.base.numeric.Checks;

/**
 * A stretch of a trace; its requests are the tasks of one round as long as it.
 *
 * @param startSeconds after the trace's first request
 * @param seconds length
 */
public record TraceWindow(double startSeconds, double seconds) {

    public TraceWindow {
        Checks.nonNegative(startSeconds, "startSeconds");
        Checks.positive(seconds, "seconds");
    }

    /**
     * Returns the window that begins with a request and holds most requests, the first such one; all of an untimed trace.
     *
     * @param trace the requests
     * @param seconds length of the window
     */
    public static TraceWindow busiest(Requests trace, double seconds) {
        double[] times = trace.requests().stream()
                .mapToDouble(Request::arrivalSeconds)
                .sorted()
                .toArray();
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

    /** Returns the requests inside; every request of an untimed trace. */
    public List<Request> of(Requests trace) {
        return trace.requests().stream()
                .filter(request -> !trace.timed()
                        || (request.arrivalSeconds() >= startSeconds
                                && request.arrivalSeconds() < startSeconds + seconds))
                .toList();
    }
}
