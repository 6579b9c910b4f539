package skybourse.tier2.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.dropout.DropOutAuction;
import skybourse.tier2.clock.dropout.LargerSidePolicy;
import skybourse.tier2.clock.dropout.PostedPricePolicy;
import skybourse.tier2.clock.refining.BisectionQuestioner;
import skybourse.tier2.clock.refining.ClockPolicyQuestioner;
import skybourse.tier2.clock.refining.RefiningDutch;

/** Readable traces of the clocks, stored as files; {@code -Dgolden.write=true} rewrites them for review. */
class GoldenTraceTest {

    private static final TieOrder TIES = new TieOrder.Lottery(1, 0);

    /** Two FAs with three and one lots, two AAs with two and three. */
    private static final OrderBook BOOK = OrderBook.of(List.of(
            new Bid("fa1", 1, 14),
            new Bid("fa1", 2, 14),
            new Bid("fa1", 3, 6),
            new Bid("fa2", 1, 11),
            new Ask("aa1", 1, 4),
            new Ask("aa1", 2, 5),
            new Ask("aa2", 1, 5),
            new Ask("aa2", 2, 11),
            new Ask("aa2", 3, 11)));

    static Stream<Arguments> rules() {
        return Stream.of(TurnOrder.values())
                .flatMap(turns -> Stream.of(ClearingRule.values())
                        .filter(clearing ->
                                turns == TurnOrder.SHORTER || clearing != ClearingRule.STRONGLY_BALANCED_REDUCTION)
                        .map(clearing -> Arguments.of(turns, clearing)));
    }

    /** Four FAs and four AAs with one lot each, two of them equal. */
    private static final OrderBook ONE_LOT =
            OrderBook.unitDemand(new long[] {14, 11, 11, 6}, new long[] {4, 5, 11, 11});

    @Test
    void refiningMatchesTheGoldenTrace() throws IOException {
        assertGolden("refined-bisection", new RefiningDutch(16, 2, new BisectionQuestioner()).course(ONE_LOT, TIES));
        assertGolden(
                "refined-clocks",
                new RefiningDutch(16, 2, new ClockPolicyQuestioner(new FixedStep(4))).course(ONE_LOT, TIES));
    }

    @Test
    void dropOutMatchesTheGoldenTrace() throws IOException {
        assertGolden("drop-out-more-in", new DropOutAuction(16, 2, new LargerSidePolicy(1)).course(BOOK, TIES));
        assertGolden("drop-out-posted", new DropOutAuction(16, 2, new PostedPricePolicy(9)).course(BOOK, TIES));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void doubleDutchMatchesTheGoldenTrace(TurnOrder turns, ClearingRule clearing) throws IOException {
        DoubleDutch rule = new DoubleDutch(16, 2, turns, clearing, new FixedStep(2));
        String name = "%s-%s".formatted(turns, clearing);
        assertGolden(name.toLowerCase(Locale.ROOT).replace('_', '-'), rule.course(BOOK, TIES));
    }

    private static void assertGolden(String name, AuctionTranscript transcript) throws IOException {
        String text = transcript.text();
        Path golden = Path.of("core/src/test/resources/golden", "auction-" + name + ".txt");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }
}
