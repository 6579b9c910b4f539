package skybourse.round.simulation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import skybourse.base.agent.AerialAgentBuilder;
import skybourse.base.agent.Computer;
import skybourse.base.agent.FixedAgent;
import skybourse.base.agent.FixedAgentBuilder;
import skybourse.base.agent.MobileAgent;
import skybourse.base.agent.Position;
import skybourse.base.agent.Radio;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.agent.WirelessAgentBuilder;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.AirToGround;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.ChannelNetworkBuilder;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.ExplicitNetwork.Link;
import skybourse.base.scenario.Fading;
import skybourse.base.scenario.Network;
import skybourse.base.scenario.PathLoss;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioBuilder;
import skybourse.round.dynamics.AerialEnergy;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.HandoverSettings;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.PricingSettings;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.motion.Track;
import skybourse.round.motion.TrackPlayback;
import skybourse.round.state.ArrivingTasks;
import skybourse.round.state.PieceTable;
import skybourse.round.state.SimulationState;
import skybourse.round.state.TaskTable;
import skybourse.tier2.rule.PostedPrice;

/**
 * A market small enough for manual calculation, and one slot of it that a test fills. Slots last 1 s, lots are 2e9 of work, a
 * joule computes 1e9. Leaders: 0 is MA1 (4e9 work/s), 1 FA1 and 2 FA2 (8e9 work/s each). WA1 and WA2 compute 1e9 work/s and have
 * tasks of 8 Mbit, 4e9 of work and 4 s. AA1 computes two lots per slot.
 */
public final class Hamlet {

    public static final int MA1 = 0;
    public static final int FA1 = 1;
    public static final int FA2 = 2;

    public static final Task TASK = new Task(8e6, 4e9, 4);

    /** Mbit/s: WA1 to MA1 8, to FA1 16, to FA2 32; WA2 to FA1 8, to FA2 16; FA1 to AA1 100. */
    static final Network LINKS = new ExplicitNetwork(List.of(
            new Link("WA1", "MA1", 8e6, 0.5),
            new Link("WA1", "FA1", 16e6, 1),
            new Link("WA1", "FA2", 32e6, 0.25),
            new Link("WA2", "FA1", 8e6, 0.5),
            new Link("WA2", "FA2", 16e6, 0.75),
            new Link("FA1", "AA1", 1e8, 1),
            new Link("FA2", "AA1", 1e8, 1)));

    /** Path loss that does not depend on distance. */
    public static final Network EVEN = ChannelNetworkBuilder.builder()
            .pathLoss(new PathLoss.LogDistance(120, 0, 0))
            .fading(new Fading.None())
            .access(ChannelNetwork.Access.ORTHOGONAL)
            .airToGround(AirToGround.standard())
            .noiseDbmPerHertz(-174)
            .referenceSnrDecibels(20)
            .leastBitsPerSecond(1e5)
            .mostLinks(0)
            .build();

    public static final Scenario HAMLET = at(LINKS, new double[] {0, 100}, new double[] {10, 20, 30});

    /** No agent moves, no task arrives for a million seconds, and leaders set prices as in a single round. */
    public static final Dynamics QUIET = Altered.from(Dynamics.stationary())
            .withPricing(PricingSettings.ofOneRound())
            .withArrivals(new Arrivals.Trace(List.of(new Arrivals.Trace.Request(1e6, TASK))))
            .dynamics();

    public final SimulationState state;
    final SlotMetrics values = new SlotMetrics();
    OfferedTasks offers = new OfferedTasks(new int[0], new int[0], List.of());
    SlotGames games;
    PricingResult asked = PricingResult.NOTHING;
    FollowerDecisions decisions = new FollowerDecisions(new double[0], 0, 0, 0, null);
    PieceTransferResult sent = new PieceTransferResult(new int[0], new double[0], new double[2], 0);
    SaleResult sold = SaleResult.nothing(new SlotPieces());

    /** Begins a slot without offers. */
    public Hamlet(Scenario scenario, Dynamics dynamics, long slot) {
        // lots at a posted price of 3
        state = new SimulationState(SimulationSetupBuilder.builder()
                .scenario(scenario)
                .dynamics(dynamics)
                .seed(1)
                .frozen(false)
                .solver(Setups.solver())
                .certifyEvery(0)
                .mechanism(_ -> new PostedPrice(300))
                .tasks(TaskRunner.CALLER)
                .build());
        state.slot = slot;
        games = new SlotGames(state, offers);
    }

    public Hamlet(Dynamics dynamics, long slot) {
        this(HAMLET, dynamics, slot);
    }

    /** The same agents on a line to the east, with other links. */
    public static Scenario at(Network network, double[] wireless, double[] leaders) {
        var phone = new Computer(1e9, 1e-27);
        var radio = new Radio(0.5, 1e6);
        List<WirelessAgent> agents = IntStream.range(0, 2)
                .mapToObj(n -> WirelessAgentBuilder.builder()
                        .id("WA" + (n + 1))
                        .position(new Position(wireless[n], 0, 1))
                        .task(TASK)
                        .computer(phone)
                        .radio(radio)
                        .satisfactionWeight(10)
                        .joulePrice(0.1)
                        .build())
                .toList();
        var van = new MobileAgent("MA1", new Position(leaders[0], 0, 1), new Computer(4e9, 6.25e-29), 0.2, 1e-5);
        var fast = new Computer(8e9, 1.5625e-29);
        List<FixedAgent> servers = IntStream.range(0, 2)
                .mapToObj(j -> FixedAgentBuilder.builder()
                        .id("FA" + (j + 1))
                        .position(new Position(leaders[1 + j], 0, 5))
                        .computer(fast)
                        .radio(radio)
                        .joulePrice(0.1)
                        .priceCapPerBit(1e-5)
                        .penaltyPerWork(5e-10)
                        .build())
                .toList();
        var drone = AerialAgentBuilder.builder()
                .id("AA1")
                .position(new Position(0, 0, 100))
                .computer(new Computer(4e9, 6.25e-29))
                .computeJoulePrice(0.1)
                .hoverJoulePrice(0.001)
                .markup(1)
                .batteryPrice(0.5)
                .build();
        return ScenarioBuilder.builder()
                .name("hamlet")
                .description("")
                .seed(1)
                .rules(Rules.standard())
                .network(network)
                .wirelessAgents(agents)
                .mobileAgents(List.of(van))
                .fixedAgents(servers)
                .aerialAgents(List.of(drone))
                .build();
    }

    /** All agents reach each other at the same rate, except MA1, which left before time 0. */
    static Hamlet withoutVan(long slot) {
        var track = Track.of(new double[] {0, 1}, new double[] {0, 1}, new double[] {0, 1}, 60);
        var gone = new TrackPlayback(track, -2, 10, false);
        return new Hamlet(
                at(EVEN, new double[] {0, 100}, new double[] {10, 20, 30}),
                Altered.from(QUIET).withMotion(List.of(), List.of(gone)).dynamics(),
                slot);
    }

    /** The same scenario with another slot length. */
    public static Scenario lasting(double roundSeconds) {
        Rules r = Rules.standard();
        return HAMLET.withRules(r.withRoundSeconds(roundSeconds).withExpectedResalePrice(OptionalDouble.empty()));
    }

    public static Dynamics withMessages(MessageDelays messages) {
        return Altered.from(QUIET).withMessages(messages).dynamics();
    }

    static Dynamics withHandover(HandoverSettings handover) {
        return Altered.from(QUIET).withHandover(handover).dynamics();
    }

    public static Dynamics withEnergy(AerialEnergy energy) {
        return QUIET.withWirelessMotion(List.of())
                .withMobileMotion(List.of())
                .withAerialEnergy(Optional.of(energy))
                .withEscrow(true);
    }

    /** Adds a task of the usual size with an arrival time and a deadline 4 s later; returns its row. */
    public int task(int owner, double arrived) {
        return state.tasks.add(owner, (long) Math.ceil(arrived), owner, arrived, arrived + 4);
    }

    /** Adds a piece in transfer with all its bits left; returns its row. */
    public int piece(int task, int leader, double ratio, double price) {
        double bits = ratio * state.inputBits(task);
        int piece = state.pieces.rows;
        state.pieces.grow(piece + 1);
        state.pieces.set(piece, task, leader, ratio, 0.5, price, state.slot, bits);
        state.tasks.state[task] = TaskTable.UNDER_WAY;
        state.tasks.openPieces[task]++;
        return piece;
    }

    /** Adds a sold piece that is ready at a time in seconds; returns its row. */
    int soldPiece(int task, int leader, double ratio, double ready) {
        int piece = piece(task, leader, ratio, 0);
        state.pieces.state[piece] = PieceTable.SOLD;
        state.pieces.ready[piece] = ready;
        state.pieces.qualityBits[piece] = Math.log1p(0.5 * ratio) / Math.log(2);
        return piece;
    }

    /** Chooses offers, links and open leaders. */
    Hamlet choose() {
        offers = OfferedTasks.choose(state, values);
        return prepare();
    }

    /** Chooses links and open leaders without new offers. */
    public Hamlet prepare() {
        state.world.prepare(new int[] {0, 1});
        games = new SlotGames(state, offers);
        return this;
    }

    /** Plays the first half of the slot. */
    void decide(Consumer<SlotStage> partDone) {
        DecisionResult decided = new SlotDecisionPhase(state, values, PostedTerms.NOTHING).play(partDone);
        offers = decided.offers();
        games = decided.games();
        asked = decided.asked();
        decisions = decided.decisions();
    }

    void decide() {
        decide(_ -> {});
    }

    /** Sets the home ratios of the offers. */
    void keep(double... homeRatios) {
        decisions = new FollowerDecisions(homeRatios, 0, 1, 0, null);
    }

    /** Transfers for the slot; returns the pieces that arrived and were accepted. */
    int[] send() {
        sent = new PieceTransfers(state, values).send(offers, decisions.homeRatios());
        return sent.arrived();
    }

    /** Sends and sells. */
    void sell() {
        send();
        var sale = new SlotSalePhase(state, sold.pieces(), PostedTerms.NOTHING);
        sold = sale.sell(new DecisionResult(offers, games, asked, decisions), sent);
        sale.settle(sold);
    }

    /** Transfers, sells, and computes; returns the number of absent aerial agents that sold lots. */
    int work() {
        sell();
        return workOff(sent.homeAdded());
    }

    /** Computes, with the given work added at home. */
    int workOff(double... homeAdded) {
        return new SlotWorkPhase(state, values).work(asked.expectedLoads(), homeAdded, sold);
    }

    /** Returns pieces as columns of sales. */
    SlotPieces sold(int... pieces) {
        var slot = new SlotPieces();
        var columns = slot.begin(pieces, state.now());
        int task = -1;
        for (int piece : pieces) {
            if (task != state.pieces.task[piece]) {
                task = state.pieces.task[piece];
                columns.addTask(state.agent(state.owner(piece)), state.owner(piece), 0);
            }
            columns.addPiece(state.pieces.leader[piece], state.pieces.ratio[piece], 1, 0, state.pieces.price[piece]);
        }
        slot.end(columns);
        return slot;
    }

    /** Delivers results. */
    void results() {
        var results = new ResultDelivery(state, values);
        results.pay();
        results.endTasks();
    }

    SlotCompletion close() {
        var close = new SlotCompletion(state, values);
        close.close(sent.cost(), sold);
        return close;
    }

    double of(Metric metric) {
        return values.of(metric);
    }

    /** Puts money in escrow, as a bill does. */
    void hold(String buyer, long units) {
        state.accounts.hold(state.accounts.number(buyer), units);
    }

    long balance(String id) {
        return state.accounts.balance(state.accounts.number(id));
    }

    /** Returns the task that a row of {@link TaskTable} is like. */
    public static Task task(ArrivingTasks demand, int like) {
        return new Task(demand.inputBits[like], demand.work[like], demand.deadlineSeconds[like]);
    }
}
