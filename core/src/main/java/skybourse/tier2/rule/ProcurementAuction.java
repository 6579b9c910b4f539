package skybourse.tier2.rule;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import skybourse.base.numeric.LargestRemainder;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.TieOrder;

/**
 * Procurement auction: a buyer with a fixed demand buys interchangeable lots from sellers, up to a price cap. Sellers receive
 * Vickrey-Clarke-Groves payments.
 *
 * <p>The cheapest lots whose asks are at most the cap are bought. A seller of q lots is paid P(q): for each of its lots, the ask of the lot that
 * would replace it, or the cap if no such lot is offered. P(q) depends on the offers of the other sellers only. At equal asks, the lots bought are
 * proportional to the lots offered, within one lot.
 *
 * <p>A lot is a reservation, of which a part is used. Each used unit of a seller is paid P(q) divided by its reserved units
 * ({@link #billUnits}), so that unused and unserved reservations earn nothing. P is concave with P(0) = 0. A seller that serves n of its q lots is
 * therefore paid at most P(n).
 *
 * <p>In one auction, truthful offers maximize a seller's expected profit over the assignment of lots, up to the rounding of bills. This includes
 * offers of lots that it does not serve, unless it knows which of its lots will be used. If demand that is not served waits for further auctions, the
 * caller must also charge a penalty of the cap for each lot that is sold and not served, and exclude sellers that do not serve. None of this holds for a
 * seller that also controls buyers. Assumptions and proofs: {@code docs/explanation/truthfulness.md}.
 *
 * <p>Source: Clarke (1971) and Groves (1973), with a given demand as in {@link SellerVickrey}. The payment per used unit is our addition.
 *
 * @param demandLots number of lots wanted, at least 0
 * @param capTicks highest price of a lot, in ticks, in [0, 2^40]
 */
public record ProcurementAuction(int demandLots, long capTicks) {

    /**
     * Lots of a seller at one limit price.
     *
     * @param seller id of the seller
     * @param lots number of lots, at least 0
     * @param askTicks lowest accepted price of a lot, in ticks, in [0, 2^40]
     */
    public record Offer(String seller, int lots, long askTicks) {

        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if a number is outside its range
         */
        public Offer {
            if (lots < 0) {
                throw new IllegalArgumentException("lots of " + seller + " must be at least 0: " + lots);
            }
            checkPrice(askTicks, "askTicks of " + seller);
        }
    }

    /**
     * Lots bought from a seller.
     *
     * @param seller id of the seller
     * @param lots number of lots, at least 1
     * @param paymentTicks payment if all its lots are used in full, in ticks
     * @param lotsAtCap number of its lots that are paid the cap, because no other offer below the cap replaces them
     */
    public record Purchase(String seller, int lots, long paymentTicks, int lotsAtCap) {}

    /** Value of {@link #assignLots} for a lot that is not bought. */
    public static final int NOT_BOUGHT = -1;

    /** Order of offers by ask. Payments do not depend on the order of equal asks. */
    private static final Comparator<Offer> CHEAPEST_FIRST = Comparator.comparingLong(Offer::askTicks);

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public ProcurementAuction {
        if (demandLots < 0) {
            throw new IllegalArgumentException("demandLots must be at least 0: " + demandLots);
        }
        checkPrice(capTicks, "capTicks");
    }

    private static void checkPrice(long ticks, String name) {
        if (ticks < 0 || ticks > Order.MAX_TICKS) {
            throw new IllegalArgumentException(name + " must be in [0, " + Order.MAX_TICKS + "]: " + ticks);
        }
    }

    /**
     * Clears the auction.
     *
     * @param offers one offer per seller, in any order
     * @param seed seed of the lottery between equal remainders at equal asks
     * @param round number of the auction, an index of the lottery
     * @return the purchases of at least one lot, by seller id
     * @throws IllegalArgumentException if a seller has several offers
     * @throws ArithmeticException if a payment exceeds 64 bits
     */
    public List<Purchase> clear(List<Offer> offers, long seed, long round) {
        Set<String> sellers = new HashSet<>();
        for (Offer offer : offers) {
            if (!sellers.add(offer.seller())) {
                throw new IllegalArgumentException("seller must have one offer: " + offer.seller());
            }
        }
        var ties = new TieOrder.Lottery(seed, round);
        List<Offer> sorted = offers.stream()
                .sorted(CHEAPEST_FIRST
                        .thenComparingLong(offer -> ties.key(offer.seller()))
                        .thenComparing(Offer::seller))
                .toList();
        long[] sold = soldLots(sorted);
        List<Purchase> purchases = new ArrayList<>();
        for (int i = 0; i < sold.length; i++) {
            if (sold[i] > 0) {
                purchases.add(purchase(sorted, sorted.get(i).seller(), (int) sold[i]));
            }
        }
        purchases.sort(Comparator.comparing(Purchase::seller));
        return purchases;
    }

    /** Returns the number of lots bought from each seller; sellers are sorted by ask, then by lottery key. */
    private long[] soldLots(List<Offer> sorted) {
        long[] sold = new long[sorted.size()];
        long left = demandLots;
        for (int from = 0; from < sold.length && left > 0; ) {
            long ask = sorted.get(from).askTicks();
            int to = from;
            while (to < sold.length && sorted.get(to).askTicks() == ask) {
                to++;
            }
            if (ask > capTicks) {
                break;
            }
            long[] offered =
                    sorted.subList(from, to).stream().mapToLong(Offer::lots).toArray();
            long bought = Math.min(left, LongStream.of(offered).sum());
            System.arraycopy(LargestRemainder.split(bought, offered), 0, sold, from, to - from);
            left -= bought;
            from = to;
        }
        return sold;
    }

    /**
     * Returns the payment P(q) of a seller, in ticks: the sum of the prices of the q lots that would replace its lots.
     *
     * @param offers all offers; that of the seller is not read
     * @param seller id of the seller
     * @param lots number q of its lots, in [0, {@code demandLots}]
     * @throws IllegalArgumentException if {@code lots} is outside its range
     * @throws ArithmeticException if the payment exceeds 64 bits
     */
    public long paymentTicks(List<Offer> offers, String seller, int lots) {
        return purchase(offers.stream().sorted(CHEAPEST_FIRST).toList(), seller, lots)
                .paymentTicks();
    }

    private Purchase purchase(List<Offer> sorted, String seller, int lots) {
        if (lots < 0 || lots > demandLots) {
            throw new IllegalArgumentException("lots must be in [0, " + demandLots + "]: " + lots);
        }
        long payment = 0;
        long replaced = 0;
        long first = (long) demandLots - lots; // index of the first replacement lot among those of the others
        long otherLots = 0;
        for (Offer offer : sorted) {
            if (offer.askTicks() >= capTicks || otherLots >= demandLots) {
                break;
            }
            if (!offer.seller().equals(seller)) {
                long end = Math.min(otherLots + offer.lots(), demandLots);
                long replacements = Math.max(0, end - Math.max(first, otherLots));
                payment = Math.addExact(payment, Math.multiplyExact(replacements, offer.askTicks()));
                replaced += replacements;
                otherLots = end;
            }
        }
        long atCap = lots - replaced;
        return new Purchase(seller, lots, Math.addExact(payment, Math.multiplyExact(atCap, capTicks)), (int) atCap);
    }

    /**
     * Returns the bill for used units: {@code payment * used / reserved}, rounded up, and at least 1 if any unit is used.
     *
     * @param payment payment of the seller if all its reserved units are used, at least 0
     * @param used number of used units, in [0, {@code reserved}]
     * @param reserved number of units in all lots bought from the seller, at least 1
     * @throws IllegalArgumentException if a number is outside its range
     */
    public static long billUnits(long payment, long used, long reserved) {
        if (payment < 0 || reserved < 1 || used < 0 || used > reserved) {
            throw new IllegalArgumentException(
                    "used must be in [0, " + reserved + "] and payment at least 0: " + used + " and " + payment);
        }
        BigInteger[] bill = BigInteger.valueOf(payment)
                .multiply(BigInteger.valueOf(used))
                .divideAndRemainder(BigInteger.valueOf(reserved));
        return Math.max(Math.min(used, 1), bill[0].longValueExact() + bill[1].signum());
    }

    /**
     * Assigns lots to sellers, uniformly at random among all lots of the demand. The assignment depends on the numbers of lots and the ids of the
     * sellers, not on asks. If fewer lots are bought than demanded, the lots that are not bought are random, too. Every lot therefore has the same
     * probability to be a given seller's, and the expected use of each of a seller's lots does not depend on their number.
     *
     * @param purchases result of {@link #clear}
     * @param seed seed of the assignment
     * @param round number of the auction, an index of the assignment
     * @return {@code seller[lot]}, index into {@code purchases} of the seller of each of the {@code demandLots} lots; -1 if the lot is not bought
     * @throws IllegalArgumentException if more lots are bought than demanded
     */
    public int[] assignLots(List<Purchase> purchases, long seed, long round) {
        int[] bought = IntStream.range(0, purchases.size())
                .flatMap(i -> IntStream.generate(() -> i).limit(purchases.get(i).lots()))
                .toArray();
        if (bought.length > demandLots) {
            throw new IllegalArgumentException("lots bought must be at most " + demandLots + ": " + bought.length);
        }
        int[] sellers = new int[demandLots];
        Arrays.fill(sellers, NOT_BOUGHT);
        System.arraycopy(bought, 0, sellers, 0, bought.length);
        RandomStreams.shuffle(new RandomStreams(seed).stream("deal", round), sellers);
        return sellers;
    }
}
