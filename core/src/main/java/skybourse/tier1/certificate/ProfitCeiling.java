package skybourse.tier1.certificate;

import java.util.List;

/**
 * Right for drawing what no price can exceed, and for checking it; wrong for finding the best price: a ceiling is not reached.
 *
 * <p>Proved ceilings of one leader's profit over its prices, the other prices held: {@code bound} of a cell is not exceeded at
 * any price in it.
 *
 * @param leader index of the leader
 * @param cells the cells, rising and without holes over {@code [0, cap]}
 */
public record ProfitCeiling(int leader, List<Cell> cells) {

    public ProfitCeiling {
        cells = List.copyOf(cells);
    }

    /**
     * A range of prices with a ceiling of the profit.
     *
     * @param lowestPrice lowest price, money per bit
     * @param highestPrice highest price, money per bit
     * @param bound no price of the range earns more, money
     */
    public record Cell(double lowestPrice, double highestPrice, double bound) {}

    /**
     * Returns the ceiling at a price: the lowest bound of the cells that hold it.
     *
     * @param price money per bit, in {@code [0, cap]}
     */
    public double at(double price) {
        return cells.stream()
                .filter(cell -> cell.lowestPrice() <= price && price <= cell.highestPrice())
                .mapToDouble(Cell::bound)
                .min()
                .orElseThrow(() -> new IllegalArgumentException("price must be in [0, cap]: " + price));
    }

    /** Returns the ceiling over all prices, at least 0, as a leader may close. */
    public double highest() {
        return cells.stream().mapToDouble(Cell::bound).reduce(0, Math::max);
    }
}
