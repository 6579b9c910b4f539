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

/**
 * Rounds of a market as trees, for tests: commands of its agents and the records that follow from them. Seed 0 has two commands for each of four agents
 * and plain outcomes; other seeds draw buyers, units, lots, disputes, outcomes and payments in and out.
 */
final class MadeUpMarket {

    static final double UNIT = 1e-6;
    static final long HALF_TICK = 5_000;
    static final double GRACE = 0.25;
    static final double OBJECTION = 0.5;
    static final double RULING = 0.5;
    static final double FEE = 0.05;
    static final double ERRORS = 0.1;

    /**
     * A command that an agent sent.
     *
     * @param body its object; the text that was sent has it within, where the agent signs
     * @param isPromised whether the agent was promised that it was taken
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

    /** A piece that has not ended. */
    record Open(int round, List<Object> row, long due) {

        String text(int cell) {
            return (String) row.get(cell);
        }

        long units(int cell) {
            return (Long) row.get(cell);
        }
    }

    final boolean isPlain;
    final SplittableRandom random;
    private final Map<String, Long> versions = new HashMap<>();
    final Map<String, Map<String, Object>> terms = new LinkedHashMap<>();
    final List<Open> open = new ArrayList<>();
    private final List<String> fined = new ArrayList<>();
    long seq;
    int round;

    // of the round at hand
    private final List<Sent> sent = new ArrayList<>();
    private final List<Map<String, Object>> withdrawals = new ArrayList<>();
    private List<Object> entries = new ArrayList<>();
    private List<Object> outcomes = new ArrayList<>();

    MadeUpMarket(long seed) {
        isPlain = seed == 0;
        random = new SplittableRandom(seed);
    }

    List<String> agents() {
        return isPlain ? MadeUpExchange.AGENTS : List.of("wa-1", "wa-2", "ma-1", "fa-1", "aa-1", "aa-2");
    }

    /** Returns what agents sent in the round at hand. */
    List<Sent> sent() {
        return sent;
    }

    /** Returns what agents agreed to be paid out in the round at hand. */
    List<Map<String, Object>> withdrawals() {
        return withdrawals;
    }

    static long at(long seq) {
        return 1_795_000_000_000L + 250L * seq;
    }

    boolean chance(double probability) {
        return !isPlain && random.nextDouble() < probability;
    }

    /** Plays the next round and returns its record. */
    Map<String, Object> next() {
        sent.clear();
        withdrawals.clear();
        entries = new ArrayList<>();
        outcomes = new ArrayList<>();
        long first = seq + 1;
        Map<String, Object> tasks = new LinkedHashMap<>();
        Map<String, Map<String, Object>> amounts = new LinkedHashMap<>();
        List<Open> before = List.copyOf(open);
        for (String agent : agents()) {
            if (isPlain || terms.get(agent) == null || chance(0.4)) {
                put(agent);
            }
            if (agent.startsWith("wa-")) {
                if (amounts.isEmpty() || !chance(0.3)) {
                    tasks.put(agent, task(agent, amounts));
                }
                before.stream().filter(piece -> piece.text(1).equals(agent)).forEach(this::answered);
            } else if (isPlain) {
                plain(agent, before);
            } else {
                before.stream().filter(piece -> piece.text(4).equals(agent)).forEach(this::worked);
            }
        }
        before.forEach(this::end);
        outside();
        long frozenSeq = isPlain ? seq : ++seq;
        seq += isPlain ? 0 : 1;
        Map<String, Object> record = record(first, frozenSeq, tasks, amounts);
        round++;
        return record;
    }

    private Sent send(String agent, String route, Map<String, Object> body, boolean isPromised) {
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
        String digest = TaskPayload.digest(new Field("", Json.read(Trees.json(payload))));
        return Trees.of("task", name, "sha256", digest, "units", hasUnits ? 10 : null, "seq", command.seq());
    }

    /** A seller of plain rounds hands in its result of the round before; aa-1 leaves out that of every second round. */
    private void plain(String agent, List<Open> before) {
        var own = before.stream()
                .filter(piece -> piece.text(4).equals(agent))
                .filter(_ -> !agent.equals("aa-1") || round % 2 == 1)
                .findFirst();
        if (own.isPresent()) {
            send(agent, "PUT /v1/pieces/" + own.get().text(0) + "/result", Trees.of("text", "done"), true);
        } else {
            send(agent, "PUT /v1/agents/" + agent + "/leaving", Trees.of("version", 0), true);
        }
    }

    /** A worker of drawn rounds hands in a result, hands the work back, or does nothing. */
    private void worked(Open piece) {
        boolean isOpen = sent.stream().noneMatch(any -> any.route().contains(piece.text(0) + "/result"));
        if (isOpen && at(seq + 1) <= piece.due() && !chance(0.2)) {
            String path = chance(0.25) ? "undoable" : "result";
            send(piece.text(4), "PUT /v1/pieces/" + piece.text(0) + "/" + path, Trees.of("text", "done"), chance(0.3));
        }
    }

    /** A buyer of drawn rounds rejects a result or confirms what was handed back; it does so before workers of the round are asked. */
    private void answered(Open piece) {
        if (isPlain) {
            return;
        }
        if (chance(0.3)) {
            send(
                    piece.text(1),
                    "PUT /v1/pieces/" + piece.text(0) + "/rejection",
                    Trees.of("reason", "no"),
                    chance(0.3));
        } else if (chance(0.3)) {
            send(
                    piece.text(1),
                    "PUT /v1/pieces/" + piece.text(0) + "/confirmation",
                    Trees.of("isConfirmed", true),
                    false);
        }
    }

    private boolean has(Open piece, String path) {
        return sent.stream().anyMatch(any -> any.route().endsWith("/" + piece.text(0) + "/" + path));
    }

    /** Ends a piece of an earlier round as what was sent of it allows. */
    private void end(Open piece) {
        if (has(piece, "rejection") && has(piece, "undoable")) {
            end(piece, random.nextBoolean() ? "RETURNED ruling" : "FAILED ruling");
        } else if (has(piece, "rejection") && has(piece, "result")) {
            end(
                    piece,
                    List.of("PAID ruling", "FAILED ruling", "RETURNED no-ruling")
                            .get(random.nextInt(3)));
        } else if (has(piece, "confirmation") && has(piece, "undoable")) {
            end(piece, "RETURNED confirmed");
        } else if (has(piece, "undoable")) {
            fine(piece); // no leader of these markets confirms
            end(piece, "RETURNED no-ruling");
        } else if (has(piece, "result")) {
            end(piece, "PAID silence");
        } else {
            end(piece, "FAILED no-result");
        }
    }

    private void end(Open piece, String how) {
        open.remove(piece);
        String[] named = how.split(" ");
        long by = isPlain ? seq : ++seq;
        outcomes.add(Trees.list(piece.text(0), named[0], named[1], by));
        long lot = piece.units(10);
        switch (named[0]) {
            case "PAID" -> {
                entry("escrow", piece.text(3), piece.units(9), "BILL", piece);
                entry("escrow", "house", lot, "LOT_BOUGHT", piece);
                entry("house", piece.text(4), piece.units(11), "LOT_SOLD", piece);
            }
            case "FAILED" -> {
                fine(piece);
                entry("escrow", piece.text(1), piece.units(9), "RETURNED", piece);
                entry("escrow", piece.text(3), lot, "RETURNED", piece);
                entry(piece.text(3), piece.text(1), piece.units(12), "PENALTY", piece);
                entry(piece.text(4), piece.text(3), piece.units(13), "PENALTY", piece);
            }
            default -> {
                long fee = named[1].equals("confirmed") ? (long) Math.floor(FEE * piece.units(9)) : 0;
                entry("escrow", piece.text(1), piece.units(9) - fee, "RETURNED", piece);
                entry("escrow", "house", fee, "FEE", piece);
                entry("escrow", piece.text(3), lot, "RETURNED", piece);
            }
        }
        if (named[1].equals("ruling") && !named[0].equals("FAILED")) {
            double stake = ERRORS / (1 - ERRORS) * (piece.units(9) + piece.units(12) + piece.units(13));
            entry(piece.text(1), piece.text(4), (long) Math.ceil(stake), "STAKE", piece);
        }
    }

    private void fine(Open piece) {
        String key = piece.text(4) + piece.round();
        if (piece.units(14) > 0 && !fined.contains(key)) {
            fined.add(key);
            entry(piece.text(4), "house", piece.units(14), "PENALTY", piece);
        }
    }

    private void entry(String from, String to, long units, String reason, Open piece) {
        if (units != 0) {
            entries.add(Trees.list(from, to, units, reason, piece.text(0)));
        }
    }

    private void outside() {
        for (String agent : agents()) {
            if (round == 0 || chance(0.2)) {
                entries.add(Trees.list("outside", agent, 90_000_000L, "ISSUED", "in-" + agent + round));
            }
            if (isPlain ? agent.equals("wa-1") && round == 1 : chance(0.2)) {
                String reference = "out-" + agent + round;
                entries.add(Trees.list(agent, "outside", 1_000L, "REDEEMED", reference));
                withdrawals.add(Trees.of("agent", agent, "units", 1_000L, "reference", reference));
            }
        }
    }

    private Map<String, Object> record(
            long first, long frozenSeq, Map<String, Object> tasks, Map<String, Map<String, Object>> amounts) {
        MadeUpSale sale = new MadeUpSale(this, amounts);
        tasks.forEach((buyer, task) -> sale.sell(buyer, (Map<?, ?>) task));
        entries.addAll(sale.held);
        Map<String, Object> own = new LinkedHashMap<>();
        terms.forEach((agent, body) -> {
            Map<String, Object> all = new LinkedHashMap<>(body);
            all.remove("name");
            own.put(agent, all);
        });
        byte[] draw = Keys.of("exchange")
                .signer()
                .apply(("skybourse/draw-1\n" + MadeUpExchange.MARKET + "\n" + round + "\n").getBytes(UTF_8));
        Map<String, Object> record = Trees.of("skybourse", "record-2", "market", MadeUpExchange.MARKET, "round", round);
        record.putAll(Trees.of("firstSeq", first, "lastSeq", seq, "rule", "seller-vcg", "at", at(seq)));
        record.putAll(Trees.of("frozenSeq", frozenSeq, "graceSeconds", GRACE, "objectionSeconds", OBJECTION));
        record.putAll(Trees.of("rulingSeconds", isPlain ? RULING : 60, "feeShare", FEE, "errorRate", ERRORS));
        record.putAll(Trees.of("how", "solved", "postponements", 0, "maxEpsilon", 0.05, "epsilon", 1e-7));
        record.putAll(Trees.of("draw", HexFormat.of().formatHex(draw), "buyers", new ArrayList<>(tasks.keySet())));
        record.putAll(Trees.of("sellers", Trees.list(sellers().toArray()), "posting", sale.posting, "asks", sale.asks));
        record.putAll(Trees.of("pricePerBit", sale.prices, "terms", own, "tasks", tasks, "ratios", sale.ratios));
        record.putAll(Trees.of("shortUnits", 0, "units", sale.units, "trades", sale.trades, "pieces", sale.pieces));
        record.putAll(Trees.of("outcomes", outcomes, "entries", entries, "frozen", frozen(amounts)));
        return record;
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
