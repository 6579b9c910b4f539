package skybourse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import skybourse.learning.auctions.AuctionBatchEnvironment;
import skybourse.learning.auctions.AuctionProblem;
import skybourse.learning.headroom.BenchmarkMarkets;
import skybourse.learning.networks.Adam;
import skybourse.learning.networks.ElementwiseOperations;
import skybourse.learning.networks.FloatSpeed;
import skybourse.learning.networks.MatrixProduct;
import skybourse.tier2.clock.StepSet;
import skybourse.tier2.clock.fast.AuctionBatchFactory;

/** A program that uses the library without the vector module, and prints the error of each use. */
final class WithoutVectors {

    private WithoutVectors() {}

    public static void main(String[] arguments) {
        Map<String, Supplier<Object>> uses = new LinkedHashMap<>();
        uses.put("an optimizer", () -> new Adam(32));
        uses.put("sums of arrays", () -> {
            ElementwiseOperations.sum(new float[2][3], 2, new float[3]);
            return "added";
        });
        uses.put("the speed of a core", FloatSpeed::new);
        uses.put("a product", () -> {
            MatrixProduct.accumulate(null, null, null);
            return "multiplied";
        });
        uses.put("auctions to learn from", () -> new AuctionBatchEnvironment(problem(), 4));
        uses.put("auctions side by side", () -> AuctionBatchFactory.clocks(_ -> StepSet.of(1, 1), 1, 2, 2));
        uses.forEach((name, use) -> {
            try {
                System.out.println(name + ": " + use.get());
            } catch (LinkageError e) {
                System.out.println(name + ": " + e.getMessage());
            }
        });
    }

    private static AuctionProblem problem() {
        return AuctionProblem.of(BenchmarkMarkets.all().getFirst());
    }
}
