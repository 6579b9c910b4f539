package skybourse.server.selling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import skybourse.client.ExchangeClient;
import tools.jackson.databind.json.JsonMapper;

/** The seller's clock and the market's clock do not run by themselves. */
class SellerAccountTest {

    private static final long TEN_SECONDS = 10_000_000_000L;
    private static final long CAP = 50;
    private static final long LATER = 3_600_000;

    private final List<String> lines = new ArrayList<>();
    private FakeExchange exchange;
    private SellerSeat seat;
    private SellerAccount account;
    private long nanos = -5;

    @BeforeEach
    void open() throws IOException {
        exchange = new FakeExchange();
        exchange.version = 1;
        seat = new SellerSeat(ExchangeClient.once(exchange.base(), "x".repeat(40)), "S1", lines::add);
        account = new SellerAccount(seat, CAP, lines::add, () -> nanos);
        seat.work(0);
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    private void state(String piece, String stage, long due) {
        exchange.states.put(piece, "{\"state\":\"" + stage + "\",\"due\":" + due + ",\"bondUnits\":700}");
    }

    private void joined(String members) {
        account.joined(JsonMapper.shared().readTree("{" + members + "}"));
    }

    @Test
    void joiningTellsWhetherTheMoneySuffices() {
        joined("\"freeUnits\":50");
        joined("\"freeUnits\":49");
        assertThat(lines)
                .containsExactly(
                        "Joined the market.",
                        "Joined the market. It sells nothing until the account has 50 free ledger units, the bond of one lot; it has 49.");
    }

    @Test
    void exclusionIsReportedOnce() {
        exchange.isBarred = true;
        nanos += TEN_SECONDS - 1;
        account.update();
        assertThat(lines).as("ten seconds have not passed").isEmpty();
        nanos++;
        account.update();
        String excluded = "The operator excludes the seller. It sells nothing until the operator readmits it.";
        assertThat(lines).containsExactly(excluded);
        nanos += TEN_SECONDS;
        account.update();
        joined("\"freeUnits\":50,\"isBarred\":true");
        assertThat(lines).containsExactly(excluded, "Joined the market.");
        exchange.isBarred = false;
        nanos += TEN_SECONDS;
        account.update();
        assertThat(lines).last().isEqualTo("The operator has readmitted the seller.");
    }

    @Test
    void sellerThatIsExcludedWhenItJoinsIsTold() {
        joined("\"freeUnits\":50,\"isBarred\":true");
        assertThat(lines).hasSize(2).last().asString().startsWith("The operator excludes the seller.");
    }

    @Test
    void failedPiecesAreReportedTogetherWhenTheirStageIsDue() {
        state("r1.0", "FAILED", 0);
        state("r1.1", "FAILED", 0);
        state("r1.2", "PAID", 0);
        state("r1.3", "FAILED", 0);
        account.add("r1.0", exchange.now);
        account.add("r1.1", exchange.now);
        account.add("r1.2", exchange.now);
        account.add("r1.3", exchange.now + LATER);
        account.add("r1.4", exchange.now); // the market does not have it any more
        account.update();
        account.update();
        assertThat(lines)
                .singleElement()
                .asString()
                .endsWith(". Lost bonds: 1,400 ledger units.")
                .contains("r1.0", "r1.1");
    }

    @Test
    void pieceIsReadAgainWhenItsNextStageIsDue() throws IOException {
        account.add("r1.0", exchange.now);
        for (String stage : List.of("OPEN", "DONE", "UNDOABLE", "REJECTED")) {
            state("r1.0", stage, exchange.now + LATER);
            account.update();
            state("r1.0", "FAILED", 0);
            account.update();
            assertThat(lines).as(stage).isEmpty();
            exchange.now += LATER;
            seat.work(0);
        }
        account.update();
        assertThat(lines).containsExactly("Failed pieces: 1 (r1.0). Lost bonds: 700 ledger units.");
    }

    @Test
    void piecesOfAnExcludedSellerAreReadBeforeTheyAreDue() {
        exchange.isBarred = true;
        state("r1.0", "FAILED", 0);
        account.add("r1.0", exchange.now + LATER);
        account.update();
        assertThat(lines).isEmpty();
        nanos += TEN_SECONDS;
        account.update();
        assertThat(lines).hasSize(2).last().asString().startsWith("Failed pieces: 1 (r1.0).");
    }

    @Test
    void atMostTenPiecesAreNamed() {
        for (int count = 10; count <= 11; count++) {
            IntStream.range(0, count).forEach(i -> {
                state("r1." + i, "FAILED", 0);
                account.add("r1." + i, 0);
            });
            account.update();
        }
        assertThat(lines.getFirst())
                .startsWith("Failed pieces: 10 (r1.")
                .contains("r1.9")
                .doesNotContain("...");
        assertThat(lines.getLast())
                .startsWith("Failed pieces: 11 (r1.")
                .contains(", ...).")
                .endsWith("7,700 ledger units.");
        assertThat(lines.getLast().split("r1[.]")).hasSize(11);
    }

    @Test
    void marketThatDoesNotAnswerIsAskedAgain() {
        exchange.isBarred = true;
        exchange.stateStatus = 503;
        state("r1.0", "FAILED", 0);
        account.add("r1.0", 0);
        account.update();
        nanos += TEN_SECONDS;
        account.update();
        assertThat(lines).isEmpty();
        exchange.stateStatus = 200;
        account.update();
        assertThat(lines).hasSize(2);
    }
}
