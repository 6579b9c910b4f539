package skybourse.server.http;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import io.helidon.common.uri.UriEncoding;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import skybourse.server.service.HttpReply;
import skybourse.server.service.ProblemException;
import skybourse.server.service.RunningExchange;

/** HTTP server of a market. Each request runs on its own virtual thread. */
public final class ExchangeServer implements AutoCloseable {

    private static final String ROOT = "v1";
    private static final HeaderName NO_SNIFF = HeaderNames.create("X-Content-Type-Options");
    private static final Pattern ZONE = Pattern.compile("%.*$");
    private static final int IPV4_BYTES = 4;
    private static final int NETWORK_BYTES = 8;

    /** Logger of Helidon, which would log every start at its usual level. Without this strong reference, the logger's level would be lost. */
    private static final Logger LIBRARY = Logger.getLogger("io.helidon");

    private final Routes routes;
    private final List<ProtocolAdapter> adapters;
    private final ServedAddresses addresses;
    private final OpenStreams streams = OpenStreams.standard();
    private final BiConsumer<String, HttpReply> answered;
    private final WebServer server;

    /**
     * Starts a server as {@link #start} does, with other limits.
     *
     * @param addresses address and port to listen on, and other addresses of this server; port 0 for any free port
     * @param perSecond rate of commands per agent, 1/s
     * @param newSeats limits for agents without an invitation
     * @param adapters other protocols
     * @param answered receives the method and path of each request, and the response
     */
    public ExchangeServer(
            RunningExchange market,
            ServedAddresses addresses,
            String operator,
            double perSecond,
            AddressSeatLimit newSeats,
            Optional<Tls> tls,
            List<ProtocolAdapter> adapters,
            BiConsumer<String, HttpReply> answered) {
        this.answered = answered;
        this.adapters = List.copyOf(adapters);
        this.addresses = addresses;
        // If the server cannot start, this program reports the reason. A log entry of the library would repeat it.
        LIBRARY.setLevel(Level.OFF);
        routes = new Routes(market, operator, perSecond, newSeats);
        var direct = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            direct.addHandler(type, (_, _, status, headers, _) -> unreadable(status));
        }
        var builder = WebServer.builder();
        tls.ifPresent(builder::tls);
        server = builder.host(addresses.host())
                .port(addresses.port())
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofSeconds(2))
                .directHandlers(direct.build())
                .routing(routing -> routing.any(this::answer))
                .build()
                .start();
        if (!server.isRunning()) {
            server.stop();
            throw new UncheckedIOException(new BindException(
                    "port " + addresses.port() + " at " + addresses.host() + " is in use or not permitted"));
        }
        LIBRARY.setLevel(Level.WARNING);
    }

    /**
     * Starts a server.
     *
     * @param addresses address and port to listen on, and other addresses of this server; port 0 for any free port
     * @param operator SHA-256 of the operator's secret, in hexadecimal
     * @param tls encryption, created by {@link #tls}; empty for none
     * @param adapters other protocols
     * @throws UncheckedIOException if the address or port is not available
     */
    public static ExchangeServer start(
            RunningExchange market,
            ServedAddresses addresses,
            String operator,
            Optional<Tls> tls,
            List<ProtocolAdapter> adapters) {
        return new ExchangeServer(
                market, addresses, operator, Routes.QUOTA, AddressSeatLimit.standard(), tls, adapters, (_, _) -> {});
    }

    /** Starts a server that has only the address that it listens on. */
    public static ExchangeServer start(
            RunningExchange market,
            String host,
            int port,
            String operator,
            Optional<Tls> tls,
            List<ProtocolAdapter> adapters) {
        String scheme = tls.isPresent() ? "https" : "http";
        return start(market, new ServedAddresses(scheme, host, port, List.of()), operator, tls, adapters);
    }

    /**
     * Returns the settings of TLS 1.3 with a certificate and its key.
     *
     * @param chain PEM file, the server's own certificate first
     * @param key PEM file, PKCS #8 without a password
     * @throws IllegalArgumentException if a file cannot be read, or the key does not belong to the certificate
     */
    public static Tls tls(Path chain, Path key) {
        try {
            Keys keys = Keys.builder()
                    .pem(pem -> pem.certChain(Resource.create(chain)).key(Resource.create(key)))
                    .build();
            return Tls.builder()
                    .privateKey(keys)
                    .privateKeyCertChain(keys)
                    .addEnabledProtocol("TLSv1.3")
                    .build();
        } catch (RuntimeException wrong) {
            throw new IllegalArgumentException(
                    "tls must be a certificate and its private key in PEM format: " + key, wrong);
        }
    }

    /** Returns the port that the server listens on. */
    public int port() {
        return server.port();
    }

    Routes routes() {
        return routes;
    }

    /** Answers input that is not valid HTTP. */
    private static DirectHandler.TransportResponse unreadable(Status status) {
        int code = status.code() < 500 ? status.code() : 400;
        HttpReply reply = new ProblemException(code, "malformed", "request", "must be valid HTTP", "").reply();
        return DirectHandler.TransportResponse.builder()
                .status(Status.create(code))
                .header(HeaderNames.CONTENT_TYPE, reply.type())
                .header(NO_SNIFF, "nosniff")
                .keepAlive(false)
                .entity(reply.body())
                .build();
    }

    private void answer(ServerRequest request, ServerResponse response) {
        HttpReply reply = Routes.guarded(() -> streams.limited(reply(request), from(request)));
        answered.accept(
                request.prologue().method().text() + " " + request.path().rawPath(), reply);
        response.status(Status.create(reply.status()));
        response.header(HeaderNames.CONTENT_TYPE, reply.type());
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.header(NO_SNIFF, "nosniff");
        reply.headers().forEach(response::header);
        boolean isLast = request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
        if (isLast) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        if (reply.stream().isPresent()) {
            send(reply.stream().get(), response);
        } else {
            response.send(reply.body());
        }
        if (isLast) {
            // The library closes the socket only if this exception is thrown.
            throw new CloseConnectionException("the client asked for it");
        }
    }

    private static void send(HttpReply.BodyStream stream, ServerResponse response) {
        try (OutputStream out = response.outputStream()) {
            stream.write(out);
        } catch (IOException | UncheckedIOException _) {
            // Ends the connection, because the response is incomplete.
            throw new CloseConnectionException("the client is gone");
        }
    }

    private HttpReply reply(ServerRequest request) {
        addresses.requireAllowed(header(request, "Host"), header(request, "Origin"));
        List<String> path = Arrays.stream(request.path().rawPath().split("/", -1))
                .skip(1)
                .map(ExchangeServer::decoded)
                .toList();
        String first = path.isEmpty() ? "" : path.getFirst();
        return first.equals(ROOT)
                ? routes.answer(read(request, path.subList(1, path.size())))
                : adapters.stream()
                        .filter(adapter -> adapter.serves(path))
                        .findFirst()
                        .orElseThrow(() -> new ProblemException(404, "unknown", "path", "must begin with /v1", ""))
                        .answer(adapted(request, path));
    }

    private ProtocolRequest adapted(ServerRequest request, List<String> path) {
        ServedAddresses listening = addresses.at(request.localPeer().port());
        return new ProtocolRequest(
                request.prologue().method().text(),
                path,
                name -> header(request, name),
                listening.base(header(request, "Host")),
                listening.isCertain(header(request, "Host")),
                new RestApi(routes, header(request, "Authorization"), from(request)),
                most -> body(request, most));
    }

    private static String header(ServerRequest request, String name) {
        return request.headers().first(HeaderNames.create(name)).orElse("");
    }

    private static String from(ServerRequest request) {
        return network(String.valueOf(request.remotePeer().host()));
    }

    private static Request read(ServerRequest request, List<String> path) {
        Map<String, String> query = new TreeMap<>();
        for (String name : request.query().names()) {
            query.put(name, request.query().first(name).orElse(""));
        }
        return new Request(
                request.prologue().method().text(),
                path,
                query,
                header(request, "Authorization"),
                type(header(request, "Content-Type")),
                from(request),
                most -> body(request, most),
                Optional.of(header(request, "Last-Event-ID"))
                        .filter(_ -> header(request, "Accept").contains(EventFeed.TYPE)));
    }

    /** Returns the address of a client. For IPv6, it is the first 64 bits in hexadecimal, which usually identify the network of one subscriber. */
    static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(ZONE.matcher(address).replaceFirst(""))
                    .getAddress();
            return bytes.length == IPV4_BYTES ? address : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES);
        } catch (IllegalArgumentException _) {
            return address;
        }
    }

    private static String decoded(String part) {
        try {
            return UriEncoding.decodeUri(part);
        } catch (IllegalArgumentException _) {
            throw ProblemException.malformed("path", "must be percent-encoded", part);
        }
    }

    private static String type(String header) {
        int end = header.indexOf(';');
        return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static byte[] body(ServerRequest request, int most) {
        OptionalLong length = request.headers().contentLength();
        if (length.orElse(0) > most) {
            throw ProblemException.tooLarge(most);
        }
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        byte[] bytes;
        try (InputStream in = request.content().inputStream()) {
            bytes = in.readNBytes((int) length.orElse(most) + 1);
        } catch (IOException | RuntimeException _) { // a disconnected client causes exceptions of several types
            throw ProblemException.malformed("body", "must be complete", "");
        }
        if (bytes.length > most) {
            throw ProblemException.tooLarge(most);
        }
        return bytes;
    }

    @Override
    public void close() {
        server.stop();
    }
}
