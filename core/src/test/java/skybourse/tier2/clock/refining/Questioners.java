package skybourse.tier2.clock.refining;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.GeometricStep;
import skybourse.tier2.clock.GreedyStep;
import skybourse.tier2.clock.OrderStatisticStep;
import skybourse.tier2.clock.RandomStep;

/** Built-in questioners, and some faulty ones. */
final class Questioners {

    private Questioners() {}

    static List<Questioner> all(long seed) {
        return List.of(
                new BisectionQuestioner(),
                new ExpectedCrossingQuestioner(false),
                new ExpectedCrossingQuestioner(true),
                new ClockPolicyQuestioner(new FixedStep(1)),
                new ClockPolicyQuestioner(new FixedStep(3)),
                new ClockPolicyQuestioner(new FixedStep(8)),
                new ClockPolicyQuestioner(new GeometricStep(4)),
                new ClockPolicyQuestioner(new GeometricStep(2)),
                new ClockPolicyQuestioner(new GreedyStep()),
                new ClockPolicyQuestioner(new OrderStatisticStep()),
                new ClockPolicyQuestioner(new RandomStep(seed, 0)),
                new ClockPolicyQuestioner(new Lawless()),
                arbitrary(seed, 1),
                arbitrary(seed, 20));
    }

    /** A policy with mostly illegal steps. */
    private record Lawless() implements ClockPolicy {
        @Override
        public String name() {
            return "lawless";
        }

        @Override
        public long stepTicks(ClockState state) {
            return state.step() % 3 - 1;
        }
    }

    /** Asks arbitrary questions, legal or not, and sometimes none. */
    static Questioner arbitrary(long seed, int spread) {
        return new Questioner() {
            @Override
            public String name() {
                return "arbitrary-" + spread;
            }

            @Override
            public Questions begin() {
                SplittableRandom random = new SplittableRandom(seed + spread);
                return open -> {
                    long low = RefiningState.price(open.lowIndex()) - spread;
                    long stop = random.nextLong(low, RefiningState.price(open.highIndex()) + spread + 1);
                    return switch (random.nextInt(5)) {
                        case 0 -> Optional.empty();
                        case 1 -> Optional.of(Question.both(stop));
                        case 2, 3 -> Optional.of(Question.to(Side.BUYERS, stop));
                        default -> Optional.of(Question.to(Side.SELLERS, stop));
                    };
                };
            }
        };
    }
}
