package skybourse.venue;

import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Computer;
import skybourse.base.agent.FixedAgent;
import skybourse.base.agent.Leader;
import skybourse.base.agent.MobileAgent;
import skybourse.base.agent.Position;
import skybourse.base.agent.WirelessAgent;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.InferenceModel;
import skybourse.venue.event.InferenceProduct;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketModel;
import skybourse.venue.event.MarketRules;

/**
 * Right to act as one agent of the market, with the account number, the holder and the terms. It belongs to an agent of the scenario or
 * to a newcomer, and has a holder and terms. Mutable and not safe for several threads.
 */
final class Seat {

    /** Id of the agent. */
    final String id;

    /** Agent of the market file with this id. For a newcomer, the agent that is its model. */
    final MarketModel.ListedAgent listed;

    /** Number of its account. */
    final int account;

    /** Terms of the present holder. */
    AgentTerms terms = AgentTerms.ofScenario();
    /** Version of the terms; 0 if there are no terms yet. */
    long version;
    /** The round that was collecting orders when the terms were submitted. */
    long since;

    /** Number of the journal entry in which the terms were submitted or ended. */
    long termsSeq;

    /** The round that was collecting orders when the seat was taken. */
    long taken;

    /** Whether the seat cannot be freed, because its holder was invited or used it. */
    boolean isKept;

    /** Whether the agent takes part in rounds. */
    boolean isPresent;
    /** Whether the operator excludes the agent from rounds. */
    boolean isBarred;
    /** Version of the operator's last decision to exclude or admit. */
    long barVersion;
    /** Number of the journal's entry of that decision. */
    long barSeq;

    /** SHA-256 of the holder's secret; empty for a free seat. */
    String secret = "";

    /** SHA-256 of the secret whose holder is invited to take the seat; empty if there is no invitation. */
    String invited = "";

    /** Secrets of earlier holders and invitations, by SHA-256. A repeated invitation does not make these secrets valid again. */
    final SortedSet<String> over = new TreeSet<>();

    /** For each secret, the number of the journal entry that invited its holder, or with which its holder took the seat without an invitation. */
    final SortedMap<String, Long> invitations = new TreeMap<>();

    /** Part of the agent's money that is held for bills, bonds, fines and stakes, ledger units. */
    long heldUnits;

    /** The most that commands of the agent may spend in a day, ledger units; empty for no limit. */
    OptionalLong spendUnitsADay = OptionalLong.empty();

    /** Day of the market's clock to which {@link #spentUnits} belongs; a day has 86,400,000 ms. */
    long spendingDay;

    /** Amount that a buyer spent in that day, minus what of it was returned in that day, ledger units; at least 0. */
    long spentUnits;

    /** Number of stored task names of the agent. */
    int names;

    /** Name of the agent's task that waits for a round; empty if no task waits. */
    String openTask = "";

    /**
     * Creates a free seat.
     *
     * @param id id of the agent
     * @param listed agent of the market file with this id; for a newcomer, the agent that is its model
     * @param account number of its account
     */
    Seat(String id, MarketModel.ListedAgent listed, int account) {
        this.id = id;
        this.listed = listed;
        this.account = account;
    }

    /** Invites the holder of a secret to take the seat. An earlier invitation ends. */
    void invite(String next, long seq) {
        invitations.putIfAbsent(next, seq);
        if (!invited.isEmpty()) {
            over.add(invited);
        }
        invited = next;
    }

    /** Gives the seat to the holder of a secret. The secret of the previous holder becomes invalid. */
    void hold(String next, long round, long seq) {
        invitations.putIfAbsent(next, seq);
        if (!secret.equals(next)) {
            taken = round;
        }
        if (!secret.isEmpty() && !secret.equals(next)) {
            over.add(secret);
        }
        if (invited.equals(next)) {
            invited = "";
            isKept = true;
        }
        secret = next;
    }

    /** Applies new terms of the holder of a secret. */
    void put(MarketEvent.AgentPut put, long round, long seq) {
        hold(put.secret(), round, seq);
        termsSeq = seq;
        terms = put.terms();
        version = put.version();
        since = round;
        isPresent = true;
    }

    /** Ends the agent's part in rounds. */
    void leave(long leavingVersion, long seq) {
        isPresent = false;
        version = leavingVersion;
        termsSeq = seq;
    }

    /** Applies the operator's decision to exclude or admit the agent. */
    void bar(MarketEvent.AgentBarred barred, long seq) {
        isBarred = barred.barred();
        barVersion = barred.version();
        barSeq = seq;
    }

    /** Returns what the agent has spent in a day. */
    long spentUnits(long day) {
        return day == spendingDay ? spentUnits : 0;
    }

    /** Counts an amount that was spent in a day. It is negative if it was returned. */
    void spend(long units, long day) {
        spentUnits = Math.max(0, spentUnits(day) + units);
        spendingDay = day;
    }

    /** Marks the seat as used by its holder. Returns this seat. */
    Seat markUsed() {
        isKept = true;
        return this;
    }

    /** Takes the seat from its holder and resets the terms and their version. Returns this seat. */
    Seat freed() {
        invitations.remove(secret);
        secret = "";
        terms = AgentTerms.ofScenario();
        version = 0;
        since = 0;
        termsSeq = 0;
        taken = 0;
        isPresent = false;
        spendUnitsADay = OptionalLong.empty();
        return this;
    }

    /**
     * Returns whether the seat may be freed in a round. It must have been taken at least {@code mostRounds} rounds ago without an invitation, and
     * not have been used. It must not be barred or have a pending invitation.
     */
    boolean isUnused(long round, long mostRounds) {
        return !secret.isEmpty() && !isKept && !isBarred && invited.isEmpty() && round - taken >= mostRounds;
    }

    /** Returns whether the seat belongs to a newcomer. */
    boolean isNewcomer() {
        return !id.equals(listed.id());
    }

    /** Returns the kind, as in {@link MarketModel.ListedAgent#kind}. */
    String kind() {
        return listed.kind();
    }

    /**
     * Returns the agent of the scenario.
     *
     * @throws java.util.NoSuchElementException in an inference market
     */
    Agent agent() {
        return listed.agent().orElseThrow();
    }

    private boolean isAgent(Class<? extends Agent> kind) {
        return listed.agent().filter(kind::isInstance).isPresent();
    }

    /** Returns whether the agent is a wireless agent. */
    boolean isWireless() {
        return isAgent(WirelessAgent.class);
    }

    /** Returns whether the agent is a mobile or fixed agent. */
    boolean isLeader() {
        return isAgent(Leader.class);
    }

    /** Returns whether the agent is an aerial agent. */
    boolean isAerial() {
        return isAgent(AerialAgent.class);
    }

    /** Returns whether the agent sells lots in an inference market. */
    boolean isLotSeller() {
        return listed.kind().equals(InferenceModel.SELLER);
    }

    /** Returns whether the agent submits tasks or requests. */
    boolean isBuyer() {
        return isWireless() || listed.kind().equals(InferenceModel.BUYER);
    }

    /**
     * Returns the most lots that a seller of an inference market serves until they are due, by its terms; 0 without terms.
     *
     * @param product what is sold
     */
    long lots(InferenceProduct product) {
        double lots = Math.floor(terms.workPerSecond().orElse(0) * product.answerSeconds() / product.lotVolume());
        return (long) Math.min(lots, MarketRules.MOST_LOTS);
    }

    /**
     * Returns the wireless agent with its terms and the task of the file.
     *
     * @throws ClassCastException if the agent is of another kind
     */
    WirelessAgent wireless() {
        var file = (WirelessAgent) agent();
        Position at = place(file.position());
        double weight =
                terms.worth().isPresent() ? terms.worth().getAsDouble() / Math.log(2) : file.satisfactionWeight();
        return file.withId(id)
                .withPosition(at)
                .withComputer(computer(file.computer()))
                .withSatisfactionWeight(weight);
    }

    /**
     * Returns the leader with its terms.
     *
     * @throws ClassCastException if the agent is of another kind
     */
    Leader leader() {
        return switch ((Leader) agent()) {
            case MobileAgent file ->
                new MobileAgent(
                        id,
                        place(file.position()),
                        computer(file.computer()),
                        file.joulePrice(),
                        file.priceCapPerBit());
            case FixedAgent file -> file.withId(id).withComputer(computer(file.computer()));
        };
    }

    /**
     * Returns the aerial agent with its terms.
     *
     * @throws ClassCastException if the agent is of another kind
     */
    AerialAgent aerial() {
        var file = (AerialAgent) agent();
        return file.withId(id).withPosition(place(file.position())).withComputer(computer(file.computer()));
    }

    private Position place(Position file) {
        return terms.position().orElse(file);
    }

    private Computer computer(Computer file) {
        return terms.workPerSecond().isPresent()
                ? new Computer(terms.workPerSecond().getAsDouble(), file.powerCoefficient(), file.energy())
                : file;
    }
}
