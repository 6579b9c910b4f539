package skybourse.evidence.experiment;

/**
 * One claim of the paper beside what was found.
 *
 * @param claim its number, such as {@code C3}
 * @param subject which part of the claim, in a few words
 * @param paper what the paper says
 * @param ours what was found, with intervals
 * @param verdict the comparison of both
 * @param because why it differs or how it was judged
 */
public record Finding(String claim, String subject, String paper, String ours, Verdict verdict, String because) {}
