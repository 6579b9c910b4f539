import java.util.SplittableRandom;
import skybourse.learning.headroom.BenchmarkMarkets;
import skybourse.learning.auctions.AuctionProblem;

/** Steps of the environment in Java alone, with legal actions drawn as measure.py draws them; prints steps a second of processor time. */
final class Loop {

    private Loop() {}

    public static void main(String[] arguments) {
        int lanes = 4096;
        var problem = AuctionProblem.of(BenchmarkMarkets.named("concentrated-5x3").orElseThrow());
        var environment = problem.lanes(lanes);
        var random = new SplittableRandom(1);
        var chosen = new int[lanes];
        environment.reset(1);
        long began = 0;
        int steps = Integer.parseInt(arguments[0]);
        for (int step = -steps / 3; step < steps; step++) {
            if (step == 0) {
                began = processor();
            }
            boolean[] legal = environment.legal();
            int actions = environment.actions();
            for (int lane = 0; lane < lanes; lane++) {
                int count = 0;
                for (int i = lane * actions; i < (lane + 1) * actions; i++) {
                    count += legal[i] ? 1 : 0;
                }
                chosen[lane] = (int) (random.nextDouble() * count);
            }
            environment.step(chosen);
        }
        System.out.println((double) lanes * steps / (processor() - began) * 1e9);
    }

    private static long processor() {
        return ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
