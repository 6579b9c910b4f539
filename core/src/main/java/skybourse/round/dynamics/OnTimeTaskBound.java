package skybourse.round.dynamics;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Rules.Sharing;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Arrivals.Trace.Request;

/**
 * Upper bound on the number of tasks that meet their deadline in any market. It assumes a single processor with the speed of all processors
 * together, and links that take no time.
 *
 * <p>Proof. Let {@code V} be the sum of all speeds. Let {@code y_j} be the work of task {@code j} that is done between its arrival and its
 * deadline. A task that meets its deadline has {@code y_j = C_j}, where {@code C_j} is its work. In every interval the work of tasks whose windows
 * lie inside is at most {@code V} times its length. So the number of tasks that meet their deadline is at most the largest sum of {@code y_j / C_j}
 * under these constraints and {@code 0 <= y_j <= C_j}. The constraints describe a polymatroid. The rank of a set of tasks is {@code V} times the
 * length of the union of its windows, and this function is submodular (Federgruen and Groenevelt 1986). On a polymatroid the greedy algorithm is
 * optimal (Edmonds 1970). It visits the tasks by ascending work, and gives each as much as the constraints allow. If a task has an earlier deadline
 * than a task that arrived before it, its deadline is moved to the later one. Longer windows only raise the bound.
 *
 * <p>A simulation limits work per slot. With {@code sharing: alone}, a piece may be back before its leader has computed the other pieces of the
 * slot. The work of the piece may then be counted up to one slot after the deadline. With this rule the bound therefore extends each deadline by one
 * slot.
 */
public final class OnTimeTaskBound {

    private static final int MOST = 20_000;

    private final double[] arrivals;
    private final double[] dueSeconds;
    private final double speed;
    /** Total work assigned to the tasks before each task, in the order of arrival. */
    private final double[] before;

    /**
     * Upper bound on the number of requests that meet their deadline.
     *
     * @param tasks the bound, not rounded
     * @param requests number of all requests, including those that arrive while no agent is present
     */
    public record TaskBound(double tasks, int requests) {}

    private OnTimeTaskBound(List<Request> requests, double speed, double longer) {
        this.speed = speed;
        arrivals = requests.stream().mapToDouble(Request::seconds).toArray();
        dueSeconds = requests.stream()
                .mapToDouble(one -> one.seconds() + one.task().deadlineSeconds() + longer)
                .toArray();
        for (int i = 1; i < dueSeconds.length; i++) {
            dueSeconds[i] = Math.max(dueSeconds[i], dueSeconds[i - 1]);
        }
        before = new double[arrivals.length + 1];
    }

    /**
     * Returns the bound for a market with recorded requests.
     *
     * @param scenario the market
     * @param dynamics its dynamics
     * @param slots number of slots
     * @return the bound and the number of requests that arrive until the start of the last of these slots; empty if there are no recorded requests,
     *     or more than 20,000 of them, because
     *     the computing time grows with the square of their number
     */
    public static Optional<TaskBound> bound(Scenario scenario, Dynamics dynamics, long slots) {
        double last = (slots - 1) * scenario.rules().roundSeconds();
        List<Request> requests = dynamics.arrivals() instanceof Arrivals.Trace trace
                ? trace.requests().stream()
                        .takeWhile(request -> request.seconds() <= last)
                        .toList()
                : List.of();
        if (requests.isEmpty() || requests.size() > MOST) {
            return Optional.empty();
        }
        double speed = scenario.agents()
                .mapToDouble(agent -> agent.computer().workPerSecond())
                .sum();
        return Optional.of(new TaskBound(of(requests, speed, longer(scenario.rules())), requests.size()));
    }

    /** Returns the time by which the bound extends each deadline, s: one slot with {@code sharing: alone}, otherwise 0. */
    static double longer(Rules rules) {
        return rules.sharing() == Sharing.ALONE ? rules.roundSeconds() : 0;
    }

    /**
     * Returns the bound for one computer as a number of tasks, not rounded.
     *
     * @param requests requests in the order of arrival
     * @param speed speed of the computer, work/s
     * @param longer extension of each deadline, s
     */
    static double of(List<Request> requests, double speed, double longer) {
        var bound = new OnTimeTaskBound(requests, speed, longer);
        return IntStream.range(0, requests.size())
                .boxed()
                .sorted(Comparator.comparingDouble(j -> requests.get(j).task().work()))
                .mapToDouble(j -> bound.add(j, requests.get(j).task().work()))
                .sum();
    }

    /** Adds the largest part of a task that can be computed in addition to the parts added before. Returns this part as a share of the task. */
    private double add(int task, double work) {
        double earlier = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= task; i++) {
            earlier = Math.min(earlier, before[i] - speed * arrivals[i]);
        }
        double later = Double.POSITIVE_INFINITY;
        for (int i = task; i < dueSeconds.length; i++) {
            later = Math.min(later, speed * dueSeconds[i] - before[i + 1]);
        }
        double added = Math.clamp(earlier + later, 0, work);
        for (int i = task + 1; i < before.length; i++) {
            before[i] += added;
        }
        return added / work;
    }
}
