package skybourse.server.mcp;

import java.util.Map;

/** Thrown to answer a request with an error of JSON-RPC. */
final class RpcException extends RuntimeException {

    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int UNKNOWN_METHOD = -32601;
    static final int INVALID_PARAMETERS = -32602;

    /** The headers contradict the body. */
    static final int HEADER_MISMATCH = -32020;

    static final int UNSUPPORTED_REVISION = -32022;

    private static final long serialVersionUID = 1;

    final int status;
    final int code;
    final transient Map<String, ?> data;

    /**
     * Creates an error.
     *
     * @param status HTTP status
     * @param code code of JSON-RPC
     * @param message what is wrong, in words
     * @param data details; empty for none
     */
    RpcException(int status, int code, String message, Map<String, ?> data) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.data = data;
    }

    RpcException(int status, int code, String message) {
        this(status, code, message, Map.of());
    }
}
