package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.WirelessAgent;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.Piece;

class ErasedDataTest {

    private final Played market = new Played(Played.drawn(3, 4)).joined();

    private static MarketCommand.EraseData erase(String agent, String digest) {
        return new MarketCommand.EraseData(agent, digest);
    }

    private List<String> buyers() {
        return market.rules.scenario().wirelessAgents().stream()
                .map(WirelessAgent::id)
                .toList();
    }

    private void requireNeeded(String agent, String digest) {
        CommandReply.Refused refused = market.refused(erase(agent, digest));
        assertThat(refused.kind()).isEqualTo(CommandReply.Kind.TAKEN);
        assertThat(refused.toString()).isEqualTo("sha256 is needed until its task and pieces have ended: " + digest);
    }

    private Piece anyPiece() {
        return market.venue.pieces().stream()
                .filter(piece -> !piece.digest().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /** All buyers have the same payload. Its bytes are needed until the last of them has erased it. */
    @Test
    void payloadIsErasedByEachBuyerAfterItsPiecesHaveEnded() {
        market.putTasks("t");
        requireNeeded("WA1", Played.PAYLOAD);
        market.sell();
        requireNeeded("WA1", Played.PAYLOAD);
        market.deliver();
        requireNeeded("WA1", Played.PAYLOAD);
        market.wait(20);
        for (String buyer : buyers()) {
            assertThat(market.venue.digests()).contains(Played.PAYLOAD);
            assertThat(market.done(erase(buyer, Played.PAYLOAD)).events())
                    .containsExactly(new MarketEvent.DataErased(buyer, Played.PAYLOAD));
        }
        assertThat(market.venue.digests()).doesNotContain(Played.PAYLOAD);
        assertThat(market.readBack().digests()).doesNotContain(Played.PAYLOAD);
        ExchangeEngine restored = ExchangeEngine.open(market.rules);
        restored.restore(market.venue.snapshot().orElseThrow());
        assertThat(restored.digests()).doesNotContain(Played.PAYLOAD);
    }

    @Test
    void repeatedErasureHasTheFirstReply() {
        market.putTasks("t");
        market.done(new MarketCommand.WithdrawTask("WA1", "t"));
        CommandReply.Done first = market.done(erase("WA1", Played.PAYLOAD));
        market.done(new MarketCommand.Deposit("WA2", 5, "more"));
        CommandReply.Done again = market.done(erase("WA1", Played.PAYLOAD));
        assertThat(again.events()).isEmpty();
        assertThat(again.reply()).isEqualTo(first.reply());
    }

    @Test
    void resultIsErasedByItsBuyerOrItsWorkerAndByNobodyElse() {
        market.putTasks("t");
        market.sell();
        market.deliver();
        Piece piece = anyPiece();
        requireNeeded(piece.buyer(), piece.digest());
        requireNeeded(piece.worker(), piece.digest());
        market.wait(20);
        String other = buyers().stream()
                .filter(id -> !id.equals(piece.buyer()))
                .findFirst()
                .orElseThrow();
        assertThat(market.refused(erase(other, piece.digest())).kind()).isEqualTo(CommandReply.Kind.UNKNOWN);
        assertThat(market.venue.digests()).contains(piece.digest());
        market.done(erase(piece.worker(), piece.digest()));
        assertThat(market.venue.digests()).doesNotContain(piece.digest());
    }

    @Test
    void uploadIsErasedAndNoLongerCharged() {
        String digest = "cd".repeat(32);
        assertThat(market.refused(erase("WA1", digest)).kind()).isEqualTo(CommandReply.Kind.UNKNOWN);
        assertThat(market.refused(erase("WA1", "short")).kind()).isEqualTo(CommandReply.Kind.INVALID);
        market.done(new MarketCommand.PutBlob("WA1", digest, 10));
        market.done(new MarketCommand.PutBlob("WA2", digest, 10));
        market.done(erase("WA1", digest));
        assertThat(market.venue.hasBlob("WA1", digest)).isFalse();
        assertThat(market.venue.hasBlob("WA2", digest)).isTrue();
        assertThat(market.venue.digests()).contains(digest);
        market.done(erase("WA2", digest));
        assertThat(market.venue.digests()).doesNotContain(digest);
    }

    /** Bytes that are submitted again after their erasure are needed again. */
    @Test
    void resubmittedBytesAreNeeded() {
        String digest = "cd".repeat(32);
        market.done(new MarketCommand.PutBlob("WA1", digest, 10));
        market.done(erase("WA1", digest));
        market.done(new MarketCommand.PutBlob("WA1", digest, 10));
        assertThat(market.venue.digests()).contains(digest);
        WirelessAgent buyer = market.rules.scenario().wirelessAgents().getFirst();
        market.done(new MarketCommand.PutTask(buyer.id(), "a", buyer.task(), 0, Played.PAYLOAD, 3));
        market.done(new MarketCommand.WithdrawTask(buyer.id(), "a"));
        market.done(erase(buyer.id(), Played.PAYLOAD));
        assertThat(market.venue.digests()).doesNotContain(Played.PAYLOAD);
        market.done(new MarketCommand.PutTask(buyer.id(), "b", buyer.task(), 0, Played.PAYLOAD, 3));
        assertThat(market.venue.digests()).contains(Played.PAYLOAD);
        requireNeeded(buyer.id(), Played.PAYLOAD);
    }

    /** An erasure is stored for 100 rounds, like an upload. Then the digest is unknown. */
    @Test
    void erasureIsForgottenAfter100Rounds() {
        String digest = "cd".repeat(32);
        market.done(new MarketCommand.PutBlob("WA1", digest, 10));
        market.done(erase("WA1", digest));
        for (int round = 0; round <= 100; round++) {
            assertThat(market.done(erase("WA1", digest)).events()).isEmpty();
            market.done(new MarketCommand.PutTask(
                    "WA2",
                    "t" + round,
                    market.rules.scenario().wirelessAgents().get(1).task(),
                    0,
                    Played.PAYLOAD,
                    round));
            market.done(new MarketCommand.Freeze(round, new TreeSet<>(market.venue.ids()), Played.DRAW));
            market.done(new MarketCommand.WithdrawTask("WA2", "t" + round));
        }
        assertThat(market.refused(erase("WA1", digest)).kind()).isEqualTo(CommandReply.Kind.UNKNOWN);
    }
}
