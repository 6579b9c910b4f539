package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import skybourse.receipt.format.Json;
import skybourse.receipt.format.JsonField;
import skybourse.receipt.format.Keys;
import skybourse.receipt.format.MerkleHash;
import skybourse.receipt.format.Trees;

/**
 * Rounds of a synthetic market as trees, for tests: commands of its agents and the records that follow from them. Seed
 * 0 has two commands for each of four agents and fixed outcomes. Other seeds choose buyers, units, lots, disputes,
 * outcomes and payments at random.
 */
public class MadeUpMarket {

    static final double UNIT = 1e-6;
    static final long HALF_TICK = 5_000;
    static final double GRACE = 0.25;
    static final double FEE = 0.05;
    static final double ERRORS = 0.1;

    /**
     * A command that an agent sent.
     *
     * @param body its object; the sent text contains it, signed if the agent signs
     * @param isPromised whether the agent got a promise
     */
    record Sent(long seq, String agent, String route, Map<String, Object> body, boolean isPromised) {

        String text() {
            return agent.startsWith("aa-") ? Trees.json(body) : MadeUpExchange.signed(agent, Trees.json(signed()));
        }

        private Map<String, Object> signed() {
            Map<String, Object> all = Trees.of("market", MadeUpExchange.MARKET, "for", route);
            all.putAll(body);
            return all;
        }
    }

    final boolean isPlain;

    /** Whether disputed results are paid without a ruling. If not, the record has no such member, as in earlier versions. */
    final boolean paysUnruled;

    final SplittableRandom random;
    final Map<String, Long> versions = new HashMap<>();
    final Map<String, Map<String, Object>> terms = new LinkedHashMap<>();
    final MadeUpWork work;
    long seq;
    int round;

    // of the current round
    private final List<Sent> sent = new ArrayList<>();
    private final List<Map<String, Object>> withdrawals = new ArrayList<>();

    MadeUpMarket(long seed) {
        this(seed, MadeUpWork::new);
    }

    /** Creates a market whose pieces end in another way. */
    MadeUpMarket(long seed, Function<MadeUpMarket, MadeUpWork> work) {
        isPlain = seed == 0;
        paysUnruled = seed % 2 == 1;
        random = new SplittableRandom(seed);
        this.work = work.apply(this);
    }

    List<String> agents() {
        return isPlain ? MadeUpExchange.AGENTS : List.of("wa-1", "wa-2", "ma-1", "fa-1", "aa-1", "aa-2");
    }

    /** Returns the commands of the current round. */
    List<Sent> sent() {
        return sent;
    }

    /** Returns the withdrawals that agents agreed to in the current round. */
    List<Map<String, Object>> withdrawals() {
        return withdrawals;
    }

    static long at(long seq) {
        return 1_795_000_000_000L + 250L * seq;
    }

    /** Returns the time for an objection, ms. In fixed rounds a result is paid at once. */
    long objectionMillis() {
        return isPlain ? 0 : 4_000;
    }

    long rulingMillis() {
        return isPlain ? 1_250 : 3_000;
    }

    boolean chance(double probability) {
        return !isPlain && random.nextDouble() < probability;
    }

    /** Plays the next round and returns its record. */
    Map<String, Object> next() {
        begin();
        long first = seq + 1;
        Map<String, Object> tasks = new LinkedHashMap<>();
        Map<String, Map<String, Object>> amounts = new LinkedHashMap<>();
        List<MadeUpWork.Open> before = List.copyOf(work.open);
        for (String agent : agents()) {
            if (isPlain || terms.get(agent) == null || chance(0.4)) {
                put(agent);
            }
            if (agent.startsWith("wa-")) {
                if (amounts.isEmpty() || !chance(0.3)) {
                    tasks.put(agent, task(agent, amounts));
                }
                before.stream().filter(piece -> piece.text(1).equals(agent)).forEach(piece -> work.answered(piece, 1));
            } else if (isPlain && !work.plain(agent, before)) {
                send(agent, "PUT /v1/agents/" + agent + "/leaving", Trees.of("version", 0), true);
            } else if (!isPlain) {
                before.stream().filter(piece -> piece.text(4).equals(agent)).forEach(work::worked);
                before.stream()
                        .filter(piece -> piece.isLot() && piece.text(3).equals(agent))
                        .forEach(piece -> work.answered(piece, 3));
            }
        }
        outside(0.2);
        long frozenSeq = isPlain ? seq : ++seq;
        work.end(before);
        seq += isPlain ? 0 : 1;
        Map<String, Object> record = record(first, frozenSeq, tasks, amounts);
        round++;
        return record;
    }

    void begin() {
        sent.clear();
        withdrawals.clear();
        work.entries = new ArrayList<>();
        work.outcomes = new ArrayList<>();
    }

    Sent send(String agent, String route, Map<String, Object> body, boolean isPromised) {
        Sent command = new Sent(++seq, agent, route, body, isPromised);
        sent.add(command);
        return command;
    }

    private void put(String agent) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("version", versions.merge(agent, 1L + (chance(0.2) ? 1 : 0), Long::sum));
        if (agent.startsWith("wa-")) {
            body.put("worth", 20 + round + 0.5);
        }
        if (agent.startsWith("ma-") && round % 2 == 0) {
            body.put("pricePerBit", 1.5e-6);
        }
        body.put("workPerSecond", 1e9 + 1e6 * round);
        if (!agent.startsWith("fa-")) {
            body.put("position", Trees.of("xMetres", 12, "yMetres", 3.25 + round, "heightMetres", 1.5));
        }
        if (agent.startsWith("aa-") && !chance(0.5)) {
            body.put("askTicks", Trees.list(3L, 4L + round));
        }
        if (!agent.startsWith("aa-")) {
            body.put("publicKey", MadeUpExchange.ownKey(agent));
        } else {
            body.put("name", "caf\u00e9");
        }
        send(agent, "PUT /v1/agents/" + agent, body, chance(0.3));
        terms.put(agent, body);
    }

    private Map<String, Object> task(String agent, Map<String, Map<String, Object>> amounts) {
        String name = "t" + round;
        boolean hasUnits = isPlain ? round % 2 == 1 : chance(0.5);
        Object payload = switch (isPlain ? round % 3 : random.nextInt(3)) {
            case 0 -> Trees.of("text", "caf\u00e9 " + round);
            case 1 -> Trees.of("base64", Base64.getEncoder().encodeToString(new byte[] {1, 2, (byte) round}));
            default -> Trees.of("sha256", MerkleHash.hex("blob " + round));
        };
        Map<String, Object> body = Trees.of(
                "inputBits", 4e6 + round, "work", 3.6e9, "deadlineSeconds", isPlain ? 1.75 : 3 + random.nextInt(4));
        amounts.put(agent, new LinkedHashMap<>(body));
        if (hasUnits) {
            body.put("units", 10);
        }
        body.put("payload", payload);
        body.put("lastRound", round + 3);
        Sent command = send(agent, "PUT /v1/agents/" + agent + "/tasks/" + name, body, true);
        String digest = TaskPayload.digest(new JsonField("", Json.read(Trees.json(payload))));
        return Trees.of("task", name, "sha256", digest, "units", hasUnits ? 10 : null, "seq", command.seq());
    }

    void outside(double deposits) {
        for (String agent : agents()) {
            if (round == 0 || chance(deposits)) {
                work.entries.add(Trees.list("outside", agent, 90_000_000L, "ISSUED", "in-" + agent + round));
            }
            if (isPlain ? agent.equals("wa-1") && round == 1 : chance(0.2)) {
                String reference = "out-" + agent + round;
                work.entries.add(Trees.list(agent, "outside", 1_000L, "REDEEMED", reference));
                withdrawals.add(Trees.of("agent", agent, "units", 1_000L, "reference", reference));
            }
        }
    }

    private Map<String, Object> record(
            long first, long frozenSeq, Map<String, Object> tasks, Map<String, Map<String, Object>> amounts) {
        MadeUpSale sale = new MadeUpSale(this, amounts);
        tasks.forEach((buyer, task) -> sale.sell(buyer, (Map<?, ?>) task));
        work.entries.addAll(sale.held);
        Map<String, Object> own = new LinkedHashMap<>();
        terms.forEach((agent, body) -> {
            Map<String, Object> all = new LinkedHashMap<>(body);
            all.remove("name");
            own.put(agent, all);
        });
        Map<String, Object> record = Trees.of("skybourse", "record-3", "market", MadeUpExchange.MARKET, "round", round);
        record.putAll(Trees.of("firstSeq", first, "lastSeq", seq, "rule", "seller-vcg", "at", at(seq)));
        record.putAll(
                Trees.of("frozenSeq", frozenSeq, "graceSeconds", GRACE, "objectionSeconds", objectionMillis() / 1e3));
        record.putAll(Trees.of("rulingSeconds", rulingMillis() / 1e3, "feeShare", FEE, "errorRate", ERRORS));
        addUnruled(record);
        record.putAll(Trees.of("how", "solved", "postponements", 0, "maxEpsilon", 0.05, "epsilon", 1e-7));
        record.putAll(Trees.of("draw", draw(), "buyers", new ArrayList<>(tasks.keySet())));
        record.putAll(Trees.of("sellers", Trees.list(sellers().toArray()), "posting", sale.posting, "asks", sale.asks));
        record.putAll(Trees.of("pricePerBit", sale.prices, "terms", own, "tasks", tasks, "ratios", sale.ratios));
        record.putAll(Trees.of("shortUnits", 0, "units", sale.units, "trades", sale.trades, "pieces", sale.pieces));
        record.putAll(Trees.of("outcomes", work.outcomes, "entries", work.entries, "frozen", frozen(amounts)));
        return record;
    }

    /** Adds the rule for disputes without a ruling to a record. */
    void addUnruled(Map<String, Object> record) {
        if (paysUnruled) {
            record.put("paysUnruled", true);
        }
    }

    /** Returns the signature of the round by the market's key. */
    String draw() {
        byte[] draw = Keys.of("exchange")
                .signer()
                .apply(("skybourse/draw-1\n" + MadeUpExchange.MARKET + "\n" + round + "\n").getBytes(UTF_8));
        return HexFormat.of().formatHex(draw);
    }

    private List<String> sellers() {
        return agents().stream().filter(agent -> !agent.startsWith("wa-")).toList();
    }

    private Map<String, Object> frozen(Map<String, Map<String, Object>> amounts) {
        Map<String, Object> frozen =
                Trees.of("rules", Trees.of("tickMoney", 0.01, "lotWork", 2e9, "ledgerUnitMoney", UNIT));
        for (String agent : agents()) {
            String list = Map.of(
                            "wa", "wirelessAgents", "ma", "mobileAgents", "fa", "fixedAgents", "aa", "aerialAgents")
                    .get(agent.substring(0, 2));
            Map<String, Object> body = Trees.at(Map.of("terms", terms), "terms", agent);
            Map<String, Object> row = Trees.of("id", agent, "position", body.get("position"));
            row.put("computer", Trees.of("workPerSecond", body.get("workPerSecond"), "powerCoefficient", 5e-28));
            if (agent.startsWith("wa-")) {
                row.put("satisfactionWeight", (Double) body.get("worth") / Math.log(2));
                row.put("task", amounts.getOrDefault(agent, Trees.of("inputBits", 1, "work", 1, "deadlineSeconds", 1)));
            } else {
                row.put("joulePrice", 1);
                if (agent.startsWith("fa-")) {
                    row.put("penaltyPerWork", 1e-9);
                }
            }
            frozen.putIfAbsent(list, new ArrayList<Map<String, Object>>());
            Trees.objects(frozen, list).add(row);
        }
        return frozen;
    }
}
