package skybourse.evidence.experiment;

/** What the numbers say of a claim. */
public enum Verdict {
    /** The claim holds in what was run. */
    REPRODUCED("reproduced"),
    /** It holds in part or in another form, for a reason that is named. */
    DIFFERS("differs"),
    /** It does not hold in what was run. */
    NOT_REPRODUCED("not reproduced"),
    /** Nothing was run that could tell. */
    NOT_RUN("not run in this build");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** Returns the verdict as a report writes it. */
    public String words() {
        return words;
    }

    /** Returns {@link #REPRODUCED} where all of it holds, {@link #DIFFERS} where part of it does. */
    public static Verdict of(boolean all, boolean part) {
        return all ? REPRODUCED : part ? DIFFERS : NOT_REPRODUCED;
    }
}
