package skybourse.paper.experiment;

/** What the numbers say of a claim. */
public enum Verdict {
    /** The claim holds in what was run. */
    REPRODUCED("reproduced"),
    /** It holds in part or in another form, for a reason that is named. */
    DIFFERS("differs"),
    /** It does not hold in what was run. */
    NOT_REPRODUCED("not reproduced"),
    /** The paper gives nothing to compare with; what was varied changes nothing that the intervals tell. */
    ROBUST("robust"),
    /** The paper gives nothing to compare with; what was varied changes the result. */
    SENSITIVE("sensitive"),
    /** This run was not asked for it. */
    NOT_ASKED("not asked for"),
    /** Nothing in this build could tell. */
    NOT_RUN("not run in this build");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** Returns the verdict as a report writes it. */
    public String words() {
        return words;
    }
}
