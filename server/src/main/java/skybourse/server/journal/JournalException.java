package skybourse.server.journal;

/** A journal that cannot be gone on with: what is wrong with it, and where. */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Says what is wrong. */
    public JournalException(String message) {
        super(message);
    }

    /** Says what is wrong, and what it came from. */
    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
