package skybourse.round.market;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import skybourse.base.agent.Rules;
import skybourse.base.numeric.LargestRemainder;
import skybourse.tier2.auction.Trade;

/**
 * Assignment of the parts of a round's tasks to workers. A leader that received only divisible work computes the same share of each task itself,
 * and its lots are filled one after the other, task by task. A leader that received whole units packs them ({@link UnitPacking}), so that each unit
 * has one worker. Immutable after construction.
 *
 * <p>All of this is ours; the paper does not assign parts to workers.
 */
public final class WorkAssignment {

    /**
     * Part of a task.
     *
     * @param task index of the task's wireless agent in {@link Round#agents()}
     * @param leader index of the leader that sold it
     * @param worker id of the leader or aerial agent that computes it; empty if no worker computes it, so that it is refunded
     * @param from start of the part in the task, in [0, 1]
     * @param to end of the part in the task, in [0, 1]
     * @param work size in work units
     * @param billUnits its share of the bill of its task at that leader, in ledger units
     */
    public record Part(int task, int leader, String worker, double from, double to, double work, long billUnits) {}

    /** Worker of a part that is refunded. */
    public static final String NOBODY = "";

    /** Key of a lot: id of its leader and its number. */
    private record Lot(String leader, int number) {}

    /** Part without its position in the task and without its bill. */
    private record Raw(String worker, double work) {}

    private final Round tierOneRound;
    private final int[] units;
    private final Rules rules;
    private final List<Optional<UnitPacking>> packed = new ArrayList<>();

    /**
     * Creates the assignment of a round.
     *
     * @param tierOneRound the round without tier 2, of {@link TaskUnitRounding#sell}
     * @param units number of equal units of each wireless agent's task; 0 if it is divisible
     */
    public WorkAssignment(Round tierOneRound, int[] units) {
        this.tierOneRound = tierOneRound;
        this.units = units.clone();
        rules = tierOneRound.scenario().rules();
        List<List<UnitPacking.ReceivedWork>> sent = new ArrayList<>();
        tierOneRound.leaders().forEach(_ -> sent.add(new ArrayList<>()));
        List<AgentOutcome> agents = tierOneRound.agents();
        for (int n = 0; n < agents.size(); n++) {
            for (AgentOutcome.Link link : agents.get(n).links()) {
                double work = link.ratio() * agents.get(n).agent().task().work();
                int count = TaskUnitRounding.count(link.ratio(), units[n]);
                sent.get(link.leader()).add(new UnitPacking.ReceivedWork(n, work, count));
            }
        }
        for (int s = 0; s < sent.size(); s++) {
            packed.add(
                    sent.get(s).stream().anyMatch(any -> any.units() > 0)
                            ? Optional.of(packing(s, sent.get(s)))
                            : Optional.empty());
        }
    }

    private UnitPacking packing(int s, List<UnitPacking.ReceivedWork> sent) {
        LeaderLoad load = tierOneRound.leaders().get(s).load();
        double capacity = load.overload() > 0 ? load.capacity() : Double.POSITIVE_INFINITY;
        return new UnitPacking(sent, capacity, rules.lotWork());
    }

    /** Returns the work in each lot that a leader bids for, in descending order; empty if the leader received no whole units. */
    public List<Double> lots(int leader) {
        return packed.get(leader).map(UnitPacking::lots).orElse(List.of());
    }

    /** Returns whether a leader received whole units, so that its lots hold whole units. */
    public boolean isPacked(int leader) {
        return packed.get(leader).isPresent();
    }

    /**
     * Assigns the parts of all tasks.
     *
     * @param after the round after tier 2
     * @param trades the trades of tier 2
     * @return parts sorted by task, then by leader; for each leader first its own part, then those of aerial agents, then the refunded part
     */
    public List<Part> parts(Round after, List<Trade> trades) {
        List<AgentOutcome> agents = after.agents();
        long[][] bills = bills(agents);
        long[][] refunds = refunds(after, bills);
        List<LeaderWorkAssignment> lots = after.leaders().stream()
                .map(leader -> new LeaderWorkAssignment(leader.load()))
                .toList();
        agents.forEach(agent ->
                agent.links().forEach(link -> lots.get(link.leader()).add(sent(agent, link))));
        Map<Lot, String> workers = workers(trades);
        List<Part> parts = new ArrayList<>();
        for (int n = 0; n < agents.size(); n++) {
            double from = 0;
            int first = 0;
            for (int l = 0; l < agents.get(n).links().size(); l++) {
                AgentOutcome.Link link = agents.get(n).links().get(l);
                LeaderOutcome leader = after.leaders().get(link.leader());
                List<Raw> raw = isPacked(link.leader())
                        ? packed(n, leader, packed.get(link.leader()).get(), workers)
                        : divisible(leader, sent(agents.get(n), link), lots.get(link.leader()));
                cut(
                        parts,
                        n,
                        link.leader(),
                        units[n] > 0 ? (double) first / units[n] : from,
                        raw,
                        bills[n][l],
                        refunds[n][l]);
                from += link.ratio();
                first += TaskUnitRounding.count(link.ratio(), units[n]);
            }
        }
        return parts;
    }

    private static double sent(AgentOutcome agent, AgentOutcome.Link link) {
        return link.ratio() * agent.agent().task().work();
    }

    /** Returns the bill of each link, in ledger units, rounded half to even. */
    private long[][] bills(List<AgentOutcome> agents) {
        return agents.stream()
                .map(agent -> agent.links().stream()
                        .mapToLong(link -> (long) Math.rint(link.bill() / rules.ledgerUnitMoney()))
                        .toArray())
                .toArray(long[][]::new);
    }

    /**
     * Returns the refund of each link in ledger units; 0 if its leader received whole units or has no overload left. A leader refunds the same share
     * of each bill, rounded by largest remainders.
     */
    private long[][] refunds(Round after, long[][] bills) {
        List<AgentOutcome> agents = after.agents();
        long[][] refunds = Arrays.stream(bills).map(of -> new long[of.length]).toArray(long[][]::new);
        Map<Integer, List<int[]>> placesByLeader = new HashMap<>();
        for (int n = 0; n < agents.size(); n++) {
            for (int l = 0; l < bills[n].length; l++) {
                int leader = agents.get(n).links().get(l).leader();
                placesByLeader.computeIfAbsent(leader, _ -> new ArrayList<>()).add(new int[] {n, l});
            }
        }
        for (int s = 0; s < after.leaders().size(); s++) {
            LeaderLoad load = after.leaders().get(s).load();
            if (load.leftOver() > 0 && !isPacked(s)) {
                List<int[]> places = placesByLeader.getOrDefault(s, List.of());
                long[] billed =
                        places.stream().mapToLong(at -> bills[at[0]][at[1]]).toArray();
                long refund = (long) Math.rint(LongStream.of(billed).sum() * (load.leftOver() / load.work()));
                long[] split = LargestRemainder.split(refund, billed);
                for (int i = 0; i < split.length; i++) {
                    refunds[places.get(i)[0]][places.get(i)[1]] = split[i];
                }
            }
        }
        return refunds;
    }

    /** Returns the id of the worker of each traded lot. */
    private static Map<Lot, String> workers(List<Trade> trades) {
        return trades.stream()
                .collect(Collectors.toMap(
                        trade -> new Lot(trade.bid().participant(), trade.bid().lot()),
                        trade -> trade.ask().participant()));
    }

    private List<Raw> packed(int task, LeaderOutcome leader, UnitPacking packing, Map<Lot, String> workers) {
        SequencedMap<String, Double> byWorker = new LinkedHashMap<>();
        String id = leader.leader().id();
        double nobody = 0;
        for (UnitPacking.Place place : packing.places(task)) {
            String worker = place.lot() == 0 ? id : workers.getOrDefault(new Lot(id, place.lot()), NOBODY);
            if (worker.equals(NOBODY)) {
                nobody += place.work();
            } else {
                byWorker.merge(worker, place.work(), Double::sum);
            }
        }
        List<Raw> raw = new ArrayList<>();
        byWorker.forEach((worker, work) -> raw.add(new Raw(worker, work)));
        if (nobody > 0) {
            raw.add(new Raw(NOBODY, nobody));
        }
        return raw;
    }

    private static List<Raw> divisible(LeaderOutcome leader, double sent, LeaderWorkAssignment lots) {
        double[] work = lots.assign(sent);
        List<Resale.Portion> portions = leader.load().resale().portions();
        List<Raw> raw = new ArrayList<>(List.of(new Raw(leader.leader().id(), work[0])));
        for (int j = 0; j < portions.size(); j++) {
            if (work[1 + j] > 0) {
                raw.add(new Raw(portions.get(j).aerialAgent(), work[1 + j]));
            }
        }
        if (leader.load().leftOver() > 0) {
            raw.add(new Raw(NOBODY, Math.max(0, sent - DoubleStream.of(work).sum())));
        }
        return raw;
    }

    /** Adds the consecutive parts of a link. The bill is divided in proportion to their work. A known refund belongs to the last part. */
    private void cut(List<Part> parts, int task, int leader, double begin, List<Raw> raw, long bill, long refund) {
        double[] work = raw.stream().mapToDouble(Raw::work).toArray();
        boolean isKnown = !isPacked(leader) && raw.getLast().worker().equals(NOBODY);
        long[] shares = LargestRemainder.split(bill - refund, isKnown ? Arrays.copyOf(work, work.length - 1) : work);
        double all = tierOneRound.agents().get(task).agent().task().work();
        double from = begin;
        for (int i = 0; i < work.length; i++) {
            long units = i < shares.length ? shares[i] : refund;
            double to = Math.min(1, end(from, work[i] / all, this.units[task]));
            if (work[i] > 0 || units > 0) {
                parts.add(new Part(task, leader, raw.get(i).worker(), from, to, work[i], units));
            }
            from = to;
        }
    }

    private static double end(double from, double share, int units) {
        return units == 0 ? from + share : Math.rint((from + share) * units) / units;
    }
}
