package skybourse.app.report.round;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import skybourse.app.report.Histogram;
import skybourse.base.agent.Position;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.Round;

/**
 * Aggregated data of many wireless agents: cells of a map, flows of work from cells to leaders, and histograms of delay and energy.
 *
 * @param side side of a cell, m
 * @param cells cells with at least one agent
 * @param flows the largest flows, at most 300, in descending order
 * @param delayShares histogram of delays as shares of the deadline; agents in the cells from 1 on miss their deadline
 * @param joules histogram of the energy of the agents, J
 * @param delaySharesBefore the same histogram without tier 2
 */
record AgentAggregation(
        double side,
        List<Cell> cells,
        List<Flow> flows,
        Histogram delayShares,
        Histogram joules,
        Histogram delaySharesBefore) {

    private static final int CELLS_PER_SIDE = 12;
    private static final int FLOWS_SHOWN = 300;
    private static final double LARGEST_SLACK = 2;
    private static final double USUAL_TIMES = 2;

    /** Cell of the map with its centre, m, the number of its agents, and the number of these agents that miss their deadline. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Cell(double x, double y, int agents, int missed) {}

    /** Work that the agents of a cell with this centre, m, send to the leader with this index. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Flow(double x, double y, int leader, double work) {}

    static AgentAggregation of(RoundAnalysis study) {
        Round round = study.finalRound();
        Raster raster = Raster.of(round);
        int cells = CELLS_PER_SIDE * CELLS_PER_SIDE;
        int[] counts = new int[cells];
        int[] missed = new int[cells];
        double[][] flows = new double[cells][round.leaders().size()];
        for (AgentOutcome outcome : round.agents()) {
            int cell = raster.cell(outcome.agent().position());
            counts[cell]++;
            missed[cell] += outcome.deadlineMet() ? 0 : 1;
            for (AgentOutcome.Link link : outcome.links()) {
                flows[cell][link.leader()] +=
                        link.ratio() * outcome.agent().task().work();
            }
        }
        return new AgentAggregation(
                raster.side,
                IntStream.range(0, cells)
                        .filter(cell -> counts[cell] > 0)
                        .mapToObj(cell -> new Cell(raster.x(cell), raster.y(cell), counts[cell], missed[cell]))
                        .toList(),
                raster.largest(flows),
                delayShares(round),
                joules(round),
                delayShares(study.round()));
    }

    /** Grid of square cells that covers all agents; coordinates in m. */
    private record Raster(double west, double south, double side) {

        static Raster of(Round round) {
            List<Position> places =
                    round.agents().stream().map(o -> o.agent().position()).toList();
            double west = places.stream().mapToDouble(Position::xMetres).min().orElse(0);
            double south = places.stream().mapToDouble(Position::yMetres).min().orElse(0);
            double east = places.stream().mapToDouble(Position::xMetres).max().orElse(0);
            double north = places.stream().mapToDouble(Position::yMetres).max().orElse(0);
            return new Raster(west, south, Math.max(1, Math.max(east - west, north - south)) / CELLS_PER_SIDE);
        }

        int cell(Position place) {
            int column = Math.clamp((long) ((place.xMetres() - west) / side), 0, CELLS_PER_SIDE - 1);
            int row = Math.clamp((long) ((place.yMetres() - south) / side), 0, CELLS_PER_SIDE - 1);
            return row * CELLS_PER_SIDE + column;
        }

        double x(int cell) {
            return west + (cell % CELLS_PER_SIDE + 0.5) * side;
        }

        double y(int cell) {
            return south + (Math.floorDiv(cell, CELLS_PER_SIDE) + 0.5) * side;
        }

        List<Flow> largest(double[][] flows) {
            List<Flow> rows = new ArrayList<>();
            for (int cell = 0; cell < flows.length; cell++) {
                for (int leader = 0; leader < flows[cell].length; leader++) {
                    if (flows[cell][leader] > 0) {
                        rows.add(new Flow(x(cell), y(cell), leader, flows[cell][leader]));
                    }
                }
            }
            rows.sort(Comparator.comparingDouble((Flow row) -> -row.work));
            return List.copyOf(rows.subList(0, Math.min(FLOWS_SHOWN, rows.size())));
        }
    }

    /** Returns a histogram of delays as shares of the deadline. Agents in the cells from 1 on miss their deadline. */
    static Histogram delayShares(Round round) {
        double[] shares =
                round.agents().stream().mapToDouble(AgentAggregation::share).toArray();
        return Histogram.of(shares, LARGEST_SLACK);
    }

    private static double share(AgentOutcome outcome) {
        double share = outcome.delaySeconds() / outcome.agent().task().deadlineSeconds();
        // Rounding may move the share of a task that is in time to 1. The histogram counts 1 as late.
        return outcome.deadlineMet() ? Math.min(share, Math.nextDown(1.0)) : share;
    }

    /**
     * Returns a histogram of the energy of wireless agents, J. The last cell also contains the few agents whose energy is far above that of the
     * others.
     */
    static Histogram joules(Round round) {
        double[] joules =
                round.agents().stream().mapToDouble(AgentOutcome::joules).toArray();
        double[] sorted = Arrays.stream(joules).sorted().toArray();
        double most = sorted.length == 0 ? 0 : sorted[sorted.length - 1];
        double usual = sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * 9 / 10];
        return Histogram.of(joules, usual > 0 ? Math.min(most, USUAL_TIMES * usual) : most);
    }
}
