package skybourse.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.receipt.FieldChanges.Change;
import skybourse.receipt.format.Trees;

/**
 * Thousands of changed rounds: the verdicts of lines 13, 14 and 15 equal those of {@code
 * examples/exchange/check_receipt.py}, which was written from docs/reference/receipts.md. See {@link PythonVerdicts}.
 */
class ChangedRoundsTest {

    private static final String EXPECTED = "changed-rounds.txt";
    private static final int SEEDS = 3;
    private static final int ROUNDS = 4;
    private static final int EACH = 1;

    private static final String DRIVER = """
            import json, sys
            sys.path.insert(0, sys.argv[1])
            import check_receipt as c
            kept, key = {}, c.Key(sys.argv[3])
            def letter(verdict):
                return verdict[0].upper()
            def worst(found):
                found = [letter(verdict) for _, verdict, _ in found]
                return min(found, key="BNH".index) if found else "-"
            for line in open(sys.argv[2], encoding="utf-8"):
                case = json.loads(line)
                if "kept" in case:
                    kept = {agent: c.read_mine(text.encode(), key) for agent, text in case["kept"].items()}
                try:
                    records = [c.Record(json.dumps(record)) for record in case["records"]]
                    said = worst(c.check_pieces(record) for record in records)
                    for agent in kept:
                        leaves = []
                        for part in case["receipts"]:
                            commands = [dict(command) for command in part["commands"].get(agent, [])]
                            for command in commands:
                                command["sha256"] = command.get("sha256") or c.sha256(command.get("text", "").encode()).hex()
                            leaves.append({"agent": agent, "fromSeq": part["fromSeq"], "toSeq": part["toSeq"], "commands": commands})
                        own = c.Own(leaves, kept[agent] + case["refused"].get(agent, []) if case["has_kept"] else None)
                        said += worst(c.check_terms(record, own) for record in records) + worst([c.Money(own, records).check()])
                    print(said)
                except (KeyError, ValueError, TypeError, AttributeError, IndexError) as wrong:
                    print("X", repr(wrong))
            """;

    /** Fields whose changes break none of these lines, and where they are checked, or why they are not. */
    private static final Map<String, String> UNCHECKED = Map.ofEntries(
            Map.entry("commands[]", "whole commands: line 5, by promises"),
            Map.entry("record.frozen.aerialAgents", "line 14 needs them"),
            Map.entry("record.frozen.wirelessAgents", "lines 13 and 14 need them"),
            Map.entry("record.draw", "line 11"),
            Map.entry("record.epsilon", "line 11, with the engine"),
            Map.entry("record.maxEpsilon", "line 11, with the engine"),
            Map.entry("record.how", "stated only"),
            Map.entry("record.postponements", "stated only"),
            Map.entry("record.trades[].buyerLot", "line 7, with the engine"),
            Map.entry("record.trades[].sellerLot", "line 7, with the engine"),
            Map.entry("record.frozen.aerialAgents[].computer.powerCoefficient", "bonds are those of leaders"),
            Map.entry("record.frozen.aerialAgents[].joulePrice", "bonds are those of leaders"),
            Map.entry("record.frozen.wirelessAgents[].computer.powerCoefficient", "line 12, with the engine"));

    @TempDir
    private Path folder;

    private final Set<Long> seeds = new HashSet<>();

    /** A changed market and the files that its agents give. */
    private record Case(String kind, long seed, DrawnRounds rounds, DrawnRounds.Files files) {}

    private static List<Case> cases(long seed) {
        DrawnRounds base = DrawnRounds.of(seed, ROUNDS);
        Map<String, List<Change<DrawnRounds>>> kinds = new TreeMap<>();
        Stream.of(FieldChanges.of(base), RuleChanges.of(base), EndChanges.of(base))
                .flatMap(List::stream)
                .forEach(change -> kinds.computeIfAbsent(change.kind(), _ -> new ArrayList<>())
                        .add(change));
        List<Case> cases = new ArrayList<>();
        kinds.forEach((kind, changes) -> {
            var random = new Random(31 * seed + kind.hashCode());
            Collections.shuffle(changes, random);
            for (Change<DrawnRounds> change : changes.subList(0, Math.min(EACH, changes.size()))) {
                DrawnRounds rounds = base.copy();
                change.change().accept(rounds);
                cases.add(new Case(kind, seed, rounds, files(random)));
            }
        });
        return cases;
    }

    private static DrawnRounds.Files files(Random random) {
        List<Integer> all = IntStream.range(0, ROUNDS).boxed().toList();
        boolean isAll = random.nextInt(10) < 7;
        List<Integer> receipts = all.stream()
                .filter(round -> isAll || round == 1 || random.nextInt(4) > 0)
                .toList();
        List<Integer> records = receipts.stream()
                .filter(round -> isAll || round == 1 || random.nextInt(4) > 0)
                .toList();
        return new DrawnRounds.Files(receipts, records, random.nextInt(4) > 0);
    }

    @Tag("slow")
    @Test
    void changedRoundsHaveVerdictsOfPythonChecker() throws Exception {
        var verdicts = new PythonVerdicts(EXPECTED, DRIVER);
        int seeds = PythonVerdicts.seeds(SEEDS);
        for (long seed = 1; seed <= seeds; seed++) {
            for (Case one : cases(seed)) {
                verdicts.add(one.kind(), seed, one.rounds().verdicts(one.files()), () -> asked(one));
            }
        }
        verdicts.compare(seeds, folder);
    }

    /** Fields of which no change breaks line 13, 14 or 15. */
    @Test
    void checksAllFieldsExceptListedOnes() throws IOException {
        Map<String, Boolean> fields = new TreeMap<>();
        for (String row : PythonVerdicts.rows(EXPECTED)) {
            if (row.startsWith("record") || row.startsWith("commands")) {
                boolean isFound = !row.contains(" B0 ") || !row.contains(" X0 ");
                fields.merge(FieldChanges.field(row.substring(0, row.indexOf(':'))), isFound, Boolean::logicalOr);
            }
        }
        assertThat(fields).hasSizeGreaterThan(140);
        fields.values().removeIf(isFound -> isFound);
        assertThat(fields.keySet()).isEqualTo(UNCHECKED.keySet());
    }

    private Map<String, Object> asked(Case one) {
        DrawnRounds rounds = one.rounds();
        List<Object> receipts = Trees.list(one.files().receipts().stream()
                .map(round -> Trees.of(
                        "fromSeq", rounds.seen(round).record().get("firstSeq"),
                        "toSeq", rounds.seen(round).record().get("lastSeq"),
                        "commands", rounds.seen(round).commands()))
                .toArray());
        List<Object> records = Trees.list(one.files().records().stream()
                .map(round -> rounds.seen(round).record())
                .toArray());
        Map<String, Object> row = Trees.of(
                "records",
                records,
                "receipts",
                receipts,
                "refused",
                rounds.refused(),
                "has_kept",
                one.files().hasKept());
        if (seeds.add(one.seed())) {
            row.put("kept", rounds.kept());
        }
        return row;
    }
}
