package skybourse.tier1.certificate;

import java.util.List;

/**
 * Proved upper bounds on one leader's profit by price, with the other prices fixed: no price in a cell has a profit above the
 * cell's {@code bound}. For plots and checks. The bounds are not attained in general, so they do not give the best price.
 *
 * @param leader index of the leader
 * @param cells contiguous cells over {@code [0, cap]}, in ascending order
 */
public record ProfitUpperBound(int leader, List<Cell> cells) {

    public ProfitUpperBound {
        cells = List.copyOf(cells);
    }

    /**
     * Price range with an upper bound on the profit.
     *
     * @param lowestPrice lowest price, money per bit
     * @param highestPrice highest price, money per bit
     * @param bound upper bound on the profit at any price of the range, money
     */
    public record Cell(double lowestPrice, double highestPrice, double bound) {}

    /**
     * Returns the upper bound at a price: the lowest bound of the cells that contain it.
     *
     * @param price money per bit, in {@code [0, cap]}
     * @throws IllegalArgumentException if no cell contains {@code price}
     */
    public double at(double price) {
        return cells.stream()
                .filter(cell -> cell.lowestPrice() <= price && price <= cell.highestPrice())
                .mapToDouble(Cell::bound)
                .min()
                .orElseThrow(() -> new IllegalArgumentException("price must be in [0, cap]: " + price));
    }

    /** Returns the upper bound over all prices, money; at least 0, because a leader may close. */
    public double highest() {
        return cells.stream().mapToDouble(Cell::bound).reduce(0, Math::max);
    }
}
