package skybourse.venue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import skybourse.base.agent.WirelessAgent;

/** Order of the tasks of a round by their difference from the other tasks. */
final class OutlierTasks {

    private OutlierTasks() {}

    /** Returns the ids of the buyers in the order of {@link FrozenRound#outlierBuyers}. */
    static List<String> buyers(List<WirelessAgent> buyers) {
        double[] work = buyers.stream()
                .mapToDouble(
                        buyer -> Math.log(buyer.task().work() / buyer.task().inputBits()))
                .toArray();
        double[] weight = buyers.stream()
                .mapToDouble(buyer -> Math.log(buyer.satisfactionWeight()))
                .toArray();
        double middleWork = middle(work);
        double middleWeight = middle(weight);
        return IntStream.range(0, work.length)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        n -> -Math.max(Math.abs(work[n] - middleWork), Math.abs(weight[n] - middleWeight))))
                .map(n -> buyers.get(n).id())
                .toList();
    }

    private static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
