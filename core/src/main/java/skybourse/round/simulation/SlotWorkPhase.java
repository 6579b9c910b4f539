package skybourse.round.simulation;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import skybourse.base.agent.Computer;
import skybourse.base.agent.Leader;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Metric;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.LeaderLoad;
import skybourse.round.state.EnergyKind;
import skybourse.round.state.SimulationState;
import skybourse.tier1.game.EnergyCurves;
import skybourse.tier2.auction.Trade;

/** Work phase of a slot: work is computed locally, at leaders and at aerial agents, and the leaders' beliefs are updated afterwards. */
final class SlotWorkPhase {

    private final SimulationState state;
    private final SlotMetrics values;
    private final Scenario scenario;

    SlotWorkPhase(SimulationState state, SlotMetrics values) {
        this.state = state;
        this.values = values;
        scenario = state.setup.scenario();
    }

    /**
     * Computes the work of a slot.
     *
     * @param expectedLoads loads that leaders expected; empty if no leader learns from them
     * @param homeAdded work that was added to each wireless agent's own computer
     * @param sale sales of the slot
     * @return number of aerial agents that sold lots while they were not at their stations; 0 unless there is a defect
     */
    int work(double[] expectedLoads, double[] homeAdded, SaleResult sale) {
        workAtLeaders(expectedLoads, sale);
        workAtHome(homeAdded);
        return fly(sale);
    }

    private void workAtLeaders(double[] expectedLoads, SaleResult sale) {
        double overload = 0;
        double demand = 0;
        double taken = 0;
        double oversold = 0;
        double[] loads = new double[state.backlog.length];
        state.tally.idleWhileWaiting = 0;
        state.tally.workInLots += sale.soldWork();
        state.tally.workInReturnedLots += sale.returnedWork();
        for (int s = 0; s < loads.length; s++) {
            LeaderLoad load = sale.load(state, s);
            Leader leader = scenario.leaders().get(s);
            loads[s] = load.work();
            double left = load.backlogAfter();
            double done = state.backlog[s] + load.kept() - left;
            if (left > 0 || load.leftOver() > 0) {
                state.tally.idleWhileWaiting = Math.max(state.tally.idleWhileWaiting, 1 - done / state.capacities[s]);
            }
            state.tally.workAtLeaders += done;
            state.tally.workAtAerialAgents += load.resale().work();
            state.backlog[s] = left;
            double joules = EnergyCurves.joules(leader.computer(), done, state.setup.slotSeconds());
            values.add(Metric.JOULES_LEADERS, joules);
            state.energy.add(state.leaderAccount(s), EnergyKind.LEADER_COMPUTING, joules);
            boolean isLinear = leader.computer().energy().isEmpty();
            state.realized.add(
                    state.leaderAccount(s), isLinear ? -done * leader.costPerWork() : -joules * leader.joulePrice());
            if (!leader.resells()) {
                oversold = Math.max(oversold, load.freeCapacity() > 0 ? load.work() / load.freeCapacity() - 1 : 0);
            } else {
                overload += load.overload();
                demand += load.resaleDemand();
                taken += load.resale().work();
                int index = s;
                boolean reached = reachesAerialAgent(s);
                sale.after()
                        .ifPresentOrElse(
                                round -> state.desk.learnOverload(
                                        index, round.leaders().get(index), reached),
                                () -> state.desk.learnNoSales(index, reached));
            }
        }
        state.desk.learnLoads(expectedLoads.length > 0 ? expectedLoads : loads, loads);
        learnClearing(sale.trades());
        values.set(Metric.OVERLOAD, overload);
        values.set(Metric.SOLD_SHARE, demand > 0 ? taken / demand : Double.NaN);
        values.set(Metric.OVERSOLD, oversold);
    }

    private boolean reachesAerialAgent(int leader) {
        return IntStream.range(0, scenario.aerialAgents().size())
                .anyMatch(k -> state.fleet.isServing(k) && state.world.relayBitsPerSecond(leader, k) > 0);
    }

    private void learnClearing(List<Trade> trades) {
        values.set(Metric.LOTS, trades.size());
        if (!trades.isEmpty()) {
            long halfTicks =
                    trades.stream().mapToLong(Trade::buyerPriceHalfTicks).sum();
            double price = halfTicks * scenario.rules().tickMoney() / 2 / trades.size();
            state.desk.learnClearing(price / scenario.rules().lotWork());
        }
    }

    private void workAtHome(double[] added) {
        double joules = 0;
        double[] workedUntil = new double[added.length];
        for (int n = 0; n < added.length; n++) {
            double before = state.homeBacklog[n] + added[n];
            if (before > 0) {
                Computer computer = state.agent(n).computer();
                double speed = computer.workPerSecond();
                double seconds =
                        state.batteries.seconds(n, speed * computer.joulesPerWork(), state.setup.slotSeconds());
                double done = Math.min(before, speed * seconds);
                workedUntil[n] = state.now() + done / speed;
                state.homeBacklog[n] = before - done;
                state.tally.workAtHome += done;
                double used = state.batteries.draw(n, done * computer.joulesPerWork());
                joules += used;
                state.energy.add(n, EnergyKind.HOME_COMPUTING, used);
            }
        }
        if (state.batteries.exist()) {
            EmptyBatteries.loseWork(state, workedUntil);
        }
        values.set(Metric.JOULES_HOME, joules);
    }

    private int fly(SaleResult sale) {
        int soldWhileAway = 0;
        double joules = 0;
        double charge = 0;
        int count = scenario.aerialAgents().size();
        boolean hasBatteries = state.setup.dynamics().aerialEnergy().isPresent();
        values.set(Metric.AERIAL_SERVING, state.fleet.serving());
        for (int k = 0; k < count; k++) {
            int agent = k;
            Optional<AerialOutcome> outcome =
                    sale.resold().map(tier -> tier.aerialAgents().get(agent));
            double work = outcome.map(AerialOutcome::lotsWork).orElse(0.0);
            outcome.ifPresent(lots -> state.realized.add(state.aerialAccount(agent), -lots.cost()));
            soldWhileAway += work > 0 && !state.fleet.isServing(k) ? 1 : 0;
            double before = state.fleet.spent(k);
            state.fleet.play(
                    k,
                    work,
                    outcome.map(o -> o.executionSeconds() + o.transferSeconds()).orElse(0.0));
            if (!hasBatteries) {
                outcome.ifPresent(o -> {
                    state.energy.addAerial(agent, EnergyKind.AERIAL_COMPUTING, o.computeJoules());
                    state.energy.addAerial(agent, EnergyKind.HOVER, o.hoverJoules());
                });
            }
            joules += hasBatteries
                    ? state.fleet.spent(k) - before
                    : outcome.map(o -> o.computeJoules() + o.hoverJoules()).orElse(0.0);
            charge += state.fleet.charge(k);
        }
        values.set(Metric.JOULES_AERIAL, joules);
        values.set(Metric.AERIAL_CHARGE, count == 0 ? Double.NaN : charge / count);
        return soldWhileAway;
    }
}
