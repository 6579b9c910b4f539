package skybourse.tier2.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;

/** Readable courses of the clocks, kept as files; {@code -Dgolden.write=true} rewrites them for review. */
class GoldenTraceTest {

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
        return Stream.of(Turns.values())
                .flatMap(turns -> Stream.of(Clearing.values())
                        .filter(clearing -> turns == Turns.SHORTER || clearing != Clearing.STRONGLY_BALANCED_REDUCTION)
                        .map(clearing -> Arguments.of(turns, clearing)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theCourseIsAsWritten(Turns turns, Clearing clearing) throws IOException {
        DoubleDutch rule = new DoubleDutch(16, 2, turns, clearing, new FixedStep(2));
        String text = rule.course(BOOK, new TieOrder.ByLot(1, 0)).text();
        Path golden = Path.of(
                "src/test/resources/golden",
                "auction-%s-%s.txt"
                        .formatted(turns, clearing)
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }
}
