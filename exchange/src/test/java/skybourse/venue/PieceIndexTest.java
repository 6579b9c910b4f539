package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import skybourse.venue.event.Piece;
import skybourse.venue.event.Piece.Stage;
import skybourse.venue.event.PieceBuilder;

/** Index of pieces: the order of due times, open pieces, and deletion. */
class PieceIndexTest {

    private final PieceIndex index = new PieceIndex();

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
        index.change(piece, piece);
        return piece;
    }

    private Piece to(Piece piece, Stage stage) {
        index.change(piece, piece.withState(stage));
        return index.of(piece.id());
    }

    @Test
    void dueTimesAreOrderedByTimeThenId() {
        assertThat(index.nextDueMillis()).isEqualTo(Long.MAX_VALUE);
        Piece late = add("r1.0", "t", "FA1", 30);
        add("r1.9", "t", "FA1", 20);
        add("r1.10", "t", "FA1", 20);
        assertThat(index.nextDueMillis()).isEqualTo(20);
        assertThat(index.dueBy(19)).isEmpty();
        assertThat(index.dueBy(20)).containsExactly("r1.10", "r1.9");
        assertThat(index.dueBy(30)).containsExactly("r1.10", "r1.9", "r1.0");
        index.change(late, late.done("digest", 10, 1));
        assertThat(index.dueBy(40)).containsExactly("r1.0", "r1.10", "r1.9");
        assertThat(index.nextDueMillis()).isEqualTo(10);
        assertThat(index.all()).extracting(Piece::id).containsExactly("r1.0", "r1.10", "r1.9");
    }

    @Test
    void disputedPiecesAreDueAndFinishedOnesAreNot() {
        Piece one = add("r1.0", "t", "FA1", 20);
        Piece other = add("r1.1", "t", "FA1", 20);
        to(one, Stage.REJECTED);
        assertThat(index.dueBy(20)).containsExactly("r1.0", "r1.1");
        assertThat(index.openOf.get("FA1")).containsOnlyKeys("r1.1");
        to(other, Stage.PAID);
        to(one, Stage.RETURNED);
        assertThat(index.dueBy(20)).isEmpty();
        assertThat(index.nextDueMillis()).isEqualTo(Long.MAX_VALUE);
        assertThat(index.openOf.get("FA1")).isEmpty();
    }

    @Test
    void findsOpenLotsOfSameRoundAndSeller() {
        Piece lot = add("r1.0", "t", "AA1", 20);
        Piece beside = add("r1.1", "t", "AA1", 20);
        add("r10.0", "t", "AA1", 20);
        add("r1.2", "t", "AA2", 20);
        add("r1.3", "t", "FA1", 20);
        assertThat(index.openLotsBeside(lot)).containsExactly(lot, beside);
        Piece rejected = to(beside, Stage.REJECTED);
        assertThat(index.openLotsBeside(lot)).containsExactly(lot, rejected);
        to(lot, Stage.PAID);
        assertThat(index.openLotsBeside(lot)).containsExactly(rejected);
    }

    /** A buyer could otherwise take the rest of its pieces for all of them. */
    @Test
    void forgetsThePiecesOfATaskTogether() {
        Piece over = add("r1.0", "t", "FA1", 20);
        Piece open = add("r1.1", "t", "FA1", 20);
        to(over, Stage.FAILED);
        to(add("r2.0", "u", "FA1", 20), Stage.PAID);
        to(add("r1.2", "v", "FA1", 20), Stage.PAID);
        to(add("r4.0", "v", "FA1", 20), Stage.PAID);
        to(add("r1.3", "open", "FA1", 20), Stage.PAID);
        Predicate<TaskKey> isOpen = key -> key.task().equals("open");
        assertThat(index.hasOpenPieces(new TaskKey("WA1", "t"))).isTrue();
        assertThat(index.hasOpenPieces(new TaskKey("WA1", "u"))).isFalse();
        List<String> forgotten = new ArrayList<>();
        index.forget(2, isOpen, forgotten::add);
        assertThat(forgotten).isEmpty();
        assertThat(index.ofTask.get(new TaskKey("WA1", "t"))).containsOnlyKeys("r1.0", "r1.1");
        to(open, Stage.PAID);
        assertThat(index.hasOpenPieces(new TaskKey("WA1", "t"))).isFalse();
        index.forget(3, isOpen, forgotten::add);
        assertThat(forgotten).containsExactly("r1.0", "r1.1", "r2.0");
        assertThat(index.lastRound(new TaskKey("WA1", "v"))).isEqualTo(4);
        index.forget(5, _ -> false, forgotten::add);
        assertThat(forgotten).containsExactly("r1.0", "r1.1", "r2.0", "r1.2", "r1.3", "r4.0");
        assertThat(index.all()).isEmpty();
        assertThat(index.ofTask).isEmpty();
    }
}
