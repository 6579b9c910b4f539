package skybourse.venue;

import java.util.OptionalLong;
import skybourse.venue.event.AgentTerms;

/**
 * State of an agent.
 *
 * @param id id of its seat
 * @param kind its kind, as in {@link skybourse.venue.event.MarketModel.ListedAgent#kind}
 * @param version version of its terms; 0 if there are none yet
 * @param terms its terms
 * @param isPresent whether it takes part in rounds
 * @param isBarred whether the operator excludes it from rounds
 * @param barVersion version of the operator's last decision to exclude or admit it; 0 if there is none yet
 * @param isInvited whether there is an unused invitation to its seat
 * @param balanceUnits balance, ledger units
 * @param heldUnits part of the balance that is held for bills, bonds, fines and stakes, ledger units
 * @param spendingLimitUnits the most that its commands may spend in a day of the market's clock, ledger units; empty for no limit
 * @param spendableUnits part of the free balance that its commands may spend today, ledger units
 * @param neededUnits free balance that a leader, or a seller of lots, must have to take part in a round, ledger units; 0 for other agents
 */
public record AgentView(
        String id,
        String kind,
        long version,
        AgentTerms terms,
        boolean isPresent,
        boolean isBarred,
        long barVersion,
        boolean isInvited,
        long balanceUnits,
        long heldUnits,
        OptionalLong spendingLimitUnits,
        long spendableUnits,
        long neededUnits) {}
