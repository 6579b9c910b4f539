package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static skybourse.receipt.MadeUpExchange.KEY;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import skybourse.receipt.format.Json;
import skybourse.receipt.format.JsonField;
import skybourse.receipt.format.Jws;
import skybourse.receipt.format.MerkleHash;
import skybourse.receipt.format.Trees;

/**
 * Rounds of a random market as trees that a test can change. Lines 13, 14 and 15 are checked without log and
 * signatures, so that thousands of changed rounds take seconds.
 */
final class DrawnRounds {

    /** Texts repeat in thousands of rounds; each is read once. */
    private static final Map<String, Text> TEXTS = new HashMap<>();

    /** An unchanged round, its record and the letter of line 13. */
    private record Drawn(Round round, RoundRecord record, String pieces) {}

    private final List<Drawn> drawn;
    private final Map<String, String> kept;
    private final Map<String, List<SentCommandCopy>> read;
    private final @Nullable Round[] changed;
    private final Map<String, List<SentCommandCopy>> refused = new HashMap<>();

    private DrawnRounds(List<Drawn> drawn, Map<String, String> kept, Map<String, List<SentCommandCopy>> read) {
        this.drawn = drawn;
        this.kept = kept;
        this.read = read;
        changed = new Round[drawn.size()];
    }

    /**
     * A round.
     *
     * @param record its record
     * @param commands by agent, as receipts show them
     */
    record Round(Map<String, Object> record, Map<String, List<Map<String, Object>>> commands) {

        Round copy() {
            Map<String, List<Map<String, Object>>> own = new LinkedHashMap<>();
            commands.forEach((agent, all) ->
                    own.put(agent, new ArrayList<>(all.stream().map(Trees::copy).toList())));
            return new Round(Trees.copy(record), own);
        }

        long number(String name) {
            return new JsonField("", Json.read(String.valueOf(record.get(name)))).whole();
        }

        List<List<Object>> pieces() {
            return Trees.rows(record, "pieces");
        }

        List<List<Object>> outcomes() {
            return Trees.rows(record, "outcomes");
        }

        List<List<Object>> entries() {
            return Trees.rows(record, "entries");
        }

        List<Map<String, Object>> commands(String agent) {
            return commands.computeIfAbsent(agent, _ -> new ArrayList<>());
        }
    }

    /**
     * Files that an agent gives.
     *
     * @param receipts numbers of the rounds whose receipts are given
     * @param records numbers of the rounds whose records are given, all of them among the receipts
     * @param hasKept whether its stored commands are given
     */
    record Files(List<Integer> receipts, List<Integer> records, boolean hasKept) {}

    static DrawnRounds of(long seed, int count) {
        List<Round> rounds = new ArrayList<>();
        var exchange = new MadeUpExchange(seed, count, new MadeUpExchange.Plant() {
            @Override
            public void round(MadeUpExchange.Draft draft) {
                rounds.add(new Round(draft.record(), draft.commands()).copy());
            }
        });
        Map<String, String> kept = new LinkedHashMap<>();
        Map<String, List<SentCommandCopy>> read = new HashMap<>();
        for (String agent : exchange.agents()) {
            kept.put(agent, exchange.kept(agent));
            read.put(agent, SentCommandCopy.read(exchange.kept(agent).getBytes(UTF_8), KEY));
        }
        return new DrawnRounds(rounds.stream().map(DrawnRounds::drawn).toList(), kept, read);
    }

    private static Drawn drawn(Round round) {
        RoundRecord record = RoundRecord.read(Trees.json(round.record()).getBytes(UTF_8));
        return new Drawn(round, record, letter(PieceCheck.line(record)));
    }

    /** Returns the same rounds, without the changes. */
    DrawnRounds copy() {
        return new DrawnRounds(drawn, kept, read);
    }

    int size() {
        return drawn.size();
    }

    List<String> agents() {
        return List.copyOf(kept.keySet());
    }

    /** Returns the commands that each agent stored, as its file. */
    Map<String, String> kept() {
        return kept;
    }

    /** Adds a command that an agent stored, that no receipt contains and that was not promised. */
    void addRefused(String agent, String route, Map<String, Object> body) {
        String text = Trees.json(body);
        refused.computeIfAbsent(agent, _ -> new ArrayList<>())
                .add(new SentCommandCopy(route, MerkleHash.hex(text), Optional.of(text), Optional.empty()));
    }

    /** Returns these commands by agent, as rows of its file. */
    Map<String, Object> refused() {
        Map<String, Object> rows = new LinkedHashMap<>();
        refused.forEach((agent, all) -> rows.put(
                agent,
                Trees.list(all.stream()
                        .map(one ->
                                Trees.of("for", one.route(), "text", one.text().orElseThrow(), "sha256", one.sha256()))
                        .toArray())));
        return rows;
    }

    /** Returns a round that must not be changed. */
    Round seen(int round) {
        return Objects.requireNonNullElse(changed[round], drawn.get(round).round());
    }

    /** Returns a round that may be changed. */
    Round round(int round) {
        if (changed[round] == null) {
            changed[round] = drawn.get(round).round().copy();
        }
        return changed[round];
    }

    /** Returns a letter for line 13 and two for each agent, for lines 14 and 15: H holds, B broken, N not checked; X if a record is refused. */
    String verdicts(Files files) {
        try {
            List<Drawn> records = files.records().stream()
                    .map(round -> changed[round] == null ? drawn.get(round) : drawn(changed[round]))
                    .toList();
            List<RoundRecord> own = records.stream().map(Drawn::record).toList();
            return worst(records.stream().map(Drawn::pieces))
                    + agents().stream().map(agent -> own(agent, own, files)).collect(Collectors.joining());
        } catch (IllegalArgumentException _) {
            return "X";
        }
    }

    private String own(String agent, List<RoundRecord> records, Files files) {
        var parts = new ReceiptSet(files.receipts().stream()
                .map(round -> new ReceiptSet.Part(100L * round, leaf(agent, seen(round))))
                .toList());
        List<SentCommandCopy> all = new ArrayList<>(read.getOrDefault(agent, List.of()));
        all.addAll(refused.getOrDefault(agent, List.of()));
        var sent = new SentCommands(parts, Optional.of(all).filter(_ -> files.hasKept()));
        return worst(records.stream().map(record -> letter(OwnTermsCheck.line(record, agent, sent))))
                + letter(new BalanceCheck(parts, records, sent).line());
    }

    private static ReceiptLeaf leaf(String agent, Round round) {
        long first = round.number("firstSeq");
        long last = round.number("lastSeq");
        return new ReceiptLeaf(
                new RoundCommandRange(MadeUpExchange.MARKET, round.number("round"), first, last),
                agent,
                0,
                first,
                last,
                round.commands(agent).stream().map(DrawnRounds::command).toList(),
                0,
                0);
    }

    private static ReceiptLeaf.Command command(Map<String, Object> command) {
        String text = (String) command.getOrDefault("text", "");
        Text read = TEXTS.computeIfAbsent(text, Text::of);
        return new ReceiptLeaf.Command(
                ((Number) given(command, "seq")).longValue(),
                ((Number) given(command, "at")).longValue(),
                (String) given(command, "for"),
                read.plain(),
                text.isEmpty() ? (String) given(command, "sha256") : read.sha256());
    }

    private static Object given(Map<String, Object> command, String name) {
        return Optional.ofNullable(command.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    /**
     * Text of a command.
     *
     * @param plain the signed payload, if the command is signed
     */
    private record Text(String plain, String sha256) {

        private static Text of(String text) {
            boolean isSigned = text.startsWith("eyJ") && text.indexOf('.') > 0;
            String plain = isSigned ? new String(Jws.read(text).payload(), UTF_8) : text;
            return new Text(plain, MerkleHash.hex(text));
        }
    }

    private static String letter(CheckResult line) {
        return line.verdict().name().substring(0, 1);
    }

    private static String worst(Stream<String> letters) {
        return letters.min(Comparator.comparing("BNH"::indexOf)).orElse("-");
    }
}
