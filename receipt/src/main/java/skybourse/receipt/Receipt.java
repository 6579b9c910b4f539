package skybourse.receipt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import skybourse.receipt.format.Field;
import skybourse.receipt.format.Json;
import skybourse.receipt.format.LogCheckpoint;
import skybourse.receipt.format.MerkleProofs;
import skybourse.receipt.format.MerkleTree;

/**
 * Receipt of an agent for a round: its leaf of the log with an inclusion proof. {@code docs/reference/receipts.md} describes the file.
 *
 * @param checkpoint the signed note, as text
 * @param leaf text of the leaf, whose UTF-8 bytes are in the log
 * @param place index and inclusion proof of the leaf
 * @param record index and inclusion proof of the round's record
 * @param since consistency proof from an older log; empty if it was not requested
 */
public record Receipt(String checkpoint, String leaf, Place place, Place record, Optional<Growth> since) {

    /**
     * Place of a leaf in the log of the checkpoint.
     *
     * @param index index of the leaf, from 0
     * @param path inclusion proof, hashes of 32 bytes ({@link MerkleTree#inclusion})
     */
    public record Place(long index, List<byte[]> path) {

        private static Place of(Field field) {
            return new Place(field.at("index").natural(), field.at("path").hashes());
        }

        /** Reads a place whose path ends with the last {@code shared} hashes of this one. */
        private Place beside(Field field) {
            Field shared = field.at("shared");
            if (shared.natural() > path.size()) {
                throw shared.wrong("at most " + path.size());
            }
            Place own = of(field);
            List<byte[]> end = path.subList(path.size() - (int) shared.natural(), path.size());
            return new Place(
                    own.index(),
                    Stream.concat(own.path().stream(), end.stream()).toList());
        }

        boolean holds(byte[] bytes, LogCheckpoint head) {
            return MerkleProofs.includes(MerkleTree.leafHash(bytes), index, head.size(), path, head.root());
        }
    }

    /**
     * Consistency proof: a log is the beginning of a newer one.
     *
     * @param from size of the older log in leaves
     * @param to size of the newer log in leaves
     * @param path the proof, hashes of 32 bytes ({@link MerkleTree#consistency})
     */
    public record Growth(long from, long to, List<byte[]> path) {

        /**
         * Reads the exchange's response, an object of {@code from}, {@code to} and {@code path}.
         *
         * @throws IllegalArgumentException if the file has another form; names field, rule and value
         */
        public static Growth read(byte[] file) {
            return of(new Field("", Json.read(file)));
        }

        private static Growth of(Field field) {
            return new Growth(
                    field.at("from").natural(),
                    field.at("to").natural(),
                    field.at("path").hashes());
        }
    }

    /**
     * Reads the file of a receipt; {@link ReceiptLeaf} reads the text of its leaf.
     *
     * @throws IllegalArgumentException if the file has another form; names field, rule and value
     */
    public static Receipt read(byte[] file) {
        var field = new Field("", Json.read(file));
        String checkpoint = field.at("checkpoint").text();
        String leaf = field.at("leaf").text();
        Place place = Place.of(field);
        return new Receipt(
                checkpoint,
                leaf,
                place,
                place.beside(field.at("record")),
                field.maybe("consistency").map(Growth::of));
    }

    byte[] leafBytes() {
        return leaf.getBytes(StandardCharsets.UTF_8);
    }
}
