package skybourse.receipt.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Append-only Merkle tree of SHA-256 hashes (RFC 9162, 2.1) with inclusion and consistency proofs. It stores about two hashes per leaf, and does
 * not store the data. Mutable and not safe for several threads.
 */
public final class MerkleTree {

    /** Hashes of one level, from left to right. They are stored in blocks, so that the hashes need not be copied when the level grows. */
    private static final class Level {

        private static final int BLOCK = 1 << 8;

        private final List<byte[]> blocks = new ArrayList<>();
        private long count;

        void add(byte[] hash) {
            int at = (int) (count % BLOCK);
            if (at == 0) {
                blocks.add(new byte[BLOCK * MerkleHash.BYTES]);
            }
            System.arraycopy(hash, 0, blocks.getLast(), at * MerkleHash.BYTES, MerkleHash.BYTES);
            count++;
        }

        byte[] get(long index) {
            int at = (int) (index % BLOCK) * MerkleHash.BYTES;
            byte[] hash = new byte[MerkleHash.BYTES];
            System.arraycopy(blocks.get((int) (index / BLOCK)), at, hash, 0, MerkleHash.BYTES);
            return hash;
        }
    }

    private final MerkleHash hashes = new MerkleHash();
    private final List<Level> levels = new ArrayList<>(List.of(new Level()));

    /** Creates an empty tree. */
    public MerkleTree() {}

    /** Returns the leaf hash of data, 32 bytes. */
    public static byte[] leafHash(byte[] data) {
        return new MerkleHash().leaf(data);
    }

    /**
     * Appends a leaf.
     *
     * @param data bytes of the leaf
     * @return its index, from 0
     */
    public long append(byte[] data) {
        return appendHash(hashes.leaf(data));
    }

    /**
     * Appends a leaf that is given by its {@link #leafHash}.
     *
     * @param hash the hash, 32 bytes
     * @return its index, from 0
     * @throws IllegalArgumentException if {@code hash} has another length
     */
    public long appendHash(byte[] hash) {
        if (hash.length != MerkleHash.BYTES) {
            throw new IllegalArgumentException("hash must have 32 bytes: " + hash.length);
        }
        long index = size();
        levels.getFirst().add(hash);
        byte[] right = hash;
        // Each complete pair of nodes gets a parent node.
        for (int h = 0; levels.get(h).count % 2 == 0; h++) {
            right = hashes.node(levels.get(h).get(levels.get(h).count - 2), right);
            if (h + 1 == levels.size()) {
                levels.add(new Level());
            }
            levels.get(h + 1).add(right);
        }
        return index;
    }

    /** Returns the leaf hash of a leaf, 32 bytes. */
    public byte[] hash(long index) {
        return levels.getFirst().get(index);
    }

    /** Returns the number of leaves. */
    public long size() {
        return levels.getFirst().count;
    }

    /**
     * Returns the root of the tree of the first {@code size} leaves, 32 bytes.
     *
     * @throws IllegalArgumentException if {@code size} is not in [0, {@code size()}]
     */
    public byte[] root(long size) {
        within("size", size, 0, size());
        return size == 0 ? hashes.of(new byte[0]) : range(0, size);
    }

    /**
     * Returns the inclusion proof of a leaf in the tree of the first {@code size} leaves (RFC 9162, 2.1.3.1). Its first hash is that of the leaf's
     * sibling.
     *
     * @param index index of the leaf
     * @param size size of the tree, above the index
     * @throws IllegalArgumentException if {@code index} or {@code size} is outside its range
     */
    public List<byte[]> inclusion(long index, long size) {
        within("size", size, 1, size());
        within("index", index, 0, size - 1);
        List<byte[]> path = new ArrayList<>();
        inclusion(index, 0, size, path);
        return path;
    }

    /**
     * Returns the consistency proof between two prefixes of this tree (RFC 9162, 2.1.4.1). The proof is empty if the smaller prefix is empty or
     * both are equal.
     *
     * @param older size of the first tree
     * @param size size of the second tree, at least {@code older}
     * @throws IllegalArgumentException if {@code older} or {@code size} is outside its range
     */
    public List<byte[]> consistency(long older, long size) {
        within("size", size, 0, size());
        within("older", older, 0, size);
        List<byte[]> path = new ArrayList<>();
        if (older > 0) {
            consistency(older, 0, size, true, path);
        }
        return path;
    }

    private void inclusion(long index, long from, long to, List<byte[]> path) {
        if (to - from == 1) {
            return;
        }
        long middle = middle(from, to);
        if (index < middle) {
            inclusion(index, from, middle, path);
            path.add(range(middle, to));
        } else {
            inclusion(index, middle, to, path);
            path.add(range(from, middle));
        }
    }

    /**
     * Adds the consistency proof for the first {@code older} leaves, restricted to a range of leaves. {@code isKnown} is true while the verifier
     * knows the hash of the range from its start to {@code older}.
     */
    private void consistency(long older, long from, long to, boolean isKnown, List<byte[]> path) {
        if (older == to) {
            if (!isKnown) {
                path.add(range(from, to));
            }
            return;
        }
        long middle = middle(from, to);
        if (older <= middle) {
            consistency(older, from, middle, isKnown, path);
            path.add(range(middle, to));
        } else {
            consistency(older, middle, to, false, path);
            path.add(range(from, middle));
        }
    }

    /** Returns the hash of a range of leaves. Hashes of complete subtrees are read from a level. */
    private byte[] range(long from, long to) {
        long count = to - from;
        if (Long.bitCount(count) == 1) {
            return levels.get(Long.numberOfTrailingZeros(count)).get(from / count);
        }
        long middle = middle(from, to);
        return hashes.node(range(from, middle), range(middle, to));
    }

    private static long middle(long from, long to) {
        return from + Long.highestOneBit(to - from - 1);
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be in [" + least + ", " + most + "]: " + value);
        }
    }
}
