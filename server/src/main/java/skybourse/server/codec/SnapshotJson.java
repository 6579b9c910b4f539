package skybourse.server.codec;

import tools.jackson.core.JacksonException;

/**
 * JSON of the records in snapshots. Members are named like the fields. A written record is read as an equal record. A snapshot is only a cache, so JSON of
 * another version is rejected.
 */
public final class SnapshotJson {

    private SnapshotJson() {}

    /** Returns a record as JSON. */
    public static byte[] write(Record state) {
        return JournalEventText.JSON.writeValueAsBytes(state);
    }

    /**
     * Parses a record.
     *
     * @throws IllegalArgumentException if a field is unknown, missing or of another type
     */
    public static <R extends Record> R read(byte[] text, Class<R> kind) {
        try {
            return JournalEventText.JSON.readValue(text, kind);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("was written by another version: " + JournalEventText.firstLine(e), e);
        }
    }
}
