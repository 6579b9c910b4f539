package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static skybourse.receipt.MadeUpExchange.KEY;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.receipt.FieldChanges.Change;
import skybourse.receipt.format.Ed25519;
import skybourse.receipt.format.Json;
import skybourse.receipt.format.Trees;

/**
 * Receipts in several parts, in which an exchange changes one field and still signs the log. For any files that an
 * agent has, the verdicts of all lines equal those of the Python checker.
 */
class ChangedReceiptsTest {

    private static final int SEEDS = 2;
    private static final int ROUNDS = 3;

    private static final String DRIVER = """
            import json, sys
            sys.path.insert(0, sys.argv[1])
            import check_receipt as c
            for line in open(sys.argv[2], encoding="utf-8"):
                case = json.loads(line)
                try:
                    mine = case["mine"].encode() if "mine" in case else None
                    lines = c.check([text.encode() for text in case["receipts"]], sys.argv[3], [text.encode() for text in case["records"]],
                                    case.get("older"), case.get("proof"), mine, case.get("my_key"))
                    print("".join(verdict[0].upper() for _, (verdict, _) in sorted(lines.items())))
                except (KeyError, ValueError, TypeError, AttributeError, IndexError) as wrong:
                    print("X", repr(wrong))
            """;

    @TempDir
    private Path folder;

    /** Splits leaves into up to three parts, and changes one part or the record of one round. */
    private static final class SplittingPlant implements MadeUpExchange.Plant {
        private final long seed;
        private final Map<String, Integer> counts = new HashMap<>();
        private final Map<String, List<Map<String, Object>>> leaves = new HashMap<>();
        private String changed = "";
        private Change<Object> change = new Change<>("none", _ -> {});

        SplittingPlant(long seed) {
            this.seed = seed;
        }

        SplittingPlant changing(String where, Change<Object> what) {
            changed = where;
            change = what;
            return this;
        }

        @Override
        public String record(int round, String text) {
            Object tree = Trees.read(Json.read(text));
            if (changed.equals("record " + round)) {
                change.change().accept(tree);
            }
            return Trees.json(tree);
        }

        @Override
        public List<String> parts(int round, String agent, String text) {
            Map<String, Object> leaf = Trees.at(Map.of("leaf", Trees.read(Json.read(text))), "leaf");
            List<Map<String, Object>> parts = split(leaf, new Random(seed * 1_000 + round * 10L + agent.hashCode()));
            leaves.put(round + " " + agent, parts.stream().map(Trees::copy).toList());
            List<Object> made = new ArrayList<>(parts);
            for (int i = 0; i < parts.size(); i++) {
                if (changed.equals(round + " " + agent + " " + i)) {
                    change.change().accept(parts.get(i));
                }
            }
            if (changed.equals(round + " " + agent)) {
                change.change().accept(made);
            }
            counts.put(round + " " + agent, made.size());
            return made.stream().map(Trees::json).toList();
        }

        private static List<Map<String, Object>> split(Map<String, Object> leaf, Random random) {
            long first = (Long) leaf.get("firstSeq");
            long last = (Long) leaf.get("lastSeq");
            TreeSet<Long> starts = new TreeSet<>(List.of(first));
            for (int i = random.nextInt(3); i > 0; i--) {
                starts.add(first + random.nextLong(last - first + 1));
            }
            List<Map<String, Object>> parts = new ArrayList<>();
            for (long from : starts) {
                long to = Optional.ofNullable(starts.higher(from)).orElse(last + 1) - 1;
                Map<String, Object> part = Trees.copy(leaf);
                part.put("fromSeq", from);
                part.put("toSeq", to);
                Trees.objects(part, "commands")
                        .removeIf(command -> (Long) command.get("seq") < from || (Long) command.get("seq") > to);
                parts.add(part);
            }
            return parts;
        }
    }

    /** Returns changes by kind, each with the place of what it changes. */
    private static Map<String, List<Map.Entry<String, Change<Object>>>> changes(long seed) {
        var honest = new SplittingPlant(seed);
        var exchange = new MadeUpExchange(seed, ROUNDS, honest);
        Map<String, List<Map.Entry<String, Change<Object>>>> kinds = new TreeMap<>();
        honest.leaves.forEach((where, parts) -> {
            for (int i = 0; i < parts.size(); i++) {
                int part = i;
                FieldChanges.of("leaf", parts.get(i))
                        .forEach(one -> kinds.computeIfAbsent(one.kind(), _ -> new ArrayList<>())
                                .add(Map.entry(where + " " + part, one)));
            }
            FieldChanges.of("leaves", new ArrayList<Object>(parts)).stream()
                    .filter(one -> !one.kind().startsWith("leaves[]"))
                    .forEach(one -> kinds.computeIfAbsent(one.kind(), _ -> new ArrayList<>())
                            .add(Map.entry(where, one)));
        });
        for (int round = 0; round < ROUNDS; round++) {
            String where = "record " + round;
            FieldChanges.of("record", Trees.read(Json.read(exchange.record(round)))).stream()
                    .filter(one -> one.kind().matches("record[.](market|round|firstSeq|lastSeq|rule|draw|entries).*"))
                    .forEach(one -> kinds.computeIfAbsent(one.kind(), _ -> new ArrayList<>())
                            .add(Map.entry(where, one)));
        }
        return kinds;
    }

    @Tag("slow")
    @Test
    void changedReceiptsHaveVerdictsOfPythonChecker() throws Exception {
        var verdicts = new PythonVerdicts("changed-receipts.txt", DRIVER);
        int seeds = PythonVerdicts.seeds(SEEDS);
        for (long seed = 1; seed <= seeds; seed++) {
            long own = seed;
            changes(seed).forEach((kind, places) -> {
                var random = new Random(31 * own + kind.hashCode());
                places.sort(Map.Entry.comparingByKey());
                Map.Entry<String, Change<Object>> place = places.get(random.nextInt(places.size()));
                SplittingPlant plant = new SplittingPlant(own).changing(place.getKey(), place.getValue());
                var exchange = new MadeUpExchange(own, ROUNDS, plant);
                String agent = place.getKey().startsWith("record")
                        ? exchange.agents().get(random.nextInt(exchange.agents().size()))
                        : place.getKey().split(" ")[1];
                Map<String, Object> files = files(exchange, plant, agent, random);
                verdicts.add(kind, own, letters(files), () -> files);
            });
        }
        verdicts.compare(seeds, folder);
    }

    /** Chooses at random the files that an agent gives, and their order. */
    private static Map<String, Object> files(
            MadeUpExchange exchange, SplittingPlant plant, String agent, Random random) {
        boolean isAll = random.nextInt(3) > 0;
        List<Object> receipts = new ArrayList<>();
        List<Object> records = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            int own = round;
            List<String> parts = IntStream.range(0, plant.counts.get(round + " " + agent))
                    .filter(_ -> isAll || random.nextInt(4) > 0)
                    .mapToObj(part -> exchange.receipt(own, agent, ROUNDS - 1, part))
                    .toList();
            receipts.addAll(parts);
            if (random.nextInt(10) < (parts.isEmpty() ? 2 : 8)) {
                records.add(exchange.record(round));
            }
        }
        if (receipts.isEmpty() || random.nextInt(10) == 0) {
            receipts.add(exchange.receipt(ROUNDS - 1, agent, ROUNDS - 1, 0));
        }
        Collections.shuffle(receipts, random);
        Collections.shuffle(records, random);
        List<String> lines = new ArrayList<>(exchange.kept(agent).lines().toList());
        lines.removeIf(_ -> random.nextInt(40) == 0);
        int size = List.of(0, 5, exchange.rounds.getFirst().size(), exchange.tree.size())
                .get(random.nextInt(4))
                .intValue();
        Map<String, Object> files = Trees.of("receipts", receipts, "records", records);
        if (random.nextInt(4) > 0) {
            files.put("mine", String.join("\n", lines));
        }
        if (random.nextInt(3) > 0) {
            files.put("my_key", MadeUpExchange.ownKey(random.nextInt(8) == 0 ? "other" : agent));
        }
        if (random.nextInt(3) > 0) {
            files.put("older", exchange.note(size));
            files.put("proof", exchange.growth(0, ROUNDS - 1));
        }
        return files;
    }

    private static String letters(Map<String, Object> files) {
        try {
            List<String> records = texts(files, "records");
            var given = new ReceiptCheck.CheckInputs(
                    KEY,
                    records.stream()
                            .map(text -> RoundRecord.read(text.getBytes(UTF_8)))
                            .toList(),
                    Optional.ofNullable((String) files.get("older")),
                    Optional.ofNullable((String) files.get("proof"))
                            .map(text -> Receipt.LogConsistencyProof.read(text.getBytes(UTF_8))),
                    Optional.ofNullable((String) files.get("mine"))
                            .map(text -> SentCommandCopy.read(text.getBytes(UTF_8), KEY)),
                    Optional.ofNullable((String) files.get("my_key")).map(Ed25519::publicKey));
            return ReceiptsTogether.checked(texts(files, "receipts"), given).lines().stream()
                    .map(line -> line.verdict().name().substring(0, 1))
                    .collect(Collectors.joining());
        } catch (IllegalArgumentException _) {
            return "X";
        }
    }

    private static List<String> texts(Map<String, Object> files, String name) {
        return ((List<?>) files.get(name)).stream().map(String.class::cast).toList();
    }
}
