package skybourse.tier1.game;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import skybourse.base.numeric.Checks;

/**
 * Convex cost of a leader by its load, 0 at load 0. It consists of pieces, each of which is linear or cubic in the load. The same form
 * describes the energy of a load, in joules instead of money. Leaders without a curve have a constant cost per unit of work and a
 * constant overload price, see {@link LeaderTable}. Immutable.
 */
public final class CostCurve {

    /**
     * Largest relative difference of the slopes at the end of a piece and at the start of the next that counts as rounding if one of them
     * is cubic: 90 times the largest error of one operation. The certificate allows for more.
     */
    private static final double SAME_SLOPE = 1e-14;

    private final List<Piece> pieces;
    private final double[] costs;

    /**
     * Part of a curve from one load on. The slope at the load {@code load + z} is {@code slope + 3 cubic (z + offset)^2}.
     *
     * @param load load at which the piece begins, work units, at least 0
     * @param slope constant part of the slope, money per unit of work, at least 0
     * @param cubic coefficient of the cube of the load, money/work^3, at least 0; 0 for a linear piece
     * @param offset load that the cube counts at the start of the piece, work units, at least 0
     */
    public record Piece(double load, double slope, double cubic, double offset) {

        /** @throws IllegalArgumentException if a number is negative or not finite */
        public Piece {
            Checks.nonNegative(load, "load");
            Checks.nonNegative(slope, "slope");
            Checks.nonNegative(cubic, "cubic");
            Checks.nonNegative(offset, "offset");
        }

        /** Creates a linear piece. */
        public Piece(double load, double slope) {
            this(load, slope, 0, 0);
        }

        private double cost(double z) {
            return slope * z + cubic * z * (z * z + 3 * offset * (z + offset));
        }

        private double slopeAt(double at) {
            return slope + 3 * cubic * square(at - load + offset);
        }

        private double curvatureAt(double at) {
            return 6 * cubic * (at - load + offset);
        }

        /** Returns the load from which on the slope is at least {@code least}; infinity if the slope never reaches it. */
        private double loadAt(double least) {
            if (slopeAt(load) >= least) {
                return load;
            }
            return cubic > 0
                    ? load + Math.max(0, Math.sqrt((least - slope) / (3 * cubic)) - offset)
                    : Double.POSITIVE_INFINITY;
        }
    }

    /**
     * Creates a curve.
     *
     * @param pieces at least one, by ascending load; the first begins at load 0
     * @throws IllegalArgumentException if the first load is not 0, loads do not rise, or the slope falls from one piece to the next
     */
    public CostCurve(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
        this.costs = new double[pieces.size()];
        Checks.within(pieces.getFirst().load(), 0, 0, "first load");
        for (int i = 1; i < costs.length; i++) {
            Piece last = pieces.get(i - 1);
            Piece next = pieces.get(i);
            if (!(next.load() > last.load())) {
                throw new IllegalArgumentException("loads must rise: " + next.load() + " after " + last.load());
            }
            double reached = last.slopeAt(next.load());
            double rounding = last.cubic() > 0 || next.cubic() > 0 ? SAME_SLOPE : 0;
            if (next.slopeAt(next.load()) < reached * (1 - rounding)) {
                throw new IllegalArgumentException("slopes must not fall: " + next + " after " + last);
            }
            costs[i] = costs[i - 1] + last.cost(next.load() - last.load());
        }
    }

    /** Returns the pieces, by ascending load. */
    public List<Piece> pieces() {
        return pieces;
    }

    /** Returns the cost of a load, at least 0. */
    public double cost(double load) {
        int i = pieceFrom(load);
        return costs[i] + pieces.get(i).cost(load - pieces.get(i).load());
    }

    /** Returns the index of the last piece that begins at or below a load. */
    private int pieceFrom(double load) {
        int i = costs.length - 1;
        while (i > 0 && pieces.get(i).load() > load) {
            i--;
        }
        return i;
    }

    /** Returns the index of the last piece that begins below a load; 0 at load 0. */
    private int pieceTo(double load) {
        int i = pieceFrom(load);
        return i > 0 && pieces.get(i).load() == load ? i - 1 : i;
    }

    /** Returns the cost of the next unit of work at a load. */
    public double slopeAbove(double load) {
        return pieces.get(pieceFrom(load)).slopeAt(load);
    }

    /** Returns the cost of the last unit of work of a load; at load 0 that of the first unit. */
    public double slopeBelow(double load) {
        return pieces.get(pieceTo(load)).slopeAt(load);
    }

    /** Returns the second derivative just above a load. */
    public double curvatureAbove(double load) {
        return pieces.get(pieceFrom(load)).curvatureAt(load);
    }

    /** Returns the second derivative just below a load; at load 0 that above it. */
    public double curvatureBelow(double load) {
        return pieces.get(pieceTo(load)).curvatureAt(load);
    }

    /** Returns the cost of the first unit of work, the lowest slope. */
    public double firstSlope() {
        return slopeAbove(0);
    }

    /** Returns the load from which on the slope is constant and largest; infinity if the last piece is cubic. */
    public double lastKink() {
        return pieces.getLast().cubic() > 0
                ? Double.POSITIVE_INFINITY
                : pieces.getLast().load();
    }

    /** Returns the largest slope; infinity if the last piece is cubic. */
    public double lastSlope() {
        return pieces.getLast().cubic() > 0
                ? Double.POSITIVE_INFINITY
                : pieces.getLast().slope();
    }

    /** Returns the load, nearest to a load, at which the slope jumps; empty if the slope jumps nowhere. */
    public OptionalDouble nearestKink(double load) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 1; i < costs.length; i++) {
            double kink = pieces.get(i).load();
            boolean jumps = pieces.get(i).slopeAt(kink) > pieces.get(i - 1).slopeAt(kink) * (1 + SAME_SLOPE);
            nearest = jumps && Math.abs(kink - load) < Math.abs(nearest - load) ? kink : nearest;
        }
        return nearest < Double.POSITIVE_INFINITY ? OptionalDouble.of(nearest) : OptionalDouble.empty();
    }

    /** Returns the smallest load whose next unit of work costs at least {@code slope}; infinity if there is none. */
    public double loadAt(double slope) {
        for (int i = 0; i < costs.length; i++) {
            double load = pieces.get(i).loadAt(slope);
            double end = i + 1 < costs.length ? pieces.get(i + 1).load() : Double.POSITIVE_INFINITY;
            if (load < end) {
                return load;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Returns the cost of a load in addition to work that is already there: {@code K(backlog + L) - K(backlog)}. */
    public CostCurve after(double backlog) {
        int first = pieceFrom(backlog);
        List<Piece> rest = new ArrayList<>();
        for (Piece piece : pieces.subList(first, costs.length)) {
            double start = Math.max(0, piece.load() - backlog);
            double offset = piece.offset() + Math.max(0, backlog - piece.load());
            rest.add(new Piece(start, piece.slope(), piece.cubic(), offset));
        }
        return new CostCurve(rest);
    }

    /** Returns the curve of {@code factor} times the cost. */
    public CostCurve times(double factor) {
        return new CostCurve(pieces.stream()
                .map(piece -> new Piece(piece.load(), factor * piece.slope(), factor * piece.cubic(), piece.offset()))
                .toList());
    }

    /** Returns the curve of a market of {@code share} times the size: {@code share K(L / share)}. */
    public CostCurve scaled(double share) {
        return new CostCurve(pieces.stream()
                .map(piece -> new Piece(
                        share * piece.load(), piece.slope(), piece.cubic() / square(share), share * piece.offset()))
                .toList());
    }

    /**
     * Returns the least cost if work may also be passed on at a constant price: {@code min over y <= most of K(y) + price (L - y)}. The
     * leader itself computes {@code min(L, lastKink())}. A price below the slope at {@code most} leads to less own work.
     *
     * @param most largest own work, work units, at least 0
     * @param price cost of other work, money per unit of work
     */
    public CostCurve orPassedOn(double most, double price) {
        double own = Math.min(most, loadAt(price));
        List<Piece> kept = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.load() < own) {
                kept.add(piece);
            }
        }
        kept.add(new Piece(own, price));
        return new CostCurve(kept);
    }

    private static double square(double number) {
        return number * number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CostCurve curve && curve.pieces.equals(pieces);
    }

    @Override
    public int hashCode() {
        return pieces.hashCode();
    }

    @Override
    public String toString() {
        return "CostCurve" + pieces;
    }
}
