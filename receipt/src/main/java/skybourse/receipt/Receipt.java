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
 * What the exchange hands an agent after a round: its leaf of the log, with what proves that it is there. {@code docs/reference/receipts.md} has the file.
 *
 * @param checkpoint the signed note, as text
 * @param leaf the leaf's text, whose bytes in UTF-8 are in the log
 * @param place where, and the proof
 * @param record where the round's record is in the log, and the proof
 * @param since the proof that an older log is the beginning of this one; empty where it was not asked for
 */
public record Receipt(String checkpoint, String leaf, Place place, Place record, Optional<Growth> since) {

    /**
     * Where a leaf is in the log of the checkpoint.
     *
     * @param index from 0
     * @param path hashes of 32 bytes ({@link MerkleTree#inclusion})
     */
    public record Place(long index, List<byte[]> path) {

        private static Place of(Field field) {
            return new Place(field.at("index").natural(), field.at("path").hashes());
        }

        /** Reads a place whose path ends as this one, in as many hashes as {@code shared} says. */
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
     * What proves that a log has only grown.
     *
     * @param from leaves of the older one
     * @param to leaves of the newer one
     * @param path hashes of 32 bytes ({@link MerkleTree#consistency})
     */
    public record Growth(long from, long to, List<byte[]> path) {

        /**
         * Reads the exchange's answer, an object of {@code from}, {@code to} and {@code path}.
         *
         * @throws IllegalArgumentException field, rule and value of what is wrong
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
     * Reads the file of a receipt; what its leaf says is read by {@link ReceiptLeaf}.
     *
     * @throws IllegalArgumentException field, rule and value of what is wrong
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
