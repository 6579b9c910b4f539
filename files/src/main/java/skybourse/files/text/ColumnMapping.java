package skybourse.files.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Mapping from headers of files to columns of a format, as given by {@code --map COLUMN=HEADER}. A pair applies to a file that has the header but not
 * the column. The mapping records the headers that were used. Not thread-safe.
 */
public final class ColumnMapping {

    /** Columns of all formats. */
    public static final List<String> COLUMNS = List.of(
            "input",
            "output",
            "seconds",
            "TIMESTAMP",
            "ContextTokens",
            "GeneratedTokens",
            "timestamp_ms",
            "input_tokens",
            "output_tokens",
            "prefill_tokens",
            "decode_tokens",
            "context_chars",
            "output_chars",
            "latitude_deg",
            "longitude_deg",
            "id",
            "time",
            "latitude",
            "longitude",
            "vehicle_id",
            "trajectory_id",
            "activity",
            "t_s",
            "x_m",
            "y_m",
            "gpu_model",
            "num_gpus",
            "nickname",
            "max_num_seqs",
            "output_throughput_tokens_per_sec",
            "avg_power_watts",
            "gpu",
            "model",
            "throughput_tokens_per_s",
            "mean_gpu_power_w");

    private final String option;
    private final Map<String, String> columns = new LinkedHashMap<>();
    private final Set<String> used = new TreeSet<>();

    /**
     * Creates a mapping.
     *
     * @param option name of the option, for messages
     * @param pairs texts {@code COLUMN=HEADER}
     * @throws InvalidInputException if a text does not have the form {@code COLUMN=HEADER}, no format has the column, or a header occurs twice
     */
    public ColumnMapping(String option, List<String> pairs) {
        this.option = option;
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String header = pair.substring(equals + 1).strip();
            if (equals < 0 || header.isEmpty()) {
                throw bad("must be COLUMN=HEADER: " + ErrorText.quote(pair), "write for example input=prompt_tokens.");
            }
            if (columns.put(header, column(pair, equals)) != null) {
                throw bad("must name each header once: " + ErrorText.quote(pair), "delete one of the two.");
            }
        }
    }

    private String column(String pair, int equals) {
        String column = pair.substring(0, equals).strip();
        if (!COLUMNS.contains(column)) {
            throw bad(
                    "must begin with a column of a format: " + ErrorText.quote(pair),
                    "use " + ErrorText.nearest(column, COLUMNS).orElse("input")
                            + ", for example; docs/reference/scenario-files.md lists the formats.");
        }
        return column;
    }

    /** Returns the headers of a file, in the same order, with each mapped header replaced by its column. Records these headers as used. */
    List<String> columns(List<String> headers) {
        return headers.stream().map(header -> column(header, headers)).toList();
    }

    private String column(String header, List<String> headers) {
        String column = columns.get(header);
        if (column == null || headers.contains(column)) {
            return header;
        }
        used.add(header);
        return column;
    }

    /**
     * Checks that each header of the mapping was used.
     *
     * @throws InvalidInputException if a header was not used in any file
     */
    public void requireUsed() {
        for (Map.Entry<String, String> pair : columns.entrySet()) {
            if (!used.contains(pair.getKey())) {
                throw bad(
                        "must name a header of a file that lacks the column: "
                                + ErrorText.quote(pair.getValue() + "=" + pair.getKey()),
                        "correct the spelling of the header, or leave the pair out.");
            }
        }
    }

    private InvalidInputException bad(String complaint, String advice) {
        return new InvalidInputException(option, complaint, advice);
    }
}
