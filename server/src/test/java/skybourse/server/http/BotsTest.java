package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Agent;

/** Requests of bots, and their reactions to scripted replies. */
class BotsTest extends ScriptedBots {

    @Test
    void sellerDeliversWorkUntilItLosesItsSeat() throws Exception {
        String seat = "PUT agents/" + SELLER;
        String work = "GET agents/" + SELLER + "/work?wait=20";
        var pauses =
                CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));
        try (Bots bots = start(
                SELLER,
                HANGS_UP,
                "503",
                "200",
                work("p1"),
                "200",
                work("p2", "p3"),
                "409",
                "200",
                work("p4", "p5"),
                "500",
                "401")) {
            join(bots);
            assertThat(bots.delivered()).isEqualTo(2);
        }
        assertThat(pauses.isDone())
                .as("three server errors, each followed by a pause of half a second")
                .isTrue();
        assertThat(requests)
                .containsExactly(
                        seat,
                        seat,
                        seat,
                        work,
                        "PUT pieces/p1/result",
                        work,
                        "PUT pieces/p2/result",
                        "PUT pieces/p3/result",
                        work,
                        "PUT pieces/p4/result",
                        work);
        assertThat(bodies).containsEntry(seat, "{\"version\":1}").containsEntry("PUT pieces/p1/result", digest("b\nc"));
    }

    /** A refusal of terms is logged once; a full server and other terms of the same version are no refusals. */
    @Test
    void refusedTermsAreLoggedOnce() throws Exception {
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("skybourse.bots");
        logger.addHandler(handler);
        try (Bots bots = start(SELLER, "503", "409", "401")) {
            join(bots);
            assertThat(logged).as("control").isEmpty();
        }
        String refused = "422{\"detail\":\"workPerSecond must be above 0\"}";
        try (Bots bots = start(SELLER, refused, refused, "401")) {
            join(bots);
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(logged)
                .containsExactly(
                        "The terms of bot " + SELLER
                                + " are refused. It sends them again until they are accepted. Status 422: workPerSecond must be above 0");
    }

    @Test
    void buyerSubmitsTasksRepeatedly() throws Exception {
        try (Bots bots = start(
                BUYER,
                "200",
                "200{\"round\":7}",
                "200",
                "200{\"isAnswered\":false}",
                "200{\"isAnswered\":true}",
                "200{\"round\":8}",
                "409",
                "200{\"round\":9}",
                "200",
                "403{\"isAnswered\":true}")) {
            join(bots);
            assertThat(bots.delivered()).isZero();
        }
        String task = "agents/" + BUYER + "/tasks/bot-";
        assertThat(requests)
                .containsExactly(
                        "PUT agents/" + BUYER,
                        "GET market",
                        "PUT " + task + 7,
                        "GET " + task + "7?wait=20",
                        "GET " + task + "7?wait=20",
                        "GET market",
                        "PUT " + task + 8,
                        "GET market",
                        "PUT " + task + 9,
                        "GET " + task + "9?wait=20");
        String lines = IntStream.range(0, 100).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        assertThat(JSON.readTree(bodies.get("PUT " + task + 7))
                        .path("payload")
                        .path("text")
                        .stringValue())
                .isEqualTo(lines);
        assertThat(JSON.readTree(bodies.get("PUT " + task + 7))
                        .path("lastRound")
                        .intValue())
                .isEqualTo(12);
    }

    @Test
    void botWithoutSeatStops() throws Exception {
        for (String status : List.of("401", "403", "404")) {
            try (Bots bots = start(SELLER, status)) {
                join(bots);
            }
            assertThat(requests).containsExactly("PUT agents/" + SELLER);
        }
        try (Bots bots = start(BUYER, "200", "200{\"round\":7}", "401")) {
            join(bots);
        }
        assertThat(requests).hasSize(3);
    }

    @Test
    void closeInterruptsWaitingBots() throws Exception {
        Bots bots = start(SELLER, "200", NO_ANSWER);
        wait(unanswered);
        bots.close();
        join(bots);
        assertThat(requests).hasSize(2);
    }

    /** A refused dispute is repeated after a pause, when the piece is listed again. */
    @Test
    void botDisputesUndoableReport() throws Exception {
        String undoable = "200{\"pieces\":[],\"toAnswer\":[\"p1\"]}";
        try (Bots bots = start(SELLER, "200", undoable, "409", undoable, "200", "401")) {
            join(bots);
        }
        String work = "GET agents/" + SELLER + "/work?wait=20";
        String dispute = "PUT pieces/p1/rejection";
        assertThat(requests).containsExactly("PUT agents/" + SELLER, work, dispute, work, dispute, work);
        assertThat(JSON.readTree(bodies.get(dispute)).path("agent").stringValue())
                .isEqualTo(SELLER);
        try (Bots bots = start(
                BUYER,
                "200",
                "200{\"round\":7}",
                "200",
                "200{\"isAnswered\":false,\"toAnswer\":[\"p1\"]}",
                "200",
                "403")) {
            join(bots);
        }
        assertThat(requests).element(4).isEqualTo(dispute);
        assertThat(JSON.readTree(bodies.get(dispute)).has("agent")).isFalse();
    }

    /** The seat has other terms with version 1, for example those of an earlier honest bot. */
    @Test
    void botTakesTheNextVersionOfItsTerms() throws Exception {
        try (Bots bots = start(SELLER, "409", "200", "401")) {
            join(bots);
        }
        assertThat(bodies).containsEntry("PUT agents/" + SELLER, "{\"version\":2}");
        assertThat(requests).hasSize(3);
    }

    @Test
    void everySeatHasABotWithItsOwnSecret() {
        assertThat(DRAWN.agents().map(Agent::id)).hasSize(9).doesNotHaveDuplicates();
        assertThat(Bots.secretOf("s", "a")).isEqualTo(digest("s\na"));
    }
}
