package skybourse.round.simulation;

/** What is measured of a slot; the order is that of columns. Where a number does not exist it is NaN, an empty cell in a table. */
public enum Metric {
    ARRIVED("tasks", "tasks that came"),
    MET("tasks", "tasks that ended in time"),
    LATE("tasks", "tasks that ended late"),
    EXPIRED("tasks", "tasks that were due before they could be offered"),
    DROPPED("tasks", "tasks that lost a part on the way"),
    WAITING("tasks", "tasks that wait to be offered, at the end of the slot"),
    IN_FLIGHT("tasks", "tasks that are under way, at the end of the slot"),
    DEADLINES("share", "of the tasks that came in this slot, those that ended in time"),
    QUALITY("bit", "mean over tasks that ended of the sum of log2(1 + s o), parts back late counting 0"),
    WELFARE("money", "of what was sold in the slot: what buyers and leaders gain together"),
    CERTIFIED("0 or 1", "whether the prices that leaders set out from their own view are certified"),
    EPS_PRICES("relative", "largest gain that anyone has at the quotes in the true market: a proof"),
    EPS_PRICES_REAL(
            "relative",
            "at least so much of it is money: the overload price counts in the search for a better price, not in the gain"),
    REGRET_MEAN("relative", "mean over wireless agents of what they lost by answering what they had heard"),
    REGRET_MAX("relative", "the largest of these"),
    PRICE_DISTANCE("relative", "largest distance of a quote from the equilibrium that the true market has near it"),
    RATIO_DISTANCE("share", "mean distance of what was sent from that equilibrium"),
    RATIO_STABILITY("share", "mean change of what is sent since the slot before, over agents with a task in both"),
    ROUNDS("rounds", "iterations from the last quotes to rest"),
    ROUNDS_NEAR("rounds", "iterations from the last quotes until no price is further than 1 % from where it rests"),
    ROUNDS_COLD("rounds", "iterations from the start to rest"),
    ROUNDS_COLD_NEAR("rounds", "iterations from the start until no price is further than 1 % from where it rests"),
    AT_REST("0 or 1", "whether prices came to rest"),
    STOOD_STILL("0 or 1", "whether nobody bought, though a leader would have earned by another price"),
    CONTRACTION("digits a round", "median of the digits that prices win an iteration"),
    BRANCH_GAP("relative", "largest distance of a price from where a cold start ends"),
    COLD_GAP(
            "relative",
            "the same once that end was certified and repaired as quotes are; where it was more than 1 % before"),
    COLD_CERTIFIED("0 or 1", "whether that end is certified"),
    COLD_PROFIT("relative", "what leaders earn in all at that end, above what they earn at the quotes"),
    COLD_GAIN("relative", "what wireless agents and leaders gain together there, above what they gain at the quotes"),
    BACKLOG("slots", "work that waits at leaders over all that they do in a slot, at its end"),
    LARGEST_BACKLOG("slots", "the largest backlog of a leader"),
    HOME_BACKLOG("slots", "work that waits at home over all that wireless agents do in a slot"),
    OVERLOAD("work", "sold by fixed agents beyond what they can do"),
    SOLD_SHARE("share", "of that overload, what aerial agents took over"),
    LOTS("lots", "sold in tier 2"),
    OVERSOLD("share", "largest share that a mobile agent sold beyond what it can do"),
    HEAD_ROOM("share", "of its capacity that a mobile agent kept free"),
    JOULES_HOME("J", "spent on computing by wireless agents"),
    JOULES_SENDING("J", "spent on sending by wireless agents"),
    JOULES_LEADERS("J", "spent on computing by leaders"),
    JOULES_AERIAL("J", "spent by aerial agents, in the air and on computing"),
    AERIAL_SERVING("agents", "aerial agents at their stations"),
    AERIAL_CHARGE("share", "mean charge of aerial agents"),
    MESSAGES("messages", "quotes and reports sent"),
    MESSAGES_LOST("messages", "of them lost"),
    HANDOVERS("results", "results that came back through another leader"),
    BROKEN("parts", "transfers that broke off"),
    DECLINED("parts", "parts declined for an old quote"),
    ABSENT("agents", "agents that are not there"),
    MISSED("requests", "recorded requests that came while nobody was there");

    private final String unit;
    private final String meaning;

    Metric(String unit, String meaning) {
        this.unit = unit;
        this.meaning = meaning;
    }

    /** Returns its place among all, which is that of its column. */
    @SuppressWarnings("EnumOrdinal") // the order is promised
    public int place() {
        return ordinal();
    }

    /** Returns the unit. */
    public String unit() {
        return unit;
    }

    /** Returns what it counts, in one phrase. */
    public String meaning() {
        return meaning;
    }

    /** Returns the name of its column, in camel case. */
    public String column() {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < name().length(); i++) {
            char letter = name().charAt(i);
            if (letter != '_') {
                boolean small = i == 0 || name().charAt(i - 1) != '_';
                name.append(small ? Character.toLowerCase(letter) : letter);
            }
        }
        return name.toString();
    }
}
