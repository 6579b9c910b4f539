package skybourse.tier1.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.testing.Cases;

/** Contract of follower responses. */
interface FollowerResponseContract {

    FollowerResponse response();

    /** A follower's problem. */
    record Problem(double weight, double[] costs, double[] inverseQualities, double[] caps) {

        static Problem draw(RandomGenerator random, int size) {
            int links = 1 + size;
            double[] costs = new double[links];
            double[] inverseQualities = new double[links];
            double[] caps = new double[links];
            for (int s = 0; s < links; s++) {
                costs[s] = random.nextInt(8) == 0 ? PricingGame.CLOSED : random.nextDouble(-10, 40);
                inverseQualities[s] = 1 / (random.nextInt(4) == 0 ? 1e-3 : random.nextDouble(0.05, 1));
                caps[s] = random.nextInt(3) == 0 ? random.nextInt(2) : random.nextDouble();
            }
            return new Problem(random.nextDouble(1, 60), costs, inverseQualities, caps);
        }

        double[] solve(FollowerResponse response) {
            double[] ratios = new double[costs.length];
            response.respond(weight, costs, inverseQualities, caps, ratios);
            return ratios;
        }

        @Override
        public String toString() {
            return weight + " " + Arrays.toString(costs) + " " + Arrays.toString(inverseQualities) + " "
                    + Arrays.toString(caps);
        }
    }

    @Test
    default void ratiosKeepTheirBoundsAndTheBudget() {
        Cases.forAll(Problem::draw, problem -> {
            double[] ratios = problem.solve(response());
            for (int s = 0; s < ratios.length; s++) {
                assertThat(ratios[s]).isBetween(0.0, problem.caps()[s]);
            }
            assertThat(Arrays.stream(ratios).sum()).isLessThanOrEqualTo(1 + 1e-10);
        });
    }

    /** First-order condition of a concave problem: no small shift between two links, or to and from home, increases utility. */
    @Test
    default void noSmallShiftOfRatiosIncreasesUtility() {
        Cases.forAll(Problem::draw, problem -> {
            double[] ratios = problem.solve(response());
            double spare = 1 - Arrays.stream(ratios).sum();
            double largestMarginalGain = spare > 1e-9 ? 0 : Double.NEGATIVE_INFINITY; // over all links
            double smallestMarginalLoss = Double.POSITIVE_INFINITY;
            for (int s = 0; s < ratios.length; s++) {
                if (problem.costs()[s] == PricingGame.CLOSED) {
                    assertThat(ratios[s] == 0 || problem.caps()[s] == 0).isTrue();
                    continue;
                }
                double marginal = problem.weight() / (problem.inverseQualities()[s] + ratios[s]) - problem.costs()[s];
                if (ratios[s] < problem.caps()[s] - 1e-9) {
                    largestMarginalGain = Math.max(largestMarginalGain, marginal);
                }
                if (ratios[s] > 1e-9) {
                    smallestMarginalLoss = Math.min(smallestMarginalLoss, marginal);
                }
            }
            assertThat(largestMarginalGain)
                    .isLessThanOrEqualTo(Math.min(smallestMarginalLoss, Double.MAX_VALUE) + 1e-7);
            assertThat(smallestMarginalLoss).isGreaterThanOrEqualTo(-1e-7);
        });
    }

    /** Known answer: one link without a binding cap gives {@code clip(weight / cost - 1 / s, 0, 1)}, 1 when cost <= 0. */
    @Test
    default void oneLinkHasTheClosedForm() {
        Cases.forAll(
                (random, size) -> new double[] {
                    random.nextDouble(1, 60), random.nextDouble(-5, 60), 1 / random.nextDouble(0.01, 1)
                },
                given -> {
                    double expected = given[1] <= 0 ? 1 : Math.clamp(given[0] / given[1] - given[2], 0, 1);
                    var problem =
                            new Problem(given[0], new double[] {given[1]}, new double[] {given[2]}, new double[] {1});
                    assertThat(problem.solve(response())[0]).isCloseTo(expected, within(1e-12 * (1 + given[2])));
                });
    }

    /** Computing at home may cost 1e5 weights, and links may be very weak. Expected values are computed with 50 digits. */
    @Test
    default void extremeCostsAndWeakLinksLoseNoDigits() {
        Cases.forAll(FollowerResponseContract::extreme, problem -> {
            double[] ratios = problem.solve(response());
            double[] truth = ManyDigits.ratios(problem);
            double allowed = 0;
            for (int s = 0; s < ratios.length; s++) {
                double error = 1e-12 * (1 + problem.inverseQualities()[s]);
                assertThat(ratios[s]).isCloseTo(truth[s], within(error));
                allowed += error;
            }
            assertThat(Arrays.stream(ratios).sum()).isLessThanOrEqualTo(1 + allowed);
        });
    }

    private static Problem extreme(RandomGenerator random, int size) {
        int links = 1 + size % 4;
        double weight = Math.pow(10, random.nextDouble(-9, 3));
        double home = -weight * Math.pow(10, random.nextDouble(0, 5));
        double[] costs = new double[links];
        double[] inverseQualities = new double[links];
        double[] caps = new double[links];
        for (int s = 0; s < links; s++) {
            costs[s] = switch (random.nextInt(4)) {
                case 0 -> home;
                case 1 -> home * random.nextDouble();
                case 2 -> home + weight * Math.pow(10, random.nextDouble(-6, 0));
                default -> home + weight * random.nextDouble(-1, 1);
            };
            inverseQualities[s] = random.nextBoolean() ? 1000 : Math.pow(10, random.nextDouble(0, 3));
            caps[s] = random.nextInt(3) == 0 ? random.nextDouble() : 1;
        }
        return new Problem(weight, costs, inverseQualities, caps);
    }

    @Test
    default void methodsAgree() {
        Cases.forAll(Problem::draw, problem -> {
            double[] one = problem.solve(new BisectionFollowerResponse());
            double[] other = problem.solve(response());
            for (int s = 0; s < one.length; s++) {
                assertThat(other[s]).isCloseTo(one[s], within(1e-12 * (1 + problem.inverseQualities()[s])));
            }
        });
    }
}
