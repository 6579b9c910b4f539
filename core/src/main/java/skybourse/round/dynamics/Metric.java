package skybourse.round.dynamics;

/** Measured quantities of a slot, in the order of columns. A value that does not exist is NaN, an empty cell in tables. */
public enum Metric {
    ARRIVED("tasks", "tasks that arrived"),
    MET("tasks", "tasks that met their deadline"),
    LATE("tasks", "tasks that ended after their deadline"),
    EXPIRED("tasks", "tasks whose deadline passed before they were offered"),
    DROPPED("tasks", "tasks of which a part was lost in transfer"),
    WAITING("tasks", "tasks waiting to be offered at the end of the slot"),
    IN_FLIGHT("tasks", "tasks in progress at the end of the slot"),
    DEADLINES("share", "share of the tasks that arrived in this slot and met their deadline"),
    QUALITY("bit", "mean over finished tasks of the sum of log2(1 + s o) over parts, where late parts count 0"),
    WELFARE("money", "sum of the gains of buyers and leaders from work sold in the slot"),
    WELFARE_DELIVERED(
            "money",
            "worth of the tasks that ended in the slot with all their parts back, and the energy that they saved, minus the energy spent"),
    CERTIFIED("0 or 1", "whether the prices that leaders computed from their own information are certified"),
    EPS_PRICES("relative", "certified bound on the largest relative deviation gap at the quotes in the true market"),
    EPS_PRICES_REAL(
            "relative",
            "lower bound on eps in money: the search for a better price includes the overload price, the gain excludes it"),
    EPS_MIX(
            "relative",
            "certified bound on what an agent can expect to gain before prices are drawn, where leaders randomize; from the leaders' own information"),
    REGRET_MEAN("relative", "mean loss of wireless agents from acting on stale information"),
    REGRET_MAX("relative", "largest loss of a wireless agent from acting on stale information"),
    PRICE_DISTANCE("relative", "largest distance of a quote from the nearby equilibrium of the true market"),
    RATIO_DISTANCE("share", "mean distance of the chosen ratios from those of that equilibrium"),
    RATIO_STABILITY("share", "mean change of ratios since the previous slot, over agents with a task in both"),
    ROUNDS("iterations", "iterations from the last quotes until prices converged"),
    ROUNDS_NEAR(
            "iterations", "iterations from the last quotes until all prices are within 1 % of their converged values"),
    ROUNDS_COLD("iterations", "iterations from a cold start until prices converged"),
    ROUNDS_COLD_NEAR(
            "iterations", "iterations from a cold start until all prices are within 1 % of their converged values"),
    AT_REST("0 or 1", "whether prices converged"),
    STOOD_STILL("0 or 1", "whether no agent bought, although another price would be profitable for some leader"),
    CONTRACTION("digits per iteration", "median convergence rate: correct digits gained per iteration"),
    BRANCH_GAP("relative", "largest distance of a price from the end point of a cold start"),
    COLD_GAP(
            "relative",
            "the same after that end point is certified and repaired like quotes, if the distance exceeded 1 %"),
    COLD_CERTIFIED("0 or 1", "whether the end point of the cold start is certified"),
    COLD_PROFIT("relative", "excess of the leaders' total earnings at that end point over those at the quotes"),
    COLD_GAIN("relative", "excess of the welfare at that end point over that at the quotes"),
    BACKLOG("slots", "work waiting at leaders at the end of the slot, divided by their capacity per slot"),
    LARGEST_BACKLOG("slots", "the largest backlog of a leader"),
    HOME_BACKLOG("slots", "work waiting at wireless agents, divided by their capacity per slot"),
    OVERLOAD("work", "work sold by fixed agents beyond their capacity"),
    SOLD_SHARE("share", "share of the work to be resold that aerial agents took over"),
    LOTS("lots", "sold in tier 2"),
    OVERSOLD("share", "largest overload of a mobile agent as a share of its capacity"),
    HEAD_ROOM("share", "share of its capacity that a mobile agent kept free"),
    JOULES_HOME("J", "energy of wireless agents for computing"),
    JOULES_SENDING("J", "energy of wireless agents for sending"),
    JOULES_LEADERS("J", "energy of leaders for computing"),
    JOULES_AERIAL("J", "energy of aerial agents for flying and computing"),
    AERIAL_SERVING("agents", "aerial agents at their stations"),
    AERIAL_CHARGE("share", "mean battery charge of aerial agents"),
    MESSAGES("messages", "quotes and reports sent"),
    MESSAGES_LOST("messages", "messages lost"),
    HANDOVERS("results", "results returned through another leader"),
    BROKEN("parts", "transfers that broke"),
    DECLINED("parts", "parts declined because of an outdated quote"),
    ABSENT("agents", "agents that are absent"),
    EXCLUDED("agents", "leaders that receive no pieces because their reputation is too low"),
    MISSED("requests", "recorded requests that arrived while no agent was present");

    private final String unit;
    private final String meaning;

    Metric(String unit, String meaning) {
        this.unit = unit;
        this.meaning = meaning;
    }

    /** Returns the position of the metric among all metrics, from 0. Its column in the table has the same position. */
    @SuppressWarnings("EnumOrdinal") // the order of the constants is part of the contract
    public int place() {
        return ordinal();
    }

    /** Returns the unit. */
    public String unit() {
        return unit;
    }

    /** Returns the definition in one phrase. */
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
