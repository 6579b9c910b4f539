package skybourse.venue.event;

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

/** A place in the market: an agent of the scenario, and who plays it. Mutable. */
public final class Seat {

    public final String id;

    /** The agent of the file that plays it or, for a newcomer, that it is like. */
    public final Agent agent;

    public final int account;

    public Terms terms = Terms.ofScenario();
    public long version;
    /** The round that collected when the terms were put. */
    public long since;

    /** Number of the journal's entry that put or ended the terms. */
    public long termsSeq;

    /** The round that collected when it was taken. */
    public long taken;

    /** Whether it stays with its holder: the holder was invited, or used it. */
    public boolean isKept;

    public boolean isPresent;
    public boolean isBarred;
    public long barVersion;
    public long barSeq;

    /** SHA-256 of the secret of whoever holds it, and of the one that may take it next; empty for none. */
    public String secret = "";

    public String invited = "";

    /** Secrets that held it, or were invited, before others: a late copy of their invitation lets nobody in again. */
    public final SortedSet<String> over = new TreeSet<>();

    /** Number of the journal's entry that invited each secret, or that let it take the seat without an invitation. */
    public final SortedMap<String, Long> invitations = new TreeMap<>();

    /** What of its money is kept for bills and bonds. */
    public long heldUnits;

    /** How many of its tasks' names are known. */
    public int names;

    /** The name of its task that waits for a round; empty for none. */
    public String openTask = "";

    public Seat(String id, Agent agent, int account) {
        this.id = id;
        this.agent = agent;
        this.account = account;
    }

    /** Lets whoever has a secret take it next; the invitation before is over. */
    public void invite(String next, long seq) {
        invitations.putIfAbsent(next, seq);
        if (!invited.isEmpty()) {
            over.add(invited);
        }
        invited = next;
    }

    /** Gives it to whoever has a secret; the secret before is over. */
    public void hold(String next, long round, long seq) {
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

    /** Leaves it to its holder, who used it. */
    public Seat kept() {
        isKept = true;
        return this;
    }

    /** Takes it from its holder, who never used it. */
    public Seat freed() {
        invitations.remove(secret);
        secret = "";
        terms = Terms.ofScenario();
        version = 0;
        since = 0;
        termsSeq = 0;
        taken = 0;
        isPresent = false;
        return this;
    }

    /** Tells whether it may be freed in a round: nobody used it, was invited to it, or was barred from it. */
    public boolean isUnused(long round, long mostRounds) {
        return !secret.isEmpty() && !isKept && !isBarred && invited.isEmpty() && round - taken >= mostRounds;
    }

    public boolean isNewcomer() {
        return !id.equals(agent.id());
    }

    public String kind() {
        return switch (agent) {
            case WirelessAgent _ -> "wireless";
            case AerialAgent _ -> "aerial";
            case Leader leader -> leader.moves() ? "mobile" : "fixed";
            default -> throw new IllegalStateException(id);
        };
    }

    public boolean isWireless() {
        return agent instanceof WirelessAgent;
    }

    /** Returns the wireless agent on its terms, without a change of task. */
    public WirelessAgent wireless() {
        var file = (WirelessAgent) agent;
        Position at = place(file.position());
        double weight =
                terms.worth().isPresent() ? terms.worth().getAsDouble() / Math.log(2) : file.satisfactionWeight();
        return file.withId(id)
                .withPosition(at)
                .withComputer(computer(file.computer()))
                .withSatisfactionWeight(weight);
    }

    /** Returns the leader on its terms. */
    public Leader leader() {
        return switch ((Leader) agent) {
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

    /** Returns the aerial agent on its terms. */
    public AerialAgent aerial() {
        var file = (AerialAgent) agent;
        return file.withId(id).withPosition(place(file.position())).withComputer(computer(file.computer()));
    }

    private Position place(Position file) {
        return terms.position().orElse(file);
    }

    private Computer computer(Computer file) {
        return terms.workPerSecond().isPresent()
                ? new Computer(terms.workPerSecond().getAsDouble(), file.powerCoefficient())
                : file;
    }
}
