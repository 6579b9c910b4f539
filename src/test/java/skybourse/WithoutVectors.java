package skybourse;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import skybourse.app.codec.ModelFile;
import skybourse.base.random.ReusableGenerator;
import skybourse.learning.headroom.BenchmarkMarkets;
import skybourse.learning.networks.Activation;
import skybourse.learning.networks.Adam;
import skybourse.learning.networks.DenseNetwork;
import skybourse.learning.networks.Elementwise;
import skybourse.learning.networks.FloatSpeed;
import skybourse.learning.networks.MatrixProduct;
import skybourse.learning.training.AuctionBatchEnvironment;
import skybourse.learning.training.AuctionProblem;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.equilibrium.BestResponseIteration;
import skybourse.tier1.equilibrium.GlobalSearch;
import skybourse.tier1.equilibrium.GridSearch;
import skybourse.tier1.equilibrium.PriceNewton;
import skybourse.tier1.equilibrium.SlopeSearch;
import skybourse.tier2.clock.StepSet;
import skybourse.tier2.clock.Tiles;

/** Another program that uses the library, started without the vector module: prints what each use of it says. */
final class WithoutVectors {

    private static final String MODEL = "/skybourse/models/learned.skymodel";

    private WithoutVectors() {}

    public static void main(String[] arguments) {
        Map<String, Supplier<Object>> uses = new LinkedHashMap<>();
        uses.put("a certificate", () -> new Certifier(1, 10));
        uses.put("best responses", BestResponseIteration::gaussSeidel);
        uses.put("a leader's best price", () -> new SlopeSearch(true));
        uses.put("the same by a grid", GridSearch::baseline);
        uses.put("the same with proof", GlobalSearch::standard);
        uses.put("Newton", () -> PriceNewton.standard(1));
        uses.put("a generator", () -> new ReusableGenerator(1));
        uses.put("a network", () -> new DenseNetwork(Activation.RELU, Activation.LINEAR, 2, 3, 1));
        uses.put("an optimizer", () -> new Adam(32));
        uses.put("sums of arrays", () -> {
            Elementwise.sum(new float[2][3], 2, new float[3]);
            return "added";
        });
        uses.put("the speed of a core", FloatSpeed::new);
        uses.put("a product", () -> {
            MatrixProduct.multiply(null, null, null);
            return "multiplied";
        });
        uses.put("auctions to learn from", () -> new AuctionBatchEnvironment(problem(), 4));
        uses.put("auctions side by side", () -> Tiles.clocks(_ -> StepSet.of(1, 1), 1, 2, 2));
        uses.put("the model that ships", () -> ModelFile.read(MODEL, model()).steady());
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

    private static byte[] model() {
        try (InputStream stream = WithoutVectors.class.getResourceAsStream(MODEL)) {
            return Objects.requireNonNull(stream).readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
