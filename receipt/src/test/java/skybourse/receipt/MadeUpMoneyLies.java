package skybourse.receipt;

import static skybourse.receipt.MadeUpLies.drop;
import static skybourse.receipt.MadeUpLies.entries;
import static skybourse.receipt.MadeUpLies.entry;
import static skybourse.receipt.MadeUpLies.lie;
import static skybourse.receipt.MadeUpLies.outcome;
import static skybourse.receipt.MadeUpLies.pay;

import java.util.List;
import java.util.stream.Stream;
import skybourse.receipt.format.Trees;

/** False statements about payments after a sale. */
final class MadeUpMoneyLies {

    private MadeUpMoneyLies() {}

    /** Lets the first piece of round 0 fail, as if there were no result. */
    static void ignoreResult(MadeUpExchange.Draft draft) {
        outcome(draft, "r0.0").set(1, "FAILED");
        outcome(draft, "r0.0").set(2, "no-result");
        entry(draft, "BILL", "r0.0").set(1, "wa-1");
        entry(draft, "BILL", "r0.0").set(3, "RETURNED");
        long bond = 432_000;
        pay(draft, "ma-1", "wa-1", bond, "PENALTY", "r0.0");
    }

    /** False statements about later payments. */
    static Stream<MadeUpLies.Lie> all() {
        return Stream.of(
                lie("a bill goes back to the buyer", "ma-1", 15, 2, draft -> {
                    entry(draft, "BILL", "r1.0").set(1, "wa-1");
                }),
                lie(
                        "a bill goes to another leader",
                        "ma-1",
                        15,
                        2,
                        draft -> entry(draft, "BILL", "r1.0").set(1, "fa-1")),
                lie(
                        "a penalty of 50 without cause",
                        "fa-1",
                        15,
                        1,
                        draft -> pay(draft, "fa-1", "wa-1", 50, "PENALTY", "r0.1")),
                lie("a penalty for no piece", "fa-1", 15, 1, draft -> pay(draft, "fa-1", "wa-1", 50, "PENALTY", "")),
                lie(
                        "a wage is kept",
                        "aa-1",
                        15,
                        1,
                        draft -> entry(draft, "LOT_SOLD", "r0.2").set(2, 0L)),
                lie("paid twice", "wa-1", 15, 2, draft -> {
                    Trees.rows(draft.record(), "outcomes").add(Trees.list("r0.0", "FAILED", "no-result", 24L));
                }),
                lie("a result is ignored", "ma-1", 15, 1, MadeUpMoneyLies::ignoreResult),
                lie(
                        "an outcome is missing, its money was paid",
                        "ma-1",
                        15,
                        1,
                        draft -> Trees.rows(draft.record(), "outcomes").remove(outcome(draft, "r0.0"))),
                lie("an outcome and its money are missing", "ma-1", 15, 1, draft -> {
                    Trees.rows(draft.record(), "outcomes").remove(outcome(draft, "r0.0"));
                    drop(draft, "r0.0");
                }),
                lie(
                        "a withdrawal that nobody asked for",
                        "wa-1",
                        15,
                        2,
                        draft -> pay(draft, "wa-1", "outside", 7, "REDEEMED", "mine")),
                lie(
                        "a withdrawal is made twice",
                        "wa-1",
                        15,
                        2,
                        draft -> pay(draft, "wa-1", "outside", 1_000, "REDEEMED", "out-wa-11")),
                lie("a fee where nobody confirmed", "wa-1", 15, 2, draft -> {
                    List<Object> outcome = outcome(draft, "r1.2");
                    outcome.set(1, "RETURNED");
                    outcome.set(2, "confirmed");
                    long bill = (Long) entry(draft, "RETURNED", "r1.2").get(2);
                    long fee = (long) Math.floor(MadeUpMarket.FEE * bill);
                    entries(draft).removeIf(row -> row.get(4).equals("r1.2"));
                    pay(draft, "escrow", "wa-1", bill - fee, "RETURNED", "r1.2");
                    pay(draft, "escrow", "house", fee, "FEE", "r1.2");
                    pay(draft, "escrow", "fa-1", 60_000, "RETURNED", "r1.2");
                }),
                lie(
                        "a bond that fell due is kept",
                        "wa-1",
                        15,
                        2,
                        draft -> entries(draft)
                                .removeIf(row -> row.get(3).equals("PENALTY")
                                        && row.get(1).equals("wa-1")
                                        && row.get(4).equals("r1.2"))),
                lie(
                        "a fine is taken twice",
                        "aa-1",
                        15,
                        2,
                        draft -> pay(draft, "aa-1", "house", 100_000, "PENALTY", "r1.2")),
                lie(
                        "a fine for a piece that was paid",
                        "aa-1",
                        15,
                        1,
                        draft -> pay(draft, "aa-1", "house", 100_000, "PENALTY", "r0.2")),
                lie(
                        "a stake without a dispute",
                        "wa-1",
                        15,
                        1,
                        draft -> pay(draft, "wa-1", "ma-1", 1_000, "STAKE", "r0.0")),
                lie("a ruling on what was not disputed", "wa-1", 15, 1, draft -> {
                    outcome(draft, "r0.0").set(2, "ruling");
                    long bill = (Long) entry(draft, "BILL", "r0.0").get(2);
                    double stake = MadeUpMarket.ERRORS / (1 - MadeUpMarket.ERRORS) * (bill + 432_000);
                    pay(draft, "wa-1", "ma-1", (long) Math.ceil(stake), "STAKE", "r0.0");
                }),
                lie(
                        "a piece ends in a way that there is not",
                        "wa-1",
                        15,
                        1,
                        draft -> outcome(draft, "r0.0").set(2, "no-result")),
                lie(
                        "a piece that was never sold ends",
                        "wa-1",
                        15,
                        1,
                        draft ->
                                Trees.rows(draft.record(), "outcomes").add(Trees.list("r0.9", "PAID", "silence", 16L))),
                lie(
                        "the lot of a leader is not given back",
                        "fa-1",
                        15,
                        2,
                        draft -> entries(draft)
                                .remove(entries(draft).stream()
                                        .filter(row -> row.get(3).equals("RETURNED")
                                                && row.get(1).equals("fa-1"))
                                        .findFirst()
                                        .orElseThrow())),
                lie("a piece fails before it was due", "aa-1", 15, 1, draft -> {
                    draft.record().put("graceSeconds", MadeUpMarket.GRACE + 0.001);
                    Trees.rows(draft.record(), "pieces").forEach(row -> row.set(8, (Long) row.get(8) + 1));
                }),
                lie(
                        "a piece failed before a command that came before it was due",
                        "aa-1",
                        15,
                        2,
                        draft -> outcome(draft, "r1.2").set(3, 17L)),
                lie(
                        "paid by silence before the time to object was over",
                        "wa-1",
                        15,
                        0,
                        draft -> draft.record().put("objectionSeconds", 2.001)),
                lie("returned before the time for a ruling was over", "ma-1", 15, 2, draft -> {
                    outcome(draft, "r1.0").set(1, "RETURNED");
                    outcome(draft, "r1.0").set(2, "no-ruling");
                    entry(draft, "BILL", "r1.0").set(1, "wa-1");
                    entry(draft, "BILL", "r1.0").set(3, "RETURNED");
                }));
    }
}
