package skybourse.round.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.round.ledger.AccountStatement.Invariant;
import skybourse.round.ledger.AccountStatement.Violation;
import skybourse.round.ledger.Ledger.Reason;

/** Ledger faults, each of which violates a named invariant. */
class AccountStatementTest {

    private static final int BUYER = 0;
    private static final int SELLER = 1;
    private static final int HOUSE = 2;
    private static final int ESCROW = 3;

    /** One transfer, valid or not. */
    private record Row(int from, int to, long units, Reason reason) {}

    /** 100 were held before. A second purchase is held, the first is paid in part, the rest returned, a penalty is paid. */
    private final List<Row> rows = new ArrayList<>(List.of(
            new Row(BUYER, ESCROW, 70, Reason.HELD),
            new Row(ESCROW, SELLER, 90, Reason.BILL),
            new Row(ESCROW, BUYER, 10, Reason.RETURNED),
            new Row(SELLER, BUYER, 5, Reason.PENALTY),
            new Row(SELLER, HOUSE, 6, Reason.LOT_BOUGHT)));

    private final long[] opening = {-100, 0, 0, 100};
    private final long[] closing = {-155, 79, 6, 70};
    private long owed = 70;

    private AccountStatement statement() {
        var entries = new LedgerEntries();
        rows.forEach(row -> entries.add(row.from(), row.to(), row.units(), row.reason()));
        return new AccountStatement(
                opening, new Ledger(List.of("buyer", "seller", "house", "escrow"), entries), closing, owed);
    }

    private void change(int row, UnaryOperator<Row> fault) {
        rows.set(row, fault.apply(rows.get(row)));
    }

    private static void assertViolates(Invariant invariant, String numbers, Consumer<AccountStatementTest> fault) {
        var test = new AccountStatementTest();
        fault.accept(test);
        assertThat(test.statement().breach()).contains(new Violation(invariant, numbers));
    }

    @Test
    void validStatementHasNoViolation() {
        assertThat(statement().breach()).isEmpty();
    }

    @Test
    void missingUnitViolatesBalances() {
        assertViolates(
                Invariant.BALANCES,
                "buyer -156, not -155",
                test -> test.change(3, row -> new Row(row.from(), row.to(), row.units() - 1, row.reason())));
    }

    @Test
    void repeatedPaymentViolatesBalances() {
        assertViolates(Invariant.BALANCES, "seller 73, not 79", test -> test.rows.add(4, test.rows.get(4)));
    }

    @Test
    void missingPaymentViolatesBalances() {
        assertViolates(Invariant.BALANCES, "seller 85, not 79", test -> test.rows.remove(4));
    }

    @Test
    void wrongPayeeViolatesBalances() {
        assertViolates(
                Invariant.BALANCES,
                "buyer -149, not -155",
                test -> test.change(4, row -> new Row(row.from(), BUYER, row.units(), row.reason())));
    }

    @Test
    void swappedPayerAndPayeeViolateBalances() {
        assertViolates(
                Invariant.BALANCES,
                "buyer -165, not -155",
                test -> test.change(3, row -> new Row(row.to(), row.from(), row.units(), row.reason())));
    }

    @Test
    void negativeEscrowViolatesEscrow() {
        assertViolates(Invariant.ESCROW, "after entry 0 it has -40", test -> {
            test.change(1, row -> new Row(row.from(), row.to(), 140, row.reason()));
            test.rows.add(test.rows.removeFirst());
        });
        assertViolates(
                Invariant.ESCROW,
                "after entry 0 it has -1",
                test -> test.rows.addFirst(new Row(ESCROW, SELLER, 101, Reason.BILL)));
    }

    @Test
    void overflowingBalanceViolatesOverflow() {
        Row much = new Row(HOUSE, SELLER, Long.MAX_VALUE, Reason.BILL);
        String end = " " + new Ledger.Entry("house", "seller", Long.MAX_VALUE, Reason.BILL);
        assertViolates(Invariant.OVERFLOW, "entry 5" + end, test -> test.rows.add(much));
        assertViolates(Invariant.OVERFLOW, "entry 0" + end, test -> {
            test.opening[HOUSE] = -2;
            test.rows.addFirst(much);
        });
    }

    @Test
    void createdMoneyViolatesSumOrBalances() {
        assertViolates(Invariant.SUM, "1, but for multiples of 2^64", test -> {
            test.opening[HOUSE] += 1;
            test.closing[HOUSE] += 1;
        });
        assertViolates(Invariant.BALANCES, "house 6, not 7", test -> test.closing[HOUSE] += 1);
        assertViolates(Invariant.BALANCES, "buyer -155, not -156", test -> {
            test.closing[BUYER] -= 1;
            test.closing[HOUSE] += 1;
        });
    }

    /** Sums modulo 2^64 would be equal. */
    @Test
    void sumIsExactBeyond64Bits() {
        assertViolates(Invariant.SUM, "0, but for multiples of 2^64", test -> {
            for (int account : new int[] {BUYER, HOUSE}) {
                test.opening[account] += 1L << 62;
                test.closing[account] += 1L << 62;
            }
            test.opening[SELLER] = Long.MAX_VALUE - 100;
            test.closing[SELLER] = Long.MAX_VALUE - 21;
            test.opening[HOUSE] += 101;
            test.closing[HOUSE] += 101;
        });
    }

    @Test
    void escrowMustEqualOwedUnits() {
        assertViolates(Invariant.OWED, "escrow has 70, 71 are owed", test -> test.owed++);
        assertViolates(Invariant.OWED, "escrow has 70, 69 are owed", test -> test.owed--);
    }

    @Test
    void invalidAccountsViolateAccounts() {
        assertViolates(
                Invariant.ACCOUNTS,
                "entry 0 from 0 to 4",
                test -> test.change(0, row -> new Row(BUYER, 4, 1, row.reason())));
        assertViolates(
                Invariant.ACCOUNTS,
                "entry 1 from -1 to 1",
                test -> test.change(1, row -> new Row(-1, SELLER, 1, row.reason())));
        assertViolates(
                Invariant.ACCOUNTS,
                "entry 1 from 4 to 1",
                test -> test.change(1, row -> new Row(4, SELLER, 1, row.reason())));
        assertViolates(
                Invariant.ACCOUNTS,
                "entry 1 from 1 to -1",
                test -> test.change(1, row -> new Row(1, -1, 1, row.reason())));
        assertViolates(
                Invariant.ACCOUNTS,
                "entry 2 from 2 to 2",
                test -> test.change(2, row -> new Row(2, 2, 1, row.reason())));
    }

    @Test
    void negativePaymentViolatesUnits() {
        assertViolates(
                Invariant.UNITS,
                "entry 3 -5",
                test -> test.change(3, row -> new Row(row.to(), row.from(), -row.units(), row.reason())));
        rows.add(new Row(HOUSE, SELLER, 0, Reason.LOT_SOLD));
        assertThat(statement().breach()).as("zero is allowed").isEmpty();
    }

    @Test
    void wrongReasonsViolateHeld() {
        String wrong = "entry 0 " + new Ledger.Entry("buyer", "escrow", 70, Reason.BILL);
        assertViolates(Invariant.HELD, wrong, test -> test.change(0, row -> new Row(BUYER, ESCROW, 70, Reason.BILL)));
        String held = "entry 3 " + new Ledger.Entry("seller", "buyer", 5, Reason.HELD);
        assertViolates(Invariant.HELD, held, test -> test.change(3, row -> new Row(SELLER, BUYER, 5, Reason.HELD)));
        String returned = "entry 3 " + new Ledger.Entry("seller", "buyer", 5, Reason.RETURNED);
        assertViolates(
                Invariant.HELD, returned, test -> test.change(3, row -> new Row(SELLER, BUYER, 5, Reason.RETURNED)));
    }

    @Test
    void violationTextDescribesInvariant() {
        assertThat(new Violation(Invariant.SUM, "1")).hasToString("all balances sum to 0: 1");
        assertThat(new Violation(Invariant.ESCROW, "after"))
                .hasToString("escrow never pays what it does not have: after");
    }

    /** Of 100,000 agents one is billed a unit more, one not at all, two are swapped. The violation names the agent. */
    @Test
    void findsOneWrongEntryAmong100000Agents() {
        int agents = 100_000;
        int wrong = 61_234;
        List<String> names =
                IntStream.rangeClosed(0, agents + 1).mapToObj(i -> "a" + i).toList();
        long[] balances = new long[agents + 2];
        List<Row> bills = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            bills.add(new Row(i, agents, 10 + i, Reason.BILL));
            balances[i] -= 10 + i;
            balances[agents] += 10 + i;
        }
        Function<List<Row>, Optional<Violation>> breach = rows -> {
            var entries = new LedgerEntries();
            rows.forEach(row -> entries.add(row.from(), row.to(), row.units(), row.reason()));
            return new AccountStatement(new long[agents + 2], new Ledger(names, entries), balances, 0).breach();
        };
        assertThat(breach.apply(bills)).isEmpty();
        String itsBalance = "every balance is what the entries make of the one before: a" + wrong + " ";
        List<Row> more = new ArrayList<>(bills);
        more.set(wrong, new Row(wrong, agents, 11 + wrong, Reason.BILL));
        assertThat(breach.apply(more).orElseThrow().toString()).startsWith(itsBalance);
        List<Row> fewer = new ArrayList<>(bills);
        fewer.remove(wrong);
        assertThat(breach.apply(fewer).orElseThrow().toString()).startsWith(itsBalance + "0, not ");
        List<Row> swapped = new ArrayList<>(bills);
        swapped.set(wrong, new Row(wrong + 1, agents, 10 + wrong, Reason.BILL));
        swapped.set(wrong + 1, new Row(wrong, agents, 11 + wrong, Reason.BILL));
        assertThat(breach.apply(swapped).orElseThrow().toString()).startsWith(itsBalance);
    }
}
