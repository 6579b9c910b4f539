package skybourse.round.simulation;

import java.util.List;
import java.util.Optional;
import skybourse.base.scenario.Leader;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.LeaderLoad;
import skybourse.tier2.auction.Trade;

/** What is worked off in a slot, on the ground and in the air, and what leaders learn from it. */
final class SlotWork {

    private final SlotPlay play;
    private final MarketState state;
    private final Setup setup;
    private final Scenario scenario;
    private final SlotSale sale;
    private final Transfers transfers;
    private final double slotSeconds;
    private int soldWhileAway;

    SlotWork(SlotPlay play, Transfers transfers, SlotSale sale) {
        this.play = play;
        this.transfers = transfers;
        this.sale = sale;
        state = play.state;
        setup = state.setup;
        scenario = play.scenario;
        slotSeconds = setup.slotSeconds();
    }

    /** Works off a slot's work. */
    void work() {
        workAtLeaders();
        workAtHome();
        fly();
    }

    /** Returns how many aerial agents sold lots while they were not at their stations; 0. */
    int soldWhileAway() {
        return soldWhileAway;
    }

    private void workAtLeaders() {
        double overload = 0;
        double taken = 0;
        double oversold = 0;
        double[] loads = new double[state.backlog.length];
        for (int s = 0; s < loads.length; s++) {
            LeaderLoad load = sale.load(s);
            Leader leader = scenario.leaders().get(s);
            loads[s] = load.work();
            double left = load.backlogAfter();
            double done = state.backlog[s] + load.kept() - left;
            state.tally.workAtLeaders += done;
            state.tally.workAtAerialAgents += load.resale().work();
            state.backlog[s] = left;
            play.add(Metric.JOULES_LEADERS, done * leader.computer().joulesPerWork());
            if (!leader.resells()) {
                oversold = Math.max(oversold, load.free() > 0 ? load.work() / load.free() - 1 : 0);
            } else {
                overload += load.overload();
                taken += load.resale().work();
                int index = s;
                sale.after()
                        .ifPresentOrElse(
                                round -> state.desk.learnOverload(
                                        index, round.leaders().get(index)),
                                () -> state.desk.learnNothing(index));
            }
        }
        state.desk.learnLoads(play.expectedLoads.length > 0 ? play.expectedLoads : loads, loads);
        learnClearing();
        play.set(Metric.OVERLOAD, overload);
        play.set(Metric.SOLD_SHARE, overload > 0 ? taken / overload : Double.NaN);
        play.set(Metric.OVERSOLD, oversold);
    }

    private void learnClearing() {
        List<Trade> trades = sale.trades();
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
        double[] added = transfers.homeAdded();
        for (int n = 0; n < added.length; n++) {
            double before = state.homeBacklog[n] + added[n];
            if (before > 0) {
                double done = Math.min(before, state.agent(n).computer().workPerSecond() * slotSeconds);
                state.homeBacklog[n] = before - done;
                state.tally.workAtHome += done;
                joules += done * state.agent(n).computer().joulesPerWork();
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
                    sale.resold().map(tier -> tier.aerialAgents().get(agent));
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
}
