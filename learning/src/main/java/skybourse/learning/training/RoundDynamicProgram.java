package skybourse.learning.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import skybourse.learning.auctions.RoundFeatures;
import skybourse.learning.auctions.RoundReward;
import skybourse.learning.auctions.ScenarioMarkets;
import skybourse.learning.auctions.ScenarioRound;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.DoubleDutchRun;
import skybourse.tier2.clock.FixedStep;

/**
 * Dynamic program for the largest mean {@link RoundReward} on small rounds. Its state contains the queued lots of each leader, because deadlines
 * depend on all lots of a leader together. Rewards of pairs can therefore not be added one by one as in {@link
 * skybourse.learning.headroom.BayesOptimalPolicy}.
 *
 * <p>The distribution is uniform over a list of rounds. The auctioneer knows the list, but not which of its rounds is played. It observes only {@link
 * ClockState}, not {@link RoundFeatures}. If the list contains one round, it knows all limit prices. Limit prices are rounded to parts of the gap
 * between the start clocks, and a step is any number of complete parts.
 *
 * @param rounds the rounds, at least one
 * @param parts number of parts of the gap
 */
public record RoundDynamicProgram(List<RoundReward> rounds, int parts) {

    private static final int MOST_WANTED = 3;
    private static final int MOST_OFFERED = 2;
    private static final int PARTS = 20;
    private static final int MOST_STATES = 2_000_000;

    public RoundDynamicProgram {
        rounds = List.copyOf(rounds);
    }

    /**
     * Returns the program of those rounds that are small and whose deadlines have a value. Small rounds have at most 3 lots that buyers bid for and 2
     * offered lots.
     */
    public static RoundDynamicProgram ofSmall(List<ScenarioRound> rounds) {
        return new RoundDynamicProgram(
                ScenarioMarkets.withDeadlines(rounds).pools().stream()
                        .flatMap(pool -> pool.rounds().stream())
                        .filter(RoundDynamicProgram::fits)
                        .toList(),
                PARTS);
    }

    static boolean fits(RoundReward round) {
        RoundFeatures view = round.round().view();
        return view.wantedLots() <= MOST_WANTED && view.offeredLots() <= MOST_OFFERED;
    }

    /** Returns the mean reward of the optimal policy; empty if there are 2,000,000 states or more. */
    public OptionalDouble best() {
        List<Member> all = new ArrayList<>();
        for (RoundReward round : rounds) {
            DoubleDutchRun run = rule(new FixedStep(1)).start(book(round), new TieOrder.ById());
            all.add(new Member(all.size(), round, run, ""));
        }
        var values = new HashMap<List<Object>, Double>();
        double value = value(all, values);
        return values.size() < MOST_STATES ? OptionalDouble.of(value / rounds.size()) : OptionalDouble.empty();
    }

    /**
     * Returns the mean reward of the optimal policy with all limits known.
     *
     * @throws java.util.NoSuchElementException if a round has too many states
     */
    public double bestWithLimitsKnown() {
        return rounds.stream()
                .mapToDouble(round ->
                        new RoundDynamicProgram(List.of(round), parts).best().orElseThrow())
                .average()
                .orElseThrow();
    }

    /** Returns the mean reward of a policy on these rounds. */
    public double value(ClockPolicy policy) {
        return rounds.stream()
                .mapToDouble(round -> round.total(rule(policy).course(book(round), new TieOrder.ById())))
                .average()
                .orElseThrow();
    }

    private DoubleDutch rule(ClockPolicy policy) {
        return new DoubleDutch(parts, 0, ScenarioMarkets.TURNS, ClearingRule.MIDPOINT, policy);
    }

    private OrderBook book(RoundReward round) {
        return round.round().market().inParts(parts);
    }

    /** Round that is consistent with the observations so far. {@code queued} lists its queued lots in the order of acceptance. */
    private record Member(int number, RoundReward reward, DoubleDutchRun run, String queued) {

        Member after(long step, double[] paid) {
            DoubleDutchRun next = run.copy();
            Announcement announcement = next.announce(step).orElseThrow();
            paid[0] -= RoundReward.WEIGHTS.messages() * announcement.messages() / reward.messages();
            var text = new StringBuilder(queued);
            announcement
                    .accepted()
                    .forEach(order -> text.append(order.side() == Side.BUYERS ? '<' : '>')
                            .append(order.participant())
                            .append('/')
                            .append(order.lot()));
            return new Member(number, reward, next, text.toString());
        }
    }

    /** Returns the largest sum of remaining rewards over the rounds in {@code alike}, which the auctioneer cannot distinguish so far. */
    private static double value(List<Member> alike, Map<List<Object>, Double> values) {
        DoubleDutchRun one = alike.getFirst().run;
        if (one.nextSide().isEmpty() || values.size() >= MOST_STATES) {
            return alike.stream()
                    .mapToDouble(member -> member.reward.outcomeReward(member.run.outcome()))
                    .sum();
        }
        List<Object> key = key(alike);
        Double known = values.get(key);
        if (known != null) {
            return known;
        }
        int steps = one.policyIsAsked() ? (int) one.state().largestStepTicks() : 1;
        double best = IntStream.rangeClosed(1, Math.max(1, steps))
                .mapToDouble(step -> announced(alike, step, values))
                .max()
                .orElseThrow();
        values.put(key, best);
        return best;
    }

    private static double announced(List<Member> alike, long step, Map<List<Object>, Double> values) {
        double[] paid = new double[1];
        Map<ClockState, List<Member>> seen = new LinkedHashMap<>();
        for (Member member : alike) {
            Member next = member.after(step, paid);
            seen.computeIfAbsent(next.run.state(), _ -> new ArrayList<>()).add(next);
        }
        return paid[0]
                + seen.values().stream()
                        .mapToDouble(group -> value(group, values))
                        .sum();
    }

    private static List<Object> key(List<Member> alike) {
        ClockState state = alike.getFirst().run.state();
        List<Object> key = new ArrayList<>(List.of(state.buyers(), state.sellers()));
        for (Member member : alike) {
            key.add(member.number);
            key.add(member.queued);
        }
        return List.copyOf(key);
    }
}
