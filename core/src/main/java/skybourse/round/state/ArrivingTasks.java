package skybourse.round.state;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.StateArchive;
import skybourse.base.random.RandomStreams;
import skybourse.base.random.ReusableGenerator;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.Dynamics.TaskSizes;

/**
 * Arrivals of tasks. Random arrivals are events of a unit-rate Poisson process on a clock that runs at the present rate. Its exponential
 * gaps are keyed by agent and task number, and therefore do not depend on the rates.
 */
public final class ArrivingTasks {

    private final List<WirelessAgent> agents;
    private final Arrivals arrivals;
    private final TaskSizes sizes;
    private final double slotSeconds;
    private final RandomStreams streams;
    private final long[] gapKeys;
    private final ReusableGenerator random = new ReusableGenerator(0);

    /** Input of each task kind, by {@code likeTask} of {@link TaskTable}: the agents' own tasks, then those of a trace. */
    public final double[] inputBits;

    public final double[] work;
    public final double[] deadlineSeconds;

    /** Present time of the clock: the integral of the rate. */
    private double clock;
    /** Clock time of each agent's next task. */
    private double[] rings;
    /** Number of tasks of each agent so far. */
    private long[] numbers;

    private boolean busy;
    private int request;
    /** Requests of the trace that arrived while no wireless agent was present. */
    private long missed;

    ArrivingTasks(Scenario scenario, Dynamics dynamics, RandomStreams streams) {
        agents = scenario.wirelessAgents();
        arrivals = dynamics.arrivals();
        sizes = dynamics.sizes();
        slotSeconds = scenario.rules().roundSeconds();
        this.streams = streams;
        Stream<Task> own = agents.stream().map(WirelessAgent::task);
        Task[] kinds = (arrivals instanceof Arrivals.Trace ? Stream.concat(own, dynamics.tasks(scenario)) : own)
                .toArray(Task[]::new);
        inputBits = Arrays.stream(kinds).mapToDouble(Task::inputBits).toArray();
        work = Arrays.stream(kinds).mapToDouble(Task::work).toArray();
        deadlineSeconds =
                Arrays.stream(kinds).mapToDouble(Task::deadlineSeconds).toArray();
        numbers = new long[agents.size()];
        boolean rung = arrivals instanceof Arrivals.Poisson || arrivals instanceof Arrivals.Bursts;
        gapKeys = new long[rung ? agents.size() : 0];
        Arrays.setAll(gapKeys, n -> streams.key("arrival-gap/" + agents.get(n).id(), 0));
        rings = new double[gapKeys.length];
        Arrays.setAll(rings, this::gap);
        if (arrivals instanceof Arrivals.Bursts bursts) {
            busy = lot(0) < bursts.busyShare();
        }
    }

    private double gap(int agent) {
        random.restart(gapKeys[agent] + numbers[agent]);
        return random.nextExponential();
    }

    private double lot(long slot) {
        random.restart(streams.key("burst-state", slot));
        return random.nextDouble();
    }

    /**
     * Adds the tasks that arrived since the start of the previous slot, up to the start of this one.
     *
     * @param slot number of the slot
     * @param tasks table to which tasks are added
     * @param network state that determines which agents are present; an absent agent gets no task
     * @return work of the added tasks, in work units
     */
    public double arrive(long slot, TaskTable tasks, NetworkState network) {
        int before = tasks.rows;
        switch (arrivals) {
            case Arrivals.EverySlot _ -> {
                for (int n = 0; n < agents.size(); n++) {
                    add(tasks, network, slot, n, slot * slotSeconds);
                }
            }
            case Arrivals.Poisson poisson -> ring(slot, poisson.tasksPerSecond(), tasks, network);
            case Arrivals.Bursts bursts -> {
                ring(slot, busy ? bursts.busyTasksPerSecond() : bursts.calmTasksPerSecond(), tasks, network);
                double lot = lot(slot + 1);
                busy = busy ? lot >= bursts.fall() : lot < bursts.rise();
            }
            case Arrivals.Trace trace -> replay(slot, trace, tasks, network);
        }
        double sum = 0;
        for (int row = before; row < tasks.rows; row++) {
            sum += work[(int) tasks.likeTask[row]];
        }
        return sum;
    }

    private void ring(long slot, double rate, TaskTable tasks, NetworkState network) {
        if (slot == 0) {
            return;
        }
        double end = clock + rate * slotSeconds;
        for (int n = 0; n < agents.size(); n++) {
            while (rings[n] <= end) {
                double since = (rings[n] - clock) / rate;
                add(tasks, network, slot, n, Math.min(slot * slotSeconds, (slot - 1) * slotSeconds + since));
                rings[n] += gap(n);
            }
        }
        clock = end;
    }

    private void replay(long slot, Arrivals.Trace trace, TaskTable tasks, NetworkState network) {
        List<Arrivals.Trace.Request> requests = trace.requests();
        int[] present =
                IntStream.range(0, agents.size()).filter(network::isPresent).toArray();
        while (request < requests.size() && requests.get(request).seconds() <= slot * slotSeconds) {
            if (present.length > 0) {
                int owner = present[(int) Long.remainderUnsigned(streams.key("trace-owner", request), present.length)];
                double seconds = requests.get(request).seconds();
                double dueSeconds = seconds + requests.get(request).task().deadlineSeconds();
                tasks.add(owner, slot, agents.size() + (long) request, seconds, dueSeconds);
            } else {
                missed++;
            }
            request++;
        }
    }

    /** Adds one task. An absent agent gets no task, but its task number increases. */
    private void add(TaskTable tasks, NetworkState network, long slot, int n, double seconds) {
        long number = numbers[n]++;
        if (network.isPresent(n)) {
            long like = sizes == TaskSizes.OWN
                    ? n
                    : Long.remainderUnsigned(
                            streams.key("task-size/" + agents.get(n).id(), number), agents.size());
            tasks.add(n, slot, like, seconds, seconds + deadlineSeconds[(int) like]);
        }
    }

    /** Returns the number of requests of the trace that were lost because no wireless agent was present. */
    public long missed() {
        return missed;
    }

    void exchange(StateArchive state) {
        clock = state.number(clock);
        rings = state.numbers(rings);
        numbers = state.integers(numbers);
        busy = state.flag(busy);
        request = (int) state.integer(request);
        missed = state.integer(missed);
    }
}
