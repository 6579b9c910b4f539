package skybourse.files.scenario;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import skybourse.base.agent.Task;
import skybourse.files.text.CsvTable;
import skybourse.files.text.InvalidInputException;
import skybourse.round.dynamics.Arrivals.Trace;

/**
 * Reader of files with recorded requests. A file is a CSV with the columns {@code seconds,inputBits,work,deadlineSeconds}; other columns are ignored.
 */
public final class RequestTable {

    /** Time window {@code [startSeconds, startSeconds + lengthSeconds)} in the times of the file. Requests outside it are ignored. */
    public record Window(double startSeconds, double lengthSeconds) {

        boolean holds(double seconds) {
            return seconds >= startSeconds && seconds < startSeconds + lengthSeconds;
        }
    }

    private RequestTable() {}

    /**
     * Reads the requests of a file. Time 0 is the start of the window; without a window, it is the time of the first request.
     *
     * @param source name of the file, for messages
     * @param bytes content of the file
     * @param speed number of recorded seconds per second of the simulation
     * @param window part of the file; null for the complete file
     * @throws InvalidInputException if the content is not valid or has no request in the window; the message names the first error
     */
    static Trace read(String source, byte[] bytes, double speed, @Nullable Window window) {
        CsvTable csv = CsvTable.read(source, bytes);
        if (!csv.has("seconds", "inputBits", "work", "deadlineSeconds")) {
            throw csv.unknownColumns("seconds,inputBits,work,deadlineSeconds");
        }
        List<Trace.Request> requests = new ArrayList<>();
        double start = window == null ? Double.NaN : window.startSeconds();
        double last = Double.NEGATIVE_INFINITY;
        for (CsvTable.Row row : csv.rows()) {
            double seconds = row.number("seconds", Double.NEGATIVE_INFINITY);
            if (seconds < last) {
                throw row.bad("seconds", "must not decrease: " + seconds, "sort the file by time.");
            }
            last = seconds;
            start = Double.isNaN(start) ? seconds : start;
            Task task = task(source, row);
            if (window == null || window.holds(seconds)) {
                requests.add(new Trace.Request((seconds - start) / speed, task));
            }
        }
        if (requests.isEmpty()) {
            throw new InvalidInputException(
                    source,
                    "must hold a request" + (window == null ? "" : " in the window") + ": 0",
                    "use another window, or write the truncated file again.");
        }
        return new Trace(requests);
    }

    private static Task task(String source, CsvTable.Row row) {
        try {
            return new Task(row.number("inputBits", 0), row.number("work", 0), row.number("deadlineSeconds", 0));
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(source, "line " + row.line(), e, row.brokenAdvice());
        }
    }
}
