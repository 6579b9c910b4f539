package skybourse.client;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import skybourse.receipt.Receipt;
import skybourse.receipt.ReceiptCheck;
import skybourse.receipt.ReceiptLeaf;
import skybourse.receipt.RoundRecord;
import skybourse.receipt.SentCommandCopy;
import skybourse.receipt.format.Ed25519;
import skybourse.receipt.format.Jws;
import skybourse.receipt.format.LogCheckpoint;
import skybourse.receipt.format.MerkleHash;
import skybourse.receipt.format.NoteKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Client of a running exchange. Thread-safe. {@code docs/guides/write-an-agent.md} is its guide; {@code GET /v1/openapi.yaml} describes all paths.
 *
 * <p>The path of a command contains its name, which is its idempotency key. A request is therefore repeated with the same bytes after a lost connection, a
 * timeout, and the statuses 429 and 500 to 599. After a failure, the next address is used; the address that worked is remembered. When all addresses
 * failed, the client pauses for 0.1 s to 5 s plus the seconds in {@code Retry-After}. All methods that send requests throw
 * {@link UnavailableException} at the deadline.
 */
public final class ExchangeClient {

    /** Largest payload or result that is sent within a command, bytes. */
    static final int MOST_DIRECT_BYTES = 64 << 10;

    /** Path of the key of the exchange, which is requested without the secret. */
    static final String KEY_PATH = "key";

    /** Length of the X.509 encoding of a public key, and of the PKCS #8 encoding of a private key, bytes. */
    private static final int PUBLIC_BYTES = 44;

    private static final int PRIVATE_BYTES = 48;
    private static final String LOG = "skybourse/"; // begins the name of the key of a market
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS) // equal commands have equal bytes
            .changeDefaultVisibility(found -> found.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
            .changeDefaultPropertyInclusion(any -> any.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    private final ClientSettings settings;
    private final RepeatedRequests requests;
    private final Optional<byte[]> publicKey;
    private final Optional<UnaryOperator<byte[]>> signer;
    private final Optional<SentCommandFile> sent;
    private volatile @Nullable NoteKey key;

    /** Creates a client. It sends no request yet. */
    public ExchangeClient(ClientSettings settings) {
        this(settings, new RepeatedRequests(settings, System::nanoTime, TimeUnit.NANOSECONDS::sleep));
    }

    ExchangeClient(ClientSettings settings, RepeatedRequests requests) {
        this.settings = settings;
        this.requests = requests;
        publicKey = settings.signingKey().map(own -> rawKey(own.getPublic()));
        signer = settings.signingKey().map(own -> Ed25519.signer(rawKey(own.getPrivate())));
        sent = settings.sentCommands().map(SentCommandFile::new);
    }

    /** Returns the bytes of an Ed25519 key, with which its X.509 or PKCS #8 encoding ends. */
    private static byte[] rawKey(Key own) {
        byte[] encoded = own.getEncoded();
        if (!List.of(PUBLIC_BYTES, PRIVATE_BYTES).contains(encoded.length)) {
            throw new IllegalArgumentException(
                    "signingKey must be an Ed25519 key in the encoding of the JDK: " + own.getAlgorithm());
        }
        return Arrays.copyOfRange(encoded, encoded.length - Ed25519.KEY_BYTES, encoded.length);
    }

    /** Returns a client that sends each request once, waits 90 s for the reply, and returns it whatever its status is. */
    public static ExchangeClient once(URI address, String secret) {
        return new ExchangeClient(ClientSettings.of(List.of(address), "", secret)
                .withTimeout(Duration.ofSeconds(90))
                .withDeadline(Duration.ZERO));
    }

    /** Encodes a name as a segment of a path. */
    public static String pathSegment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Sends a GET request. With {@code wait=}, a long poll, the timeout and the deadline are extended by this time.
     *
     * @param path path below {@code /v1/}, such as {@code agents/WA1/tasks/t1?wait=30}; names are encoded by {@link #pathSegment}
     */
    public Reply get(String path) throws IOException {
        return send("GET", path, "", new byte[0]);
    }

    /** Sends a request. If there is an expected key, first compares it once with the key that an address states, without the secret. */
    private Reply send(String method, String path, String type, byte[] body) throws IOException {
        if (settings.exchangeKey().isPresent()) {
            exchangeKey();
        }
        return requests.send(method, path, type, body);
    }

    /**
     * Sends a command as JSON, signed if there is a {@code signingKey}. If there is a file of sent commands, the command is stored before it is sent, and
     * its promise after the reply.
     *
     * @param path path below {@code /v1/}, which contains the name of the command
     * @param command a record, a map or a Jackson object
     * @throws ExchangeException if the promise is invalid, or the exchange has another key than expected
     */
    public Reply put(String path, Object command) throws IOException {
        if (signer.isEmpty()) {
            return put(path, "application/json", JSON.writeValueAsBytes(command));
        }
        String market = exchangeKey().name().substring(LOG.length());
        ObjectNode payload = JSON.createObjectNode().put("for", route(path)).put("market", market);
        payload.setAll((ObjectNode) JSON.valueToTree(command));
        return put(path, "application/jose", utf8(Jws.sign(JSON.writeValueAsBytes(payload), signer.get())));
    }

    /**
     * Sends bytes, which are not signed. Otherwise equal to {@link #put(String, Object)}.
     *
     * @param type media type
     */
    public Reply put(String path, String type, byte[] body) throws IOException {
        if (sent.isEmpty()) {
            return send("PUT", path, type, body);
        }
        exchangeKey(); // without which the promise could not be verified
        ObjectNode row = JSON.createObjectNode().put("for", route(path));
        if (type.equals("application/json") || type.equals("application/jose")) {
            row.put("text", new String(body, StandardCharsets.UTF_8));
        } else {
            row.put("sha256", sha256(body));
        }
        sent.get().add(row.toString());
        Reply reply = send("PUT", path + (path.contains("?") ? "&" : "?") + "promise=true", type, body);
        JsonNode promise = reply.json().path("promise");
        if (reply.status() == 200 && promise.isString()) {
            storePromise(row.put("promise", promise.stringValue()).toString());
        }
        return reply;
    }

    /** Verifies a line with a promise, and stores it. */
    private void storePromise(String line) throws IOException {
        try {
            SentCommandCopy copy =
                    SentCommandCopy.read(utf8(line), exchangeKey()).getFirst();
            SentCommandCopy.Promise promise = copy.promise().orElseThrow();
            if (!promise.agent().equals(settings.agent())
                    || !exchangeKey().name().equals(LOG + promise.market())) {
                throw new IllegalArgumentException("promise must be for this agent and market: " + promise);
            }
        } catch (IllegalArgumentException wrong) {
            throw new ExchangeException(200, "the command was accepted, but: " + wrong.getMessage());
        }
        sent.orElseThrow().add(line);
    }

    private static String route(String path) {
        return "PUT " + URI.create("/v1/" + path).getPath();
    }

    /**
     * Takes the agent's seat, or changes its terms. Adds the {@code publicKey} if there is a {@code signingKey}.
     *
     * @param terms terms with a {@code version} that is higher than before
     */
    public Reply join(Map<String, ?> terms) throws IOException {
        ObjectNode all = JSON.valueToTree(terms);
        publicKey.ifPresent(own -> all.put("publicKey", HexFormat.of().formatHex(own)));
        return put("agents/" + pathSegment(settings.agent()), all);
    }

    /**
     * Returns the object that stands for a payload or result in a command. Uploads more than 64 KiB, so that the command contains only the digest.
     *
     * @param bytes at most 4 MiB
     * @throws ExchangeException if the upload is refused
     */
    public Map<String, String> content(byte[] bytes) throws IOException {
        if (bytes.length <= MOST_DIRECT_BYTES) {
            return Map.of("base64", Base64.getEncoder().encodeToString(bytes));
        }
        String digest = sha256(bytes);
        put("blobs/" + digest + "?agent=" + pathSegment(settings.agent()), "application/octet-stream", bytes)
                .orThrow();
        return Map.of("sha256", digest);
    }

    /**
     * Returns the payload or result of a piece.
     *
     * @param path such as {@code pieces/r0.0/result}
     * @param sha256 expected digest, 64 hexadecimal digits
     * @throws ExchangeException if the request is refused, or the bytes have another digest
     */
    public byte[] download(String path, String sha256) throws IOException {
        byte[] bytes = get(path).orThrow().body();
        if (!sha256(bytes).equals(sha256)) {
            throw new ExchangeException(200, path + " must have the SHA-256 " + sha256 + ": " + sha256(bytes));
        }
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(new MerkleHash().of(bytes));
    }

    /**
     * Returns the key of the exchange, which is requested once, without the secret. Methods that need it request it first, with a deadline of its own.
     *
     * @throws ExchangeException if it is not the expected key
     */
    public NoteKey exchangeKey() throws IOException {
        NoteKey known = key;
        if (known == null) {
            Reply reply = requests.send("GET", KEY_PATH, "", new byte[0]).orThrow();
            String text = new String(reply.body(), StandardCharsets.UTF_8).strip();
            String expected = settings.exchangeKey().map(NoteKey::text).orElse(text);
            if (!text.equals(expected)) {
                throw new ExchangeException(200, "key of the exchange must be " + expected + ": " + text);
            }
            known = NoteKey.read(text);
            key = known;
        }
        return known;
    }

    /**
     * Receipts of the agent for a sold round, as the exchange sent them. Store those of each round: a payment is checked against the record of the round
     * that sold its piece.
     *
     * @param record bytes of the round's record
     * @param receipts bytes of each receipt; together they cover all commands of the round
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record RoundReceipts(byte[] record, List<byte[]> receipts) {}

    /**
     * Downloads the record of a sold round and all receipts of the agent for it.
     *
     * @param olderCheckpoint text of an older {@code GET /v1/checkpoint}; the receipts then prove that the log has only grown since
     * @throws ExchangeException with status 404 if the agent has no receipt for this round
     * @throws IllegalArgumentException if a receipt has another form
     */
    public RoundReceipts receipts(long round, Optional<String> olderCheckpoint) throws IOException {
        List<byte[]> receipts = new ArrayList<>();
        String path = "rounds/" + round;
        String older = olderCheckpoint
                .map(note -> "&older=" + LogCheckpoint.read(note).size())
                .orElse("");
        ReceiptLeaf leaf;
        long from = 0;
        do {
            byte[] file = get(path + "/receipt?agent=" + pathSegment(settings.agent()) + "&from=" + from + older)
                    .orThrow()
                    .body();
            leaf = ReceiptLeaf.read(utf8(Receipt.read(file).leaf()));
            if (leaf.toSeq() < from) {
                throw new ExchangeException(200, "receipt must have commands from " + from + ": " + leaf.toSeq());
            }
            from = leaf.toSeq() + 1;
            receipts.add(file);
        } while (leaf.toSeq() < leaf.round().lastSeq());
        return new RoundReceipts(get(path).orThrow().body(), receipts);
    }

    /**
     * Checks receipts offline, together with the agent's key and its sent commands. Lines 7, 8, 12 and 16, and the certificate of line 11, are not checked;
     * {@code check-receipt} checks them.
     *
     * @param rounds receipts of at least one round
     * @param olderCheckpoint the checkpoint with which the receipts were requested
     * @throws IllegalArgumentException if a receipt, a record or a sent command has another form
     */
    public ReceiptCheck.Result check(List<RoundReceipts> rounds, Optional<String> olderCheckpoint) throws IOException {
        NoteKey known = exchangeKey();
        var given = new ReceiptCheck.CheckInputs(
                known,
                rounds.stream().map(any -> RoundRecord.read(any.record())).toList(),
                olderCheckpoint,
                Optional.empty(),
                sent.isPresent() ? sent.get().read(known) : Optional.empty(),
                publicKey);
        return ReceiptCheck.checkAll(
                rounds.stream()
                        .flatMap(any -> any.receipts().stream())
                        .map(file -> ReceiptCheck.of(Receipt.read(file), given))
                        .toList(),
                given);
    }
}
