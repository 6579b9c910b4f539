package skybourse.server.signedlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.files.codec.ResultJsonEncoder;
import skybourse.receipt.format.MerkleTree;
import skybourse.server.codec.BodyJsonEncoder;
import skybourse.server.codec.ReceiptBody;

class RoundPublicationTest {

    private record Leaf(String market, String agent, List<String> commands, String x) {}

    private record Row(String text, Map<String, Integer> named, List<String> list) {}

    /** For several positions of record and receipt in the log, and lengths of names. */
    @ParameterizedTest
    @CsvSource({"85, 86, 5", "4095, 4096, 5", "4095, 4096, 100", "4090, 4100, 66", "2047, 2048, 1"})
    void receiptWithFullCommandsFitsLimit(int record, int index, int letters) {
        String name = "\u0101".repeat(letters);
        MarketSigningKey key = MarketSigningKey.generate(name);
        var tree = new MerkleTree();
        for (int i = 0; i < 8_000; i++) {
            tree.append(new byte[] {(byte) i});
        }
        var leaf = new Leaf(name, name, List.of(), "x".repeat(150));
        int room = RoundPublication.availableBytes(name, RoundPublication.bytes(leaf), index, record);
        assertThat(room).isPositive();
        var longest = new Leaf(name, name, List.of(), "x".repeat(150 + room));
        var file = new ReceiptBody(
                key.checkpoint(tree.size(), tree.root(tree.size())),
                BodyJsonEncoder.write(longest),
                new LogProofs(tree, tree.size()).places(index, record),
                Optional.empty());
        int deeper = RoundPublication.DEPTH - tree.inclusion(index, tree.size()).size();
        int bytes = BodyJsonEncoder.write(file).getBytes(StandardCharsets.UTF_8).length;
        assertThat(bytes + deeper * RoundPublication.HASH).isBetween(3_000, RoundPublication.MOST_RECEIPT);
    }

    /** The length is that of the row inside the receipt's text, for any characters. */
    @Test
    void rowLengthIncludesEscaping() {
        for (String text : List.of("", "a", "\"", "\\", "a\n\t\u0001b", "\u0101\u20ac", "\ud83d\ude00/", "</script>")) {
            var row = new Row(text, Map.of(text, 3), List.of(text));
            byte[] held = ResultJsonEncoder.compact(Map.of("", BodyJsonEncoder.write(row)))
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(RoundPublication.bytes(row)).as(text).isEqualTo(held.length);
        }
    }
}
