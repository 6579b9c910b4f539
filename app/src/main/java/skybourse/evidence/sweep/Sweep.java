package skybourse.evidence.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.LabelSyntax;

/**
 * Grid of settings times seeds. A cell is one point of the grid with one seed. Cells do not depend on each other and may run in any order and on any
 * machine.
 *
 * @param name name of the sweep
 * @param task experiment that is run in each cell
 * @param grid values of each axis, in the order of the task's axes; an axis that is left out has its default
 * @param seeds one repetition for each seed; at least one, all different
 * @param worlds scenarios and policies that the grid names
 */
public record Sweep(
        String name, CellTask task, SequencedMap<String, List<String>> grid, List<Long> seeds, ScenarioSource worlds) {

    /** Maximum number of cells of a sweep (our choice). */
    public static final int MOST_CELLS = 1_000_000;

    /**
     * One cell.
     *
     * @param point index into {@link #points}
     * @param seed one of the seeds
     */
    public record Cell(int point, long seed) {}

    /**
     * Validates the components and completes the grid with defaults.
     *
     * @throws IllegalArgumentException if the name is not a label, if an axis is unknown, if an axis or the seeds have no values or repeated values,
     *     if there are more than {@link #MOST_CELLS} cells, or if the task rejects a point
     */
    public Sweep {
        LabelSyntax.check(name, "name");
        grid = complete(task, grid);
        seeds = List.copyOf(seeds);
        if (seeds.isEmpty() || new HashSet<>(seeds).size() < seeds.size()) {
            throw new IllegalArgumentException("seeds must be one or more different numbers: " + seeds);
        }
        long cells = seeds.size();
        for (List<String> values : grid.values()) {
            cells = Math.multiplyExact(cells, values.size());
            Checks.within((double) cells, 1, MOST_CELLS, "cells");
        }
        for (int i = 0; i < pointCount(grid); i++) {
            task.check().check(point(grid, i), worlds);
        }
    }

    private static SequencedMap<String, List<String>> complete(
            CellTask task, SequencedMap<String, List<String>> given) {
        given.keySet().forEach(axis -> requireAxis(task, axis));
        SequencedMap<String, List<String>> full = new LinkedHashMap<>();
        task.axes().forEach((axis, standard) -> {
            List<String> values = List.copyOf(given.getOrDefault(axis, List.of(standard)));
            if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
                throw new IllegalArgumentException(axis + " must have one or more different values: " + values);
            }
            full.put(axis, values);
        });
        return full;
    }

    private static void requireAxis(CellTask task, String axis) {
        if (!task.axes().containsKey(axis)) {
            throw new IllegalArgumentException("grid must name axes of " + task.name() + ", "
                    + String.join(", ", task.axes().keySet()) + ": " + axis);
        }
    }

    /** Returns the points of the grid; the last axis changes fastest. */
    public List<GridPoint> points() {
        return IntStream.range(0, pointCount(grid))
                .mapToObj(index -> point(grid, index))
                .toList();
    }

    private static int pointCount(SequencedMap<String, List<String>> grid) {
        return grid.values().stream().mapToInt(List::size).reduce(1, (a, b) -> a * b);
    }

    private static GridPoint point(SequencedMap<String, List<String>> grid, int index) {
        TreeMap<String, String> point = new TreeMap<>();
        int rest = index;
        for (var axis : grid.sequencedEntrySet().reversed()) {
            List<String> values = axis.getValue();
            point.put(axis.getKey(), values.get(rest % values.size()));
            rest /= values.size();
        }
        return new GridPoint(point);
    }

    /** Returns the values of an axis; empty if there is no such axis. */
    public List<String> values(String axis) {
        return grid.getOrDefault(axis, List.of());
    }

    /** Returns all cells, sorted by point and then by seed in the given order. */
    public List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (int point = 0; point < pointCount(grid); point++) {
            for (long seed : seeds) {
                cells.add(new Cell(point, seed));
            }
        }
        return cells;
    }

    /** Returns the approximate work of a cell, relative to a small market. It is used only to estimate the remaining time. */
    public double effort(Cell cell) {
        return task.effort().applyAsDouble(point(grid, cell.point()));
    }

    /** Returns the approximate memory of a cell, in MiB. */
    public int mebibytes(Cell cell) {
        return task.mebibytes().applyAsInt(point(grid, cell.point()));
    }

    /** Runs one cell. A {@link RuntimeException} becomes a failed result. */
    public CellResult run(Cell cell) {
        try {
            return new CellResult.Done(cell, task.work().run(point(grid, cell.point()), cell.seed(), worlds));
        } catch (RuntimeException e) {
            return new CellResult.Failed(cell, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
