package skybourse.learning.headroom;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;

/**
 * Nearly the best policy that looks at clocks and numbers alone, for markets too large for {@link BayesOptimal}.
 *
 * <p>Right on the market that it was made for, as the mark to beat. Wrong on any other: it knows the distributions, and refuses
 * sizes that they do not have.
 *
 * <p>Dynamic programming over clocks, side and numbers waiting. In a mixture the numbers accepted tell which component is
 * likely. Which entries of the longer queue stay unmatched is estimated, because the stops they accepted at are not kept; that is the
 * approximation, so what it is worth is found by playing it, and bounds the optimum from below.
 */
public final class CountOptimal implements ClockPolicy {

    private final ClockMarket market;
    private final Map<Integer, CountProgram> bySize = new TreeMap<>();

    /** Solves a market; the sizes of its components are told apart, because an auctioneer sees them. */
    public CountOptimal(ClockMarket market, ClockReward reward) {
        this.market = market;
        Map<Integer, List<MarketComponent>> grouped = new TreeMap<>();
        market.components()
                .forEach(component -> grouped.computeIfAbsent(
                                size(component.buyers(), component.sellers()), key -> new ArrayList<>())
                        .add(component));
        grouped.forEach((size, alike) -> bySize.put(size, new CountProgram(market, alike, reward)));
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
        CountProgram program = bySize.get(size(buyers, sellers));
        if (program == null) {
            throw new IllegalArgumentException(
                    "market must have a size of " + market.name() + ": " + buyers + " x " + sellers);
        }
        return program.stepTicks(new Turn(
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
