package skybourse.server.service;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import skybourse.files.text.Sha256;
import skybourse.server.http.ExchangeServer;
import skybourse.server.http.ServedAddresses;
import skybourse.server.http.AddressSeatLimit;

/**
 * Benchmark of commands over HTTP with one client per connection. It measures the CPU time of the server, and the latency above and below the rate
 * limit.
 */
final class HttpCommandBench {

    private static final int CONNECTIONS = 64;

    /** Number of commands per connection. The first half of them is warm-up. */
    private static final int REQUESTS = 1_000;

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final RunningExchange market;
    private final List<String> agents;
    private final String secret;
    private final PrintWriter out;
    private double perSecond;

    HttpCommandBench(RunningExchange market, List<String> agents, String secret, PrintWriter out) {
        this.market = market;
        this.agents = agents.subList(0, CONNECTIONS);
        this.secret = secret;
        this.out = out;
    }

    private void say(String text, Object... values) {
        out.printf(Locale.ROOT, text + "%n", values);
        out.flush();
    }

    private ExchangeServer server(double quota) {
        return new ExchangeServer(market, ServedAddresses.plain("127.0.0.1", 0), hash(), quota, new AddressSeatLimit(1_000_000, 1), Optional.empty(), List.of(), (_, _) -> {});
    }

    private String hash() {
        return Sha256.of(secret.getBytes(StandardCharsets.UTF_8));
    }

    void measure(double seconds) throws InterruptedException {
        try (ExchangeServer server = server(1e9)) {
            commands(server, false);
            commands(server, true);
        }
        double quota = perSecond / 4 / CONNECTIONS;
        try (ExchangeServer server = server(quota)) {
            long version = 1L << 20;
            // The first rate warms up the JVM.
            for (double times : new double[] {4, .9, 4}) {
                version = crowd(server, times, quota, seconds, version);
            }
        }
    }

    /** Measures the CPU time of the server for a durable command, either with only the agent's secret or signed. */
    private void commands(ExchangeServer server, boolean isSigned) throws InterruptedException {
        List<Queue<byte[]>> requests = new ArrayList<>();
        for (String id : agents) {
            requests.add(isSigned ? signed(id, REQUESTS) : plain(id, REQUESTS));
        }
        // The first run warms up the JVM.
        load(server, requests);
        long compiling = ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
        long cpu = PROCESS.getProcessCpuTime();
        long start = System.nanoTime();
        long clients = load(server, requests);
        double commands = CONNECTIONS * (REQUESTS / 2.0);
        double rate = commands / (System.nanoTime() - start) * 1e9;
        perSecond = isSigned ? perSecond : rate;
        say("command %s, %d connections: %.0f us of server CPU, up to %.0f of it for compilation, %.0f per second (%.0f commands)",
                isSigned ? "signed" : "with secret", CONNECTIONS,
                (PROCESS.getProcessCpuTime() - cpu - clients) / commands / 1e3,
                (ManagementFactory.getCompilationMXBean().getTotalCompilationTime() - compiling) * 1e3 / commands, rate, commands);
    }

    /** Sends requests over one connection. */
    private interface Client {
        void talk(OutputStream to, InputStream from) throws IOException, InterruptedException;
    }

    private static Thread client(ExchangeServer server, Client client) {
        return Thread.ofPlatform().start(() -> {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.setTcpNoDelay(true);
                client.talk(socket.getOutputStream(), new BufferedInputStream(socket.getInputStream()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void join(List<Thread> clients) throws InterruptedException {
        for (Thread client : clients) {
            client.join();
        }
    }

    /**
     * Takes the next {@code REQUESTS / 2} requests from each queue and sends them over its own connection, one after the other. Returns the CPU time
     * of the clients, ns.
     */
    private static long load(ExchangeServer server, List<Queue<byte[]>> requests) throws InterruptedException {
        var own = new AtomicLong();
        join(requests.stream().map(mine -> client(server, (to, from) -> {
            for (int i = 0; i < REQUESTS / 2; i++) {
                to.write(mine.remove());
                if (!answer(from).startsWith("200")) {
                    throw new IOException("a command was refused");
                }
            }
            own.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
        })).toList());
        return own.get();
    }

    /**
     * Sends commands of each agent at fixed times, independent of the replies. Measures the latency of accepted commands from their due times.
     * Returns the first unused version of terms.
     */
    private long crowd(ExchangeServer server, double times, double quota, double seconds, long version)
            throws InterruptedException {
        double rate = times * quota;
        int count = (int) (rate * seconds);
        List<Double> taken = Collections.synchronizedList(new ArrayList<>());
        var refused = new AtomicLong();
        long start = System.nanoTime() + 100_000_000;
        List<Thread> clients = new ArrayList<>();
        for (int c = 0; c < CONNECTIONS; c++) {
            String agent = agents.get(c);
            double first = start + 1e9 * c / CONNECTIONS / rate;
            clients.add(client(server, (to, from) -> {
                for (int i = 0; i < count; i++) {
                    long due = (long) (first + 1e9 * i / rate);
                    Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
                    to.write(request(agent, "application/json", "{\"version\":" + (version + i) + "}"));
                    String answer = answer(from);
                    if (answer.startsWith("200")) {
                        taken.add((System.nanoTime() - due) / 1e6);
                    } else if (answer.matches("(429|503) .*retry-after.*")) {
                        refused.incrementAndGet();
                    } else {
                        throw new IOException(answer);
                    }
                }
            }));
        }
        join(clients);
        List<Double> sorted = taken.stream().sorted().toList();
        say("%.0f commands per second, %.1f times the rate limit of all agents: %d accepted, median %.1f ms, p99 %.1f ms after the due time; %d rejected with a time to retry",
                rate * CONNECTIONS, times, sorted.size(), sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 99 / 100),
                refused.get());
        return version + count;
    }

    private Queue<byte[]> plain(String agent, int count) {
        Queue<byte[]> requests = new ArrayDeque<>();
        for (int version = 1; version <= count; version++) {
            requests.add(request(agent, "application/json", "{\"version\":" + version + "}"));
        }
        return requests;
    }

    /** Returns the same commands in signed form. Each contains the agent's key. */
    private Queue<byte[]> signed(String agent, int count) {
        byte[] key = HexFormat.of().parseHex(hash());
        byte[] open = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(key, 0, open, 0);
        String rest = ",\"publicKey\":\"" + HexFormat.of().formatHex(open) + "\",\"for\":\"PUT /v1/agents/" + agent
                + "\",\"market\":\"bench\"}";
        Queue<byte[]> requests = new ArrayDeque<>();
        for (int version = count + 1; version <= 2 * count; version++) {
            String text = url("{\"alg\":\"EdDSA\"}".getBytes(StandardCharsets.US_ASCII)) + "."
                    + url(("{\"version\":" + version + rest).getBytes(StandardCharsets.US_ASCII));
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
            Ed25519.sign(key, 0, bytes, 0, bytes.length, signature, 0);
            requests.add(request(agent, "application/jose", text + "." + url(signature)));
        }
        return requests;
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private byte[] request(String agent, String type, String body) {
        return ("PUT /v1/agents/" + agent + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + secret
                        + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the status and the headers of a response. Headers are in lower case. */
    private static String answer(InputStream in) throws IOException {
        int length = 0;
        String head = line(in).replaceFirst("[^ ]+ ", "");
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            head += " " + line.toLowerCase(Locale.ROOT);
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring("content-length:".length()).strip());
            }
        }
        in.readNBytes(length);
        return head;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append(c == '\r' ? "" : (char) c);
        }
        return line.toString();
    }
}
