package skybourse.server.signedlog;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import skybourse.receipt.format.MerkleTree;
import skybourse.server.codec.ReceiptBody;

/**
 * Proofs of a log in the form in which replies contain them.
 *
 * @param tree Merkle tree of the leaves
 * @param size number of published leaves
 */
public record LogProofs(MerkleTree tree, long size) {

    /** Returns the proof that the log of {@code from} leaves is a prefix of the log of {@code to} leaves. */
    public ReceiptBody.ConsistencyProof growth(long from, long to) {
        return new ReceiptBody.ConsistencyProof(from, to, texts(tree.consistency(from, to)));
    }

    /** Returns the inclusion proofs of a leaf and of the record of its round. If both paths end with the same hashes, these hashes are included only once. */
    public ReceiptBody.InclusionProof places(long leaf, long record) {
        List<byte[]> path = tree.inclusion(leaf, size);
        List<byte[]> other = tree.inclusion(record, size);
        int shared = 0;
        while (shared < Math.min(path.size(), other.size())
                && Arrays.equals(path.reversed().get(shared), other.reversed().get(shared))) {
            shared++;
        }
        List<String> own = texts(other.subList(0, other.size() - shared));
        return new ReceiptBody.InclusionProof(leaf, texts(path), new ReceiptBody.RecordPlace(record, own, shared));
    }

    private static List<String> texts(List<byte[]> hashes) {
        return hashes.stream().map(Base64.getEncoder()::encodeToString).toList();
    }
}
