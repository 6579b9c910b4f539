package skybourse.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import skybourse.receipt.CheckResult;
import skybourse.receipt.CheckResult.Verdict;
import skybourse.receipt.MadeUpExchange;
import skybourse.receipt.format.Trees;

/** Cases for {@code examples/exchange/check_receipt.py}, with the verdicts of this project. */
final class InferencePython {

    private static final String DRIVER = """
            import json, sys
            sys.path.insert(0, sys.argv[1])
            import check_receipt as c
            seen = {}
            verify = c.is_signed
            c.is_signed = lambda *of: seen[of] if of in seen else seen.setdefault(of, verify(*of))
            for line in open(sys.argv[2], encoding="utf-8"):
                case = json.loads(line)
                try:
                    lines = c.check([text.encode() for text in case["receipts"]], case["key"], [text.encode() for text in case["records"]],
                                    case["older"], case["proof"], case["mine"].encode(), None)
                    print(" ".join(f"{number}{verdict[0].upper()}" for number, (verdict, _) in sorted(lines.items())))
                except (KeyError, ValueError, TypeError, AttributeError, IndexError) as wrong:
                    print("X", repr(wrong))
            """;

    private final List<String> names = new ArrayList<>();
    private final List<String> verdicts = new ArrayList<>();
    private final List<String> cases = new ArrayList<>();

    static boolean isInstalled() {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException | InterruptedException _) {
            return false;
        }
    }

    /** Adds the receipts of all agents. Returns the numbers of the lines that are broken for one of them; 0 for a file of a wrong format. */
    Set<Integer> add(String name, InferenceRounds rounds) {
        Set<Integer> broken = new TreeSet<>();
        InferenceRounds.AGENTS.forEach(agent -> broken.addAll(add(name, rounds, agent)));
        return broken;
    }

    /** Adds the receipts of one agent after the other, until a line is broken. Returns the numbers of the broken lines. */
    Set<Integer> addUntilBroken(String name, InferenceRounds rounds, Predicate<Integer> line) {
        int agents = InferenceRounds.AGENTS.size();
        int first = names.size();
        Set<Integer> broken = new TreeSet<>();
        for (int i = 0; i < agents && broken.stream().noneMatch(line); i++) {
            broken.addAll(add(name, rounds, InferenceRounds.AGENTS.get((first + i) % agents)));
        }
        return broken;
    }

    private Set<Integer> add(String name, InferenceRounds rounds, String agent) {
        Set<Integer> broken = new TreeSet<>();
        String verdict = "X";
        try {
            Map<Integer, CheckResult> lines = rounds.lines(agent);
            lines.values().stream()
                    .filter(line -> line.verdict() == Verdict.BROKEN)
                    .forEach(line -> broken.add(line.number()));
            verdict = lines.values().stream()
                    .map(line -> "" + line.number() + line.verdict().name().charAt(0))
                    .collect(Collectors.joining(" "));
        } catch (IllegalArgumentException _) {
            broken.add(0);
        }
        names.add(name + ", " + agent);
        verdicts.add(verdict);
        int last = rounds.rounds() - 1;
        Map<String, Object> row = Trees.of("receipts", rounds.receipts(agent), "records", rounds.records());
        row.putAll(
                Trees.of("key", MadeUpExchange.key(), "older", rounds.exchange().checkpoint(0)));
        row.putAll(Trees.of("proof", rounds.exchange().growth(0, last)));
        row.put("mine", rounds.exchange().kept(agent));
        cases.add(Trees.json(row));
        return broken;
    }

    /** Runs the Python program. Returns the cases in which its verdicts differ. A file of a wrong format is not compared. */
    List<String> differences(Path folder) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("cases.jsonl"), cases);
        Path out = folder.resolve("verdicts");
        Process python = new ProcessBuilder("python3", "-c", DRIVER, "examples/exchange", file.toString())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (python.waitFor() != 0) {
            throw new IllegalStateException("Python failed");
        }
        // without a record, the Java lines of the auction are left out
        List<String> said = Files.readAllLines(out).stream()
                .map(line -> line.replaceAll(" (7|8|12)N", ""))
                .toList();
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            if (!verdicts.get(i).equals("X") && !verdicts.get(i).equals(said.get(i))) {
                differences.add(names.get(i) + ": " + verdicts.get(i) + ", but Python " + said.get(i));
            }
        }
        return differences;
    }
}
