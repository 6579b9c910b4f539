package skybourse.tier2.clock.fast;

import java.util.function.LongFunction;
import skybourse.base.numeric.VectorModule;
import skybourse.tier2.clock.StepSet;

/** Factory of batches of auctions. Checks for the vector module before it loads a class that needs the module. */
public final class AuctionBatchFactory {

    private AuctionBatchFactory() {}

    /**
     * Returns a batch of {@link AuctionBatchSide#LANES} auctions.
     *
     * @param stepsOnGap returns the steps to choose from, by the gap between the start clocks in ticks
     * @param steps number of steps that {@code stepsOnGap} returns
     * @param mostBuyers largest number of buyers of one auction
     * @param mostSellers largest number of sellers of one auction
     * @throws LinkageError if the JVM was started without the vector module
     */
    public static AuctionBatch clocks(LongFunction<StepSet> stepsOnGap, int steps, int mostBuyers, int mostSellers) {
        VectorModule.require();
        return new AuctionBatch(stepsOnGap, steps, mostBuyers, mostSellers);
    }
}
