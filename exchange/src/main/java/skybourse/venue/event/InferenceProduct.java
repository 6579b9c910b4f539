package skybourse.venue.event;

import skybourse.base.numeric.Checks;

/**
 * What an inference market sells: answers of one language model, measured by volume. The volume of a request is the weighted number of bytes of the
 * request and its answer. The exchange counts it itself; the {@code usage} that an endpoint reports is not read. A request is never split between lots.
 *
 * @param model name of the model, such as {@code qwen2.5-0.5b-instruct}
 * @param quantization quantization of its weights, such as {@code q4_k_m}
 * @param contextTokens number of tokens of a request and its answer that an endpoint must support, at least 1. It limits {@code
 *     max_tokens}; the length of a prompt is not checked
 * @param lotVolume volume of a lot, in [1, 2^40]; the largest reserved volume of a request
 * @param promptWeight volume of a byte of a request, in [0, 10^6]
 * @param answerWeight volume of a byte of an answer, in [1, 10^6]
 * @param bytesPerToken largest number of paid answer bytes for each token that a request allows, in [1, 100]
 * @param defaultMaxTokens number of tokens that a request allows if it does not state {@code max_tokens}, in [1, 10^6]
 * @param leastShare share of its reserved volume for which an answered request is billed at least, in [0, 1]; it makes empty reservations expensive
 * @param answerSeconds time from the sale of a lot to its due time, s; above 0
 * @param capUnits highest price of a lot, ledger units, in [1, 2^40]
 * @param checkShare share of the answers that the operator checks, in [0, 1]. If it is 0, the operator only rules on disputes
 */
public record InferenceProduct(
        String model,
        String quantization,
        int contextTokens,
        long lotVolume,
        int promptWeight,
        int answerWeight,
        int bytesPerToken,
        int defaultMaxTokens,
        double leastShare,
        double answerSeconds,
        long capUnits,
        double checkShare) {

    /** Largest price cap of a lot, ledger units; also the largest volume of a lot. */
    public static final long MOST_UNITS = 1L << 40;

    private static final int MOST_WEIGHT = 1_000_000;
    private static final int MOST_BYTES = 100;

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a name is blank or a number is outside its range
     */
    public InferenceProduct {
        if (model.isBlank()) {
            throw new IllegalArgumentException("model must not be empty");
        }
        within(contextTokens, 1, Integer.MAX_VALUE, "contextTokens");
        within(lotVolume, 1, MOST_UNITS, "lotVolume");
        within(promptWeight, 0, MOST_WEIGHT, "promptWeight");
        within(answerWeight, 1, MOST_WEIGHT, "answerWeight");
        within(bytesPerToken, 1, MOST_BYTES, "bytesPerToken");
        within(defaultMaxTokens, 1, MOST_WEIGHT, "defaultMaxTokens");
        Checks.within(leastShare, 0, 1, "leastShare");
        Checks.positive(answerSeconds, "answerSeconds");
        within(capUnits, 1, MOST_UNITS, "capUnits");
        Checks.within(checkShare, 0, 1, "checkShare");
    }

    private static void within(long value, long low, long high, String name) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " must be in [" + low + ", " + high + "]: " + value);
        }
    }

    /** Returns the least volume for which an answered lot is billed: {@code leastShare} of a lot, rounded up. Otherwise a nearly empty lot would cost nothing. */
    public long leastVolume() {
        return (long) Math.ceil(leastShare * lotVolume);
    }

    /**
     * Returns the volume that is reserved for a request.
     *
     * @param requestBytes number of bytes of the request, at least 0
     * @param maxTokens largest number of tokens of its answer, at least 0
     */
    public long reservedVolume(int requestBytes, int maxTokens) {
        return (long) promptWeight * requestBytes + (long) answerWeight * bytesPerToken * maxTokens;
    }

    /**
     * Returns the used volume of an answered request: the weighted bytes of request and answer, at least {@code leastShare} of the reserved volume and at
     * most the reserved volume.
     *
     * @param reserved its reserved volume
     * @param requestBytes number of bytes of the request, at least 0
     * @param answerBytes number of bytes of the answer, at least 0
     */
    public long usedVolume(long reserved, int requestBytes, int answerBytes) {
        long used = (long) promptWeight * requestBytes + (long) answerWeight * answerBytes;
        return Math.min(reserved, Math.max((long) Math.ceil(leastShare * reserved), used));
    }
}
