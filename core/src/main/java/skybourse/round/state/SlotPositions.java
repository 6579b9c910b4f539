package skybourse.round.state;

/**
 * Positions of wireless agents and leaders in one slot. Arrays contain the wireless agents, then the leaders.
 *
 * @param eastMetres east coordinates
 * @param northMetres north coordinates
 * @param stays number of each agent's stay; negative while it is absent
 * @param agents number of wireless agents
 */
record SlotPositions(double[] eastMetres, double[] northMetres, long[] stays, int agents) {

    double groundMetres(int agent, int leader) {
        return Math.hypot(
                eastMetres[agents + leader] - eastMetres[agent], northMetres[agents + leader] - northMetres[agent]);
    }

    /** Returns the relative movement of two agents since an earlier slot, in metres; NaN if one of them left or arrived in between. */
    double metresSince(SlotPositions before, int agent, int leader) {
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
