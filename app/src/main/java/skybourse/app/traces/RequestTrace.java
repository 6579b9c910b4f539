package skybourse.app.traces;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import skybourse.files.importer.Importers;
import skybourse.files.text.CsvTable;
import skybourse.files.text.CsvTable.Row;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;

/**
 * Trace of requests to a language model.
 *
 * @param charactersPerToken assumed number of characters per token if the trace counts characters; 1 if it counts tokens
 * @param timed whether requests have arrival times; if not, all arrive at 0
 * @param requests at least one request, in the order of the file; joined traces are in order of arrival
 */
public record RequestTrace(double charactersPerToken, boolean timed, List<Request> requests) {

    /** Number of characters per token in traces that count characters (our assumption). */
    private static final double CHARACTERS_PER_TOKEN = 4;

    /**
     * Format of time stamps. In traces of 2023, seconds have seven fractional digits and there is no time zone. In traces of 2024, they have six
     * fractional digits, followed by an offset from UTC.
     */
    private static final DateTimeFormatter STAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[xxx]")
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    /**
     * One request.
     *
     * @param arrivalSeconds time after the earliest request of the trace, in s; with time stamps, time after the first row, which may be negative
     * @param inputTokens number of input tokens, at least 1
     * @param outputTokens number of output tokens, at least 0
     */
    public record Request(double arrivalSeconds, double inputTokens, double outputTokens) {}

    public RequestTrace {
        requests = List.copyOf(requests);
    }

    /**
     * Reads a trace in one of the known formats, which are distinguished by their columns.
     *
     * @throws InvalidInputException if the columns are unknown, if a value is invalid (the message names its line), or if there are no requests
     */
    public static RequestTrace read(CsvTable table) {
        RequestTrace requests = recognise(table);
        if (requests.requests().isEmpty()) {
            throw new InvalidInputException(
                    table.source(),
                    "must have at least one request: 0",
                    "the file is empty or truncated; write it again.");
        }
        return requests;
    }

    /**
     * Returns the requests of two traces in order of arrival.
     *
     * @param other trace that is shifted in time
     * @param fromSeconds start of {@code other} in the time of this trace, in s
     */
    public RequestTrace joined(RequestTrace other, double fromSeconds) {
        Stream<Request> later = other.requests.stream()
                .map(each -> new Request(fromSeconds + each.arrivalSeconds, each.inputTokens, each.outputTokens));
        return new RequestTrace(
                Math.max(charactersPerToken, other.charactersPerToken),
                timed && other.timed,
                Stream.concat(requests.stream(), later)
                        .sorted(Comparator.comparingDouble(Request::arrivalSeconds))
                        .toList());
    }

    private static RequestTrace recognise(CsvTable table) {
        if (table.has("TIMESTAMP", "ContextTokens", "GeneratedTokens")) {
            return new RequestTrace(1, true, azure(table));
        }
        if (table.has("timestamp_ms", "input_tokens", "output_tokens")) {
            return new RequestTrace(1, true, timed(table, "timestamp_ms", 1e-3, "input_tokens", "output_tokens"));
        }
        if (table.has("prefill_tokens", "decode_tokens")) {
            return new RequestTrace(1, false, lengths(table, "prefill_tokens", "decode_tokens", 1));
        }
        if (table.has("context_chars", "output_chars")) {
            return new RequestTrace(
                    CHARACTERS_PER_TOKEN, false, lengths(table, "context_chars", "output_chars", CHARACTERS_PER_TOKEN));
        }
        if (table.has("input", "output", "seconds")) {
            return new RequestTrace(1, true, timed(table, "seconds", 1, "input", "output"));
        }
        if (table.has("input", "output")) {
            return new RequestTrace(1, false, lengths(table, "input", "output", 1));
        }
        throw table.unknownColumns("TIMESTAMP,ContextTokens,GeneratedTokens; timestamp_ms,input_tokens,output_tokens;"
                + " prefill_tokens,decode_tokens; context_chars,output_chars; and input,output with or without seconds."
                + Importers.hint());
    }

    private static List<Request> azure(CsvTable table) {
        List<Request> requests = new ArrayList<>();
        OffsetDateTime first = null;
        for (Row row : table.rows()) {
            OffsetDateTime at = stamp(row);
            first = first == null ? at : first;
            double seconds = Duration.between(first, at).toNanos() / 1e9;
            requests.add(request(row, seconds, "ContextTokens", "GeneratedTokens", 1));
        }
        return requests;
    }

    private static OffsetDateTime stamp(Row row) {
        try {
            return OffsetDateTime.parse(row.text("TIMESTAMP"), STAMP);
        } catch (DateTimeException e) {
            var failure = row.bad(
                    "TIMESTAMP",
                    "must have the form 2023-11-16 18:17:03.9799600 or 2024-05-10 00:00:00.009930+00:00: "
                            + ErrorText.quote(row.text("TIMESTAMP")),
                    "write the time in this form, or complete the line; it reads " + ErrorText.quote(row.written()));
            failure.initCause(e);
            throw failure;
        }
    }

    /** Returns requests with numeric times. The earliest time becomes 0. */
    private static List<Request> timed(CsvTable table, String time, double seconds, String in, String out) {
        double first = table.rows().stream()
                .mapToDouble(row -> row.number(time, Double.NEGATIVE_INFINITY))
                .min()
                .orElse(0);
        return table.rows().stream()
                .map(row -> request(row, (row.number(time, Double.NEGATIVE_INFINITY) - first) * seconds, in, out, 1))
                .toList();
    }

    private static List<Request> lengths(CsvTable table, String in, String out, double perToken) {
        return table.rows().stream()
                .map(row -> request(row, 0, in, out, perToken))
                .toList();
    }

    private static Request request(Row row, double seconds, String in, String out, double perToken) {
        double input = Math.max(1, row.number(in, 0) / perToken);
        return new Request(seconds, input, row.number(out, 0) / perToken);
    }
}
