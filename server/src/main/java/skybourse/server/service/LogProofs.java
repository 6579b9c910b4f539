package skybourse.server.service;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import skybourse.receipt.MerkleTree;

/**
 * What proves a log, as it stands in answers.
 *
 * @param tree of its leaves
 * @param size how many of them were published
 */
record LogProofs(MerkleTree tree, long size) {

    /** Returns the proof that the log of some leaves is the beginning of that of more. */
    Map<String, Object> growth(long from, long to) {
        Map<String, Object> growth = new LinkedHashMap<>();
        growth.put("from", from);
        growth.put("to", to);
        growth.put("path", texts(tree.consistency(from, to)));
        return growth;
    }

    /** Returns where a leaf is, and beside it the record of its round, without the hashes in which both paths end. */
    Map<String, Object> places(long leaf, long record) {
        List<byte[]> path = tree.inclusion(leaf, size);
        List<byte[]> other = tree.inclusion(record, size);
        int shared = 0;
        while (shared < Math.min(path.size(), other.size())
                && Arrays.equals(path.reversed().get(shared), other.reversed().get(shared))) {
            shared++;
        }
        Map<String, Object> places = place(leaf, path);
        Map<String, Object> beside = place(record, other.subList(0, other.size() - shared));
        beside.put("shared", shared);
        places.put("record", beside);
        return places;
    }

    private static Map<String, Object> place(long index, List<byte[]> path) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("index", index);
        place.put("path", texts(path));
        return place;
    }

    private static List<String> texts(List<byte[]> hashes) {
        return hashes.stream().map(Base64.getEncoder()::encodeToString).toList();
    }
}
