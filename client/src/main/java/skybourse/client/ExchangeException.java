package skybourse.client;

import java.io.IOException;

/**
 * Thrown if the exchange refuses a request, or if its reply is invalid. Unless the status is 429 or at least 500, a repetition of the same request does not
 * help.
 */
public final class ExchangeException extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;

    ExchangeException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Returns the HTTP status; 200 if the reply is invalid. */
    public int status() {
        return status;
    }
}
