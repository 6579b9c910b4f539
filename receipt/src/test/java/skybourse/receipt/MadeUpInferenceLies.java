package skybourse.receipt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import skybourse.receipt.format.Trees;

/** False steps of the exchange of a {@link MadeUpInference}. What follows from a step is consistent with it. */
public final class MadeUpInferenceLies {

    private MadeUpInferenceLies() {}

    /** Returns the lies by name. The names begin with the number of a line that must be broken. */
    public static Map<String, MadeUpInference.Lie> all() {
        Map<String, MadeUpInference.Lie> lies = new LinkedHashMap<>();
        for (long more : new long[] {-500, -1, 1, 500}) {
            lies.put("7: payments " + more, purchases(row -> row.set(2, (Long) row.get(2) + more)));
        }
        lies.put("7: at the ask", purchases(row -> row.set(2, 1_000L * (Long) row.get(1))));
        lies.put("8: above the cap", purchases(row -> row.set(2, (MadeUpInference.CAP + 1) * (Long) row.get(1))));
        lies.put("7: lots at the cap", purchases(row -> row.set(3, (Long) row.get(3) + 1)));
        lies.put("7: fewer lots", purchases(row -> row.set(1, Math.max(1, (Long) row.get(1) - 1))));
        lies.put("12: assignment turned", new MadeUpInference.Lie() {
            @Override
            public void assigned(int[] sellers) {
                int first = sellers[0];
                System.arraycopy(sellers, 1, sellers, 0, sellers.length - 1);
                sellers[sellers.length - 1] = first;
            }
        });
        lies.put("14: other asks", offers(row -> row.set(2, (Long) row.get(2) + 1)));
        lies.put("14: lower asks", offers(row -> row.set(2, (Long) row.get(2) / 2)));
        lies.put("14: more lots than capacity", offers(row -> row.set(1, (Long) row.get(1) + 9)));
        for (int cell : new int[] {7, 8, 9, 12}) {
            for (long more : new long[] {-1, 1}) {
                lies.put(
                        "13: cell " + cell + " of pieces " + more,
                        pieces(row -> row.set(cell, (Long) row.get(cell) + more)));
            }
        }
        lies.put("13: bond of 0", pieces(row -> row.set(12, 0L)));
        lies.put("13: another leader", pieces(row -> row.set(3, "by-1")));
        lies.put("13: a wage", pieces(row -> row.set(11, 5L)));
        lies.put("13: undone", pieces(row -> row.set(15, true)));
        lies.put("13: two pieces of a lot", new MadeUpInference.Lie() {
            @Override
            public void pieces(List<List<Object>> pieces) {
                List.copyOf(pieces).stream().limit(1).forEach(piece -> {
                    List<Object> again = Trees.copy(piece);
                    again.set(0, piece.getFirst().toString().replaceFirst("[.].*", "." + pieces.size()));
                    pieces.add(again);
                });
            }
        });
        lies.put("15: more than reserved is used", new MadeUpInference.Lie() {
            @Override
            public long used(long volume) {
                return volume + MadeUpInference.LOT_VOLUME;
            }
        });
        lies.put("15: another unserved volume", new MadeUpInference.Lie() {
            @Override
            public long unserved(long volume) {
                return volume == 0 ? MadeUpInference.LOT_VOLUME : 0;
            }
        });
        ends(lies);
        records(lies);
        return lies;
    }

    private static void ends(Map<String, MadeUpInference.Lie> lies) {
        lies.put("15: bond to the buyer", ended("PENALTY", row -> row.set(1, "by-1")));
        lies.put("15: half of the bond", ended("PENALTY", row -> row.set(2, (Long) row.get(2) / 2)));
        lies.put("15: one more for the seller", ended("BILL", row -> row.set(2, (Long) row.get(2) + 1)));
        lies.put("15: one less for the seller", ended("BILL", row -> row.set(2, (Long) row.get(2) - 1)));
        lies.put("15: one less returned", ended("RETURNED", row -> row.set(2, (Long) row.get(2) - 1)));
        lies.put("9: the house keeps the rest", ended("RETURNED", row -> row.set(1, "house")));
        lies.put("15: the rest is a fee", ended("RETURNED", row -> {
            row.set(1, "house");
            row.set(3, "FEE");
        }));
        lies.put("9: the house pays", ended("BILL", row -> row.set(0, "house")));
        lies.put("15: another fee", ended("FEE", row -> row.set(2, (Long) row.get(2) + 1)));
        lies.put("15: fee to a seller", ended("FEE", row -> row.set(1, "se-1")));
        lies.put("15: nothing is paid", new MadeUpInference.Lie() {
            @Override
            public void ended(List<Object> outcome, List<List<Object>> entries) {
                entries.clear();
            }
        });
        lies.put("15: another volume than paid", new MadeUpInference.Lie() {
            @Override
            public void ended(List<Object> outcome, List<List<Object>> entries) {
                if (outcome.get(1).equals("PAID") && !outcome.get(2).equals("check")) {
                    outcome.set(4, Math.max(0, (Long) outcome.get(4) - 1));
                }
            }
        });
        lies.put("15: a dispute without a penalty", new MadeUpInference.Lie() {
            @Override
            public void ended(List<Object> outcome, List<List<Object>> entries) {
                if (outcome.get(1).equals("PAID")) {
                    entries.removeIf(row -> row.get(3).equals("PENALTY"));
                }
            }
        });
        lies.put("15: a check in a market without checks", new MadeUpInference.Lie() {
            @Override
            public void ended(List<Object> outcome, List<List<Object>> entries) {
                if (outcome.get(1).equals("PAID")) {
                    outcome.set(2, "check");
                    entries.removeIf(row -> row.get(3).equals("PENALTY"));
                }
            }

            @Override
            public void record(Map<String, Object> record) {
                Trees.at(record, "product").put("checkShare", 0);
            }
        });
        lies.put("15: failed instead of paid", new MadeUpInference.Lie() {
            @Override
            public void ended(List<Object> outcome, List<List<Object>> entries) {
                if (outcome.get(1).equals("PAID")) {
                    outcome.set(1, "FAILED");
                    outcome.set(2, "no-result");
                }
            }
        });
    }

    private static void records(Map<String, MadeUpInference.Lie> lies) {
        lies.put("11: another draw", record(record -> record.put("draw", "00".repeat(64))));
        lies.put("14: another payload", batches(batch -> batch.put("sha256", "00".repeat(32))));
        lies.put("14: another command", batches(batch -> batch.put("seq", 1L)));
        lies.put("13: a longer batch", batches(batch -> batch.put("requests", (Integer) batch.get("requests") + 1)));
        lies.put("13: a lot above the volume of a lot", batches(batch -> {
            List<Object> last = Trees.rows(batch, "lots").getLast();
            last.set(2, MadeUpInference.LOT_VOLUME + 1L);
        }));
        lies.put("13: overlapping lots", batches(batch -> {
            List<List<Object>> lots = Trees.rows(batch, "lots");
            lots.add(Trees.copy(lots.getLast()));
        }));
        lies.put(
                "13: another cap",
                record(record -> Trees.at(record, "product").put("capUnits", MadeUpInference.CAP + 1)));
        lies.put(
                "13: lots of another volume",
                record(record -> Trees.at(record, "product").put("lotVolume", 1_001L)));
        lies.put(
                "13: orders closed earlier",
                record(record -> record.merge("frozenSeq", 1, (seq, one) -> (Long) seq - 1)));
    }

    private static MadeUpInference.Lie purchases(Consumer<List<Object>> change) {
        return new MadeUpInference.Lie() {
            @Override
            public void purchases(List<List<Object>> purchases) {
                purchases.forEach(change);
            }
        };
    }

    private static MadeUpInference.Lie offers(Consumer<List<Object>> change) {
        return new MadeUpInference.Lie() {
            @Override
            public void offers(List<List<Object>> offers) {
                offers.forEach(change);
            }
        };
    }

    private static MadeUpInference.Lie pieces(Consumer<List<Object>> change) {
        return new MadeUpInference.Lie() {
            @Override
            public void pieces(List<List<Object>> pieces) {
                pieces.forEach(change);
            }
        };
    }

    private static MadeUpInference.Lie ended(String reason, Consumer<List<Object>> change) {
        return new MadeUpInference.Lie() {
            @Override
            public void ended(List<Object> outcome, List<List<Object>> entries) {
                entries.stream().filter(row -> row.get(3).equals(reason)).forEach(change);
            }
        };
    }

    private static MadeUpInference.Lie record(Consumer<Map<String, Object>> change) {
        return new MadeUpInference.Lie() {
            @Override
            public void record(Map<String, Object> record) {
                change.accept(record);
            }
        };
    }

    private static MadeUpInference.Lie batches(Consumer<Map<String, Object>> change) {
        return record(record -> Trees.at(record, "batches")
                .keySet()
                .forEach(buyer -> change.accept(Trees.at(record, "batches", buyer))));
    }
}
