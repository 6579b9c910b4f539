package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A new field of the state must be listed here, and be stored in {@link Snapshot} or derived. */
class SnapshotFieldsTest {

    private static Stream<String> fields(Class<?> of) {
        return Arrays.stream(of.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                .map(Field::getName);
    }

    private static List<String> components(Class<?> of) {
        return Arrays.stream(of.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    @Test
    void snapshotHasAllFieldsOfASeat() {
        List<String> others = List.of("listed"); // of the rules
        assertThat(fields(Seat.class).filter(name -> !others.contains(name)))
                .containsExactlyInAnyOrderElementsOf(components(Snapshot.SeatPart.class));
    }

    @Test
    void invitationIsUsedOnlyByItsKind() {
        var open = new Snapshot.KindInvite("mobile", false, 1);
        var taken = new Snapshot.KindInvite("mobile", true, 1);
        assertThat(open.taken("mobile")).isEqualTo(taken);
        assertThat(open.taken("fixed")).isEqualTo(open);
        assertThat(taken.taken("fixed")).isEqualTo(taken);
    }

    @Test
    void snapshotHasAllFieldsOfTheState() {
        List<String> made = List.of("rules", "names", "places", "endsWith", "ends", "money"); // of others
        List<String> balances = List.of("balances");
        Stream<String> all = Stream.concat(
                fields(ExchangeState.class).filter(name -> !name.equals("frozen")),
                fields(MarketMoney.class)
                        .filter(name ->
                                !List.of("accounts", "seats", "paid", "soldAt").contains(name)));
        assertThat(all.filter(name -> !made.contains(name)))
                .containsExactlyInAnyOrderElementsOf(components(Snapshot.class).stream()
                        .filter(name -> !balances.contains(name))
                        .toList());
        assertThat(fields(InferenceState.class))
                .containsExactlyInAnyOrderElementsOf(components(InferenceState.Part.class));
        assertThat(fields(PieceIndex.class))
                .containsExactlyInAnyOrder("byId", "openOf", "openLots", "undoableLotsOf", "ofTask", "timed", "soldIn");
    }
}
