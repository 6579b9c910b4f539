package skybourse.round.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import skybourse.base.scenario.AerialAgent;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.Reach;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.Task;
import skybourse.base.scenario.WirelessAgent;
import skybourse.round.simulation.Dynamics.QueueOrder;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactResponse;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.LinkEntries;
import skybourse.tier1.game.LinkTerms;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGame;

/**
 * The first half of a slot: who is where, what is wanted, what is asked, and what is sent. In this order: world, arrivals, reports,
 * messages that have come, prices, quotes, decisions. {@link SlotEnd} plays the rest.
 */
final class SlotPlay {

    /** A mobile agent with less of its capacity free than this share is closed: whatever it sold would be beyond. */
    private static final double LEAST_FREE = 1e-6;

    private static final AgentLinks NO_LINKS = new AgentLinks(new int[0], new double[0], new double[0]);

    final MarketState state;
    final Scenario scenario;
    final long slot;
    final double now;
    final double[] values = new double[Metric.values().length];
    final double[] capacities;

    /** Wireless agents that offer a task, rising, and the rows of their tasks. */
    int[] offering = {};

    int[] offered = {};
    private List<WirelessAgent> followers = List.of();

    /** The part of its task that each that offers keeps at home, in [0, 1]. */
    double[] homeRatios = {};

    private boolean[] open = {};
    private boolean allOpen;
    private Scenario slotScenario;

    double largestRatioSum;
    int neverQuoted;

    private final long sentBefore;
    private final long lostBefore;

    SlotPlay(MarketState state) {
        this.state = state;
        scenario = state.setup.scenario();
        slot = state.slot;
        now = slot * state.setup.slotSeconds();
        capacities = state.capacities();
        slotScenario = scenario;
        sentBefore = state.mail.sent();
        lostBefore = state.mail.lost();
        Arrays.fill(values, Double.NaN);
    }

    void set(Metric metric, double value) {
        values[metric.ordinal()] = value;
    }

    void add(Metric metric, double value) {
        double before = values[metric.ordinal()];
        values[metric.ordinal()] = Double.isNaN(before) ? value : before + value;
    }

    /** Plays it. */
    void play(Consumer<Part> partDone) {
        move();
        bringTasks();
        chooseOffers();
        state.world.prepare(involved());
        openLeaders();
        followers = followers();
        sendReports();
        partDone.accept(Part.WORLD);
        PricingGame view = state.mail.isImmediate() ? gameOf(state.desk.headRoom()) : viewGame();
        price(view);
        sendQuotes();
        set(Metric.MESSAGES, state.mail.sent() - sentBefore);
        set(Metric.MESSAGES_LOST, state.mail.lost() - lostBefore);
        partDone.accept(Part.PRICES);
        decide(view);
    }

    private void move() {
        if (slot > 0) {
            state.world.moveTo(slot, now);
        }
        state.fleet.startSlot();
        set(Metric.ABSENT, state.world.absent());
    }

    private void bringTasks() {
        long before = state.tasks.nextId;
        state.tally.workIn += state.demand.arrive(slot, state.tasks, state.world);
        long came = state.tasks.nextId - before;
        state.tally.arrived += came;
        state.rows.begin(slot, came);
        set(Metric.ARRIVED, came);
    }

    /** Ends tasks that are due before they could be offered; of the others each agent that is there offers one. */
    private void chooseOffers() {
        TaskTable tasks = state.tasks;
        boolean byDeadline = state.setup.dynamics().queue() == QueueOrder.EDF;
        int[] best = new int[state.homeBacklog.length];
        Arrays.fill(best, -1);
        long expired = 0;
        for (int row = 0; row < tasks.rows; row++) {
            int n = tasks.owner[row];
            if (tasks.state[row] == TaskTable.WAITING && tasks.due[row] <= now) {
                tasks.state[row] = TaskTable.ENDED;
                state.tally.workLost += state.demand.task(tasks.size[row]).work();
                state.rows.end(tasks.cameIn[row], false);
                expired++;
            } else if (tasks.state[row] == TaskTable.WAITING
                    && state.world.isPresent(n)
                    && (best[n] < 0 || (byDeadline && tasks.due[row] < tasks.due[best[n]]))) {
                best[n] = row;
            }
        }
        state.tally.expired += expired;
        set(Metric.EXPIRED, expired);
        offering = IntStream.range(0, best.length).filter(n -> best[n] >= 0).toArray();
        offered = Arrays.stream(offering).map(n -> best[n]).toArray();
    }

    /** Returns the agents whose links are asked for in this slot. */
    private int[] involved() {
        if (!state.mail.isImmediate()) {
            return IntStream.range(0, state.homeBacklog.length)
                    .filter(state.world::isPresent)
                    .toArray();
        }
        if (!state.world.changes()) {
            return offering;
        }
        boolean[] asked = new boolean[state.homeBacklog.length];
        Arrays.stream(offering).forEach(n -> asked[n] = true);
        for (int row = 0; row < state.pieces.rows; row++) {
            asked[state.tasks.owner[state.pieces.task[row]]] = true;
        }
        return IntStream.range(0, asked.length).filter(n -> asked[n]).toArray();
    }

    private void openLeaders() {
        open = new boolean[capacities.length];
        double most = state.setup.dynamics().pricing().mostBacklogSlots();
        int mobile = scenario.mobileAgents().size();
        allOpen = true;
        for (int s = 0; s < open.length; s++) {
            double free = capacities[s] - state.backlog[s];
            open[s] = state.world.isLeaderPresent(s)
                    && state.backlog[s] <= most * capacities[s]
                    && (s >= mobile || free > LEAST_FREE * capacities[s]);
            allOpen &= open[s];
        }
    }

    private AgentLinks opened(AgentLinks links) {
        if (allOpen) {
            return links;
        }
        int[] kept = IntStream.range(0, links.count())
                .filter(l -> open[links.leaders()[l]])
                .toArray();
        return new AgentLinks(
                Arrays.stream(kept).map(l -> links.leaders()[l]).toArray(),
                Arrays.stream(kept).mapToDouble(l -> links.bitsPerSecond()[l]).toArray(),
                Arrays.stream(kept).mapToDouble(l -> links.qualities()[l]).toArray());
    }

    private List<WirelessAgent> followers() {
        List<WirelessAgent> agents = new ArrayList<>(offering.length);
        for (int i = 0; i < offering.length; i++) {
            int row = offered[i];
            agents.add(withTask(offering[i], state.tasks.size[row], secondsLeft(row)));
        }
        return agents;
    }

    private double secondsLeft(int row) {
        double whole = state.demand.task(state.tasks.size[row]).deadlineSeconds();
        return Math.max(1e-18, whole - (now - state.tasks.arrived[row]));
    }

    /** Returns an agent with the task that it offers; itself where that is its own, just come. */
    private WirelessAgent withTask(int n, long like, double secondsLeft) {
        Task task = state.demand.task(like);
        WirelessAgent agent = scenario.wirelessAgents().get(n);
        return like == n && secondsLeft == task.deadlineSeconds()
                ? agent
                : agent.withTask(new Task(task.inputBits(), task.work(), secondsLeft));
    }

    /** The slot's tasks and what aerial agents ask now, as a scenario of their own. */
    private Scenario scenarioOf(List<WirelessAgent> agents) {
        Scenario tasks = agents.equals(scenario.wirelessAgents()) ? scenario : scenario.withWirelessAgents(agents);
        if (!state.fleet.repricesByCharge()) {
            return tasks;
        }
        List<AerialAgent> selling = IntStream.range(0, scenario.aerialAgents().size())
                .mapToObj(state.fleet::selling)
                .toList();
        return tasks.withAerialAgents(selling);
    }

    /** Returns the scenario that tier 2 of this slot is played in. */
    Scenario slotScenario() {
        return slotScenario;
    }

    /** Returns who reaches whom among those that offer, and the aerial agents at their stations. */
    Reach reach() {
        return new Reach() {
            @Override
            public AgentLinks of(int wirelessAgent) {
                return state.world.links(offering[wirelessAgent]);
            }

            @Override
            public double relayBitsPerSecond(int fixedAgent, int aerialAgent) {
                return state.fleet.isServing(aerialAgent) ? state.world.relayBitsPerSecond(fixedAgent, aerialAgent) : 0;
            }
        };
    }

    private double moneyScale() {
        double sum = 0;
        for (WirelessAgent agent : scenario.wirelessAgents()) {
            sum += agent.satisfactionWeight();
        }
        return 0.01 * sum / scenario.wirelessAgents().size();
    }

    private double waitSeconds(int leader) {
        return state.backlog[leader] / scenario.leaders().get(leader).computer().workPerSecond();
    }

    /** Terms of links where everyone knows the leaders' queues. */
    private LinkTerms terms() {
        double[] speeds = Arrays.copyOf(capacities, capacities.length);
        double[] waits = new double[speeds.length];
        for (int s = 0; s < speeds.length; s++) {
            speeds[s] = scenario.leaders().get(s).computer().workPerSecond();
            waits[s] = waitSeconds(s);
        }
        return new LinkTerms() {
            @Override
            public double workPerSecond(int leader) {
                return speeds[leader];
            }

            @Override
            public double waitSeconds(int follower, int leader) {
                return waits[leader];
            }
        };
    }

    /** Returns the game of this slot as it is, or null where nobody offers a task. */
    @Nullable
    PricingGame gameOf(double headRoom) {
        if (followers.isEmpty()) {
            return null;
        }
        slotScenario = scenarioOf(followers);
        LeaderTable table = state.desk.table(slotScenario, reach(), state.backlog, headRoom);
        return ScenarioGame.of(followers, table, i -> opened(state.world.links(offering[i])), terms(), moneyScale());
    }

    /** Returns the game that leaders see in the reports they have, or null where those name no task. */
    private @Nullable PricingGame viewGame() {
        List<WirelessAgent> agents = new ArrayList<>();
        List<AgentLinks> links = new ArrayList<>();
        for (int n = 0; n < state.homeBacklog.length; n++) {
            Report report = state.mail.report(n, slot);
            if (report != null && report.task() >= 0) {
                agents.add(withTask(n, report.task(), report.secondsLeft()));
                links.add(opened(report.links()));
            }
        }
        if (!followers.isEmpty()) {
            slotScenario = scenarioOf(followers);
        }
        if (agents.isEmpty()) {
            return null;
        }
        LeaderTable table = state.desk.table(scenarioOf(agents), reach(), state.backlog, state.desk.headRoom());
        return ScenarioGame.of(agents, table, links::get, terms(), moneyScale());
    }

    private void sendReports() {
        if (state.mail.isImmediate()) {
            state.mail.count(offering.length);
            return;
        }
        int next = 0;
        for (int n = 0; n < state.homeBacklog.length; n++) {
            boolean offers = next < offering.length && offering[next] == n;
            int row = offers ? offered[next++] : -1;
            if (state.world.isPresent(n)) {
                long task = offers ? state.tasks.size[row] : -1;
                state.mail.report(slot, n, task, offers ? secondsLeft(row) : 0, state.world.links(n));
            }
        }
        state.mail.read(now, state.world::isPresent);
    }

    private void price(@Nullable PricingGame view) {
        set(Metric.HEAD_ROOM, state.desk.headRoom());
        if (view == null) {
            state.desk.ask(state.desk.prices(), false);
            return;
        }
        var pricer = new Pricer(state.setup.solver(), state.setup.dynamics().pricing());
        double[] quotes = state.desk.hasPriced() ? state.desk.prices() : new double[0];
        boolean measured = state.setup.measures(slot);
        Pricer.Priced priced = pricer.priced(view, quotes, measured);
        if (state.setup.dynamics().pricing().learnHeadRoom()) {
            expectedLoads =
                    Allocation.at(view, priced.prices(), new ExactResponse()).loads();
        }
        state.desk.ask(priced.prices(), true);
        set(Metric.ROUNDS, priced.rounds());
        set(Metric.AT_REST, priced.rested() ? 1 : 0);
        set(Metric.CONTRACTION, priced.contraction());
        certified = priced.certified();
        pricedGame = view;
        if (certified != null) {
            set(Metric.CERTIFIED, certified.certificate().holds() ? 1 : 0);
        }
    }

    /** What leaders took their loads to be; empty where nobody learns from it. */
    double[] expectedLoads = {};

    /** What came of pricing, where prices were certified, and the game that it was in. */
    @Nullable
    SolveResult certified;

    @Nullable
    PricingGame pricedGame;

    private void sendQuotes() {
        if (state.mail.isImmediate()) {
            long links = 0;
            for (int n : offering) {
                links += state.world.links(n).count();
            }
            state.mail.count(links);
            return;
        }
        double[] prices = state.desk.prices();
        for (int n = 0; n < state.homeBacklog.length; n++) {
            AgentLinks links = state.world.isPresent(n) ? state.world.links(n) : NO_LINKS;
            for (int l = 0; l < links.count(); l++) {
                int s = links.leaders()[l];
                double price = open[s] ? prices[s] : PricingGame.CLOSED;
                double rate = links.bitsPerSecond()[l];
                state.mail.quote(slot, s, n, price, rate, links.qualities()[l], waitSeconds(s));
            }
        }
        state.mail.read(now, state.world::isPresent);
    }

    /** The first row of the parts that are sent in this slot. */
    int firstNewPiece;

    private @Nullable HeardQuotes heard;

    /** Returns the game of the slot as it is, without head room; null where nobody offers a task. */
    @Nullable
    PricingGame trueGame() {
        boolean priced = state.mail.isImmediate() && (scenario.mobileAgents().isEmpty() || state.desk.headRoom() == 0);
        return priced ? pricedGame : gameOf(0);
    }

    /** Returns the true game at the prices that each agent has heard; null where all have heard the same. */
    @Nullable
    PricingGame heardGame() {
        HeardQuotes quotes = heard;
        return quotes == null
                ? null
                : quotes.game(table(), moneyScale(), i -> opened(state.world.links(offering[i])), terms());
    }

    private void decide(@Nullable PricingGame view) {
        firstNewPiece = state.pieces.rows;
        homeRatios = new double[offering.length];
        Arrays.fill(homeRatios, 1);
        if (state.mail.isImmediate()) {
            if (view != null) {
                decideAt(view, state.desk.prices(), i -> opened(state.world.links(offering[i])));
            }
        } else if (!followers.isEmpty()) {
            var quotes = new HeardQuotes(state.mail, offering, followers, terms(), slot);
            heard = quotes;
            PricingGame game = quotes.game(table(), moneyScale());
            decideAt(game, new double[capacities.length], quotes::links);
        }
    }

    private LeaderTable table() {
        return state.desk.table(slotScenario, reach(), state.backlog, 0);
    }

    private interface LinksOf {
        AgentLinks of(int follower);
    }

    private void decideAt(PricingGame game, double[] prices, LinksOf links) {
        double[] ratios = Allocation.at(game, prices, new ExactResponse()).ratios();
        for (int i = 0; i < offering.length; i++) {
            LinkEntries entries = game.entriesOf(i);
            AgentLinks known = links.of(i);
            state.lastRatios.begin(offering[i]);
            double sent = 0;
            for (int l = 0; l < entries.count(); l++) {
                double ratio = ratios[entries.at(l)];
                if (ratio > 0) {
                    send(i, known, l, ratio);
                    sent += ratio;
                }
            }
            homeRatios[i] = Math.max(0, 1 - sent);
            largestRatioSum = Math.max(largestRatioSum, sent + homeRatios[i]);
        }
    }

    private void send(int i, AgentLinks known, int link, double ratio) {
        int n = offering[i];
        int s = known.leaders()[link];
        Optional<Quote> quote =
                state.mail.isImmediate() ? Optional.empty() : Optional.ofNullable(state.mail.quote(n, s, slot));
        double price = quote.map(Quote::price).orElseGet(() -> state.desk.prices()[s]);
        long quoted = quote.map(Quote::slot).orElse(slot);
        neverQuoted += state.desk.asked(s, price, slot - quoted) ? 0 : 1;
        boolean binds = slot - quoted <= state.setup.dynamics().messages().quoteSlots();
        double quality = quality(n, s, known.qualities()[link]);
        double bits = ratio * followers.get(i).task().inputBits();
        state.pieces.add(offered[i], s, ratio, quality, price, binds ? quoted : ~quoted, bits);
        state.tasks.openPieces[offered[i]]++;
        state.lastRatios.add(s, ratio);
    }

    /** Returns the quality of a link as it is; as it was heard where it is gone. */
    private double quality(int n, int leader, double heard) {
        AgentLinks links = state.world.links(n);
        int link = Arrays.binarySearch(links.leaders(), leader);
        return link < 0 ? heard : links.qualities()[link];
    }
}
