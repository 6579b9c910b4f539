package skybourse.server.judging;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/**
 * Seller whose answers the judge checks: its payments, and the price caps that it loses when it is excluded. Amounts are ledger units of {@code
 * examples/inference.yaml}. The cost of a lot is that of the file, and its price is twice as much.
 */
final class CheckedSeller {

    static final double COST = 68;
    static final double PRICE = 2 * COST;

    /** Share of its reserved volume that an honest answer uses. */
    static final double USED = 0.45;

    private static final double CAP = 500;

    /** Lots that wait for their payment; as many are sold and not answered. One minute each, as the file and {@code --objection 60} state. */
    private static final int UNPAID = 7;

    /** Requests of a lot of an honest buyer. */
    private static final int REQUESTS = 4;

    /** Requests of a lot of the owner's buyer: requests of one word for the least share of a lot. */
    private static final int OWN_REQUESTS = 18;

    /**
     * What the seller does.
     *
     * @param share share of the answers to honest buyers that it does not give as sold, in [0, 1]
     * @param gain what it gains by them, for a lot of them
     * @param mismatch probability that such an answer mismatches; others match
     * @param ownLots lots of a buyer of its own that it answers, for each lot of honest buyers
     * @param ownCost what it pays for each of them, to sellers that serve other lots of this buyer, and for its own work
     * @param checkShare share of the answers that are checked if there is no evidence, in [0, 1]
     */
    record Attack(double share, double gain, double mismatch, double ownLots, double ownCost, double checkShare) {}

    private final Attack attack;
    private final RandomGenerator draws;
    private final Deque<Double> unpaid = new ArrayDeque<>();

    /** Whether the answers of unpaid lots that were not checked would mismatch, oldest first. */
    private final Deque<Deque<Boolean>> unchecked = new ArrayDeque<>();

    private SellerEvidence evidence = new SellerEvidence();

    CheckedSeller(Attack attack, RandomGenerator draws) {
        this.attack = attack;
        this.draws = draws;
    }

    /** Profit of a lot of an honest seller. */
    static double honestProfit() {
        return USED * (PRICE - COST);
    }

    /**
     * Returns the profit for each of {@code most} lots of honest buyers.
     *
     * @param rejoins whether the owner joins on another seat after an exclusion; otherwise it sells no further lot
     */
    double profit(int most, boolean rejoins) {
        double money = 0;
        boolean isIn = true;
        for (int lots = 0; lots < most && isIn; ) {
            boolean isOwn = draws.nextDouble() * (1 + attack.ownLots()) < attack.ownLots();
            lots += isOwn ? 0 : 1;
            answer(isOwn);
            if (evidence.isExcluded()) {
                money -= (unpaid.size() + UNPAID) * CAP;
                unpaid.clear();
                unchecked.clear();
                evidence = new SellerEvidence();
                isIn = rejoins;
            } else if (unpaid.size() > UNPAID) {
                money += unpaid.removeFirst();
                unchecked.removeFirst();
            }
        }
        return (money + unpaid.stream().mapToDouble(Double::doubleValue).sum()) / most;
    }

    private void answer(boolean isOwn) {
        Deque<Boolean> left = new ArrayDeque<>();
        unchecked.addLast(left);
        int count = isOwn ? OWN_REQUESTS : REQUESTS;
        double gained = 0;
        for (int request = 0; request < count; request++) {
            boolean isAttacked = !isOwn && draws.nextDouble() < attack.share();
            gained += isAttacked ? attack.gain() / count : 0;
            boolean mismatches = isAttacked && draws.nextDouble() < attack.mismatch();
            if (evidence.isSuspect() || draws.nextDouble() < attack.checkShare()) {
                evidence.add(mismatches);
            } else {
                left.addLast(mismatches);
            }
        }
        unpaid.addLast(isOwn ? -attack.ownCost() : honestProfit() + gained);
        for (Deque<Boolean> lot : unchecked) {
            while (evidence.isSuspect() && !evidence.isExcluded() && !lot.isEmpty()) {
                evidence.add(lot.removeFirst());
            }
        }
    }
}
