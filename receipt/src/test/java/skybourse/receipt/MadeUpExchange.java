package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import skybourse.receipt.format.Base64Text;
import skybourse.receipt.format.Jws;
import skybourse.receipt.format.Keys;
import skybourse.receipt.format.LogCheckpoint;
import skybourse.receipt.format.MerkleHash;
import skybourse.receipt.format.MerkleTree;
import skybourse.receipt.format.NoteKey;
import skybourse.receipt.format.Trees;

/**
 * A synthetic market that publishes rounds and issues receipts, for tests. Its output passes through a {@link Plant}
 * before it is hashed, so that it can cheat.
 */
public final class MadeUpExchange {

    /** The market's agents. The last one sends unsigned commands with a secret; the others sign all commands. */
    public static final List<String> AGENTS = List.of("wa-1", "ma-1", "fa-1", "aa-1");

    static final String MARKET = "campus";

    /** Default of {@code cases.count}. */
    private static final int ALL_CASES = 1_000;

    private static final Map<String, String> SIGNED = new ConcurrentHashMap<>();
    public static final NoteKey KEY =
            new NoteKey("skybourse/" + MARKET, Keys.of("exchange").publicKey());

    /** Returns {@code -Dreceipts.markets}; by default {@code full * cases.count / 1,000}, at least 1. */
    static int markets(int full) {
        int some = full * Integer.getInteger("cases.count", ALL_CASES) / ALL_CASES;
        return Integer.getInteger("receipts.markets", Math.max(1, some));
    }

    /** Returns the distance of the characters that a test changes: {@code full * 1,000 / cases.count}. */
    static int stride(int full) {
        return Math.max(1, full * ALL_CASES / Integer.getInteger("cases.count", ALL_CASES));
    }

    /**
     * A round before it is written, which a {@link Plant} may change. Balances follow from its entries.
     *
     * @param round its number
     * @param record its record
     * @param commands that receipts show, by agent
     */
    public record Draft(int round, Map<String, Object> record, Map<String, List<Map<String, Object>>> commands) {}

    /** Changes the output of the exchange. */
    public interface Plant {

        /** Changes a round before it is written. */
        default void round(Draft draft) {}

        /** Returns the text of the record of a round. */
        default String record(int round, String text) {
            return text;
        }

        /** Returns the text of a receipt's leaf. */
        default String leaf(int round, String agent, String text) {
            return text;
        }

        /** Returns the texts of the receipts of an agent for a round, if it has several. */
        default List<String> parts(int round, String agent, String text) {
            return List.of(text);
        }
    }

    /** A published round: the index of its record, of the first leaf of each agent, and the size of the log. */
    record Published(int record, Map<String, Integer> leaves, int size) {}

    final MerkleTree tree = new MerkleTree();
    final List<String> texts = new ArrayList<>();
    final List<Published> rounds = new ArrayList<>();
    private final List<String> agents;
    private final MadeUpMarket market;
    private final Map<String, Long> balances = new HashMap<>();
    private final Map<String, StringBuilder> kept = new HashMap<>();
    private final Map<Long, String> notes = new HashMap<>();

    /** Publishes fixed rounds. */
    public MadeUpExchange(int rounds, Plant plant) {
        this(0, rounds, plant);
    }

    /** Publishes random rounds from a seed. */
    MadeUpExchange(long seed, int rounds, Plant plant) {
        this(new MadeUpMarket(seed), rounds, plant);
    }

    /** Publishes the rounds of a market. */
    public MadeUpExchange(MadeUpMarket market, int rounds, Plant plant) {
        this.market = market;
        agents = market.agents();
        for (int round = 0; round < rounds; round++) {
            publish(round, plant);
        }
    }

    /** Returns an honest exchange. */
    public static MadeUpExchange honest(int rounds) {
        return new MadeUpExchange(rounds, new Plant() {});
    }

    private void publish(int round, Plant plant) {
        Map<String, Object> made = market.next();
        Map<String, List<Map<String, Object>>> commands = new HashMap<>();
        market.sent()
                .forEach(sent -> commands.computeIfAbsent(sent.agent(), _ -> new ArrayList<>())
                        .add(keep(sent)));
        market.withdrawals()
                .forEach(agreed ->
                        keep((String) agreed.get("agent"), "PUT /v1/operator/withdraw", Trees.json(agreed), ""));
        plant.round(new Draft(round, made, commands));
        int record = texts.size();
        add(plant.record(round, Trees.json(made)));
        Map<String, Long> before = new HashMap<>(balances);
        for (List<Object> entry : Trees.rows(made, "entries")) {
            balances.merge((String) entry.get(0), -(Long) entry.get(2), Long::sum);
            balances.merge((String) entry.get(1), (Long) entry.get(2), Long::sum);
        }
        Map<String, Integer> leaves = new HashMap<>();
        for (String agent : agents) {
            leaves.put(agent, texts.size());
            Map<String, Object> leaf = Trees.of("skybourse", "receipt-1", "market", MARKET, "round", round);
            leaf.putAll(Trees.of("firstSeq", made.get("firstSeq"), "lastSeq", made.get("lastSeq")));
            leaf.putAll(Trees.of("fromSeq", made.get("firstSeq"), "toSeq", made.get("lastSeq"), "agent", agent));
            leaf.putAll(Trees.of("record", record, "commands", commands.getOrDefault(agent, List.of())));
            leaf.putAll(Trees.of("before", before.getOrDefault(agent, 0L), "after", balances.getOrDefault(agent, 0L)));
            plant.parts(round, agent, plant.leaf(round, agent, Trees.json(leaf)))
                    .forEach(this::add);
        }
        rounds.add(new Published(record, leaves, texts.size()));
    }

    private Map<String, Object> keep(MadeUpMarket.Sent sent) {
        String text = sent.text();
        keep(
                sent.agent(),
                sent.route(),
                text,
                sent.isPromised() ? promise(sent.agent(), (int) sent.seq(), sent.route(), text) : "");
        return Trees.of("seq", sent.seq(), "at", MadeUpMarket.at(sent.seq()), "for", sent.route(), "text", text);
    }

    private void keep(String agent, String route, String text, String promise) {
        Map<String, Object> row = Trees.of("for", route, "text", text, "promise", promise.isEmpty() ? null : promise);
        kept.computeIfAbsent(agent, _ -> new StringBuilder())
                .append(Trees.json(row))
                .append('\n');
    }

    List<String> agents() {
        return agents;
    }

    private void add(String text) {
        texts.add(text);
        tree.append(text.getBytes(UTF_8));
    }

    public static String promise(String agent, int seq, String route, String text) {
        String payload = String.format(
                Locale.ROOT,
                "{\"skybourse\":\"promise-1\",\"market\":\"%s\",\"agent\":\"%s\",\"seq\":%d,\"for\":\"%s\",\"sha256\":\"%s\"}",
                MARKET,
                agent,
                seq,
                route,
                MerkleHash.hex(text));
        return signed("exchange", payload);
    }

    /** Returns a payload signed by the key of a name. Results are cached, because many exchanges sign the same. */
    static String signed(String name, String payload) {
        return SIGNED.computeIfAbsent(
                name + payload,
                _ -> Jws.sign(payload.getBytes(UTF_8), Keys.of(name).signer()));
    }

    public static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    public static String quoted(List<byte[]> hashes) {
        return hashes.stream()
                .map(hash -> "\"" + Base64Text.standard(hash) + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Returns the checkpoint after a round. */
    public String checkpoint(int round) {
        return note(rounds.get(round).size());
    }

    String note(long size) {
        return notes.computeIfAbsent(
                size,
                _ -> new LogCheckpoint(KEY.name(), size, tree.root(size))
                        .note(KEY, Keys.of("exchange").signer()));
    }

    /** Returns the receipt of an agent in a round under the checkpoint of a later one. */
    public String receipt(int round, String agent, int under) {
        return receipt(round, agent, under, 0);
    }

    /** Returns one of several receipts of an agent in a round. */
    public String receipt(int round, String agent, int under, int part) {
        Published published = rounds.get(round);
        int size = rounds.get(under).size();
        int index = published.leaves().get(agent) + part;
        return file(
                note(size),
                texts.get(index),
                new Receipt.LeafInclusionProof(index, tree.inclusion(index, size)),
                new Receipt.LeafInclusionProof(published.record(), tree.inclusion(published.record(), size)));
    }

    static String file(String note, String leaf, Receipt.LeafInclusionProof place, Receipt.LeafInclusionProof record) {
        int shared = 0;
        while (shared < Math.min(place.path().size(), record.path().size())
                && Arrays.equals(
                        place.path().reversed().get(shared),
                        record.path().reversed().get(shared))) {
            shared++;
        }
        List<byte[]> own = record.path().subList(0, record.path().size() - shared);
        return "{\"checkpoint\":" + quoted(note) + ",\"leaf\":" + quoted(leaf) + "," + place(place) + ",\"record\":{"
                + place(new Receipt.LeafInclusionProof(record.index(), own)) + ",\"shared\":" + shared + "}}\n";
    }

    private static String place(Receipt.LeafInclusionProof place) {
        return "\"index\":" + place.index() + ",\"path\":" + quoted(place.path());
    }

    /** Returns the record of a round. */
    public String record(int round) {
        return texts.get(rounds.get(round).record());
    }

    /** Returns the consistency proof of the logs after two rounds. */
    public String growth(int older, int newer) {
        int from = rounds.get(older).size();
        int to = rounds.get(newer).size();
        return "{\"from\":" + from + ",\"to\":" + to + ",\"path\":" + quoted(tree.consistency(from, to)) + "}";
    }

    /** Returns the file of the commands that an agent stored. */
    public String kept(String agent) {
        return kept.getOrDefault(agent, new StringBuilder()).toString();
    }

    /** Returns the exchange's key as text. */
    public static String key() {
        return KEY.text();
    }

    /** Returns the public key of an agent in hexadecimal digits. */
    public static String ownKey(String agent) {
        return HexFormat.of().formatHex(Keys.of(agent).publicKey());
    }
}
