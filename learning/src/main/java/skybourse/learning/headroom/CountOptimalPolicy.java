package skybourse.learning.headroom;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;

/**
 * Approximately optimal policy among those that observe only clocks and counts, for markets that are too large for {@link BayesOptimalPolicy}.
 *
 * <p>The policy knows the distributions of its market, so it is a baseline only on that market. It rejects markets of other sizes.
 *
 * <p>The method is a dynamic program over the clocks, the active side and the numbers of waiting traders. In a mixture, the numbers of acceptances
 * determine the probabilities of the components. The state does not contain the stops at which the entries of the longer queue accepted. The limit
 * prices of entries that stay unmatched are therefore only estimated. The value of the policy is measured by playing auctions with it, and is a lower
 * bound of the optimum.
 */
public final class CountOptimalPolicy implements ClockPolicy {

    private final ClockMarketDistribution market;
    private final Map<Integer, CountDynamicProgram> bySize = new TreeMap<>();

    /** Solves a market with one program for each size of its components. */
    public CountOptimalPolicy(ClockMarketDistribution market, ClockReward reward) {
        this.market = market;
        Map<Integer, List<UnitDemandMarketDistribution>> grouped = new TreeMap<>();
        market.components()
                .forEach(component -> grouped.computeIfAbsent(
                                size(component.buyers(), component.sellers()), key -> new ArrayList<>())
                        .add(component));
        grouped.forEach((size, alike) -> bySize.put(size, new CountDynamicProgram(market, alike, reward)));
    }

    private static int size(int buyers, int sellers) {
        return buyers << 16 | sellers;
    }

    @Override
    public String name() {
        return "count-optimal";
    }

    @Override
    public long stepTicks(ClockState state) {
        int buyers = state.buyers().waiting() + state.buyers().queuedLots();
        int sellers = state.sellers().waiting() + state.sellers().queuedLots();
        CountDynamicProgram program = bySize.get(size(buyers, sellers));
        if (program == null) {
            throw new IllegalArgumentException(
                    "market must have a size of " + market.name() + ": " + buyers + " x " + sellers);
        }
        return program.stepTicks(new TurnState(
                state.active(),
                place(state.buyers()),
                place(state.sellers()),
                state.buyers().waiting(),
                state.sellers().waiting()));
    }

    private static int place(ClockState.SideState side) {
        return side.announced() ? (int) Math.abs(side.clockTicks() - side.startTicks()) : -1;
    }
}
