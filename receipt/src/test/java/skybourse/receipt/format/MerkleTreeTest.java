package skybourse.receipt.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

    private static final int LARGEST = 70;
    private static final HexFormat HEX = HexFormat.of();

    /** The eight leaves and roots of the reference tests of Certificate Transparency, in hexadecimal digits. */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static MerkleTree reference() {
        MerkleTree tree = new MerkleTree();
        LEAVES.forEach(leaf -> tree.append(HEX.parseHex(leaf)));
        return tree;
    }

    private static List<String> hex(List<byte[]> path) {
        return path.stream().map(HEX::formatHex).toList();
    }

    @Test
    void rootsEqualReference() {
        MerkleTree tree = reference();
        for (int size = 0; size <= LEAVES.size(); size++) {
            assertThat(HEX.formatHex(tree.root(size))).isEqualTo(ROOTS.get(size));
        }
    }

    @Test
    void proofsEqualReference() {
        MerkleTree tree = reference();
        assertThat(hex(tree.inclusion(0, 8)))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(hex(tree.inclusion(5, 8)))
                .containsExactly(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        ROOTS.get(4));
        assertThat(hex(tree.consistency(6, 8)))
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        ROOTS.get(4));
        assertThat(hex(tree.consistency(2, 5)))
                .containsExactly(
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
    }

    /** MTH of RFC 9162, section 2.1.1, by definition. */
    private static byte[] definition(List<byte[]> leaves) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            if (leaves.size() > 1) {
                int k = 1;
                while (2 * k < leaves.size()) {
                    k *= 2;
                }
                byte[] left = definition(leaves.subList(0, k));
                byte[] right = definition(leaves.subList(k, leaves.size()));
                sha.update((byte) 1);
                sha.update(left);
                return sha.digest(right);
            }
            if (leaves.size() == 1) {
                sha.update((byte) 0);
                sha.update(leaves.getFirst());
            }
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<byte[]> leaves(int count) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(new byte[] {(byte) i, 7});
        }
        return leaves;
    }

    private static MerkleTree of(List<byte[]> leaves) {
        MerkleTree tree = new MerkleTree();
        for (byte[] leaf : leaves) {
            assertThat(tree.append(leaf)).isEqualTo(tree.size() - 1);
        }
        return tree;
    }

    /** Returns wrong proofs: with one hash more or less, or a flipped bit. */
    private static List<List<byte[]>> wrongPaths(List<byte[]> path) {
        List<List<byte[]>> others = new ArrayList<>();
        List<byte[]> longer = new ArrayList<>(path);
        longer.add(new byte[32]);
        others.add(longer);
        for (int i = 0; i < path.size(); i++) {
            List<byte[]> shorter = new ArrayList<>(path);
            shorter.remove(i);
            others.add(shorter);
            List<byte[]> flipped = new ArrayList<>(path);
            byte[] hash = path.get(i).clone();
            hash[i] ^= 1;
            flipped.set(i, hash);
            others.add(flipped);
        }
        return others;
    }

    @Test
    void inclusionProofsHoldOnlyForTheirLeaf() {
        List<byte[]> leaves = leaves(LARGEST);
        MerkleTree tree = of(leaves);
        for (int size = 1; size <= LARGEST; size++) {
            byte[] root = tree.root(size);
            assertThat(root).isEqualTo(definition(leaves.subList(0, size)));
            for (int index = 0; index < size; index++) {
                List<byte[]> path = tree.inclusion(index, size);
                byte[] leaf = MerkleTree.leafHash(leaves.get(index));
                assertThat(MerkleProofs.includes(leaf, index, size, path, root)).isTrue();
                assertThat(MerkleProofs.includes(leaf, index, size, path, leaf)).isEqualTo(size == 1);
                assertThat(MerkleProofs.includes(root, index, size, path, root)).isEqualTo(size == 1);
                for (int other = -1; other <= size; other++) {
                    assertThat(MerkleProofs.includes(leaf, other, size, path, root))
                            .isEqualTo(other == index);
                }
                for (List<byte[]> other : wrongPaths(path)) {
                    assertThat(MerkleProofs.includes(leaf, index, size, other, root))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void consistencyProofsHoldOnlyForTheirTrees() {
        List<byte[]> leaves = leaves(LARGEST);
        MerkleTree tree = of(leaves);
        for (int size = 0; size <= LARGEST; size++) {
            byte[] root = tree.root(size);
            for (int older = 0; older <= size; older++) {
                byte[] before = tree.root(older);
                List<byte[]> path = tree.consistency(older, size);
                assertThat(MerkleProofs.begins(older, before, size, root, path))
                        .as(older + " " + size)
                        .isTrue();
                byte[] wrong = before.clone();
                wrong[31] ^= 1;
                assertThat(MerkleProofs.begins(older, wrong, size, root, path)).isFalse();
                wrong = root.clone();
                wrong[0] ^= 1;
                assertThat(MerkleProofs.begins(older, before, size, wrong, path))
                        .isEqualTo(older == 0);
                for (List<byte[]> other : wrongPaths(path)) {
                    assertThat(MerkleProofs.begins(older, before, size, root, other))
                            .as(older + " " + size)
                            .isFalse();
                }
                for (int another = -1; another <= size + 1; another++) {
                    boolean same = another == older;
                    assertThat(MerkleProofs.begins(another, before, size, root, path))
                            .as(older + " " + another)
                            .isEqualTo(same);
                }
            }
        }
    }

    /** For a power of two, the proof contains its own root, so that an empty proof is too short. */
    @Test
    void emptyProofsAreRefused() {
        MerkleTree tree = of(leaves(8));
        assertThat(MerkleProofs.begins(4, tree.root(4), 8, tree.root(8), List.of()))
                .isFalse();
        assertThat(MerkleProofs.begins(4, tree.root(4), 8, tree.root(4), List.of()))
                .isFalse();
        assertThat(MerkleProofs.begins(5, tree.root(5), 4, tree.root(4), List.of()))
                .isFalse();
        assertThat(MerkleProofs.includes(tree.root(8), 0, 0, List.of(), tree.root(8)))
                .isFalse();
    }

    @Test
    void longTreesEqualTheirDefinition() {
        int count = 1_100;
        MerkleTree tree = of(leaves(count));
        MerkleTree same = new MerkleTree();
        leaves(count).forEach(leaf -> same.appendHash(MerkleTree.leafHash(leaf)));
        assertThat(tree.size()).isEqualTo(count);
        assertThat(tree.root(count)).isEqualTo(definition(leaves(count))).isEqualTo(same.root(count));
        assertThat(tree.root(513)).isEqualTo(definition(leaves(count).subList(0, 513)));
        assertThat(tree.inclusion(1_024, count)).hasSize(8);
    }

    @Test
    void refusesSizesAndIndexesOutsideTheTree() {
        MerkleTree tree = reference();
        assertThatThrownBy(() -> tree.root(9)).hasMessage("size must be in [0, 8]: 9");
        assertThatThrownBy(() -> tree.root(-1)).hasMessage("size must be in [0, 8]: -1");
        assertThatThrownBy(() -> tree.inclusion(8, 8)).hasMessage("index must be in [0, 7]: 8");
        assertThatThrownBy(() -> tree.inclusion(0, 0)).hasMessage("size must be in [1, 8]: 0");
        assertThatThrownBy(() -> tree.consistency(7, 9)).hasMessage("size must be in [0, 8]: 9");
        assertThatThrownBy(() -> tree.consistency(7, 6)).hasMessage("older must be in [0, 6]: 7");
        assertThatThrownBy(() -> tree.appendHash(new byte[31])).hasMessage("hash must have 32 bytes: 31");
    }
}
