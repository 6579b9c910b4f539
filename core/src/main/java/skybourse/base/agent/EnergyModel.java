package skybourse.base.agent;

import java.util.List;
import skybourse.base.numeric.Checks;

/** Energy model of a processor whose energy is not simply linear in its work. */
public sealed interface EnergyModel {

    /** Work that a fixed agent resells. */
    enum ResaleBound {

        /** Work beyond capacity, and work within it whose energy costs more than resale is expected to cost. */
        ECONOMIC,

        /** Only work beyond capacity. */
        CAPACITY
    }

    /** Returns whether a fixed agent resells work within its capacity. */
    default boolean resellsWithinCapacity() {
        return false;
    }

    /**
     * Dynamic voltage and frequency scaling: the clock has one speed in a slot, the lowest that completes the work. It
     * is at least {@code f_c}, the larger of {@code leastWorkPerSecond} and the critical speed {@code (idleWatts / (2 sigma))^(1/3)}, below
     * which the idle power of the longer time exceeds what the slower clock saves. At speed {@code f}, a unit of work takes {@code idleWatts / f +
     * sigma f^2}.
     *
     * @param idleWatts power of the running computer without its clock, W, in [0, 1e18]
     * @param leastWorkPerSecond lowest speed, work/s, in [0, 1e18]
     * @param resale work that the agent resells if it is a fixed agent
     */
    record Dvfs(double idleWatts, double leastWorkPerSecond, ResaleBound resale) implements EnergyModel {

        /** Creates a model with resale by {@link ResaleBound#ECONOMIC}. */
        public Dvfs(double idleWatts, double leastWorkPerSecond) {
            this(idleWatts, leastWorkPerSecond, ResaleBound.ECONOMIC);
        }

        /** @throws IllegalArgumentException if a number is outside its range */
        public Dvfs {
            Checks.amountOrZero(idleWatts, "idleWatts");
            Checks.amountOrZero(leastWorkPerSecond, "leastWorkPerSecond");
        }

        @Override
        public boolean resellsWithinCapacity() {
            return resale == ResaleBound.ECONOMIC;
        }
    }

    /**
     * Measured energy of a slot by load. The lower convex hull of the rows and the origin is used.
     *
     * @param rows at least two, by ascending work; the energy must not fall
     * @param resale work that the agent resells if it is a fixed agent
     */
    record Table(List<Row> rows, ResaleBound resale) implements EnergyModel {

        /** Creates a model with resale by {@link ResaleBound#ECONOMIC}. */
        public Table(List<Row> rows) {
            this(rows, ResaleBound.ECONOMIC);
        }

        /** @throws IllegalArgumentException if there are fewer than two rows, work does not rise or energy falls */
        public Table {
            rows = List.copyOf(rows);
            Checks.within(rows.size(), 2, Integer.MAX_VALUE, "rows");
            for (int i = 1; i < rows.size(); i++) {
                if (!(rows.get(i).work() > rows.get(i - 1).work())) {
                    throw new IllegalArgumentException("work must rise: "
                            + rows.get(i).work() + " after " + rows.get(i - 1).work());
                }
                if (rows.get(i).joules() < rows.get(i - 1).joules()) {
                    throw new IllegalArgumentException("joules must not fall: "
                            + rows.get(i).joules() + " after " + rows.get(i - 1).joules());
                }
            }
        }

        @Override
        public boolean resellsWithinCapacity() {
            return resale == ResaleBound.ECONOMIC;
        }

        /**
         * Row of the table.
         *
         * @param work work in a slot, in [1e-18, 1e18]
         * @param joules energy of that work, J, in [0, 1e18]
         */
        public record Row(double work, double joules) {

            /** @throws IllegalArgumentException if a number is outside its range */
            public Row {
                Checks.amount(work, "work");
                Checks.amountOrZero(joules, "joules");
            }
        }
    }

    /**
     * Energy proportional to work, and a constant power: a computer with work in a slot also draws {@code watts} during the complete slot.
     *
     * @param watts constant power in slots with work, W, in [0, 1e18]
     */
    record Idle(double watts) implements EnergyModel {

        /** @throws IllegalArgumentException if {@code watts} is outside its range */
        public Idle {
            Checks.amountOrZero(watts, "watts");
        }
    }

    /**
     * Battery of a wireless agent. It is full at the start of a simulation and is not charged. Work and sending consume as much energy as without
     * it, but the price of energy rises as the charge falls. In a single round the battery is full and has no effect.
     *
     * @param joules energy of the full battery, in [1e-18, 1e18]
     * @param scarcity {@code a} in the factor {@code 1 + a (full / charge - 1)} of the price of energy, in [0, 1e6]; 0 for a constant price
     */
    record Battery(double joules, double scarcity) implements EnergyModel {

        /** Scarcity in files that give none. */
        public static final double STANDARD_SCARCITY = 0.1;

        /** Charge, as a share of the full battery, at or below which the battery is empty. It bounds the price factor. */
        private static final double EMPTY = 1e-9;

        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if a number is outside its range
         */
        public Battery {
            Checks.amount(joules, "joules");
            Checks.within(scarcity, 0, 1e6, "scarcity");
        }

        /** Returns whether a charge, in J, is too small for any work. */
        public boolean isEmpty(double charge) {
            return charge <= EMPTY * joules;
        }

        /** Returns the price of energy at a charge, in J, divided by the price at a full battery; 1 at an empty battery, which sells none. */
        public double priceFactor(double charge) {
            return isEmpty(charge) ? 1 : 1 + scarcity * (joules / charge - 1);
        }
    }
}
