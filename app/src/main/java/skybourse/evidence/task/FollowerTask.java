package skybourse.evidence.task;

import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.tier1.game.BisectionFollowerResponse;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.FollowerResponse;

/**
 * Random decision problems of a single wireless agent. Measures whether the utility is strictly concave in each ratio, whether bisection finds the
 * same optimum as the exact method, and whether random ratios give a higher utility.
 */
final class FollowerTask {

    static final String LEADERS = "leaders";
    static final String PROBLEMS = "problems";
    private static final int GRID = 40;

    static final CellTask TASK = CellTask.of(
            "follower",
            CellTask.axes("leaders=1 problems=200"),
            List.of(
                    new MeasuredColumn(
                            "largestSecondDifference",
                            "money",
                            "largest second difference of utility over ratios; negative if concave"),
                    new MeasuredColumn(
                            "bisectionAgainstExact",
                            "share",
                            "largest difference of a ratio between bisection and the exact method"),
                    new MeasuredColumn(
                            "gridGainOverBisection",
                            "money",
                            "gain of the best of 1,600 random responses over bisection; at most zero at an optimum")),
            FollowerTask::check,
            FollowerTask::run);

    private FollowerTask() {}

    private static void check(GridPoint settings, ScenarioSource scenarios) {
        settings.count(LEADERS, 1);
        settings.count(PROBLEMS, 1);
    }

    private record Problem(double weight, double[] costs, double[] inverseQualities, double[] caps) {

        static Problem draw(RandomGenerator random, int leaders) {
            double[] costs = new double[leaders];
            double[] inverse = new double[leaders];
            double[] caps = new double[leaders];
            double weight = random.nextDouble(20, 60);
            for (int s = 0; s < leaders; s++) {
                inverse[s] = 1 / random.nextDouble(0.2, 0.95);
                costs[s] = random.nextDouble(-5, 30);
                caps[s] = random.nextDouble(0.1, 1);
            }
            return new Problem(weight, costs, inverse, caps);
        }

        double term(int s, double ratio) {
            return weight * Math.log1p(ratio / inverseQualities[s]) - costs[s] * ratio;
        }

        double utility(double[] ratios) {
            double sum = 0;
            for (int s = 0; s < ratios.length; s++) {
                sum += term(s, ratios[s]);
            }
            return sum;
        }

        double[] answer(FollowerResponse response) {
            double[] ratios = new double[caps.length];
            response.respond(weight, costs, inverseQualities, caps, ratios);
            return ratios;
        }

        /** Returns the largest second difference over a grid of ratios, divided by the squared step; below 0 if utility is concave. */
        double largestSecondDifference() {
            double largest = Double.NEGATIVE_INFINITY;
            double h = 1.0 / GRID;
            for (int s = 0; s < costs.length; s++) {
                for (int i = 1; i < GRID; i++) {
                    double difference = term(s, (i - 1) * h) - 2 * term(s, i * h) + term(s, (i + 1) * h);
                    largest = Math.max(largest, difference / (h * h));
                }
            }
            return largest;
        }

        /**
         * Returns the utility of the best of many random feasible ratios, minus the utility of the given ratios. The difference is at most 0 at an
         * optimum.
         */
        double gainAgainst(RandomGenerator random, double[] ratios) {
            double best = Double.NEGATIVE_INFINITY;
            double[] tried = new double[ratios.length];
            for (int i = 0; i < GRID * GRID; i++) {
                double left = 1;
                for (int s = 0; s < tried.length; s++) {
                    tried[s] = Math.min(caps[s], left) * random.nextDouble();
                    left -= tried[s];
                }
                best = Math.max(best, utility(tried));
            }
            return best - utility(ratios);
        }
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        int leaders = settings.count(LEADERS, 1);
        double concave = Double.NEGATIVE_INFINITY;
        double apart = 0;
        double gain = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < settings.count(PROBLEMS, 1); i++) {
            RandomGenerator random = new RandomStreams(seed).stream("follower", i);
            Problem problem = Problem.draw(random, leaders);
            double[] bisected = problem.answer(new BisectionFollowerResponse());
            double[] exact = problem.answer(new ExactFollowerResponse());
            for (int s = 0; s < leaders; s++) {
                apart = Math.max(apart, Math.abs(bisected[s] - exact[s]));
            }
            concave = Math.max(concave, problem.largestSecondDifference());
            gain = Math.max(gain, problem.gainAgainst(random, bisected));
        }
        return List.of(new double[] {concave, apart, gain});
    }
}
