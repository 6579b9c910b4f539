package skybourse.server.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** HTTP client that sends raw bytes, also invalid ones. */
public final class RawHttp implements AutoCloseable {

    private final int port;
    private Socket socket;
    private InputStream in;

    public RawHttp(int port) throws IOException {
        this.port = port;
        connect();
    }

    private void connect() throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Reply.
     *
     * @param status HTTP status
     * @param text the complete reply, with headers
     */
    public record Got(int status, String text) {}

    /** Sends a request and returns the reply. Opens a new connection if the previous one was closed. */
    public Got send(byte[] request) throws IOException {
        try {
            socket.getOutputStream().write(request);
            return read();
        } catch (IOException e) {
            close();
            connect();
            socket.getOutputStream().write(request);
            return read();
        }
    }

    private Got read() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException(head.toString());
            }
            head.append((char) c);
        }
        String small = head.toString().toLowerCase(Locale.ROOT);
        int length = 0;
        int at = small.indexOf("content-length:");
        if (at >= 0) {
            length = Integer.parseInt(
                    small.substring(at + 15, small.indexOf('\r', at)).strip());
        }
        var body = new ByteArrayOutputStream();
        body.write(in.readNBytes(length));
        if (small.contains("connection: close")) {
            close();
            connect();
        }
        return new Got(Integer.parseInt(head.substring(9, 12)), head + body.toString(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
