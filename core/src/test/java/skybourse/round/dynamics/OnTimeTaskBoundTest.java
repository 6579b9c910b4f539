package skybourse.round.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Rules.Sharing;
import skybourse.base.agent.RulesBuilder;
import skybourse.base.agent.Task;
import skybourse.base.random.RandomStreams;
import skybourse.round.dynamics.Arrivals.Trace.Request;

class OnTimeTaskBoundTest {

    private static Request request(double seconds, double work, double deadline) {
        return new Request(seconds, new Task(1, work, deadline));
    }

    @Test
    void smallTasksAreCountedFirstLastOneFractionally() {
        List<Request> three = List.of(request(0, 4, 1), request(0, 4, 1), request(0, 4, 1));
        assertThat(OnTimeTaskBound.of(three, 12, 0)).isEqualTo(3);
        assertThat(OnTimeTaskBound.of(three, 10, 0)).isCloseTo(2.5, within(1e-12));
        List<Request> unequal = List.of(request(0, 8, 1), request(0, 2, 1));
        assertThat(OnTimeTaskBound.of(unequal, 4, 0))
                .as("all of 2, a quarter of 8")
                .isCloseTo(1.25, within(1e-12));
        List<Request> apart = List.of(request(0, 8, 1), request(1, 8, 1));
        assertThat(OnTimeTaskBound.of(apart, 8, 0)).as("one after the other").isEqualTo(2);
        assertThat(OnTimeTaskBound.of(apart, 7, 0)).isCloseTo(1.75, within(1e-12));
    }

    /** Under {@code sharing: alone} each of ten tasks takes 0.1 s, as if it were the only one, and their work fills the slot. */
    @Test
    void aloneSharingExtendsDeadlinesByOneSlot() {
        Request request = request(0, 1, 0.2);
        List<Request> ten = Collections.nCopies(10, request);
        assertThat(OnTimeTaskBound.of(ten, 10, OnTimeTaskBound.longer(rules(Sharing.EQUAL))))
                .isCloseTo(2, within(1e-12));
        assertThat(OnTimeTaskBound.of(ten, 10, OnTimeTaskBound.longer(rules(Sharing.ALONE))))
                .isCloseTo(10, within(1e-12));
    }

    private static Rules rules(Sharing sharing) {
        return RulesBuilder.builder()
                .roundSeconds(1)
                .overloadPricing(Rules.OverloadPricing.values()[0])
                .overloadDelay(Rules.OverloadDelay.WAIT)
                .sharing(sharing)
                .tolerance(1e-9)
                .lotWork(1)
                .tickMoney(1e-3)
                .ledgerUnitMoney(1e-6)
                .build();
    }
    /** A set of tasks is feasible if preemptive earliest-deadline-first meets all its deadlines. */
    @Test
    void boundCoversLargestFeasibleSet() {
        var random = new RandomStreams(5).stream("bound", 0);
        double gap = 0;
        for (int trial = 0; trial < 300; trial++) {
            List<Request> requests = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                requests.add(request(random.nextInt(6), 1 + random.nextInt(5), 1 + random.nextInt(4)));
            }
            requests.sort(Comparator.comparingDouble(Request::seconds));
            double bound = OnTimeTaskBound.of(requests, 2, 0);
            int largestFeasibleSet = largestFeasibleSet(requests, 2);
            assertThat(bound).as(requests.toString()).isGreaterThanOrEqualTo(largestFeasibleSet - 1e-9);
            gap += bound - largestFeasibleSet;
            assertThat(bound).isLessThanOrEqualTo(requests.size() + 1e-9);
        }
        assertThat(gap / 300).as("mean gap of the bound").isBetween(0.1, 1.0);
    }

    private static int largestFeasibleSet(List<Request> requests, double speed) {
        return IntStream.range(0, 1 << requests.size())
                .filter(set -> isFeasible(
                        IntStream.range(0, requests.size())
                                .filter(i -> (set >> i & 1) == 1)
                                .mapToObj(requests::get)
                                .toList(),
                        speed))
                .map(Integer::bitCount)
                .max()
                .orElseThrow();
    }

    /** Simulates earliest deadline first in steps of 0.5 s. Arrivals, deadlines and work at speed 2 are multiples of a step. */
    private static boolean isFeasible(List<Request> requests, double speed) {
        double[] left = requests.stream().mapToDouble(one -> one.task().work()).toArray();
        for (double now = 0; now < 20; now += 1 / speed) {
            double time = now;
            IntStream.range(0, left.length)
                    .filter(i -> left[i] > 0 && requests.get(i).seconds() <= time)
                    .boxed()
                    .min(Comparator.comparingDouble(i -> dueSeconds(requests.get(i))))
                    .ifPresent(i -> left[i] -= 1);
            for (int i = 0; i < left.length; i++) {
                if (left[i] > 0 && dueSeconds(requests.get(i)) <= now + 1 / speed) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double dueSeconds(Request request) {
        return request.seconds() + request.task().deadlineSeconds();
    }
}
