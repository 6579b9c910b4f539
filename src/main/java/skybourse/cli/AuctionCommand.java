package skybourse.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import skybourse.auction.AuctionOutcome;
import skybourse.auction.AuctionRule;
import skybourse.auction.Course;
import skybourse.auction.DoubleDutch;
import skybourse.auction.Order;
import skybourse.auction.OrderBook;
import skybourse.auction.TieOrder;
import skybourse.codec.InvalidInputException;
import skybourse.codec.OrdersText;
import skybourse.codec.OutcomeJson;

/** Clears one market of orders from a file by any rule. */
@Command(
        name = "auction",
        mixinStandardHelpOptions = true,
        description = "Clears the orders of a CSV file by a rule and prints who trades at which price.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the call
final class AuctionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ORDERS.csv", description = "side,participant,[lot,]limitTicks; side is bid or ask.")
    private Path file;

    @Mixin
    private RuleOptions ruleOptions;

    @Option(names = "--start-buyers", description = "Ticks. Default: the highest limit in the file.")
    private @Nullable Long buyersStartTicks;

    @Option(names = "--start-sellers", description = "Ticks. Default: the lowest limit in the file.")
    private @Nullable Long sellersStartTicks;

    @Option(names = "--seed", defaultValue = "1", description = "Fixes ties and draws. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--round",
            defaultValue = "0",
            description = "Which auction of the seed, from 0: other ties and draws. Default: ${DEFAULT-VALUE}.")
    private long round;

    @Option(names = "--trace", description = "Prints the course of the clocks.")
    private boolean trace;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (round < 0) {
            throw new InvalidInputException(
                    "--round", "", "must not be negative: " + round, "the first, 0, was meant.");
        }
        OrderBook book = OrdersText.parse(file.toString(), read(file));
        AuctionRule rule = rule(book);
        TieOrder ties = new TieOrder.ByLot(seed, round);
        Optional<Course> course =
                trace && rule instanceof DoubleDutch clocks ? Optional.of(clocks.course(book, ties)) : Optional.empty();
        AuctionOutcome outcome = course.map(Course::outcome).orElseGet(() -> rule.clear(book, ties));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(OutcomeJson.write(
                    rule, book, outcome, course.map(Course::announcements).orElse(List.of())));
        } else {
            out.print(course.isPresent() ? course.get().text() : rule.name() + "\n" + outcome.text());
            out.printf("gains from trade at these limits: %d ticks%n", outcome.welfareTicks(book));
        }
        out.flush();
        return 0;
    }

    private static String read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException(
                    file.toString(),
                    "",
                    "must be a file that exists",
                    "it is in another folder or is a folder itself.");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(
                    file.toString(), "", "must be UTF-8 text", "it was saved in another encoding.");
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    private AuctionRule rule(OrderBook book) {
        long buyers = buyersStartTicks != null ? buyersStartTicks : limit(book, Math::max);
        long sellers = sellersStartTicks != null ? sellersStartTicks : limit(book, Math::min);
        return ruleOptions.rule(buyers, sellers, seed, round);
    }

    private static long limit(OrderBook book, LongBinaryOperator choose) {
        return book.orders().mapToLong(Order::limitTicks).reduce(choose).orElseThrow();
    }
}
