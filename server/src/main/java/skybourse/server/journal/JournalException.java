package skybourse.server.journal;

import java.sql.SQLException;
import java.util.stream.Stream;

/** Thrown if the journal cannot be used. The message names the entry or the file, and its error. */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Result code of SQLite for a malformed page. The next constant is the code for a file without the header of a database. */
    private static final int CORRUPT = 11;

    private static final int NOT_A_DATABASE = 26;

    /** Creates an exception with a message. */
    public JournalException(String message) {
        super(message);
    }

    /** Creates an exception with a cause. If SQLite cannot read the file, the message names the file as damaged. */
    public JournalException(String message, Throwable cause) {
        super(isDamage(cause) ? damaged(message) : message, cause);
    }

    static String damaged(String what) {
        return SqliteJournal.FILE + " is damaged (torn or truncated): " + what;
    }

    private static boolean isDamage(Throwable failure) {
        return Stream.iterate(failure, any -> any != null, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .mapToInt(any -> ((SQLException) any).getErrorCode())
                .anyMatch(code -> code == CORRUPT || code == NOT_A_DATABASE);
    }

    /**
     * Returns advice for the operator, without the prefix "Hint: ".
     *
     * @param otherwise advice if the file is not damaged
     */
    public String advice(String otherwise) {
        return String.valueOf(getMessage()).startsWith(damaged(""))
                ? "restore a backup: move this folder away, and copy the backup back with `./skybourse backup`."
                : otherwise;
    }
}
