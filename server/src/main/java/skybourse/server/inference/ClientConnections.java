package skybourse.server.inference;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 connections, of which it is known whether the client has closed them while it waits for an answer. The library reads a connection only for
 * the next request. Here another thread reads on while a request waits; the bytes are then the beginning of the next request.
 */
final class ClientConnections implements ServerConnectionSelector {

    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static final byte[] END = {};
    private static final byte[] NOTHING_YET = {0};

    private final ServerConnectionSelector http =
            Http1ConnectionSelector.builder().config(Http1Config.create()).build();
    private final Map<String, ReadAhead> open = new ConcurrentHashMap<>();

    /** Reads one connection. */
    private static final class ReadAhead {
        private final DataReader in;
        private @Nullable CompletableFuture<byte[]> next;

        ReadAhead(DataReader in) {
            this.in = in;
        }

        synchronized CompletableFuture<byte[]> start() {
            CompletableFuture<byte[]> started =
                    next == null ? CompletableFuture.supplyAsync(this::pull, THREADS) : next;
            next = started;
            return started;
        }

        private byte[] pull() {
            try {
                return in.readBuffer().readBytes();
            } catch (RuntimeException _) { // a closed connection causes exceptions of several types
                return END;
            }
        }

        /** Returns the next bytes; null at the end of the connection. */
        byte @Nullable [] read() {
            CompletableFuture<byte[]> started;
            synchronized (this) {
                started = next;
                next = null;
            }
            byte[] bytes = started == null ? pull() : started.join();
            return bytes.length == 0 ? null : bytes;
        }
    }

    /** Returns whether the client of a request, whose body has been read, has closed the connection. */
    boolean isClosed(ServerRequest request) {
        ReadAhead connection = open.get(request.socketId());
        return connection != null && connection.start().getNow(NOTHING_YET).length == 0;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        var ahead = new ReadAhead(context.dataReader());
        open.put(context.childSocketId(), ahead);
        DataReader reader = DataReader.create(ahead::read);
        var observed = (ConnectionContext) Proxy.newProxyInstance(
                ConnectionContext.class.getClassLoader(),
                new Class<?>[] {ConnectionContext.class},
                (_, method, given) -> method.getName().equals("dataReader") ? reader : method.invoke(context, given));
        return new Observed(http.connection(observed), () -> open.remove(context.childSocketId()));
    }

    /** Connection that runs {@code end} at its end. */
    private record Observed(ServerConnection connection, Runnable end) implements ServerConnection {

        @Override
        public void handle(Limit limit) throws InterruptedException {
            try {
                connection.handle(limit);
            } finally {
                end.run();
            }
        }

        @Override
        public Duration idleTime() {
            return connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }
    }
}
