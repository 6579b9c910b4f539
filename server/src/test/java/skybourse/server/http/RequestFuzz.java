package skybourse.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import skybourse.files.codec.ResultJsonEncoder;
import skybourse.files.text.Sha256;
import skybourse.server.service.RunningMarket;
import skybourse.venue.event.Piece;

/** Generates random requests: some valid, most with one fault, some with several. */
public final class RequestFuzz {

    private static final List<String> ODD = List.of(
            "null",
            "-1",
            "0",
            "1e400",
            "1e-400",
            "-0.0",
            "9223372036854775808",
            "9007199254740993",
            "\"9223372036854775807\"",
            "1.5",
            "true",
            "[]",
            "{}",
            "\"\"",
            "\"NaN\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "[[[[1]]]]",
            "{\"a\":{}}",
            "1" + "0".repeat(90),
            "\"" + "x".repeat(3_000) + "\"",
            "\"../../x\"",
            "\"house\"",
            "\"escrow\"",
            "\"outside\"",
            "\"ä\"");
    private static final List<String> PARTS = List.of(
            "",
            ".",
            "..",
            "%00",
            "%2F",
            "%",
            "%zz",
            "%ff",
            "%C3%A4",
            "x".repeat(300),
            "house",
            "-1",
            "9223372036854775808",
            "r0.0",
            "r.",
            "r0.",
            "rx.1",
            "a%0Ab",
            "+",
            "~",
            "%25",
            "WA1;x=1");
    private static final List<String> WAITS = List.of("0", "-1", "61", "x", "", "1e3", "%00", "9223372036854775808");
    private static final List<String> TYPES = List.of(
            "application/json", "text/plain", "application/octet-stream", "", "a/b", "application/json;charset=x");

    private final RunningMarket market;
    private final RandomGenerator random;
    private final List<String> routes;
    private int names;

    public RequestFuzz(RunningMarket market, RandomGenerator random) {
        this.market = market;
        this.random = random;
        routes = market.server.routes().all();
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean seldom() {
        return random.nextInt(12) == 0;
    }

    /** Returns a request as its bytes. */
    public byte[] next() {
        String[] route = any(routes).split(" ");
        String agent = any(market.agents()).id();
        List<Piece> pieces = market.market.read(engine -> engine.pieces());
        boolean isPiece = route[1].contains("/pieces/") && !pieces.isEmpty();
        Piece piece = isPiece ? any(pieces) : null;
        String asker =
                piece == null ? agent : route[1].matches(".*/(result|undoable)") ? piece.worker() : piece.buyer();
        byte[] body = route[0].equals("GET") && !seldom() ? new byte[0] : body(route[1]);
        List<String> parts = new ArrayList<>();
        for (String part : route[1].split("/")) {
            if (part.equals("*")) {
                String named = parts.getLast();
                part = switch (named) {
                    case "pieces" -> piece == null ? "r0.0" : piece.id();
                    case "tasks" -> "t" + (random.nextInt(5) == 0 ? names++ : random.nextInt(names + 1));
                    case "rounds" -> "" + random.nextInt(4);
                    case "blobs" -> Sha256.of(body);
                    default -> agent;
                };
            }
            parts.add(seldom() ? any(PARTS) : part);
        }
        String method = seldom() ? any(List.of("PUT", "GET", "POST", "DELETE", "PATCH", "OPTIONS", "BREW")) : route[0];
        var request = new ByteArrayOutputStream();
        String type = route[1].endsWith("/result")
                ? "text/plain"
                : isBlob(route[1]) ? "application/octet-stream" : "application/json";
        String head = method + " " + String.join("/", parts) + query(route[1], agent) + " HTTP/1.1\r\nHost: "
                + (random.nextInt(50) == 0
                        ? any(List.of("evil.example", "", "127.0.0.1.evil", "[::1]:1"))
                        : "127.0.0.1")
                + "\r\n" + secret(asker, route[1]) + "Content-Type: " + (seldom() ? any(TYPES) : type)
                + (random.nextInt(200) == 0 ? "\r\nContent-Encoding: gzip" : "") + "\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static boolean isBlob(String path) {
        return path.contains("/blobs/");
    }

    private String query(String path, String agent) {
        if (isBlob(path) && !seldom()) {
            return "?agent=" + agent;
        }
        if (random.nextInt(4) > 0) {
            return "";
        }
        String name = any(List.of("wait", "after", "limit", "inputBits", "x", "%ff"));
        return "?" + name + "=" + (path.endsWith("events") || !name.equals("wait") || seldom() ? any(WAITS) : "0");
    }

    private String secret(String asker, String path) {
        boolean asOperator = path.contains("operator");
        String secret = switch (random.nextInt(10)) {
            case 0 -> RunningMarket.secret(any(market.agents()).id());
            case 1 -> "q".repeat(random.nextInt(80));
            case 2 -> asOperator ? RunningMarket.secret(asker) : RunningMarket.OPERATOR;
            default -> asOperator ? RunningMarket.OPERATOR : RunningMarket.secret(asker);
        };
        return switch (random.nextInt(30)) {
            case 0 -> "";
            case 1 -> "Authorization: Basic " + secret + "\r\n";
            case 2 -> "Authorization: " + secret + "\r\n";
            default -> "Authorization: Bearer " + secret + "\r\n";
        };
    }

    private byte[] body(String path) {
        if (path.endsWith("/result") || isBlob(path)) {
            byte[] bytes = new byte[random.nextInt(seldom() ? 70_000 : 40)];
            random.nextBytes(bytes);
            return bytes;
        }
        Map<String, String> members = new LinkedHashMap<>();
        right(path).forEach((name, value) -> members.put(name, text(value)));
        List<String> all = new ArrayList<>(members.keySet());
        for (int wrong = random.nextInt(3); wrong > 0 && !all.isEmpty(); wrong--) {
            switch (random.nextInt(4)) {
                case 0 -> members.remove(any(all));
                case 1 -> members.put("member" + wrong, any(ODD));
                default -> members.put(any(all), any(ODD));
            }
        }
        StringBuilder text = new StringBuilder("{");
        members.forEach((name, value) -> text.append(text.length() > 1 ? "," : "")
                .append(text(name))
                .append(':')
                .append(value));
        byte[] body = text.append('}').toString().getBytes(StandardCharsets.UTF_8);
        return seldom() ? torn(body) : body;
    }

    private byte[] torn(byte[] body) {
        byte[] torn = random.nextBoolean() ? Arrays.copyOf(body, random.nextInt(body.length)) : body;
        if (torn.length > 0) {
            torn[random.nextInt(torn.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return torn;
    }

    private static String text(Object value) {
        String tree = ResultJsonEncoder.compact(Map.of("a", value));
        return tree.substring(5, tree.length() - 1);
    }

    /** Returns a valid body. */
    private Map<String, ?> right(String path) {
        String agent = any(market.agents()).id();
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "deposit", "withdraw" ->
                Map.of("agent", agent, "units", random.nextInt(1_000), "reference", "f" + random.nextInt(500));
            case "invite" ->
                random.nextBoolean()
                        ? Map.of("agent", "WA" + random.nextInt(9), "sha256", "ab".repeat(32))
                        : Map.of("kind", "mobile", "sha256", "ab".repeat(32));
            case "bar" -> Map.of("agent", agent, "version", random.nextInt(3_000), "isBarred", random.nextInt(4) == 0);
            case "rule" -> Map.of("piece", "r" + random.nextInt(9) + ".0", "pays", random.nextBoolean());
            case "round" -> Map.of("round", market.market.read(engine -> engine.round()));
            case "leaving" -> Map.of("version", random.nextInt(300));
            case "rejection" -> random.nextBoolean() ? Map.of("reason", "no") : Map.of("reason", "no", "agent", agent);
            case "undoable" -> Map.of("reason", "no text");
            case "confirmation" -> random.nextBoolean() ? Map.of() : Map.of("agent", agent);
            case "withdrawal" -> Map.of();
            case "*" -> path.contains("tasks") ? task(1 + random.nextInt(9)) : terms();
            default -> Map.of("version", 1);
        };
    }

    private Map<String, ?> task(int units) {
        Map<String, ?> payload = Map.of("text", ("x" + names + "\n").repeat(units));
        return random.nextBoolean() ? market.task(units, payload) : market.divisible(payload);
    }

    private Map<String, ?> terms() {
        Map<String, Object> terms = new LinkedHashMap<>(Map.of("version", random.nextInt(3_000)));
        switch (random.nextInt(5)) {
            case 0 -> terms.put("askTicks", List.of(1, 2, random.nextInt(9)));
            case 1 -> terms.put("position", Map.of("xMetres", 1, "yMetres", 2, "heightMetres", random.nextInt(50)));
            case 2 -> terms.put("workPerSecond", random.nextDouble(1, 1e10));
            case 3 -> terms.put("pricePerBit", random.nextDouble(1e-6));
            default -> terms.put("publicKey", "ab".repeat(32));
        }
        return terms;
    }
}
