package skybourse.client;

import java.io.IOException;

/**
 * Thrown if a request has no final reply at its deadline. The message lists the addresses and the last failure of each. The cause is the last failure. The
 * exchange may have executed a command, so the caller may only repeat it unchanged.
 */
public final class UnavailableException extends IOException {

    private static final long serialVersionUID = 1;

    UnavailableException(String message, IOException cause) {
        super(message, cause);
    }
}
