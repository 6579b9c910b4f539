package skybourse.paper.experiment;

/** Verdict on a claim. */
public enum Verdict {
    /** The claim holds in this run. */
    REPRODUCED("reproduced"),
    /** The claim holds in part or in another form, for a stated reason. */
    DIFFERS("differs"),
    /** The claim does not hold in this run. */
    NOT_REPRODUCED("not reproduced"),
    /** The paper states no number. The result does not depend significantly on the varied setting. */
    ROBUST("robust"),
    /** The paper states no number. The result depends on the varied setting. */
    SENSITIVE("sensitive"),
    /** This run does not cover the claim. */
    NOT_ASKED("not asked for");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** Returns the words for the verdict in reports. */
    public String text() {
        return words;
    }
}
