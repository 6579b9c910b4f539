package skybourse.app.report.round;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import skybourse.app.report.Histogram;
import skybourse.base.agent.Position;
import skybourse.round.analysis.RoundStudy;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.Round;

/** Many wireless agents as a whole: cells of a map with the flows from them to the leaders, and histograms. */
final class GatheredAgents {

    private static final int CELLS_PER_SIDE = 12;
    private static final int FLOWS_SHOWN = 300;
    private static final double LARGEST_SLACK = 2;
    private static final double USUAL_TIMES = 2;

    private final Round round;
    private final double west;
    private final double south;
    private final double side;

    private GatheredAgents(Round round) {
        this.round = round;
        List<Position> places =
                round.agents().stream().map(o -> o.agent().position()).toList();
        west = places.stream().mapToDouble(Position::xMetres).min().orElse(0);
        south = places.stream().mapToDouble(Position::yMetres).min().orElse(0);
        double east = places.stream().mapToDouble(Position::xMetres).max().orElse(0);
        double north = places.stream().mapToDouble(Position::yMetres).max().orElse(0);
        side = Math.max(1, Math.max(east - west, north - south)) / CELLS_PER_SIDE;
    }

    static Map<String, ?> of(RoundStudy study) {
        Map<String, Object> tree = new GatheredAgents(study.after()).tree();
        tree.put("slackBefore", slack(study.round()).tree());
        return tree;
    }

    private Map<String, Object> tree() {
        int cells = CELLS_PER_SIDE * CELLS_PER_SIDE;
        int[] counts = new int[cells];
        int[] missed = new int[cells];
        double[][] flows = new double[cells][round.leaders().size()];
        for (AgentOutcome outcome : round.agents()) {
            int cell = cell(outcome.agent().position());
            counts[cell]++;
            missed[cell] += outcome.deadlineMet() ? 0 : 1;
            for (AgentOutcome.Link link : outcome.links()) {
                flows[cell][link.leader()] +=
                        link.ratio() * outcome.agent().task().work();
            }
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("side", side);
        tree.put(
                "cells",
                IntStream.range(0, cells)
                        .filter(cell -> counts[cell] > 0)
                        .mapToObj(cell -> List.of(x(cell), y(cell), counts[cell], missed[cell]))
                        .toList());
        tree.put("flows", largest(flows));
        tree.put("slack", slack(round).tree());
        tree.put("joules", joules(round).tree());
        return tree;
    }

    private int cell(Position place) {
        int column = Math.clamp((long) ((place.xMetres() - west) / side), 0, CELLS_PER_SIDE - 1);
        int row = Math.clamp((long) ((place.yMetres() - south) / side), 0, CELLS_PER_SIDE - 1);
        return row * CELLS_PER_SIDE + column;
    }

    private double x(int cell) {
        return west + (cell % CELLS_PER_SIDE + 0.5) * side;
    }

    private double y(int cell) {
        return south + (Math.floorDiv(cell, CELLS_PER_SIDE) + 0.5) * side;
    }

    /** Returns the largest flows as {@code [x, y, leader, work]}, largest first. */
    private List<List<? extends Number>> largest(double[][] flows) {
        List<List<? extends Number>> rows = new ArrayList<>();
        for (int cell = 0; cell < flows.length; cell++) {
            for (int leader = 0; leader < flows[cell].length; leader++) {
                if (flows[cell][leader] > 0) {
                    rows.add(List.of(x(cell), y(cell), leader, flows[cell][leader]));
                }
            }
        }
        rows.sort(Comparator.comparingDouble(
                (List<? extends Number> row) -> -row.getLast().doubleValue()));
        return rows.subList(0, Math.min(FLOWS_SHOWN, rows.size()));
    }

    /** Counts delays as shares of the deadline: cells from 1 on are late. */
    static Histogram slack(Round round) {
        double[] shares =
                round.agents().stream().mapToDouble(GatheredAgents::share).toArray();
        return Histogram.of(shares, LARGEST_SLACK);
    }

    private static double share(AgentOutcome outcome) {
        double share = outcome.delaySeconds() / outcome.agent().task().deadlineSeconds();
        return outcome.deadlineMet() ? Math.min(share, Math.nextDown(1.0)) : share; // met, whatever rounding says
    }

    /** Counts the energy of wireless agents; the few that spend far more than the others stand in the last cell. */
    static Histogram joules(Round round) {
        double[] joules =
                round.agents().stream().mapToDouble(AgentOutcome::joules).toArray();
        double[] sorted = Arrays.stream(joules).sorted().toArray();
        double most = sorted.length == 0 ? 0 : sorted[sorted.length - 1];
        double usual = sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * 9 / 10];
        return Histogram.of(joules, usual > 0 ? Math.min(most, USUAL_TIMES * usual) : most);
    }
}
