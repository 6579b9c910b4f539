package skybourse.server.judging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.server.judging.AnswerComparison.Result;
import skybourse.server.judging.CheckedSeller.Attack;
import skybourse.server.selling.FakeEndpoint;
import skybourse.server.selling.MarketProduct;
import skybourse.server.selling.ModelEndpoint;
import skybourse.venue.event.InferenceProduct;

/**
 * Gains of sellers that give longer answers or use another model, with and without the judge. {@code -Dinference.markets=100} uses many answers and
 * sellers, and prints the tables.
 */
class SellerAttacksTest {

    private static final boolean IS_PRINTED = Integer.getInteger("inference.markets") != null;
    private static final int RUNS = Integer.getInteger("inference.markets", 10);
    private static final int ANSWERS = IS_PRINTED ? 3 * RUNS : 20;
    private static final int LOTS = 2_000;
    private static final int WORDS = 60;
    private static final double CHECK_SHARE = 0.05;
    private static final RandomStreams STREAMS = new RandomStreams(5);
    private static final MarketProduct PRODUCT = new MarketProduct(
            new InferenceProduct("qwen2.5-0.5b-instruct", "q4_k_m", 4_096, 32_768, 1, 5, 6, 256, .05, 60, 500, .05),
            1e-6,
            1,
            60);

    /** Gain of a lot of answers of a model that costs a tenth. */
    private static final double OTHER_MODEL = 0.9 * CheckedSeller.COST * CheckedSeller.USED;

    /** Gain of a lot of answers that fill their reservations. */
    private static final double FILLED = CheckedSeller.PRICE * (1 - CheckedSeller.USED);

    private final RandomGenerator draws = STREAMS.stream("answers", 0);
    private FakeEndpoint first;
    private FakeEndpoint second;

    @BeforeEach
    void open() throws IOException {
        first = new FakeEndpoint(FakeEndpoint.MODEL);
        second = new FakeEndpoint(FakeEndpoint.MODEL);
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private static void print(String format, Object... values) {
        if (IS_PRINTED) {
            System.out.println(String.format(Locale.ROOT, format, values));
        }
    }

    private static String word(String model, int place, int choice) {
        return Long.toString(Math.floorMod(STREAMS.key(model, 100L * place + choice), 60_000_000L), 36);
    }

    /**
     * Draws an answer of 60 words.
     *
     * @param likely probability of the most likely word of each place; otherwise it is one of three others
     * @param equal share of the places in which the other model draws from the same words
     */
    private synchronized String answer(double likely, double equal) {
        return IntStream.range(0, WORDS)
                .mapToObj(place -> word(
                        STREAMS.uniformKey("places", place) < equal ? "right" : "other",
                        place,
                        draws.nextDouble() < likely ? 0 : 1 + draws.nextInt(3)))
                .collect(Collectors.joining(" "));
    }

    private String longer(double likely, double factor) {
        String own = answer(likely, 1);
        return own + "~".repeat((int) Math.round((factor - 1) * own.length()));
    }

    /** Returns the share of a seller's answers that mismatch those of two endpoints with the product's model. */
    private double mismatches(double threshold, double likely, Supplier<String> answers) throws Exception {
        first.reply = _ -> "200{\"choices\":[{\"message\":{\"content\":\"" + answer(likely, 1) + "\"}}]}";
        second.reply = first.reply;
        List<ModelEndpoint> endpoints = List.of(
                ModelEndpoint.open(first.base(), "", PRODUCT, ""), ModelEndpoint.open(second.base(), "", PRODUCT, ""));
        int mismatches = 0;
        try (var comparison = new AnswerComparison(endpoints, threshold, 4_096, Duration.ofSeconds(10), 8)) {
            for (int i = 0; i < ANSWERS; i++) {
                mismatches += comparison.compare("{\"messages\":[]}", answers.get()) == Result.MISMATCH ? 1 : 0;
            }
        }
        return (double) mismatches / ANSWERS;
    }

    private double ofLonger(double threshold, double likely, double factor) throws Exception {
        return mismatches(threshold, likely, () -> longer(likely, factor));
    }

    private double ofOther(double threshold, double likely, double equal) throws Exception {
        return mismatches(threshold, likely, () -> answer(likely, equal));
    }

    @Test
    void longerAnswersMismatchUnlessHonestOnesHardlyVary() throws Exception {
        assertThat(ofLonger(.5, 1, 2.9)).as("not found").isZero();
        assertThat(ofLonger(.5, 1, 4)).isEqualTo(1);
        assertThat(ofLonger(.9, 1, 1.5)).as("higher threshold").isEqualTo(1);
        assertThat(ofLonger(.5, .7, 2.9)).as("answers that vary").isGreaterThan(.9);
        assertThat(ofLonger(.5, .7, 1)).as("control: honest").isLessThan(.4);
    }

    @Test
    void answersOfAnotherModelMismatchUnlessMostWordsAreEqual() throws Exception {
        assertThat(ofOther(.5, 1, .3)).isEqualTo(1);
        assertThat(ofOther(.5, .7, .3)).isGreaterThan(.9);
        assertThat(ofOther(.5, 1, .9)).as("not found").isZero();
        assertThat(ofOther(.9, 1, .9)).as("higher threshold").isEqualTo(1);
    }

    @Test
    void printMismatches() throws Exception {
        for (double threshold : IS_PRINTED ? new double[] {.5, .9} : new double[0]) {
            for (double likely : new double[] {1, .9, .7, .4}) {
                for (double factor : new double[] {1, 1.5, 2, 2.9, 4}) {
                    print(
                            "threshold %.1f, likely %.1f, %.1f times as long: %.2f mismatch",
                            threshold, likely, factor, ofLonger(threshold, likely, factor));
                }
                for (double equal : new double[] {.9, .7, .5, .3}) {
                    print(
                            "threshold %.1f, likely %.1f, %.1f of the words equal: %.2f mismatch",
                            threshold, likely, equal, ofOther(threshold, likely, equal));
                }
            }
        }
    }

    /** Returns the mean gain of sellers, as a share of the honest profit. */
    private static double gain(Attack attack, boolean rejoins, int firstRun) {
        double profit = IntStream.range(firstRun, firstRun + RUNS)
                .mapToDouble(run -> new CheckedSeller(attack, STREAMS.stream("seller", run)).profit(LOTS, rejoins))
                .average()
                .orElseThrow();
        return profit / CheckedSeller.honestProfit() - 1;
    }

    private static Attack checked(double share, double gain, double mismatch) {
        return new Attack(share, gain, mismatch, 0, 0, CHECK_SHARE);
    }

    /** Returns the attack with the share of answers, in tenths, by which other sellers gain most. */
    private static Attack chosen(Attack full) {
        double best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int tenths = 0; tenths <= 10; tenths++) {
            double gain = gain(withShare(full, tenths / 10.0), true, RUNS);
            best = gain > most ? tenths / 10.0 : best;
            most = Math.max(most, gain);
        }
        return withShare(full, best);
    }

    private static Attack withShare(Attack attack, double share) {
        return new Attack(
                share, attack.gain(), attack.mismatch(), attack.ownLots(), attack.ownCost(), attack.checkShare());
    }

    /**
     * Without checks, another model and longer answers earn. With them, they earn only if few answers mismatch. Each attacker joins again after an
     * exclusion, which is the best case for it.
     */
    @Test
    void checksEndTheGainIfAnswersMismatchOften() {
        for (double gain : new double[] {OTHER_MODEL, FILLED}) {
            Attack all = checked(1, gain, 1);
            assertThat(gain(new Attack(1, gain, 1, 0, 0, 0), true, 0))
                    .as("control: no checks")
                    .isGreaterThan(0.8);
            assertThat(gain(all, true, 0)).isLessThan(-1);
            assertThat(gain(all, false, 0)).isLessThan(-1);
            assertThat(gain(checked(.1, gain, 1), true, 0)).as("not stopped").isPositive();
            assertThat(gain(checked(1, gain, .1), true, 0)).as("not stopped").isGreaterThan(0.5);
        }
    }

    /** A buyer of the seller's owner adds matches to the evidence. They cost more than they gain, except for long answers that mismatch often. */
    @Test
    void matchesForAnOwnBuyerCostTheirLeastShare() {
        assertThat(gain(diluted(0, OTHER_MODEL, 1, 1), true, 0))
                .as("cost of own lots")
                .isNegative();
        assertThat(gain(diluted(.3, OTHER_MODEL, 1, 1), true, 0))
                .as("exclusions are avoided")
                .isGreaterThan(gain(checked(.3, OTHER_MODEL, 1), true, 0));
        assertThat(gain(diluted(.3, OTHER_MODEL, 1, 1), true, 0))
                .isLessThan(gain(checked(.1, OTHER_MODEL, 1), true, 0));
    }

    /** The seller serves a quarter of all lots. Its buyer pays the least share of a lot for the others, and the seller works for its own. */
    private static Attack diluted(double share, double gain, double mismatch, double ownLots) {
        double ownCost = 0.05 * (3 * CheckedSeller.PRICE + CheckedSeller.COST);
        return new Attack(share, gain, mismatch, ownLots, ownCost, CHECK_SHARE);
    }

    @Test
    void printGains() {
        for (double gain : IS_PRINTED ? new double[] {OTHER_MODEL, FILLED} : new double[0]) {
            for (double mismatch : new double[] {1, .5, .3, .2, .1}) {
                printGain(gain, mismatch);
            }
        }
    }

    private static void printGain(double gain, double mismatch) {
        Attack all = checked(1, gain, mismatch);
        Attack some = chosen(all);
        print(
                "gain of unchecked answers %.0f %%, mismatches %.1f: all answers, rejoins %.0f %%, once %.0f %%; share %.1f"
                        + " of the answers: %.1f %%, once %.1f %%",
                100 * gain / CheckedSeller.honestProfit(),
                mismatch,
                100 * gain(all, true, 0),
                100 * gain(all, false, 0),
                some.share(),
                100 * gain(some, true, 0),
                100 * gain(some, false, 0));
        for (double ownLots : new double[] {.5, 1, 2}) {
            Attack diluted = chosen(diluted(1, gain, mismatch, ownLots));
            print("  with %.1f own lots: share %.1f, %.1f %%", ownLots, diluted.share(), 100 * gain(diluted, true, 0));
        }
    }
}
