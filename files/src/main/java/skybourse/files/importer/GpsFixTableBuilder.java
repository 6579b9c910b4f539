package skybourse.files.importer;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import skybourse.files.text.CsvTable;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;

/** Builder of a table of GPS fixes with calendar times. Times in the table are in seconds since the earliest fix. */
public final class GpsFixTableBuilder {

    private record Fix(String id, OffsetDateTime at, String latitude, String longitude, int line, String text) {}

    private final String source;
    private final List<Fix> fixes = new ArrayList<>();
    private final Map<String, OffsetDateTime> last = new HashMap<>();

    GpsFixTableBuilder(String source) {
        this.source = source;
    }

    /**
     * Parses a time in ISO 8601. A time without an offset is in UTC. A space may replace the T.
     *
     * @param source name of the file, for messages
     * @param line number of the line, for messages
     * @param text the time
     * @throws InvalidInputException if the text is not a time in ISO 8601
     */
    public static OffsetDateTime moment(String source, int line, String text) {
        String iso = text.strip().replace(' ', 'T');
        try {
            boolean hasOffset = iso.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)") && iso.indexOf('T') > 0;
            return hasOffset
                    ? OffsetDateTime.parse(
                            iso.replaceFirst("([+-]\\d\\d)(\\d\\d)?$", "$1:$2").replaceFirst(":$", ":00"))
                    : LocalDateTime.parse(iso).atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            var failure = new InvalidInputException(
                    source,
                    "line " + line,
                    "must have a time such as 2009-10-17T18:37:26Z: " + ErrorText.quote(text),
                    "write the time in this form, or complete the line.");
            failure.initCause(e);
            throw failure;
        }
    }

    /** Returns the number of seconds from {@code first} to {@code at}, rounded to the nearest double. */
    public static double secondsBetween(OffsetDateTime first, OffsetDateTime at) {
        Duration since = Duration.between(first, at);
        return BigDecimal.valueOf(since.getSeconds())
                .add(BigDecimal.valueOf(since.getNano(), 9))
                .doubleValue();
    }

    /** Adds a fix. Receivers write duplicates, so a fix is ignored if it has the same time as the previous fix of its id. */
    void add(String id, String time, String latitude, String longitude, int line, String text) {
        OffsetDateTime at = moment(source, line, time);
        if (!at.equals(last.put(id, at))) {
            fixes.add(new Fix(id, at, latitude, longitude, line, text));
        }
    }

    /** Returns the table, with one row per fix in the order of {@link #add} and ids, times, latitudes and longitudes as columns. */
    CsvTable table() {
        var table = new CsvTable(source, List.of("trajectory_id", "t_s", "latitude_deg", "longitude_deg"));
        OffsetDateTime first =
                fixes.stream().map(Fix::at).min(OffsetDateTime.timeLineOrder()).orElse(OffsetDateTime.MIN);
        fixes.forEach(fix -> table.add(
                fix.line,
                fix.text,
                List.of(fix.id, Double.toString(secondsBetween(first, fix.at)), fix.latitude, fix.longitude)));
        return table;
    }
}
