package skybourse.round.state;

/**
 * Where wireless agents and leaders are in one slot.
 *
 * @param eastMetres wireless agents first, then leaders
 * @param northMetres likewise
 * @param stays which stay each is on, below 0 where it is absent
 * @param agents how many wireless agents
 */
record Ends(double[] eastMetres, double[] northMetres, long[] stays, int agents) {

    double groundMetres(int agent, int leader) {
        return Math.hypot(
                eastMetres[agents + leader] - eastMetres[agent], northMetres[agents + leader] - northMetres[agent]);
    }

    /** Returns how far a pair moved against each other since an earlier slot; NaN where one of the two left or came in between. */
    double metresSince(Ends before, int agent, int leader) {
        int other = agents + leader;
        if (stays[agent] != before.stays[agent] || stays[other] != before.stays[other]) {
            return Double.NaN;
        }
        double east = (eastMetres[other] - eastMetres[agent]) - (before.eastMetres[other] - before.eastMetres[agent]);
        double north =
                (northMetres[other] - northMetres[agent]) - (before.northMetres[other] - before.northMetres[agent]);
        return Math.hypot(east, north);
    }
}
