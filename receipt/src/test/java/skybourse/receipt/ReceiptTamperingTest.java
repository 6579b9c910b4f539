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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.receipt.CheckResult.Verdict;
import skybourse.receipt.MadeUpExchange.Plant;
import skybourse.receipt.Receipt.LeafInclusionProof;
import skybourse.receipt.Receipt.LogConsistencyProof;
import skybourse.receipt.format.Keys;
import skybourse.receipt.format.LogCheckpoint;

/** Each change of a participant's files, and each way to cheat it, breaks its own line and no other. */
class ReceiptTamperingTest {

    private static final int ROUNDS = 3;
    private static final int LAST = ROUNDS - 1;
    private static final MadeUpExchange HONEST = MadeUpExchange.honest(ROUNDS);
    private static final List<List<SentCommandCopy>> KEPT = AGENTS.stream()
            .map(agent -> SentCommandCopy.read(HONEST.kept(agent).getBytes(UTF_8), KEY))
            .toList();
    private static final List<HeldFiles> HELD = all(HONEST);
    private static final List<Integer> ALL_LINES = List.of(1, 2, 3, 4, 5, 6, 9, 10, 11, 13, 14, 15);

    /** Files of a participant of one round. */
    private record HeldFiles(
            int round,
            String agent,
            String note,
            String leaf,
            LeafInclusionProof place,
            LeafInclusionProof record,
            String recordText,
            String older,
            LogConsistencyProof growth,
            List<SentCommandCopy> kept,
            byte[] ownKey) {

        static HeldFiles of(MadeUpExchange exchange, int round, String agent) {
            Receipt receipt = Receipt.read(exchange.receipt(round, agent, LAST).getBytes(UTF_8));
            return new HeldFiles(
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

        HeldFiles note(String text) {
            return new HeldFiles(round, agent, text, leaf, place, record, recordText, older, growth, kept, ownKey);
        }

        HeldFiles leaf(String text, LeafInclusionProof at) {
            return new HeldFiles(round, agent, note, text, at, record, recordText, older, growth, kept, ownKey);
        }

        HeldFiles record(String text, LeafInclusionProof at) {
            return new HeldFiles(round, agent, note, leaf, place, at, text, older, growth, kept, ownKey);
        }

        HeldFiles older(String text, LogConsistencyProof proof) {
            return new HeldFiles(round, agent, note, leaf, place, record, recordText, text, proof, kept, ownKey);
        }

        HeldFiles own(List<SentCommandCopy> sent, byte[] key) {
            return new HeldFiles(round, agent, note, leaf, place, record, recordText, older, growth, sent, key);
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

    private static HeldFiles honest(int round, String agent) {
        return HELD.get(round * AGENTS.size() + AGENTS.indexOf(agent));
    }

    private void assertBroken(String what, HeldFiles held, Integer... lines) {
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
                .map(CheckResult::number)
                .toList();
    }

    private static List<HeldFiles> all(MadeUpExchange exchange) {
        List<HeldFiles> all = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String agent : AGENTS) {
                all.add(HeldFiles.of(exchange, round, agent));
            }
        }
        return all;
    }

    /** Returns a text with one character replaced by a plausible one. */
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
    void honestFilesHoldInEveryLine() {
        for (HeldFiles held : HELD) {
            ReceiptCheck.Result result = held.checked();
            List<Integer> holds = held.round == 0 ? ALL_LINES : ALL_LINES.subList(0, ALL_LINES.size() - 1);
            assertThat(lines(result, Verdict.HOLDS)).as("%s", result.lines()).isEqualTo(holds);
            assertThat(result.isBroken()).isFalse();
            assertThat(result.leaf().orElseThrow().agent()).isEqualTo(held.agent);
            assertThat(result.records().getFirst().round().number()).isEqualTo(held.round);
        }
    }

    @Test
    void changedCheckpointBreaksLine1() {
        HeldFiles held = HeldFiles.of(HONEST, 1, "wa-1");
        for (int at = 0; at < held.note.length(); at++) {
            assertBroken("character " + at, held.note(changed(held.note, at)), 1);
        }
        String rogue = new LogCheckpoint(KEY.name(), held.place.index() + 1, new byte[32])
                .note(KEY, Keys.of("rogue").signer());
        assertBroken("another key", held.note(rogue), 1);
        String elsewhere = new LogCheckpoint("skybourse/port", 20, new byte[32])
                .note(KEY, Keys.of("exchange").signer());
        assertBroken("another market", held.note(elsewhere), 1);
        assertThat(tampered).isGreaterThan(150);
    }

    @Test
    void changedLeafOrProofBreaksLine2() {
        for (HeldFiles held : HELD) {
            for (String span : List.of("\"fromSeq\":", "\"toSeq\":")) {
                assertBroken(span, held.leaf(held.leaf.replace(span, span + "1"), held.place), 2);
            }
            for (int at = held.round; at < held.leaf.length(); at += 131) {
                assertBroken("character " + at, held.leaf(changed(held.leaf, at), held.place), 2);
            }
            otherPaths(held.place.path())
                    .forEach(path -> assertBroken("path", held.leaf(held.leaf, other(held.place, 0, path)), 2));
            assertBroken("next index", held.leaf(held.leaf, other(held.place, 1, held.place.path())), 2);
            assertBroken("index beyond", held.leaf(held.leaf, other(held.place, 32, held.place.path())), 2);
            assertBroken("no path", held.leaf(held.leaf, other(held.place, 0, List.of())), 2);
            HeldFiles next = honest((held.round + 1) % ROUNDS, held.agent);
            assertBroken("leaf of another round", held.leaf(next.leaf, held.place), 2);
            assertBroken("record as leaf", held.leaf(held.recordText, held.place), 2);
            assertBroken("node as leaf", held.leaf("{}", held.place), 2);
        }
        HeldFiles first = HeldFiles.of(HONEST, 0, "wa-1");
        assertBroken(
                "a smaller log, without an older one",
                first.note(HONEST.note(7)).older(HONEST.note(0), first.growth),
                2);
        assertThat(tampered).isGreaterThan(200);
    }

    @Test
    void rewrittenHistoryBreaksLine3() {
        MadeUpExchange rewritten = new MadeUpExchange(ROUNDS, new Plant() {
            @Override
            public String record(int round, String text) {
                return round == 0 ? text.replace("\"maxEpsilon\":0.05", "\"maxEpsilon\":0.04") : text;
            }
        });
        all(rewritten).forEach(held -> assertBroken("history", held, 3));
        HeldFiles held = HeldFiles.of(HONEST, 2, "fa-1");
        otherPaths(held.growth.path())
                .forEach(
                        path -> assertBroken("proof", held.older(held.older, new LogConsistencyProof(5, 15, path)), 3));
        assertBroken("same size, another root", held.older(rewritten.checkpoint(LAST), held.growth), 3);
        for (int at = 0; at < held.older.length(); at += 7) {
            assertBroken("character " + at, held.older(changed(held.older, at), held.growth), 3);
        }
    }

    @Test
    void commandsOfOtherAgentsBreakLine4() {
        for (HeldFiles held : HELD) {
            String another = AGENTS.get((AGENTS.indexOf(held.agent) + 1) % AGENTS.size());
            HeldFiles stranger = honest(held.round, another);
            assertBroken("receipt of another agent", stranger.own(held.kept, held.ownKey), 4);
            List<SentCommandCopy> without = new ArrayList<>(held.kept);
            String first = ReceiptLeaf.read(held.leaf.getBytes(UTF_8))
                    .commands()
                    .getFirst()
                    .sha256();
            without.removeIf(sent -> sent.sha256().equals(first));
            assertBroken("a command that was never sent", held.own(without, held.ownKey), 4);
            if (!held.agent.equals("aa-1")) {
                assertBroken("another key", held.own(held.kept, Keys.of(another).publicKey()), 4);
            }
        }
    }

    /**
     * Applies a change to every receipt and record that the exchange writes. Requires that it breaks the given lines.
     */
    private void assertCheat(
            String what, BiFunction<HeldFiles, String, String> leaf, UnaryOperator<String> record, Integer... lines) {
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
        for (HeldFiles held : all(cheat)) {
            boolean isTouched =
                    !cheat.texts.get((int) held.place.index()).equals(HONEST.texts.get((int) held.place.index()))
                            || !held.recordText.equals(HONEST.record(held.round));
            HeldFiles now = held.older(cheat.checkpoint(0), held.growth);
            if (isTouched) {
                assertBroken(what, now, lines);
            } else {
                assertThat(now.checked().isBroken()).as(what).isFalse();
            }
        }
    }

    @Test
    void inventedCommandsBreakLine4() {
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
    void brokenPromisesBreakLine5() {
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

    @Tag("slow")
    @Test
    void changedRecordBreaksLine6() {
        for (HeldFiles held : HELD) {
            for (int at = held.round; at < held.recordText.length(); at += MadeUpExchange.stride(41)) {
                String text = changed(held.recordText, at);
                if (isRecord(text)) {
                    assertBroken("character " + at, held.record(text, held.record), 6);
                }
            }
            otherPaths(held.record.path())
                    .forEach(
                            path -> assertBroken("path", held.record(held.recordText, other(held.record, 0, path)), 6));
            HeldFiles next = honest((held.round + 1) % ROUNDS, held.agent);
            assertBroken("record of another round", held.record(next.recordText, next.record), 6);
            assertBroken("only its text", held.record(next.recordText, held.record), 6);
            assertBroken("index", held.record(held.recordText, other(held.record, 5, held.record.path())), 6);
            assertBroken(
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
    void wrongMoneyOfTheHouseBreaksLine9() {
        BiFunction<HeldFiles, String, String> same = (held, text) -> text;
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
    void wrongBalancesOfTheAgentBreakLine10() {
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
