package skybourse.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Computer;
import skybourse.base.agent.MobileAgent;
import skybourse.base.agent.Position;

class RecordColumnsTest {

    /** A row whose names are not in alphabetical order. */
    record Row(String zone, MobileAgent agent, int count, long units, double price, boolean isOpen, List<String> left) {

        public double bill() {
            return units * price;
        }

        public String above() {
            return zone.toUpperCase(Locale.ROOT);
        }

        public MobileAgent again() {
            return agent;
        }

        public double with(double factor) {
            return factor;
        }

        double hidden() {
            return 0;
        }

        public static double fixed() {
            return 0;
        }
    }

    private static final Position PLACE = new Position(0, 0, 1.5);

    private static Row row(String zone, String id, int count, boolean isOpen) {
        var agent = new MobileAgent(id, PLACE, new Computer(100, 1e-6), 0.1, 2);
        return new Row(zone, agent, count, 10L * count, 0.5, isOpen, List.of());
    }

    private final Map<String, Object> columns =
            RecordColumns.of(Row.class, List.of(row("north", "MA1", 3, true), row("south", "MA2", 4, false)));

    @Test
    void columnsAreComponentsThenMethodsByName() {
        assertThat(columns.keySet())
                .containsExactly("zone", "agent", "count", "units", "price", "isOpen", "above", "again", "bill");
        assertThat(RecordColumns.of(Row.class, List.of()).keySet()).containsExactlyElementsOf(columns.keySet());
    }

    @Test
    void columnsAreTypedArraysInRowOrder() {
        assertThat(columns.get("zone")).isEqualTo(new String[] {"north", "south"});
        assertThat(columns.get("count")).isEqualTo(new int[] {3, 4});
        assertThat(columns.get("units")).isEqualTo(new long[] {30, 40});
        assertThat(columns.get("price")).isEqualTo(new double[] {0.5, 0.5});
        assertThat(columns.get("isOpen")).isEqualTo(new boolean[] {true, false});
        assertThat(columns.get("bill")).isEqualTo(new double[] {15, 20});
        assertThat(columns.get("above")).isEqualTo(new String[] {"NORTH", "SOUTH"});
    }

    @Test
    void agentsAreWrittenAsIds() {
        assertThat(columns.get("agent")).isEqualTo(new String[] {"MA1", "MA2"});
        assertThat(columns.get("again")).isEqualTo(new String[] {"MA1", "MA2"});
    }

    /** A row that fails. */
    record Broken(int number) {
        public int inverse() {
            return 1 / number;
        }
    }

    @Test
    void failureInARowIsTheCause() {
        assertThatThrownBy(() -> RecordColumns.of(Broken.class, List.of(new Broken(0))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inverse")
                .hasCauseInstanceOf(ArithmeticException.class);
    }
}
