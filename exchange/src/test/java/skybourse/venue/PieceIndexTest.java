package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import skybourse.venue.event.Piece;
import skybourse.venue.event.Piece.Stage;
import skybourse.venue.event.PieceBuilder;

/** What a market knows of its pieces: in what order their times come, for whom money waits, and what is forgotten. */
class PieceIndexTest {

    private final PieceIndex book = new PieceIndex();

    private Piece add(String id, String task, String worker, long due) {
        var piece = PieceBuilder.builder()
                .id(id)
                .buyer("WA1")
                .task(task)
                .leader("FA1")
                .worker(worker)
                .from(0)
                .to(1)
                .work(1)
                .money(Piece.Money.billed(10))
                .soldAt(0)
                .dueMillis(due)
                .state(Stage.OPEN)
                .claims(Piece.Claims.NONE)
                .build();
        book.change(piece, piece);
        return piece;
    }

    private Piece to(Piece piece, Stage stage) {
        book.change(piece, piece.withState(stage));
        return book.of(piece.id());
    }

    @Test
    void timesComeTheSoonestFirstThenById() {
        assertThat(book.nextDueMillis()).isEqualTo(Long.MAX_VALUE);
        Piece late = add("r1.0", "t", "FA1", 30);
        add("r1.9", "t", "FA1", 20);
        add("r1.10", "t", "FA1", 20);
        assertThat(book.nextDueMillis()).isEqualTo(20);
        assertThat(book.dueBy(19)).isEmpty();
        assertThat(book.dueBy(20)).containsExactly("r1.10", "r1.9");
        assertThat(book.dueBy(30)).containsExactly("r1.10", "r1.9", "r1.0");
        book.change(late, late.done("digest", 10, 1));
        assertThat(book.dueBy(40)).containsExactly("r1.0", "r1.10", "r1.9");
        assertThat(book.nextDueMillis()).isEqualTo(10);
        assertThat(book.all()).extracting(Piece::id).containsExactly("r1.0", "r1.10", "r1.9");
    }

    @Test
    void aDisputeEndsInTimeAndNothingComesOfWhatIsOver() {
        Piece one = add("r1.0", "t", "FA1", 20);
        Piece other = add("r1.1", "t", "FA1", 20);
        to(one, Stage.REJECTED);
        assertThat(book.dueBy(20)).containsExactly("r1.0", "r1.1");
        assertThat(book.openOf.get("FA1")).containsOnlyKeys("r1.1");
        to(other, Stage.PAID);
        to(one, Stage.RETURNED);
        assertThat(book.dueBy(20)).isEmpty();
        assertThat(book.nextDueMillis()).isEqualTo(Long.MAX_VALUE);
        assertThat(book.openOf.get("FA1")).isEmpty();
    }

    @Test
    void lotsAreBesideThoseOfTheirRoundAndSellerWhoseMoneyWaits() {
        Piece lot = add("r1.0", "t", "AA1", 20);
        Piece beside = add("r1.1", "t", "AA1", 20);
        add("r10.0", "t", "AA1", 20);
        add("r1.2", "t", "AA2", 20);
        add("r1.3", "t", "FA1", 20);
        assertThat(book.openLotsBeside(lot)).containsExactly(lot, beside);
        Piece rejected = to(beside, Stage.REJECTED);
        assertThat(book.openLotsBeside(lot)).containsExactly(lot, rejected);
        to(lot, Stage.PAID);
        assertThat(book.openLotsBeside(lot)).containsExactly(rejected);
    }

    @Test
    void whatIsLongOverIsForgottenAndNothingElse() {
        Piece over = add("r1.0", "t", "FA1", 20);
        Piece open = add("r1.1", "t", "FA1", 20);
        to(over, Stage.FAILED);
        to(add("r2.0", "u", "FA1", 20), Stage.PAID);
        assertThat(book.hasOpenPieces(new TaskKey("WA1", "t"))).isTrue();
        assertThat(book.hasOpenPieces(new TaskKey("WA1", "u"))).isFalse();
        book.forget(2);
        assertThat(book.all()).extracting(Piece::id).containsExactly("r1.1", "r2.0");
        assertThat(book.ofTask.get(new TaskKey("WA1", "t"))).containsOnlyKeys("r1.1");
        to(open, Stage.PAID);
        assertThat(book.hasOpenPieces(new TaskKey("WA1", "t"))).isFalse();
        book.forget(3);
        assertThat(book.all()).isEmpty();
        assertThat(book.ofTask).isEmpty();
    }
}
