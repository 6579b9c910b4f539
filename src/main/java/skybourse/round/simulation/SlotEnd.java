package skybourse.round.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import skybourse.base.scenario.FixedAgent;
import skybourse.base.scenario.Leader;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.Task;
import skybourse.base.scenario.WirelessAgent;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.LeaderLoad;
import skybourse.round.market.Ledger;
import skybourse.round.market.Ledger.Entry;
import skybourse.round.market.Ledger.Reason;
import skybourse.round.market.Resale;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.Resold;
import skybourse.round.market.Round;
import skybourse.round.market.RoundEvaluation;
import skybourse.round.market.Sale;
import skybourse.round.market.Settlement;
import skybourse.round.simulation.Handover.BrokenTransfer;
import skybourse.round.simulation.Messages.Honour;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.PriceWalk;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.PricingGame;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;

/**
 * The second half of a slot: transfers at the true rate, loads and bills, tier 2, work, completions, books. What is sold counts in the
 * slot in which its transfer ends; refund and penalty of what waits count once, in the slot of the sale.
 */
final class SlotEnd {

    private static final double DEADLINE_ROUNDING = 1e-9;

    private final SlotPlay play;
    private final MarketState state;
    private final Setup setup;
    private final Scenario scenario;
    private final TaskTable tasks;
    private final PieceTable pieces;
    private final long slot;
    private final double now;
    private final double slotSeconds;
    private final double end;
    private final double[] homeAdded;

    /** How long each piece was sent in this slot. */
    private double[] sentSeconds = {};

    private int[] arrivedPieces = {};
    private Optional<Round> sold = Optional.empty();
    private Optional<Resold> resold = Optional.empty();
    private double sendingCost;
    private int soldWhileAway;

    SlotEnd(SlotPlay play) {
        this.play = play;
        state = play.state;
        setup = state.setup;
        scenario = play.scenario;
        tasks = state.tasks;
        pieces = state.pieces;
        slot = play.slot;
        now = play.now;
        slotSeconds = setup.slotSeconds();
        end = (slot + 1) * slotSeconds;
        homeAdded = new double[state.homeBacklog.length];
    }

    // ---- transfers ----

    /** Starts home parts and sends for the length of the slot. */
    void transfer() {
        for (int i = 0; i < play.offering.length; i++) {
            int row = play.offered[i];
            tasks.state[row] = TaskTable.UNDER_WAY;
            computeAtHome(row, play.homeRatios[i]);
        }
        sentSeconds = new double[pieces.rows];
        for (int piece = 0; piece < pieces.rows; piece++) {
            if (pieces.state[piece] == PieceTable.SENDING) {
                send(piece);
            }
        }
    }

    private void computeAtHome(int row, double ratio) {
        int n = tasks.owner[row];
        homeAdded[n] += ratio * task(row).work();
        double back = now
                + (state.homeBacklog[n] + homeAdded[n]) / agent(n).computer().workPerSecond();
        tasks.back[row] = Math.max(tasks.back[row], back);
    }

    private Task task(int row) {
        return state.demand.task(tasks.size[row]);
    }

    private WirelessAgent agent(int n) {
        return scenario.wirelessAgents().get(n);
    }

    private int owner(int piece) {
        return tasks.owner[pieces.task[piece]];
    }

    private void send(int piece) {
        int s = pieces.leader[piece];
        double rate = state.world.isLeaderPresent(s) ? state.world.bitsPerSecond(owner(piece), s) : 0;
        if (rate == 0) {
            breakOff(piece);
            return;
        }
        double seconds = pieces.bitsLeft[piece] / rate;
        if (seconds <= slotSeconds) {
            sentSeconds[piece] = seconds;
            pieces.bitsLeft[piece] = 0;
            pieces.state[piece] = PieceTable.ARRIVED;
        } else {
            sentSeconds[piece] = slotSeconds;
            pieces.bitsLeft[piece] -= rate * slotSeconds;
        }
        WirelessAgent sender = agent(owner(piece));
        double joules = sender.radio().transmitPowerWatts() * sentSeconds[piece];
        play.add(Metric.JOULES_SENDING, joules);
        sendingCost += sender.joulePrice() * joules;
    }

    /** The link is gone: what was sent is sold, what was not is done at home or lost. */
    private void breakOff(int piece) {
        play.add(Metric.BROKEN, 1);
        int row = pieces.task[piece];
        double whole = pieces.ratio[piece] * task(row).inputBits();
        double left = Math.clamp(pieces.bitsLeft[piece] / whole, 0, 1) * pieces.ratio[piece];
        pieces.ratio[piece] -= left;
        if (pieces.ratio[piece] > 0 && state.world.isLeaderPresent(pieces.leader[piece])) {
            pieces.state[piece] = PieceTable.ARRIVED;
            pieces.bitsLeft[piece] = 0;
        } else {
            left += pieces.ratio[piece];
            drop(piece);
        }
        fallBack(row, left);
    }

    private void drop(int piece) {
        pieces.state[piece] = PieceTable.ENDED;
        tasks.openPieces[pieces.task[piece]]--;
    }

    private void fallBack(int row, double ratio) {
        if (setup.dynamics().handover().brokenTransfer() == BrokenTransfer.HOME) {
            computeAtHome(row, ratio);
        } else {
            tasks.state[row] = TaskTable.DROPPED;
            state.tally.workLost += ratio * task(row).work();
        }
    }

    // ---- sales ----

    /** Turns what has arrived into sales, declines what was sent for an old quote, and plays both tiers of the round. */
    void sell() {
        arrivedPieces = IntStream.range(0, pieces.rows)
                .filter(piece -> pieces.state[piece] == PieceTable.ARRIVED && accepted(piece))
                .toArray();
        sortBySale();
        if (arrivedPieces.length == 0) {
            return;
        }
        Scenario world = play.slotScenario();
        Round round =
                RoundEvaluation.evaluate(world, play.reach(), ungraded(state.desk.prices()), sales(), state.backlog);
        sold = Optional.of(round);
        Optional<ResaleMarket> market = ResaleMarket.of(round, state.fleet::lots);
        if (market.isPresent()) {
            AuctionRule rule = setup.mechanism().apply(market.get());
            var ties = new TieOrder.ByLot(scenario.seed(), slot);
            resold = Optional.of(
                    Resold.of(round, market.get(), rule.clear(market.get().book(), ties)));
        }
    }

    private boolean accepted(int piece) {
        boolean current = setup.dynamics().messages().honour() == Honour.CURRENT;
        double price = state.desk.prices()[pieces.leader[piece]];
        boolean declined = current ? price == PricingGame.CLOSED : pieces.quoteSlot[piece] < 0;
        if (declined) {
            play.add(Metric.DECLINED, 1);
            double ratio = pieces.ratio[piece];
            drop(piece);
            computeAtHome(pieces.task[piece], ratio);
            return false;
        }
        if (current) {
            pieces.price[piece] = price;
        }
        return true;
    }

    /** By wireless agent, then task, then leader, as a round has its bills. */
    private void sortBySale() {
        boolean sorted = true;
        for (int i = 1; i < arrivedPieces.length; i++) {
            sorted &= compare(arrivedPieces[i - 1], arrivedPieces[i]) < 0;
        }
        if (!sorted) {
            arrivedPieces = Arrays.stream(arrivedPieces)
                    .boxed()
                    .sorted(this::compare)
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
    }

    private int compare(int a, int b) {
        int byOwner = Integer.compare(owner(a), owner(b));
        int byTask = Long.compare(tasks.id[pieces.task[a]], tasks.id[pieces.task[b]]);
        return byOwner != 0 ? byOwner : byTask != 0 ? byTask : Integer.compare(pieces.leader[a], pieces.leader[b]);
    }

    private List<Sale> sales() {
        double[] home = new double[tasks.rows];
        for (int i = 0; i < play.offering.length; i++) {
            home[play.offered[i]] = play.homeRatios[i];
        }
        List<Sale> sales = new ArrayList<>();
        for (int first = 0; first < arrivedPieces.length; ) {
            int row = pieces.task[arrivedPieces[first]];
            List<Sale.Piece> parts = new ArrayList<>();
            int next = first;
            while (next < arrivedPieces.length && pieces.task[arrivedPieces[next]] == row) {
                parts.add(part(arrivedPieces[next++]));
            }
            int n = tasks.owner[row];
            WirelessAgent agent = tasks.size[row] == n ? agent(n) : agent(n).withTask(task(row));
            sales.add(new Sale(agent, parts, home[row]));
            first = next;
        }
        return sales;
    }

    private Sale.Piece part(int piece) {
        return new Sale.Piece(
                pieces.leader[piece],
                pieces.ratio[piece],
                state.world.bitsPerSecond(owner(piece), pieces.leader[piece]),
                pieces.quality[piece],
                sentSeconds[piece],
                pieces.price[piece]);
    }

    /** Prices of a round whose certificate, if any, stands elsewhere. */
    private static SolveResult ungraded(double[] prices) {
        double unknown = Double.POSITIVE_INFINITY;
        return new SolveResult.StepLimit(
                prices,
                new EquilibriumCertificate(unknown, unknown, List.of(), unknown, unknown),
                new SolveResult.Effort(0, 0, PriceWalk.Ending.STEP_LIMIT, 0));
    }

    // ---- work ----

    /** Works off a slot, brings back what is ready, ends tasks, and pays. */
    void work() {
        settle();
        workAtLeaders();
        workAtHome();
        fly();
        for (int piece = 0; piece < pieces.rows; piece++) {
            if (pieces.state[piece] == PieceTable.SOLD && pieces.ready[piece] <= end) {
                bringBack(piece);
            }
        }
        state.soldLots.done(slot, this::pay);
        endTasks();
    }

    private Optional<Round> after() {
        return resold.map(Resold::after).or(() -> sold);
    }

    private void settle() {
        if (after().isEmpty()) {
            return;
        }
        Round round = after().get();
        int next = 0;
        for (AgentOutcome outcome : round.agents()) {
            for (AgentOutcome.Link link : outcome.links()) {
                int piece = arrivedPieces[next++];
                pieces.state[piece] = PieceTable.SOLD;
                pieces.ready[piece] = now + link.delay().seconds();
            }
        }
        List<Trade> trades = resold.map(tier -> tier.outcome().trades()).orElse(List.of());
        Ledger ledger = resold.map(Resold::ledger).orElseGet(() -> Settlement.of(round, trades));
        if (setup.dynamics().escrow()) {
            hold(ledger, trades);
        } else {
            ledger.entries().forEach(state.accounts::post);
        }
    }

    /** Posts a round's ledger with payments to sellers put aside until they deliver. */
    private void hold(Ledger ledger, List<Trade> trades) {
        int bill = 0;
        Map<String, Integer> pieceOf = new HashMap<>();
        for (Entry entry : ledger.entries()) {
            switch (entry.reason()) {
                case BILL -> {
                    int piece = arrivedPieces[bill++];
                    pieces.held[piece] = entry.units();
                    pieceOf.merge(entry.from() + "\n" + entry.to(), piece, Math::min);
                    state.accounts.post(entry.from(), Scenario.ESCROW, entry.units(), Reason.HELD);
                }
                case REFUND -> refund(entry, pieceOf);
                case LOT_BOUGHT, LOT_SOLD -> {}
                default -> state.accounts.post(entry);
            }
        }
        holdLots(trades);
    }

    /** Gives back from escrow what was put there for work that waits: from the pieces of the buyer at the leader, first to last. */
    private void refund(Entry entry, Map<String, Integer> pieceOf) {
        long left = entry.units();
        int first = Arrays.stream(arrivedPieces)
                .filter(piece -> piece == pieceOf.get(entry.to() + "\n" + entry.from()))
                .findFirst()
                .orElseThrow();
        for (int piece : arrivedPieces) {
            if (owner(piece) == owner(first) && pieces.leader[piece] == pieces.leader[first]) {
                long given = Math.min(left, pieces.held[piece]);
                pieces.held[piece] -= given;
                left -= given;
                state.accounts.post(Scenario.ESCROW, entry.to(), given, Reason.REFUND);
            }
        }
        state.accounts.post(entry.from(), entry.to(), left, Reason.REFUND);
    }

    private void holdLots(List<Trade> trades) {
        long half = scenario.rules().ledgerUnitsPerHalfTick();
        for (Trade trade : trades) {
            int seller = aerialIndex(trade.ask().participant());
            AerialOutcome outcome = resold.orElseThrow().aerialAgents().get(seller);
            long later = (long) ((outcome.executionSeconds() + outcome.transferSeconds()) / slotSeconds);
            long buyer = trade.buyerPriceHalfTicks() * half;
            state.accounts.post(trade.bid().participant(), Scenario.ESCROW, buyer, Reason.HELD);
            state.soldLots.add(new SoldLots.Lot(seller, slot + later, buyer, trade.sellerPriceHalfTicks() * half));
        }
    }

    private int aerialIndex(String id) {
        for (int k = 0; k < scenario.aerialAgents().size(); k++) {
            if (scenario.aerialAgents().get(k).id().equals(id)) {
                return k;
            }
        }
        throw new IllegalArgumentException("no aerial agent is called " + id);
    }

    private void pay(SoldLots.Lot lot) {
        String seller = scenario.aerialAgents().get(lot.aerialAgent()).id();
        state.accounts.post(Scenario.ESCROW, Scenario.HOUSE, lot.buyerUnits(), Reason.LOT_BOUGHT);
        state.accounts.post(Scenario.HOUSE, seller, lot.sellerUnits(), Reason.LOT_SOLD);
    }

    private LeaderLoad load(int s) {
        return after().map(round -> round.leaders().get(s).load())
                .orElseGet(() -> new LeaderLoad(
                        0,
                        play.capacities[s],
                        state.backlog[s],
                        scenario.leaders().get(s).computer().workPerSecond(),
                        Resale.NONE));
    }

    private void workAtLeaders() {
        int mobile = scenario.mobileAgents().size();
        double overload = 0;
        double taken = 0;
        double oversold = 0;
        double[] loads = new double[state.backlog.length];
        for (int s = 0; s < loads.length; s++) {
            LeaderLoad load = load(s);
            Leader leader = scenario.leaders().get(s);
            loads[s] = load.work();
            double left = load.backlogAfter();
            double done = state.backlog[s] + load.kept() - left;
            state.tally.workAtLeaders += done;
            state.tally.workAtAerialAgents += load.resale().work();
            state.backlog[s] = left;
            play.add(Metric.JOULES_LEADERS, done * leader.computer().joulesPerWork());
            if (s < mobile) {
                oversold = Math.max(oversold, load.free() > 0 ? load.work() / load.free() - 1 : 0);
            } else {
                overload += load.overload();
                taken += load.resale().work();
                int index = s;
                after().ifPresent(round ->
                        state.desk.learnOverload(index, round.leaders().get(index)));
            }
        }
        state.desk.learnLoads(play.expectedLoads.length > 0 ? play.expectedLoads : loads, loads);
        learnClearing();
        play.set(Metric.OVERLOAD, overload);
        play.set(Metric.SOLD_SHARE, overload > 0 ? taken / overload : Double.NaN);
        play.set(Metric.OVERSOLD, oversold);
    }

    private void learnClearing() {
        List<Trade> trades = resold.map(tier -> tier.outcome().trades()).orElse(List.of());
        play.set(Metric.LOTS, trades.size());
        if (!trades.isEmpty()) {
            long halfTicks =
                    trades.stream().mapToLong(Trade::buyerPriceHalfTicks).sum();
            double price = halfTicks * scenario.rules().tickMoney() / 2 / trades.size();
            state.desk.learnClearing(price / scenario.rules().lotWork());
        }
    }

    private void workAtHome() {
        double joules = 0;
        for (int n = 0; n < homeAdded.length; n++) {
            double before = state.homeBacklog[n] + homeAdded[n];
            if (before > 0) {
                double done = Math.min(before, agent(n).computer().workPerSecond() * slotSeconds);
                state.homeBacklog[n] = before - done;
                state.tally.workAtHome += done;
                joules += done * agent(n).computer().joulesPerWork();
            }
        }
        play.set(Metric.JOULES_HOME, joules);
    }

    private void fly() {
        double joules = 0;
        double charge = 0;
        int count = scenario.aerialAgents().size();
        boolean hasBatteries = setup.dynamics().aerialEnergy().isPresent();
        play.set(Metric.AERIAL_SERVING, state.fleet.serving());
        for (int k = 0; k < count; k++) {
            int agent = k;
            Optional<AerialOutcome> outcome =
                    resold.map(tier -> tier.aerialAgents().get(agent));
            double work = outcome.map(AerialOutcome::lotsWork).orElse(0.0);
            soldWhileAway += work > 0 && !state.fleet.isServing(k) ? 1 : 0;
            double before = state.fleet.spent(k);
            state.fleet.play(
                    k,
                    work,
                    outcome.map(o -> o.executionSeconds() + o.transferSeconds()).orElse(0.0));
            joules += hasBatteries
                    ? state.fleet.spent(k) - before
                    : outcome.map(o -> o.computeJoules() + o.hoverJoules()).orElse(0.0);
            charge += state.fleet.charge(k);
        }
        play.set(Metric.JOULES_AERIAL, joules);
        play.set(Metric.AERIAL_CHARGE, count == 0 ? Double.NaN : charge / count);
    }

    // ---- results ----

    /** Brings a result to its owner, over another leader where need be; it waits where that cannot be. */
    private void bringBack(int piece) {
        int row = pieces.task[piece];
        int n = tasks.owner[row];
        int s = pieces.leader[piece];
        double back = pieces.ready[piece];
        if (state.world.changes()) {
            boolean direct = state.world.isLeaderPresent(s) && state.world.bitsPerSecond(n, s) > 0;
            boolean relayed = !direct && scenario.leaders().get(s) instanceof FixedAgent && reachesFixedAgent(n);
            if (!direct && !relayed) {
                keep(piece, row);
                return;
            }
            back = Math.max(back, now) + (relayed ? setup.dynamics().handover().relaySeconds() : 0);
            back = direct && pieces.ready[piece] >= now ? pieces.ready[piece] : back;
            play.add(Metric.HANDOVERS, relayed ? 1 : 0);
        }
        deliver(piece, row, back);
    }

    private boolean reachesFixedAgent(int n) {
        int mobile = scenario.mobileAgents().size();
        return Arrays.stream(state.world.links(n).leaders()).anyMatch(leader -> leader >= mobile);
    }

    /** A result that cannot be brought back is kept until it can, or until its task is due. */
    private void keep(int piece, int row) {
        if (tasks.due[row] <= end) {
            String owner = agent(tasks.owner[row]).id();
            state.accounts.post(Scenario.ESCROW, owner, pieces.held[piece], Reason.RETURNED);
            pieces.held[piece] = 0;
            tasks.state[row] = TaskTable.DROPPED;
            drop(piece);
        }
    }

    private void deliver(int piece, int row, double back) {
        String leader = scenario.leaders().get(pieces.leader[piece]).id();
        state.accounts.post(Scenario.ESCROW, leader, pieces.held[piece], Reason.BILL);
        pieces.held[piece] = 0;
        tasks.back[row] = Math.max(tasks.back[row], back);
        if (inTime(row, back)) {
            tasks.quality[row] += Math.log1p(pieces.quality[piece] * pieces.ratio[piece]) / Math.log(2);
        }
        drop(piece);
    }

    private boolean inTime(int row, double back) {
        return back - tasks.arrived[row] <= task(row).deadlineSeconds() * (1 + DEADLINE_ROUNDING);
    }

    private void endTasks() {
        long met = 0;
        long late = 0;
        long dropped = 0;
        double quality = 0;
        for (int row = 0; row < tasks.rows; row++) {
            boolean lost = tasks.state[row] == TaskTable.DROPPED;
            boolean ends = (lost || (tasks.state[row] == TaskTable.UNDER_WAY && tasks.back[row] <= end))
                    && tasks.openPieces[row] == 0;
            if (ends) {
                boolean inTime = !lost && inTime(row, tasks.back[row]);
                state.rows.end(tasks.cameIn[row], inTime);
                met += inTime ? 1 : 0;
                late += lost || inTime ? 0 : 1;
                dropped += lost ? 1 : 0;
                quality += tasks.quality[row];
                tasks.state[row] = TaskTable.ENDED;
            }
        }
        long ended = met + late + dropped;
        state.tally.met += met;
        state.tally.late += late;
        state.tally.dropped += dropped;
        play.set(Metric.MET, met);
        play.set(Metric.LATE, late);
        play.set(Metric.DROPPED, dropped);
        play.set(Metric.QUALITY, ended == 0 ? Double.NaN : quality / ended);
        pieces.compact(tasks.compact());
    }

    // ---- what came of it ----

    /** Fills in what is left of the row, and checks the laws. */
    void close() {
        double welfare = -sendingCost;
        if (after().isPresent()) {
            Round round = after().get();
            welfare += round.totals().welfare();
            for (AgentOutcome outcome : round.agents()) {
                welfare += outcome.agent().joulePrice() * outcome.sendingJoules();
            }
            welfare -= resold.map(tier -> tier.aerialAgents().stream()
                            .mapToDouble(AerialOutcome::cost)
                            .sum())
                    .orElse(0.0);
        }
        play.set(Metric.WELFARE, welfare);
        backlogs();
        play.set(Metric.RATIO_STABILITY, state.lastRatios.change());
        for (Metric count : List.of(Metric.BROKEN, Metric.DECLINED, Metric.HANDOVERS, Metric.JOULES_SENDING)) {
            play.add(count, 0);
        }
        laws().check();
    }

    private void backlogs() {
        double all = Arrays.stream(play.capacities).sum();
        double largest = 0;
        for (int s = 0; s < state.backlog.length; s++) {
            largest = Math.max(largest, state.backlog[s] / play.capacities[s]);
        }
        double home = scenario.wirelessAgents().stream()
                .mapToDouble(agent -> agent.computer().workPerSecond() * slotSeconds)
                .sum();
        play.set(Metric.BACKLOG, state.totalBacklog() / all);
        play.set(Metric.LARGEST_BACKLOG, largest);
        play.set(Metric.HOME_BACKLOG, state.totalHomeBacklog() / home);
        long waiting = 0;
        for (int row = 0; row < tasks.rows; row++) {
            waiting += tasks.state[row] == TaskTable.WAITING ? 1 : 0;
        }
        play.set(Metric.WAITING, waiting);
        play.set(Metric.IN_FLIGHT, tasks.rows - waiting);
    }

    private Laws laws() {
        Tally tally = state.tally;
        double done = tally.workAtHome + tally.workAtLeaders + tally.workAtAerialAgents;
        return new Laws(
                slot,
                new Laws.Tasks(tally.arrived, tally.met, tally.late, tally.expired, tally.dropped, tasks.rows),
                new Laws.Work(tally.workIn, done, tally.workLost, waitingWork()),
                money(),
                state.mail.unaccounted(),
                batteries(),
                new Laws.Decisions(play.largestRatioSum, largestPriceShare(), play.neverQuoted));
    }

    private double waitingWork() {
        double work = state.totalBacklog() + state.totalHomeBacklog();
        for (int row = 0; row < tasks.rows; row++) {
            work += tasks.state[row] == TaskTable.WAITING ? task(row).work() : 0;
        }
        for (int piece = 0; piece < pieces.rows; piece++) {
            if (pieces.state[piece] == PieceTable.SENDING) {
                work += pieces.ratio[piece] * task(pieces.task[piece]).work();
            }
        }
        return work;
    }

    private Laws.Money money() {
        long held = state.soldLots.heldUnits();
        for (int piece = 0; piece < pieces.rows; piece++) {
            held += pieces.held[piece];
        }
        return new Laws.Money(state.accounts.sum(), state.accounts.balance(Scenario.ESCROW), held);
    }

    private Laws.Batteries batteries() {
        double least = 0;
        double unaccounted = 0;
        double turnover = 0;
        for (int k = 0; k < scenario.aerialAgents().size(); k++) {
            least = Math.min(least, state.fleet.joules(k));
            unaccounted = Math.max(unaccounted, Math.abs(state.fleet.unaccounted(k)));
            turnover = Math.max(turnover, state.fleet.spent(k));
        }
        return new Laws.Batteries(least, unaccounted, turnover, soldWhileAway);
    }

    private double largestPriceShare() {
        double largest = 0;
        for (int s = 0; s < play.capacities.length; s++) {
            double price = state.desk.prices()[s];
            if (price != PricingGame.CLOSED) {
                largest = Math.max(largest, price / scenario.leaders().get(s).priceCapPerBit());
            }
        }
        return largest;
    }

    /** Returns what the slot was for leaders. */
    List<SlotResult.LeaderSlot> leaderSlots() {
        return IntStream.range(0, play.capacities.length)
                .mapToObj(s -> {
                    Optional<LeaderLoad> load =
                            after().map(round -> round.leaders().get(s).load());
                    return new SlotResult.LeaderSlot(
                            state.desk.prices()[s],
                            load.map(LeaderLoad::work).orElse(0.0),
                            play.capacities[s],
                            state.backlog[s],
                            load.map(found -> found.resale().work()).orElse(0.0),
                            state.accounts.balance(scenario.leaders().get(s).id()));
                })
                .toList();
    }

    /** Returns what the slot was for aerial agents. */
    List<SlotResult.AerialSlot> aerialSlots() {
        return IntStream.range(0, scenario.aerialAgents().size())
                .mapToObj(k -> new SlotResult.AerialSlot(
                        List.of("serving", "returning", "charging", "outbound").get(state.fleet.mode(k)),
                        state.fleet.charge(k),
                        resold.map(tier -> tier.aerialAgents().get(k).lots()).orElse(0),
                        state.accounts.balance(scenario.aerialAgents().get(k).id())))
                .toList();
    }
}
