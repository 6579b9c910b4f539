package skybourse.tier1.game;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import skybourse.base.agent.Computer;
import skybourse.base.agent.EnergyModel;
import skybourse.base.agent.EnergyModel.Dvfs;
import skybourse.base.agent.EnergyModel.Table.Row;
import skybourse.base.agent.Leader;
import skybourse.tier1.game.CostCurve.Piece;

/** Energy of leaders by load, from their energy models, and the cost curves that follow. */
public final class EnergyCurves {

    private EnergyCurves() {}

    /**
     * Returns the energy of a slot by load, in joules; null if it is proportional to the load.
     *
     * @param seconds length of the slot, s
     */
    public static @Nullable CostCurve joules(Computer computer, double seconds) {
        return switch (computer.energy().orElse(null)) {
            case Dvfs dvfs -> dvfs(computer, dvfs, seconds);
            case EnergyModel.Table table -> hull(table.rows());
            case null, default -> null;
        };
    }

    /**
     * Returns the energy of a slot with some work, in joules.
     *
     * @param work work in the slot, work units, at most what the computer can compute in it
     * @param seconds length of the slot, s
     */
    public static double joules(Computer computer, double work, double seconds) {
        CostCurve curve = joules(computer, seconds);
        double proportional = curve == null ? work * computer.joulesPerWork() : curve.cost(work);
        boolean isIdle = work > 0 && computer.energy().orElse(null) instanceof EnergyModel.Idle;
        return isIdle
                ? proportional + ((EnergyModel.Idle) computer.energy().orElseThrow()).watts() * seconds
                : proportional;
    }

    /** Returns the energy of a clock that slows down: proportional to the load up to the lowest useful speed, then cubic. */
    private static CostCurve dvfs(Computer computer, Dvfs dvfs, double seconds) {
        double sigma = computer.powerCoefficient();
        double critical = sigma > 0 ? Math.cbrt(dvfs.idleWatts() / (2 * sigma)) : computer.workPerSecond();
        double lowest = Math.min(computer.workPerSecond(), Math.max(dvfs.leastWorkPerSecond(), critical));
        List<Piece> pieces = new ArrayList<>();
        if (lowest > 0) {
            pieces.add(new Piece(0, dvfs.idleWatts() / lowest + sigma * lowest * lowest));
        }
        if (lowest < computer.workPerSecond()) {
            pieces.add(new Piece(lowest * seconds, 0, sigma / (seconds * seconds), lowest * seconds));
        }
        return new CostCurve(pieces);
    }

    /** Returns the lower convex hull of rows and of the origin. */
    private static CostCurve hull(List<Row> rows) {
        double[] work = new double[rows.size() + 1];
        double[] joules = new double[rows.size() + 1];
        int last = 0;
        for (Row row : rows) {
            // A corner that is not below the line from the corner before it to the row is none.
            while (last > 0
                    && (joules[last] - joules[last - 1]) * (row.work() - work[last])
                            >= (row.joules() - joules[last]) * (work[last] - work[last - 1])) {
                last--;
            }
            last++;
            work[last] = row.work();
            joules[last] = row.joules();
        }
        List<Piece> pieces = new ArrayList<>();
        double slope = 0;
        for (int i = 0; i < last; i++) {
            // Rounding could let the slope fall.
            slope = Math.max(slope, (joules[i + 1] - joules[i]) / (work[i + 1] - work[i]));
            pieces.add(new Piece(work[i], slope));
        }
        return new CostCurve(pieces);
    }

    /** Returns the largest distance of a row from the hull of its table, as a share of the largest energy; 0 if no row has energy. */
    public static double largestDistance(EnergyModel.Table table) {
        CostCurve hull = hull(table.rows());
        double largest = table.rows().getLast().joules();
        return table.rows().stream()
                .mapToDouble(row -> largest == 0 ? 0 : (row.joules() - hull.cost(row.work())) / largest)
                .max()
                .orElseThrow();
    }

    /**
     * Returns the leaders' terms with the curves and fixed costs of their energy models; the table itself if there are none. Posted prices
     * stay posted. A leader computes work itself, up to its capacity, or passes it on at the cost of overload, whichever is cheaper. If it
     * resells only overload, or not at all, it computes all that fits into its capacity. A unit of work that it does not compute costs the
     * overload price and the energy of a unit at full speed. A leader with a backlog is open in any case,
     * so its constant power is no cost of new work.
     *
     * @param linear terms with the costs of linear energy
     * @param leaders the leaders, in the order of the table
     * @param backlogs earlier work that each leader computes in the slot, work units, by leader
     * @param seconds length of the slot, s
     */
    public static LeaderTable apply(LeaderTable linear, List<Leader> leaders, double[] backlogs, double seconds) {
        if (leaders.stream().allMatch(leader -> leader.computer().energy().isEmpty())) {
            return linear;
        }
        @Nullable CostCurve[] curves = new CostCurve[leaders.size()];
        double[] costs = linear.costsPerWork().clone();
        double[] overloadPrices = linear.overloadPrices().clone();
        double[] fixedCosts = new double[curves.length];
        for (int s = 0; s < curves.length; s++) {
            double passedOn = linear.costPerWork(s) + linear.overloadPrice(s);
            CostCurve curve = curve(leaders.get(s), linear.capacity(s), passedOn, backlogs[s], seconds);
            if (curve != null && isStraight(curve, linear.capacity(s))) {
                costs[s] = curve.firstSlope();
                overloadPrices[s] = curve.lastSlope() - curve.firstSlope();
            } else {
                curves[s] = curve;
            }
            if (leaders.get(s).computer().energy().orElse(null) instanceof EnergyModel.Idle idle) {
                fixedCosts[s] = backlogs[s] > 0 ? 0 : leaders.get(s).joulePrice() * idle.watts() * seconds;
            }
        }
        return new LeaderTable(costs, overloadPrices, linear.capacities(), linear.priceCaps())
                .withPosting(linear.posting())
                .withCurves(curves)
                .withFixedCosts(fixedCosts);
    }

    /** Returns whether a leader resells work that fits into its capacity if resale costs less than its energy. */
    public static boolean resellsWithinCapacity(Leader leader) {
        return leader.resells()
                && leader.computer()
                        .energy()
                        .filter(EnergyModel::resellsWithinCapacity)
                        .isPresent();
    }

    /**
     * Returns the work above which each leader would rather resell than compute itself, work units; the capacity of a leader that resells only overload.
     *
     * @param terms the leaders' terms, with their curves
     * @param leaders the leaders, in the order of the table
     */
    public static double[] ownWork(LeaderTable terms, List<Leader> leaders) {
        double[] work = terms.capacities().clone();
        for (int s = 0; s < work.length; s++) {
            CostCurve curve = terms.curve(s);
            if (curve != null && resellsWithinCapacity(leaders.get(s))) {
                work[s] = Math.min(work[s], curve.lastKink());
            }
        }
        return work;
    }

    private static @Nullable CostCurve curve(
            Leader leader, double capacity, double passedOn, double backlog, double seconds) {
        CostCurve joules = joules(leader.computer(), seconds);
        if (joules == null) {
            return null;
        }
        double waiting = Math.min(backlog, leader.computer().workPerSecond() * seconds);
        CostCurve energy = joules.after(waiting).times(leader.joulePrice());
        double least = resellsWithinCapacity(leader) ? 0 : energy.slopeBelow(capacity);
        return energy.orPassedOn(capacity, Math.max(passedOn, least));
    }

    /** Returns whether a constant cost per unit of work and an overload price say the same as a curve. */
    private static boolean isStraight(CostCurve curve, double capacity) {
        List<Piece> pieces = curve.pieces();
        return curve.lastSlope() < Double.POSITIVE_INFINITY
                && curve.lastKink() == capacity
                && (pieces.size() == 1
                        || (pieces.size() == 2 && pieces.getFirst().cubic() == 0));
    }
}
