package skybourse.venue;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import skybourse.base.agent.FixedAgent;
import skybourse.base.agent.Leader;
import skybourse.base.numeric.Checks;
import skybourse.tier2.auction.Order;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.CommandReply.Kind;
import skybourse.venue.event.CommandReply.Refused;
import skybourse.venue.event.MarketCommand;

/** Checks arguments of commands. These checks do not depend on the state of the market. */
final class ArgumentCheck {

    /** Pattern of the names of agents and tasks, and of the references of payments. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]{0,62}");

    /** Largest amount in a command, ledger units. */
    static final long MOST_UNITS = (1L << 53) - 1;

    private static final String SPENDING = "spendUnitsADay";

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /** Largest number of lots for which an aerial agent may state asks in one round. */
    private static final int MOST_ASKS = 1_000;

    private ArgumentCheck() {}

    static Optional<Refused> name(String name, String field) {
        return rule(
                NAME.matcher(name).matches(),
                field,
                "must be 1 to 63 of the characters A-Z a-z 0-9 . _ ~ -, beginning with a letter or digit",
                name);
    }

    /** Checks a digest. It may be empty if {@code optional} is true. */
    static Optional<Refused> digest(String digest, String field, boolean optional) {
        boolean fits = (optional && digest.isEmpty()) || DIGEST.matcher(digest).matches();
        return rule(fits, field, "must be 64 lower-case hexadecimal digits", digest);
    }

    static Optional<Refused> rule(boolean holds, String field, String rule, Object value) {
        return holds ? Optional.empty() : Optional.of(new Refused(Kind.INVALID, field, rule, String.valueOf(value)));
    }

    /** Returns the first refusal; empty if there is none. */
    static Optional<Refused> first(List<Optional<Refused>> refusals) {
        return refusals.stream().flatMap(Optional::stream).findFirst();
    }

    /**
     * Returns the refusal of an amount that is held from an agent, if its free balance or its spending limit does not cover it.
     *
     * @param units the amount, ledger units
     * @param use what it is held for
     */
    static Optional<Refused> funds(ExchangeState state, Seat seat, long units, String use) {
        long free = state.money.freeUnits(seat);
        if (units > free) {
            String rule = "must have " + units + " free units for the " + use;
            return Optional.of(new Refused(Kind.FUNDS, "agent", rule, "" + free));
        }
        long rest = state.money.spendableUnits(seat);
        String rule = "must leave at least " + units + " spendable units today for the " + use;
        return units <= rest ? Optional.empty() : Optional.of(new Refused(Kind.FUNDS, SPENDING, rule, "" + rest));
    }

    static Optional<Refused> terms(Seat seat, AgentTerms terms) {
        boolean isLeader = seat.isLeader();
        boolean isAsking = seat.isAerial() || seat.isLotSeller();
        return first(List.of(
                digest(terms.publicKey(), "publicKey", true),
                rule(
                        terms.kind().equals(seat.kind()) || (terms.kind().isEmpty() && !seat.isNewcomer()),
                        "kind",
                        "must be the kind of the agent, " + seat.kind(),
                        terms.kind()),
                rule(terms.worth().isEmpty() || seat.isWireless(), "worth", "is only for wireless agents", seat.id),
                rule(
                        terms.pricePerBit().isEmpty() || isLeader,
                        "pricePerBit",
                        "is only for mobile and fixed agents",
                        seat.id),
                terms.pricePerBit().isEmpty() || !isLeader
                        ? Optional.empty()
                        : within(
                                terms.pricePerBit().getAsDouble(),
                                0,
                                ((Leader) seat.agent()).priceCapPerBit(),
                                "pricePerBit"),
                terms.workPerSecond().isEmpty()
                        ? Optional.empty()
                        : within(
                                terms.workPerSecond().getAsDouble(),
                                Checks.SMALLEST_AMOUNT,
                                Checks.LARGEST_AMOUNT,
                                "workPerSecond"),
                rule(
                        terms.position().isEmpty()
                                || seat.listed
                                        .agent()
                                        .filter(FixedAgent.class::isInstance)
                                        .isEmpty(),
                        "position",
                        "is not for fixed agents",
                        seat.id),
                rule(
                        terms.askTicks().isEmpty() || isAsking,
                        "asks",
                        "is only for aerial agents and sellers of lots",
                        seat.id),
                terms.askTicks().flatMap(ArgumentCheck::asks),
                inferenceTerms(seat, terms)));
    }

    /** Checks a spending limit. It needs a key, because only a signed command raises it. */
    static Optional<Refused> spending(Seat seat, MarketCommand.PutAgent put) {
        if (put.spendUnitsADay().isEmpty()) {
            return Optional.empty();
        }
        long units = put.spendUnitsADay().getAsLong();
        return first(List.of(
                rule(seat.isBuyer(), SPENDING, "is only for buyers", seat.id),
                rule(units >= 0 && units <= MOST_UNITS, SPENDING, "must be in [0, " + MOST_UNITS + "]", units),
                rule(
                        !put.terms().publicKey().isEmpty(),
                        SPENDING,
                        "needs a publicKey, which signs commands that raise it",
                        units)));
    }

    /** Checks the terms of an agent of an inference market. A seller has a speed and one ask; a buyer has neither. */
    private static Optional<Refused> inferenceTerms(Seat seat, AgentTerms terms) {
        boolean isSeller = seat.isLotSeller();
        boolean isBuyer = seat.isBuyer() && !seat.isWireless();
        return first(List.of(
                rule(
                        terms.position().isEmpty() || !(isSeller || isBuyer),
                        "position",
                        "is only for agents of a two-tier market",
                        seat.id),
                rule(
                        !isSeller || terms.workPerSecond().isPresent(),
                        "workPerSecond",
                        "must be given by a seller: the volume that it serves per second",
                        "missing"),
                rule(
                        !isSeller
                                || terms.askTicks()
                                        .filter(asks -> asks.size() == 1)
                                        .isPresent(),
                        "askTicks",
                        "must have one ask of a seller, in ledger units per lot",
                        terms.askTicks().map(asks -> "" + asks.size()).orElse("missing")),
                rule(!isBuyer || terms.workPerSecond().isEmpty(), "workPerSecond", "is not for buyers", seat.id)));
    }

    private static Optional<Refused> within(double value, double low, double high, String field) {
        return rule(value >= low && value <= high, field, "must be in [" + low + ", " + high + "]", value);
    }

    private static Optional<Refused> asks(List<Long> ticks) {
        long before = 0;
        for (int lot = 0; lot < ticks.size(); lot++) {
            long ask = ticks.get(lot);
            if (ask < before || ask > Order.MAX_TICKS) {
                return rule(
                        false,
                        "asks[" + lot + "]",
                        "must be in [" + before + ", " + Order.MAX_TICKS
                                + "], and at least the price of the previous lot",
                        ask);
            }
            before = ask;
        }
        return rule(ticks.size() <= MOST_ASKS, "asks", "must be at most " + MOST_ASKS, ticks.size());
    }
}
