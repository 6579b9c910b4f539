package skybourse.files.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.StateArchive;
import skybourse.files.codec.SimulationCheckpointFile.Heading;
import skybourse.files.text.InvalidInputException;
import skybourse.files.text.Sha256;

class SimulationCheckpointFileTest {

    private static final Heading HEADING =
            new Heading("1.0", "spec", -7, 1L << 40, new TreeMap<>(Map.of("a.csv", 12L, "b.csv", 1L << 33)));

    private static final double[] NUMBERS = {Math.PI, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE};
    private static final long[] WHOLES = {Long.MIN_VALUE, 0, Long.MAX_VALUE};
    private static final int[] INTS = {Integer.MIN_VALUE, 3, Integer.MAX_VALUE};

    private static byte[] write() throws IOException {
        var bytes = new ByteArrayOutputStream();
        SimulationCheckpointFile.write(bytes, HEADING, state -> {
            assertThat(state.number(0.1)).isEqualTo(0.1);
            assertThat(state.integer(17)).isEqualTo(17);
            assertThat(state.numbers(NUMBERS)).isSameAs(NUMBERS);
            assertThat(state.integers(WHOLES)).isSameAs(WHOLES);
            assertThat(state.ints(INTS)).isSameAs(INTS);
        });
        return bytes.toByteArray();
    }

    private static <T> T read(byte[] bytes, SimulationCheckpointFile.Reading<T> reading) throws IOException {
        return SimulationCheckpointFile.read("c.bin", new ByteArrayInputStream(bytes), reading);
    }

    @Test
    void writtenStateIsReadBackExactly() throws IOException {
        boolean isRead = read(write(), (heading, state) -> {
            assertThat(heading).isEqualTo(HEADING);
            assertThat(state.number(0)).isEqualTo(0.1);
            assertThat(state.integer(0)).isEqualTo(17);
            assertThat(state.numbers(new double[0])).isEqualTo(NUMBERS);
            assertThat(state.integers(new long[0])).isEqualTo(WHOLES);
            assertThat(state.ints(new int[0])).isEqualTo(INTS);
            return true;
        });
        assertThat(isRead).isTrue();
    }

    @Test
    void refusesIncompleteStates() throws IOException {
        byte[] bytes = write();
        int state = bytes.length - Sha256.BYTES;
        SimulationCheckpointFile.Reading<Object> all = (_, exchange) -> {
            exchange.number(0);
            exchange.integer(0);
            exchange.numbers(new double[0]);
            exchange.integers(new long[0]);
            return exchange.ints(new int[0]);
        };
        assertThat(read(Arrays.copyOf(bytes, state), all)).isEqualTo(INTS);
        for (int length = 0; length < state; length += 3) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut, all))
                    .satisfiesAnyOf(
                            e -> assertThat(e)
                                    .isInstanceOf(InvalidInputException.class)
                                    .hasMessageStartingWith("c.bin: must "),
                            e -> assertThat(e).isInstanceOf(UncheckedIOException.class));
        }
        byte[] other = bytes.clone();
        other[7] = '1';
        assertThatThrownBy(() -> read(other, all))
                .hasMessageStartingWith("c.bin: must begin like a checkpoint of this program: it is not");
    }

    private static void verifyDigest(byte[] bytes) throws IOException {
        SimulationCheckpointFile.requireWhole("c.bin", new ByteArrayInputStream(bytes), bytes.length);
    }

    @Test
    void digestDetectsAnyChange() throws IOException {
        byte[] bytes = write();
        verifyDigest(bytes);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> verifyDigest(changed))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("c.bin: must be unchanged, with its digest at the end");
            byte[] cut = Arrays.copyOf(bytes, i);
            assertThatThrownBy(() -> verifyDigest(cut)).isInstanceOf(InvalidInputException.class);
        }
        // the digest of an empty state
        byte[] nothing = java.util.HexFormat.of().parseHex(Sha256.of(new byte[0]));
        assertThatThrownBy(() -> verifyDigest(nothing)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void fullDiskGivesIoException() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("full");
            }
        };
        for (int numbers : new int[] {1, 100_000}) {
            assertThatThrownBy(() -> SimulationCheckpointFile.write(
                            full, HEADING, (StateArchive state) -> state.numbers(new double[numbers])))
                    .isInstanceOf(IOException.class)
                    .hasMessage("full");
        }
    }
}
