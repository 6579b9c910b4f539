package skybourse.receipt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import skybourse.receipt.format.Json;
import skybourse.receipt.format.JsonField;
import skybourse.receipt.format.LogCheckpoint;
import skybourse.receipt.format.MerkleProofs;
import skybourse.receipt.format.MerkleTree;

/**
 * Receipt of an agent for a round. It contains the agent's leaf of the log and an inclusion proof of this leaf. {@code docs/reference/receipts.md}
 * describes the file.
 *
 * @param checkpoint the signed note, as text
 * @param leaf text of the leaf, whose UTF-8 bytes are in the log
 * @param place index and inclusion proof of the leaf
 * @param record index and inclusion proof of the round's record
 * @param since consistency proof from an older size of the log; empty if it was not requested
 */
public record Receipt(
        String checkpoint,
        String leaf,
        LeafInclusionProof place,
        LeafInclusionProof record,
        Optional<LogConsistencyProof> since) {

    /**
     * Index of a leaf in the log of the checkpoint, with its inclusion proof.
     *
     * @param index index of the leaf, from 0
     * @param path inclusion proof, hashes of 32 bytes ({@link MerkleTree#inclusion})
     */
    public record LeafInclusionProof(long index, List<byte[]> path) {

        private static LeafInclusionProof of(JsonField field) {
            return new LeafInclusionProof(
                    field.at("index").natural(), field.at("path").hashes());
        }

        /**
         * Reads the inclusion proof of another leaf of the same log. The last {@code shared} hashes of both paths are equal. The JSON of the other
         * proof therefore omits them.
         */
        private LeafInclusionProof beside(JsonField field) {
            JsonField shared = field.at("shared");
            if (shared.natural() > path.size()) {
                throw shared.error("at most " + path.size());
            }
            LeafInclusionProof own = of(field);
            List<byte[]> end = path.subList(path.size() - (int) shared.natural(), path.size());
            return new LeafInclusionProof(
                    own.index(),
                    Stream.concat(own.path().stream(), end.stream()).toList());
        }

        boolean holds(byte[] bytes, LogCheckpoint head) {
            return MerkleProofs.includes(MerkleTree.leafHash(bytes), index, head.size(), path, head.root());
        }
    }

    /**
     * Consistency proof, which shows that a log is a prefix of a newer log.
     *
     * @param from size of the older log in leaves
     * @param to size of the newer log in leaves
     * @param path the proof, hashes of 32 bytes ({@link MerkleTree#consistency})
     */
    public record LogConsistencyProof(long from, long to, List<byte[]> path) {

        /**
         * Reads the exchange's response, a JSON object with the members {@code from}, {@code to} and {@code path}.
         *
         * @throws IllegalArgumentException if the file has another form; names field, rule and value
         */
        public static LogConsistencyProof read(byte[] file) {
            return of(new JsonField("", Json.read(file)));
        }

        private static LogConsistencyProof of(JsonField field) {
            return new LogConsistencyProof(
                    field.at("from").natural(),
                    field.at("to").natural(),
                    field.at("path").hashes());
        }
    }

    /**
     * Reads the file of a receipt. {@link ReceiptLeaf} reads the text of its leaf.
     *
     * @throws IllegalArgumentException if the file has another form; names field, rule and value
     */
    public static Receipt read(byte[] file) {
        var field = new JsonField("", Json.read(file));
        String checkpoint = field.at("checkpoint").text();
        String leaf = field.at("leaf").text();
        LeafInclusionProof place = LeafInclusionProof.of(field);
        return new Receipt(
                checkpoint,
                leaf,
                place,
                place.beside(field.at("record")),
                field.optional("consistency").map(LogConsistencyProof::of));
    }

    byte[] leafBytes() {
        return leaf.getBytes(StandardCharsets.UTF_8);
    }
}
