package skybourse.round.state;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.StateExchange;
import skybourse.base.random.RandomStreams;
import skybourse.base.random.ReusableGenerator;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.Dynamics.TaskSizes;

/**
 * Brings tasks. Tasks that come at random do so where a clock of exponential gaps rings that runs at the present rate, so that gaps
 * drawn for (agent, task number) hold whatever rates are.
 */
public final class ArrivingTasks {

    private final List<WirelessAgent> agents;
    private final Arrivals arrivals;
    private final TaskSizes sizes;
    private final double slotSeconds;
    private final RandomStreams streams;
    private final long[] gapKeys;
    private final ReusableGenerator random = new ReusableGenerator(0);

    /** What {@code likeTask} of {@link TaskTable} counts, in columns. */
    public final double[] inputBits;

    public final double[] work;
    public final double[] deadlineSeconds;

    /** What the clock has run so far. */
    private double clock;
    /** When each agent's next task rings, on that clock. */
    private double[] rings;
    /** How many tasks each agent has had. */
    private long[] numbers;

    private boolean busy;
    private int request;
    /** Requests that came while nobody was there. */
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
     * Adds the tasks that came since the slot before, up to the start of this one.
     *
     * @return the work in them
     */
    public double arrive(long slot, TaskTable tasks, World world) {
        int before = tasks.rows;
        switch (arrivals) {
            case Arrivals.EverySlot _ -> {
                for (int n = 0; n < agents.size(); n++) {
                    add(tasks, world, slot, n, slot * slotSeconds);
                }
            }
            case Arrivals.Poisson poisson -> ring(slot, poisson.tasksPerSecond(), tasks, world);
            case Arrivals.Bursts bursts -> {
                ring(slot, busy ? bursts.busyTasksPerSecond() : bursts.calmTasksPerSecond(), tasks, world);
                double lot = lot(slot + 1);
                busy = busy ? lot >= bursts.fall() : lot < bursts.rise();
            }
            case Arrivals.Trace trace -> replay(slot, trace, tasks, world);
        }
        double sum = 0;
        for (int row = before; row < tasks.rows; row++) {
            sum += work[(int) tasks.likeTask[row]];
        }
        return sum;
    }

    private void ring(long slot, double rate, TaskTable tasks, World world) {
        if (slot == 0) {
            return;
        }
        double end = clock + rate * slotSeconds;
        for (int n = 0; n < agents.size(); n++) {
            while (rings[n] <= end) {
                double since = (rings[n] - clock) / rate;
                add(tasks, world, slot, n, Math.min(slot * slotSeconds, (slot - 1) * slotSeconds + since));
                rings[n] += gap(n);
            }
        }
        clock = end;
    }

    private void replay(long slot, Arrivals.Trace trace, TaskTable tasks, World world) {
        List<Arrivals.Trace.Request> requests = trace.requests();
        int[] present =
                IntStream.range(0, agents.size()).filter(world::isPresent).toArray();
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

    /** Adds one task; an absent agent has none, but its number counts. */
    private void add(TaskTable tasks, World world, long slot, int n, double seconds) {
        long number = numbers[n]++;
        if (world.isPresent(n)) {
            long like = sizes == TaskSizes.OWN
                    ? n
                    : Long.remainderUnsigned(
                            streams.key("task-size/" + agents.get(n).id(), number), agents.size());
            tasks.add(n, slot, like, seconds, seconds + deadlineSeconds[(int) like]);
        }
    }

    /** Returns how many recorded requests were lost because nobody was there. */
    public long missed() {
        return missed;
    }

    void exchange(StateExchange state) {
        clock = state.number(clock);
        rings = state.numbers(rings);
        numbers = state.wholes(numbers);
        busy = state.flag(busy);
        request = (int) state.whole(request);
        missed = state.whole(missed);
    }
}
