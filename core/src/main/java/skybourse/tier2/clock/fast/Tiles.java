package skybourse.tier2.clock.fast;

import java.util.function.LongFunction;
import skybourse.base.numeric.VectorModule;
import skybourse.tier2.clock.StepSet;

/** Where auctions side by side begin: asks for the vector module before a class is loaded that cannot be without. */
public final class Tiles {

    private Tiles() {}

    /**
     * Makes room for 64 auctions.
     *
     * @param stepsOnGap the steps to choose from on a gap between the start clocks
     * @param steps how many
     * @param mostBuyers of one auction
     * @param mostSellers of one auction
     * @throws LinkageError if the program was started without the vector module
     */
    public static TileClocks clocks(LongFunction<StepSet> stepsOnGap, int steps, int mostBuyers, int mostSellers) {
        VectorModule.require();
        return new TileClocks(stepsOnGap, steps, mostBuyers, mostSellers);
    }
}
