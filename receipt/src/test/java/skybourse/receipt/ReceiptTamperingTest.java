package skybourse.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.receipt.MadeUpExchange.AGENTS;
import static skybourse.receipt.MadeUpExchange.KEY;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import skybourse.receipt.CheckedLine.Verdict;
import skybourse.receipt.MadeUpExchange.Plant;
import skybourse.receipt.Receipt.LeafInclusionProof;
import skybourse.receipt.Receipt.LogConsistencyProof;
import skybourse.receipt.format.Keys;
import skybourse.receipt.format.LogCheckpoint;

/** Each way to alter what a participant holds, or to cheat it, is named by its own line, and nothing else is. */
class ReceiptTamperingTest {

    private static final int ROUNDS = 3;
    private static final int LAST = ROUNDS - 1;
    private static final MadeUpExchange HONEST = MadeUpExchange.honest(ROUNDS);
    private static final List<List<ClientCommand>> KEPT = AGENTS.stream()
            .map(agent -> ClientCommand.read(HONEST.kept(agent).getBytes(UTF_8), KEY))
            .toList();
    private static final List<Held> HELD = all(HONEST);
    private static final List<Integer> ALL_LINES = List.of(1, 2, 3, 4, 5, 6, 9, 10, 11, 13, 14, 15);

    /** What a participant of one round holds. */
    private record Held(
            int round,
            String agent,
            String note,
            String leaf,
            LeafInclusionProof place,
            LeafInclusionProof record,
            String recordText,
            String older,
            LogConsistencyProof growth,
            List<ClientCommand> kept,
            byte[] ownKey) {

        static Held of(MadeUpExchange exchange, int round, String agent) {
            Receipt receipt = Receipt.read(exchange.receipt(round, agent, LAST).getBytes(UTF_8));
            return new Held(
                    round,
                    agent,
                    receipt.checkpoint(),
                    receipt.leaf(),
                    receipt.place(),
                    receipt.record(),
                    exchange.record(round),
                    HONEST.checkpoint(0),
                    LogConsistencyProof.read(exchange.growth(0, LAST).getBytes(UTF_8)),
                    KEPT.get(AGENTS.indexOf(agent)),
                    Keys.of(agent).publicKey());
        }

        Held note(String text) {
            return new Held(round, agent, text, leaf, place, record, recordText, older, growth, kept, ownKey);
        }

        Held leaf(String text, LeafInclusionProof at) {
            return new Held(round, agent, note, text, at, record, recordText, older, growth, kept, ownKey);
        }

        Held record(String text, LeafInclusionProof at) {
            return new Held(round, agent, note, leaf, place, at, text, older, growth, kept, ownKey);
        }

        Held older(String text, LogConsistencyProof proof) {
            return new Held(round, agent, note, leaf, place, record, recordText, text, proof, kept, ownKey);
        }

        Held own(List<ClientCommand> sent, byte[] key) {
            return new Held(round, agent, note, leaf, place, record, recordText, older, growth, sent, key);
        }

        ReceiptCheck.Result checked() {
            Receipt receipt =
                    Receipt.read(MadeUpExchange.file(note, leaf, place, record).getBytes(UTF_8));
            return ReceiptCheck.of(
                    receipt,
                    new ReceiptCheck.CheckInputs(
                            KEY,
                            List.of(RoundRecord.read(recordText.getBytes(UTF_8))),
                            Optional.of(older),
                            Optional.of(growth),
                            Optional.of(kept),
                            Optional.of(ownKey)));
        }
    }

    private int tampered;

    private static Held honest(int round, String agent) {
        return HELD.get(round * AGENTS.size() + AGENTS.indexOf(agent));
    }

    private void assertNames(String what, Held held, Integer... lines) {
        ReceiptCheck.Result result = held.checked();
        assertThat(lines(result, Verdict.BROKEN))
                .as("%s, %s of round %d: %s", what, held.agent, held.round, result.lines())
                .containsExactly(lines);
        assertThat(result.isBroken()).isTrue();
        tampered++;
    }

    private static List<Integer> lines(ReceiptCheck.Result result, Verdict verdict) {
        return result.lines().stream()
                .filter(line -> line.verdict() == verdict)
                .map(CheckedLine::number)
                .toList();
    }

    private static List<Held> all(MadeUpExchange exchange) {
        List<Held> all = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String agent : AGENTS) {
                all.add(Held.of(exchange, round, agent));
            }
        }
        return all;
    }

    /** Returns a text with one character changed, into one that may stand in its place. */
    private static String changed(String text, int at) {
        char other = switch (text.charAt(at)) {
            case '\n' -> 'n';
            case '1' -> '7';
            case 'a' -> 'b';
            default -> text.charAt(at) < '5' ? (char) (text.charAt(at) + 1) : 'a';
        };
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    private static LeafInclusionProof other(LeafInclusionProof place, int index, List<byte[]> path) {
        return new LeafInclusionProof(place.index() + index, path);
    }

    private static List<List<byte[]>> otherPaths(List<byte[]> path) {
        List<List<byte[]>> others = new ArrayList<>();
        others.add(path.subList(1, path.size()));
        others.add(path.reversed());
        List<byte[]> longer = new ArrayList<>(path);
        longer.add(path.getFirst());
        others.add(longer);
        for (int i = 0; i < path.size(); i++) {
            List<byte[]> flipped = new ArrayList<>(path);
            byte[] hash = path.get(i).clone();
            hash[i * 5] ^= 16;
            flipped.set(i, hash);
            others.add(flipped);
        }
        return others;
    }

    @Test
    void whatNobodyTamperedWithHoldsInEveryLine() {
        for (Held held : HELD) {
            ReceiptCheck.Result result = held.checked();
            List<Integer> holds = held.round == 0 ? ALL_LINES : ALL_LINES.subList(0, ALL_LINES.size() - 1);
            assertThat(lines(result, Verdict.HOLDS)).as("%s", result.lines()).isEqualTo(holds);
            assertThat(result.isBroken()).isFalse();
            assertThat(result.leaf().orElseThrow().agent()).isEqualTo(held.agent);
            assertThat(result.records().getFirst().round().number()).isEqualTo(held.round);
        }
    }

    @Test
    void everyChangeOfTheCheckpointIsNamedByLineOne() {
        Held held = Held.of(HONEST, 1, "wa-1");
        for (int at = 0; at < held.note.length(); at++) {
            assertNames("character " + at, held.note(changed(held.note, at)), 1);
        }
        String rogue = new LogCheckpoint(KEY.name(), held.place.index() + 1, new byte[32])
                .note(KEY, Keys.of("rogue").signer());
        assertNames("another key", held.note(rogue), 1);
        String elsewhere = new LogCheckpoint("skybourse/port", 20, new byte[32])
                .note(KEY, Keys.of("exchange").signer());
        assertNames("another market", held.note(elsewhere), 1);
        assertThat(tampered).isGreaterThan(150);
    }

    @Test
    void everyChangeOfTheLeafOrItsPlaceIsNamedByLineTwo() {
        for (Held held : HELD) {
            for (String span : List.of("\"fromSeq\":", "\"toSeq\":")) {
                assertNames(span, held.leaf(held.leaf.replace(span, span + "1"), held.place), 2);
            }
            for (int at = held.round; at < held.leaf.length(); at += 131) {
                assertNames("character " + at, held.leaf(changed(held.leaf, at), held.place), 2);
            }
            otherPaths(held.place.path())
                    .forEach(path -> assertNames("path", held.leaf(held.leaf, other(held.place, 0, path)), 2));
            assertNames("next index", held.leaf(held.leaf, other(held.place, 1, held.place.path())), 2);
            assertNames("index beyond", held.leaf(held.leaf, other(held.place, 32, held.place.path())), 2);
            assertNames("no path", held.leaf(held.leaf, other(held.place, 0, List.of())), 2);
            Held next = honest((held.round + 1) % ROUNDS, held.agent);
            assertNames("leaf of another round", held.leaf(next.leaf, held.place), 2);
            assertNames("record as leaf", held.leaf(held.recordText, held.place), 2);
            assertNames("node as leaf", held.leaf("{}", held.place), 2);
        }
        Held first = Held.of(HONEST, 0, "wa-1");
        assertNames(
                "a smaller log, without an older one",
                first.note(HONEST.note(7)).older(HONEST.note(0), first.growth),
                2);
        assertThat(tampered).isGreaterThan(200);
    }

    @Test
    void historyThatWasRewrittenIsNamedByLineThree() {
        MadeUpExchange rewritten = new MadeUpExchange(ROUNDS, new Plant() {
            @Override
            public String record(int round, String text) {
                return round == 0 ? text.replace("\"maxEpsilon\":0.05", "\"maxEpsilon\":0.04") : text;
            }
        });
        all(rewritten).forEach(held -> assertNames("history", held, 3));
        Held held = Held.of(HONEST, 2, "fa-1");
        otherPaths(held.growth.path())
                .forEach(path -> assertNames("proof", held.older(held.older, new LogConsistencyProof(5, 15, path)), 3));
        assertNames("same size, another root", held.older(rewritten.checkpoint(LAST), held.growth), 3);
        for (int at = 0; at < held.older.length(); at += 7) {
            assertNames("character " + at, held.older(changed(held.older, at), held.growth), 3);
        }
    }

    @Test
    void whatSomebodyElseSentIsNamedByLineFour() {
        for (Held held : HELD) {
            String another = AGENTS.get((AGENTS.indexOf(held.agent) + 1) % AGENTS.size());
            Held stranger = honest(held.round, another);
            assertNames("receipt of another agent", stranger.own(held.kept, held.ownKey), 4);
            List<ClientCommand> without = new ArrayList<>(held.kept);
            String first = ReceiptLeaf.read(held.leaf.getBytes(UTF_8))
                    .commands()
                    .getFirst()
                    .sha256();
            without.removeIf(sent -> sent.sha256().equals(first));
            assertNames("a command that was never sent", held.own(without, held.ownKey), 4);
            if (!held.agent.equals("aa-1")) {
                assertNames("another key", held.own(held.kept, Keys.of(another).publicKey()), 4);
            }
        }
    }

    /** Plants a change in every receipt and record that the exchange writes, and says which line names it. */
    private void assertCheat(
            String what, BiFunction<Held, String, String> leaf, UnaryOperator<String> record, Integer... lines) {
        MadeUpExchange cheat = new MadeUpExchange(ROUNDS, new Plant() {
            @Override
            public String leaf(int round, String agent, String text) {
                return leaf.apply(honest(round, agent), text);
            }

            @Override
            public String record(int round, String text) {
                return record.apply(text);
            }
        });
        for (Held held : all(cheat)) {
            boolean isTouched =
                    !cheat.texts.get((int) held.place.index()).equals(HONEST.texts.get((int) held.place.index()))
                            || !held.recordText.equals(HONEST.record(held.round));
            Held now = held.older(cheat.checkpoint(0), held.growth);
            if (isTouched) {
                assertNames(what, now, lines);
            } else {
                assertThat(now.checked().isBroken()).as(what).isFalse();
            }
        }
    }

    @Test
    void commandsThatTheExchangeInventsAreNamedByLineFour() {
        UnaryOperator<String> same = text -> text;
        assertCheat("another route", (held, text) -> text.replaceFirst("PUT /v1/agents", "DELETE /v1/agents"), same, 4);
        assertCheat(
                "a signature cut off",
                (held, text) -> text.replaceAll("(eyJ[^.]*)[.][^.\"]*[.][^\"]*(\"}\\],\"before)", "$1.$2"),
                same,
                4,
                5);
        assertCheat("another body", (held, text) -> text.replace("caf\u00e9", "cafe"), same, 4);
        assertCheat(
                "not signed any more",
                (held, text) -> text.replaceFirst("\"text\":\"eyJ[^\"]*\"", "\"text\":\"{}\""),
                same,
                4);
    }

    @Test
    void promisesThatAreBrokenAreNamedByLineFive() {
        UnaryOperator<String> same = text -> text;
        assertCheat(
                "dropped",
                (held, text) -> text.replaceFirst("[}],[{]\"seq\".*?[}]\\],\"before\"", "}],\"before\""),
                same,
                5);
        assertCheat(
                "all dropped",
                (held, text) -> text.replaceFirst("\"commands\":\\[.*\\],\"before\"", "\"commands\":[],\"before\""),
                same,
                5);
    }

    private static boolean isRecord(String text) {
        try {
            RoundRecord.read(text.getBytes(UTF_8));
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @Test
    void anotherRecordIsNamedByLineSix() {
        for (Held held : HELD) {
            for (int at = held.round; at < held.recordText.length(); at += MadeUpExchange.stride(41)) {
                String text = changed(held.recordText, at);
                if (isRecord(text)) {
                    assertNames("character " + at, held.record(text, held.record), 6);
                }
            }
            otherPaths(held.record.path())
                    .forEach(path -> assertNames("path", held.record(held.recordText, other(held.record, 0, path)), 6));
            Held next = honest((held.round + 1) % ROUNDS, held.agent);
            assertNames("record of another round", held.record(next.recordText, next.record), 6);
            assertNames("only its text", held.record(next.recordText, held.record), 6);
            assertNames("index", held.record(held.recordText, other(held.record, 5, held.record.path())), 6);
            assertNames(
                    "the path of the leaf", held.record(held.recordText, other(held.record, 0, held.place.path())), 6);
        }
        UnaryOperator<String> same = text -> text;
        assertCheat("another number", (held, text) -> text.replace("\"round\":", "\"round\":1"), same, 6);
        assertCheat("more commands", (held, text) -> text, text -> text.replace("\"lastSeq\":", "\"lastSeq\":1"), 6);
        assertCheat(
                "the leaf as its record",
                (held, text) -> text.replaceFirst("\"record\":[0-9]+", "\"record\":" + held.place.index()),
                same,
                6);
        assertCheat(
                "another market",
                (held, text) -> text,
                text -> text.replace("\"market\":\"campus\"", "\"market\":\"port\""),
                6);
    }

    @Test
    void moneyThatTheHouseLosesOrMakesIsNamedByLineNine() {
        BiFunction<Held, String, String> same = (held, text) -> text;
        assertCheat(
                "the house pays",
                same,
                text -> text.replace("]],\"frozen", "],[\"house\",\"escrow\",999999,\"BILL\",\"\"]],\"frozen"),
                9);
        assertCheat(
                "backwards",
                same,
                text -> text.replace("]],\"frozen", "],[\"outside\",\"escrow\",-1,\"BILL\",\"\"]],\"frozen"),
                9);
        assertCheat(
                "to itself",
                same,
                text -> text.replace("]],\"frozen", "],[\"escrow\",\"escrow\",1,\"BILL\",\"\"]],\"frozen"),
                9);
    }

    @Test
    void moneyOfTheAgentThatIsWrongIsNamedByLineTen() {
        UnaryOperator<String> same = text -> text;
        assertCheat("before", (held, text) -> text.replaceFirst("\"before\":(-?)", "\"before\":$17"), same, 10);
        assertCheat("after", (held, text) -> text.replaceFirst("\"after\":(-?)", "\"after\":$11"), same, 10);
        assertCheat(
                "one more in the record",
                (held, text) -> text,
                text -> AGENTS.stream()
                        .reduce(
                                text,
                                (all, agent) -> all.replace(
                                        "]],\"frozen",
                                        "],[\"outside\",\"" + agent + "\",1,\"ISSUED\",\"x\"]],\"frozen")),
                10);
    }
}
