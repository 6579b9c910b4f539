package skybourse.server.signedlog;

import skybourse.server.journal.JournalException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Head of a leaf of the log. It consists of the leaf's fields before the first list or object.
 *
 * @param round number of the round to which the leaf belongs
 * @param agent agent of a receipt; empty if the leaf is the record of a round
 * @param toSeq number of the last entry that a receipt covers; 0 if the leaf is a record
 */
record MerkleLeafHeader(long round, String agent, long toSeq) {

    /**
     * Parses only the head of a leaf.
     *
     * @throws JournalException if the leaf is not JSON
     */
    static MerkleLeafHeader of(String leaf) {
        long round = -1;
        String agent = "";
        long toSeq = 0;
        try (JsonParser json = JsonMapper.shared().createParser(leaf)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME
                    && json.nextToken().isScalarValue()) {
                switch (json.currentName()) {
                    case "round" -> round = json.getLongValue();
                    case "agent" -> agent = json.getString();
                    case "toSeq" -> toSeq = json.getLongValue();
                    default -> {}
                }
            }
        } catch (JacksonException e) {
            throw new JournalException("a leaf of the log is not JSON: " + e.getOriginalMessage(), e);
        }
        return new MerkleLeafHeader(round, agent, toSeq);
    }

    /** Returns whether the leaf is a receipt of the agent {@code of} whose last entry is {@code command} or later. */
    boolean isReceipt(String of, long command) {
        return agent.equals(of) && toSeq >= command;
    }
}
