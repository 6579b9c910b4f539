package skybourse.receipt.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Verification of the proofs of a {@link MerkleTree} (RFC 9162). The tree itself is not needed. */
public final class MerkleProofs {

    private MerkleProofs() {}

    /**
     * Verifies an inclusion proof, which shows that a tree contains a leaf (RFC 9162, 2.1.3.2).
     *
     * @param leafHash hash of the leaf ({@link MerkleTree#leafHash})
     * @param index claimed index of the leaf
     * @param size size of the tree
     * @param path the proof
     * @param root root of the tree
     */
    public static boolean includes(byte[] leafHash, long index, long size, List<byte[]> path, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        byte[][] both = walked(leafHash, index, size - 1, path);
        return both.length > 0 && Arrays.equals(both[1], root);
    }

    /**
     * Verifies a consistency proof, which shows that a tree is a prefix of another tree (RFC 9162, 2.1.4.2). The empty tree is a prefix of every
     * tree, and every tree is a prefix of itself. The proof is empty in both cases.
     *
     * @param older size of the first tree
     * @param olderRoot root of the first tree
     * @param size size of the second tree
     * @param root root of the second tree
     * @param path the proof
     */
    public static boolean begins(long older, byte[] olderRoot, long size, byte[] root, List<byte[]> path) {
        if (older <= 0 || older >= size) {
            byte[] known = older == 0 ? new MerkleHash().of(new byte[0]) : root;
            return older >= 0 && older <= size && path.isEmpty() && Arrays.equals(olderRoot, known);
        }
        List<byte[]> proof = new ArrayList<>(path);
        if (Long.bitCount(older) == 1) {
            proof.addFirst(olderRoot);
        }
        if (path.isEmpty()) {
            return false;
        }
        // This is the number of trailing ones in the binary form of older - 1.
        int common = Long.numberOfTrailingZeros(older);
        byte[][] both =
                walked(proof.getFirst(), (older - 1) >> common, (size - 1) >> common, proof.subList(1, proof.size()));
        return both.length > 0 && Arrays.equals(both[0], olderRoot) && Arrays.equals(both[1], root);
    }

    /**
     * Computes roots from a node and a path. Both kinds of proofs use this algorithm.
     *
     * @return the root of the smaller tree, whose last subtree is this node, then the root of the complete tree; empty if the path is too short or
     *     too long
     */
    private static byte[][] walked(byte[] node, long from, long last, List<byte[]> path) {
        var hashes = new MerkleHash();
        long fn = from;
        long sn = last;
        byte[] fr = node;
        byte[] sr = node;
        for (byte[] p : path) {
            if (sn == 0) {
                return new byte[0][];
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = hashes.node(p, fr);
                sr = hashes.node(p, sr);
                // If fn is odd, nothing is skipped. fn is not 0 here, because then sn would be 0, too.
                int skipped = Long.numberOfTrailingZeros(fn);
                fn >>= skipped;
                sn >>= skipped;
            } else {
                sr = hashes.node(sr, p);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 ? new byte[][] {fr, sr} : new byte[0][];
    }
}
