package skybourse.server.codec;

import java.util.List;
import java.util.Optional;
import skybourse.files.text.Description;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.event.MarketRules;

/** Description of a market, with its rules, its agents and the last prices. */
public record MarketBody(
        @Description("Name of the market.") String market,
        @Description("Auction rule of tier 2.") String rule,
        @Description("True if joining needs no invitation.") boolean isOpen,
        @Description("Number of the current round.") JsonLong round,
        @Description("Time between rounds; 0 on demand.") double roundSeconds,
        @Description("Time for results after the deadline.") double graceSeconds,
        @Description("Time for disputing a result.") double objectionSeconds,

        @Description("Largest epsilon at which a round is sold. For mixed-strategy prices it applies to the mix.")
        double maxEpsilon,

        @Description("Deadline for reporting a piece undoable, as a share of the time from the sale to the due time.")
        double undoableShare,

        @Description("Share of the bill that the house keeps if the buyer confirms that a piece is undoable.")
        double feeShare,

        @Description(
                "Share e of rulings that are wrong. The stake of a dispute is e / (1 - e) of the bill and the bonds.")
        double errorRate,

        @Description("Time limit for a ruling on a dispute.")
        double rulingSeconds,

        @Description(value = "Value of one ledger unit.", unit = "money")
        double ledgerUnitMoney,

        @Description(value = "Current time.", unit = "ms") JsonLong now,
        @Description("All agents.") List<AgentBody> agents,

        @Description("Prices of the last round; missing before the first round is sold.")
        Optional<PricesBody.LastPrices> last) {

    public MarketBody {
        agents = List.copyOf(agents);
    }

    /**
     * Returns the body of a market.
     *
     * @param now present time, milliseconds of the market's clock
     */
    public static MarketBody of(
            String market, MarketRules rules, double roundSeconds, long now, ExchangeEngine engine) {
        return new MarketBody(
                market,
                rules.rule(),
                rules.open(),
                new JsonLong(engine.round()),
                roundSeconds,
                rules.graceSeconds(),
                rules.objectionSeconds(),
                rules.maxEpsilon(),
                rules.disputes().undoableShare(),
                rules.disputes().feeShare(),
                rules.disputes().errorRate(),
                rules.disputes().rulingSeconds(),
                rules.scenario().rules().ledgerUnitMoney(),
                new JsonLong(now),
                engine.agents().stream().map(AgentBody::of).toList(),
                PricesBody.LastPrices.of(engine));
    }
}
