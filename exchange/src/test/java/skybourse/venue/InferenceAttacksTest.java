package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.venue.LotsRun.Attack;

/**
 * Gains of attacks in an inference market without checks: longer answers, empty reservations, and a seller with a buyer of its own, with and without the
 * rules against them. {@code -Dinference.markets=100} plays 100 markets and prints the tables.
 */
class InferenceAttacksTest {

    private static final boolean IS_PRINTED = Integer.getInteger("inference.markets") != null;
    private static final int MARKETS = Integer.getInteger("inference.markets", 12);
    private static final double STANDARD_SHARE = 0.05;
    private static final List<Integer> CHOICES = List.of(0, 1, 2, 4, 8, 16);

    /** Numbers of the draws of demand by which an owner chooses; draw 0 is the one that counts. */
    private static final List<Integer> EARLIER = List.of(1, 2, 3);

    private static void print(String format, Object... values) {
        if (IS_PRINTED) {
            System.out.println(String.format(Locale.ROOT, format, values));
        }
    }

    /** Change of a number by an attack, as a share of a number of the honest market. */
    private static Shares change(Attack attack, ToDoubleFunction<LotsRun> number, ToDoubleFunction<LotsRun> whole) {
        var shares = new Shares(MARKETS);
        for (int seed = 0; seed < MARKETS; seed++) {
            LotsRun honest = new LotsRun(seed, 0, attack.honest()).play();
            LotsRun attacked = new LotsRun(seed, 0, attack).play();
            shares.add(
                    seed, number.applyAsDouble(attacked) - number.applyAsDouble(honest), whole.applyAsDouble(honest));
        }
        return shares;
    }

    private static Shares gain(Attack attack) {
        return change(attack, LotsRun::owner, LotsRun::owner);
    }

    /** Without the limit, a seller would be paid for any number of bytes. With it, the gain ends where the answers fill their reservation. */
    @Test
    void longerAnswersEarnAtMostTheReservation() {
        for (int filler : new int[] {50, 100, 1_000, 100_000}) {
            var attack = new Attack(filler, 0, STANDARD_SHARE);
            print(
                    "filler of %d bytes: gain %s, without the limit %s",
                    filler, gain(attack), change(attack, run -> run.owner() + run.unlimitedBills, LotsRun::owner));
        }
        Shares full = gain(new Attack(1_000, 0, STANDARD_SHARE));
        var endless = new Attack(100_000, 0, STANDARD_SHARE);
        assertThat(full.share()).as("not stopped").isBetween(1.0, 4.0);
        assertThat(gain(endless).share()).isEqualTo(full.share());
        assertThat(change(endless, run -> run.owner() + run.unlimitedBills, LotsRun::owner)
                        .share())
                .as("control: no limit")
                .isGreaterThan(100);
    }

    /** Returns the number of empty lots with which the owner gained most in earlier draws of demand. */
    private static int chosenLots(int seed, double leastShare) {
        int chosen = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int lots : CHOICES) {
            double earned = EARLIER.stream()
                    .mapToDouble(draw -> new LotsRun(seed, draw, new Attack(0, lots, leastShare))
                            .play()
                            .owner())
                    .sum();
            chosen = earned > most ? lots : chosen;
            most = Math.max(most, earned);
        }
        return chosen;
    }

    /** Gain of an owner that chooses the number of empty lots for its market. */
    private static Shares gainOfChoice(double leastShare) {
        var shares = new Shares(MARKETS);
        for (int seed = 0; seed < MARKETS; seed++) {
            var attack = new Attack(0, chosenLots(seed, leastShare), leastShare);
            double honest = new LotsRun(seed, 0, attack.honest()).play().owner();
            shares.add(seed, new LotsRun(seed, 0, attack).play().owner() - honest, honest);
        }
        return shares;
    }

    @Test
    void leastShareLimitsTheGainOfASellerWithItsOwnBuyer() {
        for (double share : new double[] {0, STANDARD_SHARE, 0.2}) {
            for (int lots : IS_PRINTED ? new int[] {1, 2, 8, 64} : new int[0]) {
                printEmptyLots(new Attack(0, lots, share));
            }
        }
        Shares free = gainOfChoice(0);
        Shares billed = gainOfChoice(STANDARD_SHARE);
        print("chosen number of empty lots: gain without least share %s, with 0.05 %s", free, billed);
        assertThat(free.share()).as("control: no least share").isPositive();
        assertThat(billed.share()).isLessThan(free.share());
        assertThat(gain(new Attack(0, 8, STANDARD_SHARE)).share()).isNegative();
    }

    private static void printEmptyLots(Attack attack) {
        print(
                "%d empty lots, least share %.2f: owner gains %s; a buyer without seller pays %s of the honest bills;"
                        + " honest price %s, honest lots %s, other sellers %s",
                attack.emptyLots(),
                attack.leastShare(),
                gain(attack),
                change(attack, LotsRun::emptyBills, run -> run.honestBills),
                change(attack, LotsRun::price, LotsRun::price),
                change(attack, run -> run.honestLots, run -> run.honestLots),
                change(attack, run -> run.profit(run.otherSellers()), run -> run.profit(run.otherSellers())));
    }

    /** A buyer that reserves only harms others: it pays more with the rule, and nothing to speak of without it. */
    @Test
    void leastShareMakesEmptyReservationsExpensive() {
        Shares free = change(new Attack(0, 8, 0), LotsRun::emptyBills, run -> run.honestBills);
        Shares billed = change(new Attack(0, 8, STANDARD_SHARE), LotsRun::emptyBills, run -> run.honestBills);
        assertThat(free.share()).as("control: no least share").isBetween(0.0, 0.01);
        assertThat(billed.share()).isBetween(10 * free.share(), 1.0);
        var attack = new Attack(0, 8, STANDARD_SHARE);
        assertThat(change(attack, LotsRun::price, LotsRun::price).share())
                .as("not stopped: others pay more")
                .isGreaterThan(0.05);
        assertThat(change(attack, run -> run.honestLots, run -> run.honestLots).share())
                .as("not stopped: others buy less")
                .isNegative();
    }

    /** Bills of an owner to itself change nothing; lots that other sellers serve cost it money. */
    @Test
    void ownBillsEarnNothing() {
        assertThat(moneyOfOwner(List.of("s0"))).isEqualTo(2 * PlayedLots.MONEY);
        assertThat(moneyOfOwner(List.of("s0", "s1"))).isLessThan(2 * PlayedLots.MONEY);
    }

    private static long moneyOfOwner(List<String> sellers) {
        var market = new PlayedLots(sellers, List.of("own"));
        IntStream.range(0, sellers.size()).forEach(s -> market.sell(sellers.get(s), 4, 100));
        market.batch("own", "t", Collections.nCopies(4, 1_000L));
        market.round().orElseThrow().pieces().forEach(piece -> market.answer(piece, 700));
        market.pass(6);
        return market.balance("s0") + market.balance("own");
    }
}
