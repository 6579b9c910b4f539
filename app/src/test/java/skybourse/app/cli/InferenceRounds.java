package skybourse.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import skybourse.files.text.Sha256;
import skybourse.receipt.CheckResult;
import skybourse.receipt.MadeUpExchange;
import skybourse.receipt.MadeUpInference;
import skybourse.receipt.Receipt;
import skybourse.receipt.ReceiptCheck;
import skybourse.receipt.RoundRecord;
import skybourse.receipt.SentCommandCopy;
import skybourse.tier2.rule.ProcurementAuction;

/** Receipts and records of a synthetic inference market, and their verdicts. */
record InferenceRounds(MadeUpExchange exchange, int rounds) {

    static final List<String> AGENTS = List.of("by-1", "by-2", "se-1", "se-2", "se-3");

    /** The auction of this project. */
    private static final class CoreAuction implements MadeUpInference.Auction {

        private static long seed(String draw) {
            return Long.parseUnsignedLong(
                    Sha256.of(HexFormat.of().parseHex(draw)).substring(0, 16), 16);
        }

        @Override
        public List<List<Object>> clear(int lots, List<List<Object>> offers, String draw, long round) {
            List<ProcurementAuction.Offer> all = offers.stream()
                    .map(row -> new ProcurementAuction.Offer(
                            (String) row.get(0), Math.toIntExact((Long) row.get(1)), (Long) row.get(2)))
                    .toList();
            List<List<Object>> rows = new ArrayList<>();
            new ProcurementAuction(lots, MadeUpInference.CAP)
                    .clear(all, seed(draw), round)
                    .forEach(bought -> rows.add(new ArrayList<>(List.of(
                            bought.seller(), (long) bought.lots(), bought.paymentTicks(), (long) bought.lotsAtCap()))));
            return rows;
        }

        @Override
        public int[] assign(int lots, List<List<Object>> purchases, String draw, long round) {
            List<ProcurementAuction.Purchase> all = purchases.stream()
                    .map(row -> new ProcurementAuction.Purchase(
                            (String) row.get(0), Math.toIntExact((Long) row.get(1)), (Long) row.get(2), 0))
                    .toList();
            return new ProcurementAuction(lots, MadeUpInference.CAP).assignLots(all, seed(draw), round);
        }
    }

    static InferenceRounds of(long seed, int rounds, MadeUpInference.Lie lie) {
        return of(seed, rounds, lie, new MadeUpExchange.Plant() {});
    }

    static InferenceRounds of(long seed, int rounds, MadeUpInference.Lie lie, MadeUpExchange.Plant plant) {
        var market = new MadeUpInference(seed, new CoreAuction(), lie);
        return new InferenceRounds(new MadeUpExchange(market, rounds, plant), rounds);
    }

    List<String> records() {
        return IntStream.range(0, rounds).mapToObj(exchange::record).toList();
    }

    List<String> receipts(String agent) {
        return IntStream.range(0, rounds)
                .mapToObj(round -> exchange.receipt(round, agent, rounds - 1))
                .toList();
    }

    /** Returns all lines of an agent with all files but its key. */
    Map<Integer, CheckResult> lines(String agent) {
        List<RoundRecord> read = records().stream()
                .map(text -> RoundRecord.read(text.getBytes(UTF_8)))
                .toList();
        var given = new ReceiptCheck.CheckInputs(
                MadeUpExchange.KEY,
                read,
                Optional.of(exchange.checkpoint(0)),
                Optional.of(Receipt.LogConsistencyProof.read(
                        exchange.growth(0, rounds - 1).getBytes(UTF_8))),
                Optional.of(SentCommandCopy.read(exchange.kept(agent).getBytes(UTF_8), MadeUpExchange.KEY)),
                Optional.empty());
        ReceiptCheck.Result result = ReceiptCheck.checkAll(
                receipts(agent).stream()
                        .map(file -> ReceiptCheck.of(Receipt.read(file.getBytes(UTF_8)), given))
                        .toList(),
                given);
        Map<Integer, CheckResult> lines = new TreeMap<>();
        result.lines().forEach(line -> lines.put(line.number(), line));
        result.records().stream()
                .flatMap(record -> RoundRecomputationCheck.lines(record).stream())
                .forEach(line -> lines.merge(line.number(), line, CheckResult::worse));
        return lines;
    }
}
