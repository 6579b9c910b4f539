package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A market of four agents that publishes rounds and hands out receipts, for tests. What it writes passes through a {@link Plant} before it is
 * hashed, so that it can cheat.
 */
public final class MadeUpExchange {

    /** The market's agents; the last sends its commands with a secret, the others sign all of them. */
    public static final List<String> AGENTS = List.of("wa-1", "ma-1", "fa-1", "aa-1");

    static final String MARKET = "campus";
    static final NoteKey KEY =
            new NoteKey("skybourse/" + MARKET, Keys.of("exchange").publicKey());

    /** Changes what the exchange writes. */
    public interface Plant {

        /** Returns the text of the record of a round. */
        default String record(int round, String text) {
            return text;
        }

        /** Returns the text of a receipt's leaf. */
        default String leaf(int round, String agent, String text) {
            return text;
        }

        /** Returns the texts of the receipts that an agent has of a round, where it has several. */
        default List<String> parts(int round, String agent, String text) {
            return List.of(text);
        }
    }

    /** A round as it was published: where its leaves are, the first of each agent, and how large the log was then. */
    record Published(int record, Map<String, Integer> leaves, int size) {}

    final MerkleTree tree = new MerkleTree();
    final List<String> texts = new ArrayList<>();
    final List<Published> rounds = new ArrayList<>();
    private final Map<String, Long> balances = new HashMap<>();
    private final Map<String, StringBuilder> kept = new HashMap<>();
    private int seq;

    /** Publishes some rounds. */
    public MadeUpExchange(int rounds, Plant plant) {
        for (int round = 0; round < rounds; round++) {
            publish(round, plant);
        }
    }

    /** Returns an honest one. */
    public static MadeUpExchange honest(int rounds) {
        return new MadeUpExchange(rounds, new Plant() {});
    }

    private void publish(int round, Plant plant) {
        int first = seq + 1;
        Map<String, String> commands = new HashMap<>();
        AGENTS.forEach(agent -> commands.put(agent, commands(round, agent)));
        List<Payment> entries = entries(round);
        String span = String.format(
                Locale.ROOT,
                "\"market\":\"%s\",\"round\":%d,\"firstSeq\":%d,\"lastSeq\":%d",
                MARKET,
                round,
                first,
                seq);
        int record = texts.size();
        add(plant.record(
                round,
                "{\"skybourse\":\"record-1\"," + span + ",\"rule\":\"seller-vcg\",\"at\":" + at(seq)
                        + ",\"eps\":1e-07,\"certified\":true,\"trades\":[],\"entries\":" + cells(entries)
                        + ",\"frozen\":{}}"));
        Map<String, Integer> leaves = new HashMap<>();
        for (String agent : AGENTS) {
            List<Payment> own =
                    entries.stream().filter(entry -> entry.isOf(agent)).toList();
            long before = balances.getOrDefault(agent, 0L);
            long after = before;
            for (Payment entry : own) {
                after += entry.to().equals(agent) ? entry.units() : -entry.units();
            }
            balances.put(agent, after);
            leaves.put(agent, texts.size());
            String leaf = plant.leaf(
                    round,
                    agent,
                    "{\"skybourse\":\"receipt-1\"," + span + ",\"fromSeq\":" + first + ",\"toSeq\":" + seq
                            + ",\"agent\":\""
                            + agent + "\",\"record\":" + record + ",\"commands\":[" + commands.get(agent)
                            + "],\"before\":" + before + ",\"after\":" + after + "}");
            plant.parts(round, agent, leaf).forEach(this::add);
        }
        rounds.add(new Published(record, leaves, texts.size()));
    }

    private void add(String text) {
        texts.add(text);
        tree.append(text.getBytes(UTF_8));
    }

    private String commands(int round, String agent) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            seq++;
            String route = "PUT /v1/" + (i == 0 ? "agents/" + agent : "tasks/" + agent + "-" + round);
            String body = "\"version\":" + round + ",\"work\":" + (1 + round * 7 + i) + "e9";
            String text = agent.equals("aa-1")
                    ? "{" + body + ",\"name\":\"caf\u00e9\"}"
                    : Jws.sign(
                            ("{\"market\":\"" + MARKET + "\",\"for\":\"" + route + "\"," + body + "}").getBytes(UTF_8),
                            Keys.of(agent).signer());
            rows.add("{\"seq\":" + seq + ",\"at\":" + at(seq) + ",\"for\":\"" + route + "\",\"text\":" + quoted(text)
                    + "}");
            kept.computeIfAbsent(agent, _ -> new StringBuilder())
                    .append("{\"for\":\"" + route + "\",\"text\":" + quoted(text))
                    .append(i == 0 ? "" : ",\"promise\":\"" + promise(agent, seq, route, text) + "\"")
                    .append("}\n");
        }
        return String.join(",", rows);
    }

    static String promise(String agent, int seq, String route, String text) {
        String payload = String.format(
                Locale.ROOT,
                "{\"skybourse\":\"promise-1\",\"market\":\"%s\",\"agent\":\"%s\",\"seq\":%d,\"for\":\"%s\",\"sha256\":\"%s\"}",
                MARKET,
                agent,
                seq,
                route,
                MerkleHash.hex(text));
        return Jws.sign(payload.getBytes(UTF_8), Keys.of("exchange").signer());
    }

    private static List<Payment> entries(int round) {
        long bill = 5_000_000 + 1_000L * round;
        return List.of(
                new Payment("outside", "wa-1", 20_000_000, "DEPOSIT"),
                new Payment("wa-1", "escrow", bill, "HELD"),
                new Payment("escrow", "ma-1", bill - 10, "BILL"),
                new Payment("escrow", "fa-1", 10, "BILL"),
                new Payment("fa-1", "house", 700, "LOT_BOUGHT"),
                new Payment("house", "aa-1", 690, "LOT_SOLD"),
                new Payment("ma-1", "wa-1", 3 + round, "PENALTY"));
    }

    private static String cells(List<Payment> entries) {
        return entries.stream()
                .map(e -> "[\"" + e.from() + "\",\"" + e.to() + "\"," + e.units() + ",\"" + e.reason() + "\"]")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static long at(int seq) {
        return 1_795_000_000_000L + 250L * seq;
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    static String quoted(List<byte[]> hashes) {
        return hashes.stream()
                .map(hash -> "\"" + Base64Text.standard(hash) + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Returns the checkpoint after a round. */
    public String checkpoint(int round) {
        return note(rounds.get(round).size());
    }

    String note(long size) {
        return new LogCheckpoint(KEY.name(), size, tree.root(size))
                .note(KEY, Keys.of("exchange").signer());
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
                new Receipt.Place(index, tree.inclusion(index, size)),
                new Receipt.Place(published.record(), tree.inclusion(published.record(), size)));
    }

    static String file(String note, String leaf, Receipt.Place place, Receipt.Place record) {
        int shared = 0;
        while (shared < Math.min(place.path().size(), record.path().size())
                && Arrays.equals(
                        place.path().reversed().get(shared),
                        record.path().reversed().get(shared))) {
            shared++;
        }
        List<byte[]> own = record.path().subList(0, record.path().size() - shared);
        return "{\"checkpoint\":" + quoted(note) + ",\"leaf\":" + quoted(leaf) + "," + place(place) + ",\"record\":{"
                + place(new Receipt.Place(record.index(), own)) + ",\"shared\":" + shared + "}}\n";
    }

    private static String place(Receipt.Place place) {
        return "\"index\":" + place.index() + ",\"path\":" + quoted(place.path());
    }

    /** Returns the record of a round. */
    public String record(int round) {
        return texts.get(rounds.get(round).record());
    }

    /** Returns the proof that the log after one round is the beginning of that after another. */
    public String growth(int older, int newer) {
        int from = rounds.get(older).size();
        int to = rounds.get(newer).size();
        return "{\"from\":" + from + ",\"to\":" + to + ",\"path\":" + quoted(tree.consistency(from, to)) + "}";
    }

    /** Returns what an agent kept of what it sent. */
    public String kept(String agent) {
        return kept.get(agent).toString();
    }

    /** Returns the exchange's key as it is handed out. */
    public static String key() {
        return KEY.text();
    }

    /** Returns the public key of an agent as it is handed out. */
    public static String ownKey(String agent) {
        return HexFormat.of().formatHex(Keys.of(agent).publicKey());
    }
}
