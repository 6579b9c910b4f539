package skybourse.round.market;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Rules;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.SettingException;
import skybourse.round.ledger.AccountStatement;
import skybourse.round.ledger.Accounts;
import skybourse.round.ledger.Ledger;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.tier2.auction.Trade;

/**
 * Payments of a round in ledger units. Money is rounded once per link (half to even) and once per refund and penalty; all other amounts are integers.
 *
 * <p>Bills: each wireless agent pays each leader for its piece. Lots: a fixed agent pays the buyer price to the house, and the house pays the seller
 * price to an aerial agent. Overload that was not resold: the leader refunds its share of the bills and pays the penalty. Both are apportioned to its
 * wireless agents by the work that they sent, by largest remainder, ties by id.
 *
 * <p>All of this is ours; the paper does not say how accounts are settled.
 */
public final class Settlement {

    /** Largest sum of all payments, in ledger units, so that each balance fits a long. */
    private static final long MOST_UNITS = 1L << 62;

    /** Posting of payments to accounts. Implementations may use escrow; {@link #AT_ONCE} does not. */
    public interface Posting {

        /** Posts every payment at once. */
        Posting AT_ONCE = new Posting() {};

        /**
         * Posts the bill of a piece.
         *
         * @param piece number of the piece in the round
         * @param from account of the wireless agent
         * @param to account of the leader
         * @param units ledger units, at least 0
         */
        default void bill(Accounts accounts, int piece, int from, int to, long units) {
            accounts.post(from, to, units, Reason.BILL);
        }

        /**
         * Posts one side of the payment for a lot.
         *
         * @param from account of the payer
         * @param to account of the payee
         * @param units ledger units, at least 0
         * @param side {@code LOT_BOUGHT} or {@code LOT_SOLD}
         */
        default void lot(Accounts accounts, int from, int to, long units, Reason side) {
            accounts.post(from, to, units, side);
        }

        /**
         * Reduces the amount that escrow holds for a piece by at most the given units. The caller then pays these units to the sender of the piece.
         * Called from several threads, for different pieces.
         *
         * @return the units taken back; 0 without escrow
         */
        default long takeBack(int piece, long units) {
            return 0;
        }

        /**
         * Posts the part of a leader's refund that exceeds the amount {@linkplain #takeBack taken back} of the first piece.
         *
         * @param first the first piece that the payee sent to the leader
         */
        default void refund(Accounts accounts, int first, int from, int to, long units) {
            accounts.post(from, to, units, Reason.REFUND);
        }
    }

    private final Round round;
    private final SoldPieces pieces;
    private final Rules rules;
    private final Accounts accounts;
    private final Posting posting;
    private final int house;
    private final int firstLeader;
    private final long[] billed;
    private long left = MOST_UNITS;

    private Settlement(Round round, Accounts accounts, Posting posting) {
        this.round = round;
        this.accounts = accounts;
        this.posting = posting;
        pieces = round.sold();
        Scenario scenario = round.scenario();
        rules = scenario.rules();
        house = accounts.escrow() - 1;
        firstLeader = house - scenario.aerialAgents().size() - round.leaders().size();
        billed = new long[round.leaders().size()];
    }

    /**
     * Opens accounts for wireless agents, leaders, aerial agents, the house and escrow, in this order.
     *
     * @param agents the wireless agents
     * @param scenario the scenario of the leaders and aerial agents
     */
    public static Accounts accounts(List<WirelessAgent> agents, Scenario scenario) {
        List<String> names = new ArrayList<>();
        Stream.of(agents, scenario.leaders(), scenario.aerialAgents())
                .flatMap(List::stream)
                .map(Agent::id)
                .distinct()
                .forEach(names::add);
        names.add(Scenario.HOUSE);
        names.add(Scenario.ESCROW);
        return Accounts.open(names);
    }

    /**
     * Returns the ledger of a round.
     *
     * @param round the round after tier 2
     * @param trades the trades of tier 2, possibly none
     * @throws SettingException if the payments exceed 2^62 ledger units in total
     */
    public static Ledger of(Round round, List<Trade> trades) {
        Scenario scenario = round.scenario();
        Accounts accounts = accounts(scenario.wirelessAgents(), scenario);
        post(round, trades, accounts, Posting.AT_ONCE, TaskRunner.CALLER);
        AccountStatement statement = accounts.close(0);
        assert statement.breach().isEmpty() : statement.breach();
        return statement.ledger();
    }

    /**
     * Posts the payments of a round.
     *
     * @param round the round after tier 2
     * @param trades the trades of tier 2, possibly none
     * @param accounts accounts in the order of {@link #accounts}, wireless agents by the indices in the round's pieces
     * @param posting how payments are posted
     * @param tasks computes the shares of several leaders in parallel; changes no result
     * @throws SettingException if the payments exceed 2^62 ledger units in total
     * @throws ArithmeticException if a balance exceeds 64 bits
     */
    public static void post(Round round, List<Trade> trades, Accounts accounts, Posting posting, TaskRunner tasks) {
        Settlement settlement = new Settlement(round, accounts, posting);
        var senders = new AtomicReference<Senders[]>();
        tasks.run(2, round.sold().tasks() < SoldPieces.LEAST_PER_THREAD ? 2 : 1, part -> {
            if (part == 0) {
                settlement.bill();
            } else {
                senders.set(settlement.senders());
            }
        });
        settlement.payLots(trades);
        settlement.giveBack(Objects.requireNonNull(senders.get()), tasks);
    }

    /**
     * Returns the settled profits {@code double[leaders]}, money: each leader's balance in the ledger minus the cost of the energy of the work that
     * it computes itself.
     *
     * @param ledger ledger of the round, as returned by {@link #of}
     * @param after the round after tier 2
     */
    public static double[] profits(Ledger ledger, Round after) {
        SortedMap<String, Long> balances = ledger.balances();
        double unit = after.scenario().rules().ledgerUnitMoney();
        return after.leaders().stream()
                .mapToDouble(leader -> balances.getOrDefault(leader.leader().id(), 0L) * unit
                        - leader.leader().joulePrice() * leader.joules())
                .toArray();
    }

    /** Returns money in ledger units, rounded half to even, clamped to the range of long. */
    private long units(double money) {
        return (long) Math.rint(money / rules.ledgerUnitMoney());
    }

    private void requireFits(boolean fits) {
        if (!fits) {
            throw new SettingException(
                    "rules.ledgerUnitMoney must be large enough for payments of at most 2^62 units in total: "
                            + rules.ledgerUnitMoney());
        }
    }

    private void take(long units) {
        requireFits(units <= left);
        left -= units;
    }

    private void bill() {
        for (int task = 0; task < pieces.tasks(); task++) {
            for (int piece = pieces.start(task); piece < pieces.end(task); piece++) {
                int s = pieces.leader(piece);
                long units = units(pieces.bill(piece));
                take(units);
                posting.bill(accounts, piece, pieces.sender(task), firstLeader + s, units);
                billed[s] += units;
            }
        }
    }

    private void payLots(List<Trade> trades) {
        for (Trade trade : trades) {
            int buyer = accounts.number(trade.bid().participant());
            int seller = accounts.number(trade.ask().participant());
            transfer(buyer, house, trade.buyerPriceHalfTicks(), Reason.LOT_BOUGHT);
            transfer(house, seller, trade.sellerPriceHalfTicks(), Reason.LOT_SOLD);
        }
    }

    private void transfer(int from, int to, long halfTicks, Reason reason) {
        long unit = rules.ledgerUnitsPerHalfTick();
        requireFits(Math.abs(halfTicks) <= MOST_UNITS / unit);
        long units = halfTicks * unit;
        take(Math.abs(units));
        if (units >= 0) {
            posting.lot(accounts, from, to, units, reason);
        } else {
            posting.lot(accounts, to, from, -units, reason);
        }
    }

    private void giveBack(Senders[] senders, TaskRunner tasks) {
        GivenBack[] given = tasks.map(senders.length, 1, s -> givenBack(s, senders[s]), GivenBack[]::new);
        for (int s = 0; s < given.length; s++) {
            int[] first = senders[s].first;
            int[] buyers = given[s].buyers;
            take(given[s].refund);
            for (int i = 0; i < buyers.length; i++) {
                long taken = given[s].taken[i];
                accounts.release(buyers[i], taken, Reason.REFUND);
                if (taken < given[s].refunds[i]) {
                    posting.refund(accounts, first[i], firstLeader + s, buyers[i], given[s].refunds[i] - taken);
                }
            }
            take(given[s].penalty);
            for (int i = 0; i < buyers.length; i++) {
                if (given[s].penalties[i] != 0) {
                    accounts.post(firstLeader + s, buyers[i], given[s].penalties[i], Reason.PENALTY);
                }
            }
        }
    }

    /**
     * Refund and penalty of a leader, in ledger units, with the buyers that receive them; no buyers if no overload is left after tier 2.
     *
     * @param refund total refund
     * @param penalty total penalty
     * @param buyers accounts of the buyers
     * @param refunds refund by buyer
     * @param taken part of each refund that was taken back from escrow of the first piece
     * @param penalties penalty by buyer
     */
    private record GivenBack(long refund, long penalty, int[] buyers, long[] refunds, long[] taken, long[] penalties) {}

    private GivenBack givenBack(int s, Senders senders) {
        LeaderOutcome outcome = round.leaders().get(s);
        double leftOver = outcome.load().leftOver();
        long refund = leftOver == 0
                ? 0
                : (long) Math.rint(billed[s] * (leftOver / outcome.load().work()));
        assert 0 <= refund && refund <= billed[s] : "no more is given back than was billed";
        long penalty = units(outcome.leader().penaltyPerWork() * leftOver);
        int[] buyers = senders.accounts();
        double[] work = senders.work();
        long[] refunds = accounts.shares(refund, buyers, work);
        long[] taken = new long[refunds.length];
        Arrays.setAll(taken, i -> posting.takeBack(senders.first[i], refunds[i]));
        return new GivenBack(refund, penalty, buyers, refunds, taken, accounts.shares(penalty, buyers, work));
    }

    /** Returns the senders of work by leader; none for a leader without overload left after tier 2. */
    private Senders[] senders() {
        Senders[] senders = round.leaders().stream()
                .map(outcome -> new Senders(outcome.load().leftOver() > 0 ? outcome.buyers() : 0))
                .toArray(Senders[]::new);
        for (int task = 0; task < pieces.tasks(); task++) {
            double work = pieces.work(task);
            for (int piece = pieces.start(task); piece < pieces.end(task); piece++) {
                senders[pieces.leader(piece)].add(pieces.sender(task), piece, pieces.ratio(piece) * work);
            }
        }
        return senders;
    }

    /** Senders of work to one leader, with their total work at it and their first piece. An agent may have several tasks in a slot. */
    private static final class Senders {

        private int count;
        private final int[] account;
        private final int[] first;
        private final double[] work;

        Senders(int most) {
            account = new int[most];
            first = new int[most];
            work = new double[most];
        }

        void add(int sender, int piece, double sent) {
            if (account.length == 0) {
                return;
            }
            if (count == 0 || account[count - 1] != sender) {
                account[count] = sender;
                first[count++] = piece;
            }
            work[count - 1] += sent;
        }

        int[] accounts() {
            return Arrays.copyOf(account, count);
        }

        double[] work() {
            return Arrays.copyOf(work, count);
        }
    }
}
