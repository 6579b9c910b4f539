package skybourse.app.report.simulation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.app.report.NumberText;
import skybourse.app.report.round.RoundSentences;
import skybourse.base.agent.Agent;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.OnTimeTaskBound;
import skybourse.round.motion.GaussMarkov;
import skybourse.round.motion.Motion;
import skybourse.round.motion.MotionSegment;
import skybourse.round.motion.RandomWaypoint;
import skybourse.round.motion.RoadMotion;
import skybourse.round.motion.Stationary;
import skybourse.round.motion.TrackPlayback;

/** Sentences on the changes of a market over time. */
public final class OverTimeSentences {

    private static final double MOST_SLOTS_LOOKED_AT = 100_000;

    /** Excess of the load over 1 that counts as a rounding error. */
    private static final double ROUNDING = 1e-9;

    private OverTimeSentences() {}

    /** Returns a description of the changes over time, and of the arriving work relative to the capacity of all processors. */
    public static String contents(Scenario scenario, Dynamics dynamics) {
        List<String> parts = new ArrayList<>();
        move(parts, "wireless", scenario.wirelessAgents(), dynamics.wirelessMotion());
        move(parts, "mobile", scenario.movers(), dynamics.mobileMotion());
        if (parts.isEmpty()) {
            parts.add("no agent moves");
        }
        parts.add(arrivals(dynamics.arrivals()));
        MessageDelays messages = dynamics.messages();
        if (messages.baseSeconds() > 0 || messages.jitterSeconds() > 0 || messages.loss() > 0) {
            parts.add("messages are delayed or lost");
        }
        int batteries = WirelessBatteryTable.owners(scenario).size();
        if (batteries > 0) {
            parts.add(NumberText.count(batteries, "wireless agent")
                    + (batteries == 1 ? " has a battery" : " have batteries"));
        }
        if (dynamics.aerialEnergy().isPresent()) {
            parts.add("aerial agents have batteries");
        }
        if (dynamics.adversary().stream()
                .anyMatch(adversary -> !adversary.groups().isEmpty())) {
            parts.add("some agents are malicious");
        }
        if (dynamics.adversary().stream().anyMatch(adversary -> adversary.accident() > 0)) {
            parts.add("pieces fail by accident");
        }
        if (dynamics.reputation().isPresent()) {
            parts.add("leaders with a low reputation are excluded");
        }
        return String.join("; ", parts) + "; load " + NumberText.plain(dynamics.load(scenario), 3);
    }

    private static void move(List<String> parts, String kind, List<? extends Agent> agents, List<Motion> motions) {
        long moving = motions.stream()
                .filter(motion -> !(motion instanceof Stationary))
                .count();
        if (moving > 0) {
            List<String> ways = motions.stream()
                    .map(OverTimeSentences::way)
                    .filter(way -> !way.isEmpty())
                    .distinct()
                    .toList();
            parts.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d %s agents move (%s)",
                    moving,
                    agents.size(),
                    kind,
                    String.join(", ", ways)));
        }
    }

    private static String way(Motion motion) {
        return switch (motion) {
            case Stationary _ -> "";
            case RandomWaypoint _ -> "random waypoint";
            case GaussMarkov _ -> "Gauss-Markov";
            case RoadMotion _ -> "on roads";
            case TrackPlayback _ -> "on recorded tracks";
        };
    }

    private static String arrivals(Arrivals arrivals) {
        return switch (arrivals) {
            case Arrivals.EverySlot _ -> "one task per wireless agent and slot";
            case Arrivals.Poisson poisson ->
                NumberText.plain(poisson.tasksPerSecond(), 3) + " tasks per second and wireless agent (Poisson)";
            case Arrivals.Bursts bursts ->
                NumberText.plain(bursts.calmTasksPerSecond(), 3) + " or "
                        + NumberText.plain(bursts.busyTasksPerSecond(), 3)
                        + " tasks per second and wireless agent (bursts)";
            case Arrivals.Trace trace -> NumberText.whole(trace.requests().size()) + " recorded requests";
        };
    }

    /**
     * Returns a phrase on an upper bound on the share of deadlines that can be met. Empty if the tasks are not recorded in advance, or if there are
     * more than 20,000 tasks.
     */
    public static Optional<String> bound(Scenario scenario, Dynamics dynamics, long slots) {
        return OnTimeTaskBound.bound(scenario, dynamics, slots)
                .map(most -> "at most " + roundedUp(most.tasks() / most.requests()) + " of the "
                        + NumberText.whole(most.requests())
                        + " recorded requests can meet their deadline: all processors as one, free links");
    }

    /** Returns a share in percent, rounded up to three digits. An excess of up to 1e-9 % is ignored as a rounding error. */
    static String roundedUp(double share) {
        BigDecimal percent = BigDecimal.valueOf(100 * share - 1e-9).round(new MathContext(3, RoundingMode.CEILING));
        return NumberText.plain(percent.doubleValue(), 3) + " %";
    }

    /** Returns sentences on the market for which prices are computed, if it is not the market of the agents' own weights; otherwise empty. */
    public static Optional<String> pricedMarket(Scenario scenario) {
        return RoundSentences.pricedMarket(scenario.rules())
                .map(text -> text + " The gains at the quoted prices are those in the market of their own weights.");
    }

    /** Returns a warning if the load exceeds 1, or if all wireless agents or all leaders are absent for some slots; otherwise empty. */
    public static String warning(Scenario scenario, Dynamics dynamics) {
        double load = dynamics.load(scenario);
        String work = load > 1 + ROUNDING
                ? "demand exceeds the capacity of all processors, load " + NumberText.plain(load, 3)
                        + ": backlogs grow at any price"
                : "";
        List<Motion> leaders = scenario.fixedAgents().isEmpty() ? dynamics.mobileMotion() : List.of();
        return Stream.of(
                        work,
                        absence("wireless agent", dynamics.wirelessMotion(), scenario, dynamics),
                        absence("leader", leaders, scenario, dynamics))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /**
     * Returns a warning on slots in which all agents of a kind are absent. It covers the time until the last recorded request or, without recorded
     * requests, until the end of the tracks, at most 100,000 slots. Empty unless all agents of the kind follow tracks.
     */
    private static String absence(String kind, List<Motion> motions, Scenario scenario, Dynamics dynamics) {
        if (motions.isEmpty() || !motions.stream().allMatch(TrackPlayback.class::isInstance)) {
            return "";
        }
        double slotSeconds = scenario.rules().roundSeconds();
        double end = dynamics.arrivals() instanceof Arrivals.Trace trace
                ? trace.requests().getLast().seconds()
                : motions.stream()
                        .map(TrackPlayback.class::cast)
                        .mapToDouble(
                                played -> played.shiftSeconds() + played.track().lengthSeconds())
                        .max()
                        .orElse(0);
        long slots = (long) Math.min(MOST_SLOTS_LOOKED_AT, Math.ceil(end / slotSeconds));
        BitSet there = new BitSet();
        var none = new RandomStreams(0);
        for (Motion motion : motions) {
            MotionSegment leg = motion.firstLeg(none, "");
            for (int slot = 0; slot < slots; slot++) {
                leg = motion.legAt(slot * slotSeconds, leg, none, "");
                if (leg.isPresent()) {
                    there.set(slot);
                }
            }
        }
        long empty = slots - there.cardinality();
        return empty == 0
                ? ""
                : "no " + kind + " is present in " + NumberText.whole(empty) + " of the first "
                        + NumberText.whole(slots)
                        + " slots, from second " + NumberText.plain(there.nextClearBit(0) * slotSeconds, 4)
                        + " on: tracks end or have gaps, and requests are lost";
    }
}
