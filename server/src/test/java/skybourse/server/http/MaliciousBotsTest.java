package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.AgentBehaviours;
import skybourse.round.adversary.Behaviour;

/** Requests of malicious bots, and of honest bots about wrong results. */
class MaliciousBotsTest extends ScriptedBots {

    /** Plays a seller with a behaviour that receives three pieces of a round. Returns the bodies that it sent about them. */
    private Map<String, String> worked(Behaviour behaviour) throws Exception {
        double half = DRAWN.leaders().getFirst().computer().workPerSecond()
                * DRAWN.rules().roundSeconds()
                / 2;
        String[] pieces = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> "{\"piece\":\"r0." + i + "\",\"work\":" + half + ",\"payload\":{\"sha256\":\""
                        + digest("a") + "\"}}")
                .toArray(String[]::new);
        String work = "200{\"pieces\":[" + String.join(",", pieces) + "]}";
        try (Bots bots = start(behaviour, SELLER, "200", work, "200", "200", "200", "401")) {
            join(bots);
        }
        Map<String, String> sent = new TreeMap<>(bodies);
        sent.keySet().removeIf(request -> !request.startsWith("PUT pieces/"));
        return sent;
    }

    @Test
    void maliciousSellersDeclineOrDeliverNothingOrWrongResults() throws Exception {
        assertThat(worked(new Behaviour.NoShow(0))).hasSize(3).containsEntry("PUT pieces/r0.3/result", digest("a"));
        assertThat(worked(new Behaviour.NoShow(1))).isEmpty();
        assertThat(worked(new Behaviour.WrongResult(1))).hasSize(3).containsEntry("PUT pieces/r0.3/result", "wrong");
        assertThat(worked(new Behaviour.Decline(1)))
                .hasSize(3)
                .containsEntry("PUT pieces/r0.1/undoable", "{\"reason\":\"cannot be read\"}");
    }

    /** The seller states three times its speed, which suffices for two of three pieces. In the next round it works again, but not on older pieces. */
    @Test
    void overstatingSellerDoesTheWorkOfItsTrueSpeed() throws Exception {
        assertThat(worked(new Behaviour.Overstate(3)).keySet())
                .containsExactly("PUT pieces/r0.1/result", "PUT pieces/r0.2/result");
        double speed = DRAWN.leaders().getFirst().computer().workPerSecond();
        assertThat(JSON.readTree(bodies.get("PUT agents/" + SELLER))
                        .path("workPerSecond")
                        .doubleValue())
                .isEqualTo(3 * speed);
        String next = "200{\"pieces\":[{\"piece\":\"r1.0\",\"work\":"
                + speed * DRAWN.rules().roundSeconds() + "},{\"piece\":\"r0.9\",\"work\":1}]}";
        try (Bots bots = start(
                new Behaviour.Overstate(3), SELLER, "200", next.replace("r1.0", "r0.7"), "200", next, "200", "401")) {
            join(bots);
        }
        assertThat(requests)
                .contains("PUT pieces/r0.7/result", "PUT pieces/r1.0/result")
                .doesNotContain("PUT pieces/r0.9/result");
    }

    /** Bots with the honest values of all behaviours send the requests of honest bots, byte for byte. */
    @Test
    void honestValuesSendTheRequestsOfHonestBots() throws Exception {
        worked(new Behaviour.NoShow(0));
        Map<String, String> seller = new TreeMap<>(bodies);
        assertThat(seller.keySet())
                .filteredOn(request -> request.startsWith("PUT"))
                .hasSize(4);
        assertThat(seller.get("PUT agents/" + SELLER)).doesNotContain("workPerSecond");
        for (Behaviour honest :
                List.of(new Behaviour.Overstate(1), new Behaviour.Decline(0), new Behaviour.WrongResult(0))) {
            bodies.clear();
            worked(honest);
            assertThat(bodies).as(honest.toString()).isEqualTo(seller);
        }
        bodies.clear();
        rejected(new Behaviour.Reject(0));
        Map<String, String> buyer = new TreeMap<>(bodies);
        bodies.clear();
        rejected(new Behaviour.Misreport(1));
        assertThat(bodies).isEqualTo(buyer).isNotEmpty();
    }

    @Test
    void sellersWithAccidentsDeliverNothing() throws Exception {
        var accidents = AgentBehaviours.ofExchange(new Adversary(1, List.of()), DRAWN, new RandomStreams(1));
        try (Bots bots = start(accidents, SELLER, "200", work("p1"), "401")) {
            join(bots);
        }
        assertThat(bodies.keySet()).noneMatch(request -> request.startsWith("PUT pieces/"));
    }

    /** A bot whose pieces remain open does not read them again without a pause. */
    @Test
    void sellerThatDeliversNothingPauses() throws Exception {
        var pauses = CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
        try (Bots bots = start(new Behaviour.NoShow(1), SELLER, "200", work("p1"), work("p1"), "401")) {
            join(bots);
        }
        assertThat(pauses.isDone()).as("two pauses of half a second").isTrue();
        assertThat(requests).hasSize(4);
    }

    /** Returns the requests about pieces of a buyer that receives a right digest, a wrong one, a paid one and right digests by line. */
    private List<String> rejected(Behaviour behaviour) throws Exception {
        String right = digest(digest("line 0\nl"));
        String piece = "{\"piece\":\"%s\",\"state\":\"%s\",\"firstByte\":0,\"endByte\":8,\"sha256\":\"%s\"}";
        String pieces = String.join(
                ",",
                piece.formatted("r0.1", "DONE", right),
                piece.formatted("r0.2", "DONE", digest("wrong")),
                piece.formatted("r0.3", "PAID", digest("wrong")),
                piece.formatted("r0.4", "DONE", digest(digest("line 0") + "\n" + digest("l"))));
        try (Bots bots = start(
                behaviour,
                BUYER,
                "200",
                "200{\"round\":7}",
                "200",
                "200{\"isAnswered\":true,\"pieces\":[" + pieces + "]}",
                "200",
                "200",
                "200",
                "200{\"round\":8}",
                "401")) {
            join(bots);
        }
        return requests.stream()
                .filter(request -> request.startsWith("PUT pieces/"))
                .toList();
    }

    @Test
    void buyersRejectWrongResultsAndMaliciousOnesAllResults() throws Exception {
        assertThat(rejected(new Behaviour.Reject(0))).containsExactly("PUT pieces/r0.2/rejection");
        assertThat(rejected(new Behaviour.Reject(1)))
                .containsExactly("PUT pieces/r0.1/rejection", "PUT pieces/r0.2/rejection", "PUT pieces/r0.4/rejection");
        assertThat(bodies.get("PUT pieces/r0.1/rejection")).contains("is not what was asked for");
        assertThat(bodies.get("PUT pieces/r0.2/rejection")).contains("differs from the digest");
    }

    /** A buyer reads results at least twice while it may reject them. */
    @Test
    void buyerReadsResultsWhileItMayRejectThem() throws Exception {
        for (String[] times : new String[][] {{"10.0", "5"}, {"0.05", "1"}, {"3600.0", "20"}}) {
            String market = "200{\"round\":7,\"objectionSeconds\":" + times[0] + "}";
            try (Bots bots = start(BUYER, "200", market, "200", "401")) {
                join(bots);
            }
            assertThat(requests).contains("GET agents/" + BUYER + "/tasks/bot-7?wait=" + times[1]);
        }
    }

    @Test
    void misreportingBuyerStatesAnotherWorth() throws Exception {
        try (Bots bots = start(new Behaviour.Misreport(0.6), BUYER, "401")) {
            join(bots);
        }
        double worth = DRAWN.wirelessAgents().getFirst().satisfactionWeight() * Math.log(2);
        assertThat(JSON.readTree(bodies.get("PUT agents/" + BUYER))
                        .path("worth")
                        .doubleValue())
                .isCloseTo(0.6 * worth, within(1e-9 * worth));
    }
}
