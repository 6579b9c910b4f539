package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.CommandReply.Kind;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketCommand.EraseBytes;
import skybourse.venue.event.MarketCommand.PutBlob;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.Piece;

class UploadCommandHandlerTest {

    private static final String RESULT = "cd".repeat(32);
    private static final String OTHER = "ef".repeat(32);

    private final PlayedLots market = new PlayedLots(List.of("s1"), List.of("b1", "b2"));

    private Piece buy() {
        market.sell("s1", 2, 100);
        market.batch("b1", "t", List.of(900L));
        return market.round().orElseThrow().pieces().getFirst();
    }

    private void requireErased(String agent, String digest) {
        assertThat(market.done(new EraseBytes(agent, digest)).events())
                .containsExactly(new MarketEvent.BytesErased(agent, digest));
    }

    private void requireRefused(String agent, String digest, Kind kind) {
        assertThat(market.refused(new EraseBytes(agent, digest)).kind()).isEqualTo(kind);
    }

    @Test
    void payloadIsErasedByItsBuyerAfterTheEndOfItsPieces() {
        market.batch("b1", "t", List.of(900L));
        requireRefused("b1", Played.PAYLOAD, Kind.TAKEN);
        market.sell("s1", 2, 100);
        Piece piece = market.round().orElseThrow().pieces().getFirst();
        requireRefused("b1", Played.PAYLOAD, Kind.TAKEN);
        market.answer(piece, 900);
        requireRefused("b1", Played.PAYLOAD, Kind.TAKEN);
        requireRefused("b1", RESULT, Kind.TAKEN);
        market.pass(6);
        requireRefused("s1", Played.PAYLOAD, Kind.UNKNOWN);
        requireRefused("b2", Played.PAYLOAD, Kind.UNKNOWN);
        requireErased("b1", Played.PAYLOAD);
        requireErased("b1", RESULT);
        requireErased("b1", RESULT); // again
    }

    @Test
    void payloadOfAnUnsoldBatchIsErased() {
        market.batch("b1", "t", List.of(900L));
        market.done(new MarketCommand.WithdrawTask("b1", "t"));
        requireErased("b1", Played.PAYLOAD);
    }

    @Test
    void sellerCannotEraseAResultThatItUploaded() {
        Piece piece = buy();
        market.done(new PutBlob("s1", RESULT, 10));
        market.answer(piece, 900);
        market.pass(6);
        requireRefused("s1", RESULT, Kind.TAKEN);
        requireErased("b1", RESULT);
        assertThat(market.engine.hasBlob("s1", RESULT)).isFalse();
    }

    @Test
    void bytesOfOtherAgentsStay() {
        market.done(new PutBlob("b1", OTHER, 10));
        market.done(new PutBlob("b2", OTHER, 10));
        requireRefused("b1", OTHER, Kind.TAKEN);
        market.batch("b1", "t", List.of(900L));
        market.batch("b2", "t", List.of(900L)); // with the same payload
        market.done(new MarketCommand.WithdrawTask("b1", "t"));
        requireRefused("b1", Played.PAYLOAD, Kind.TAKEN);
        market.done(new MarketCommand.WithdrawTask("b2", "t"));
        requireRefused("b1", Played.PAYLOAD, Kind.TAKEN);
        market.done(new PutBlob("b2", RESULT, 10));
        requireErased("b2", RESULT);
        assertThat(market.done(new EraseBytes("b2", RESULT)).events())
                .as("a repeated command")
                .isEmpty();
    }

    @Test
    void digestsAreChecked() {
        assertThat(market.ask(new EraseBytes("b1", ""))).isInstanceOf(CommandReply.Refused.class);
        requireRefused("b1", OTHER, Kind.UNKNOWN);
    }

    /** An erased upload can be uploaded again, and is charged once. */
    @Test
    void erasedUploadsCanBeRepeated() {
        market.done(new PutBlob("b1", OTHER, 4 << 20));
        for (int i = 0; i < 100; i++) {
            requireErased("b1", OTHER);
            assertThat(market.engine.hasBlob("b1", OTHER)).isFalse();
            assertThat(market.done(new PutBlob("b1", OTHER, 4 << 20)).events()).hasSize(1);
            assertThat(market.done(new PutBlob("b1", OTHER, 4 << 20)).events()).isEmpty();
        }
        ExchangeEngine restored = ExchangeEngine.open(market.rules);
        requireErased("b1", OTHER);
        restored.restore(market.engine.snapshot().orElseThrow());
        for (ExchangeEngine engine : List.of(market.engine, restored, market.readBack())) {
            assertThat(engine.hasBlob("b1", OTHER)).isFalse();
            assertThat(engine.snapshot()).isEqualTo(market.engine.snapshot());
        }
    }
}
