package skybourse.learning.headroom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import skybourse.tier2.auction.Binomial;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.UnitDemandMarketDistribution;

/** List of the reachable turns of an auction, with the legal moves of each. At the first announcement to a side there is only one move. */
final class VisibleTurns {

    private final ClockMarketDistribution market;
    private final UnitDemandMarketDistribution component;
    private final ClockReward reward;
    private final int startGap;
    private final SideBelief buyers;
    private final SideBelief sellers;
    private final Map<TurnState, Integer> numbers = new HashMap<>();
    private final List<TurnState> turns = new ArrayList<>();
    private final List<VisibleMove[]> moves = new ArrayList<>();

    /** Lists the turns of a market of one component. */
    VisibleTurns(ClockMarketDistribution market, ClockReward reward) {
        this.market = market;
        this.reward = reward;
        component = market.components().getFirst();
        startGap = (int) market.gapTicks();
        buyers = new SideBelief(Side.BUYERS, market.buyersStartTicks(), startGap, component.buyerValues());
        sellers = new SideBelief(Side.SELLERS, market.sellersStartTicks(), startGap, component.sellerCosts());
        number(TurnState.first(component));
        while (moves.size() < turns.size()) {
            moves.add(legal(turns.get(moves.size())));
        }
    }

    int count() {
        return turns.size();
    }

    TurnState turn(int number) {
        return turns.get(number);
    }

    /** Returns the legal moves of a turn, by step. */
    VisibleMove[] moves(int number) {
        return moves.get(number);
    }

    private int number(@Nullable TurnState turn) {
        if (turn == null) {
            return -1;
        }
        Integer known = numbers.putIfAbsent(turn, turns.size());
        if (known == null) {
            turns.add(turn);
            return turns.size() - 1;
        }
        return known;
    }

    private VisibleMove[] legal(TurnState turn) {
        if (turn.place() < 0) {
            return new VisibleMove[] {move(turn, 0)};
        }
        int gap = turn.gap(startGap);
        VisibleMove[] legal = new VisibleMove[market.steps().legal(gap)];
        for (int i = 0; i < legal.length; i++) {
            legal[i] = move(turn, turn.place() + (int) market.steps().stepTicks(i, gap));
        }
        return legal;
    }

    private VisibleMove move(TurnState turn, int place) {
        boolean buying = turn.side() == Side.BUYERS;
        SideBelief belief = buying ? buyers : sellers;
        double acceptance = belief.acceptance(turn.place(), place);
        double expected = turn.waiting() * acceptance;
        double regretTicks = expected == 0 ? 0 : expected * belief.regretTicks(turn.place(), place);
        double limitTicks = belief.meanTicks(turn.place(), place);
        double[] share = Binomial.of(turn.waiting(), acceptance);
        int lead = component.buyers() - turn.buyersWaiting() - component.sellers() + turn.sellersWaiting();
        int others = Math.max(0, buying ? -lead : lead);
        int[] met = new int[share.length];
        int[] next = new int[share.length];
        for (int accepted = 0; accepted < share.length; accepted++) {
            met[accepted] = Math.min(accepted, others);
            next[accepted] = share[accepted] > 0 ? number(turn.after(place, accepted, component, startGap)) : -1;
        }
        return new VisibleMove(
                reward.announcement(regretTicks, turn.waiting() + expected),
                buying ? limitTicks : -limitTicks,
                Math.abs(lead),
                share,
                met,
                next);
    }
}
