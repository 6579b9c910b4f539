package skybourse.server.codec;

import tools.jackson.core.JacksonException;

/** Records of records as JSON, their fields by name, read back equal. Of a cache alone: what another program wrote is refused. */
public final class StateText {

    private StateText() {}

    /** Returns a record as JSON. */
    public static byte[] written(Record state) {
        return EventText.JSON.writeValueAsBytes(state);
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException where a field is unknown, missing, or of another type
     */
    public static <R extends Record> R read(byte[] text, Class<R> kind) {
        try {
            return EventText.JSON.readValue(text, kind);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("was written by another version: " + EventText.firstLine(e), e);
        }
    }
}
