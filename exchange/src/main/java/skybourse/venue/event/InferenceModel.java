package skybourse.venue.event;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.LabelSyntax;
import skybourse.base.scenario.Scenario;

/**
 * Market in which sellers and buyers trade answers of a language model. Each round is one procurement auction: the demand is given, sellers have one ask per
 * lot, and no price exceeds the cap of the product.
 *
 * @param name a label ({@link LabelSyntax})
 * @param description purpose and source of the numbers; may be empty
 * @param product what is sold
 * @param ledgerUnitMoney value of a ledger unit, money; above 0
 * @param sellers ids of the sellers' seats
 * @param buyers ids of the buyers' seats
 */
public record InferenceModel(
        String name,
        String description,
        InferenceProduct product,
        double ledgerUnitMoney,
        List<String> sellers,
        List<String> buyers)
        implements MarketModel {

    /** Kind of the agents that sell lots. */
    public static final String SELLER = "seller";

    private static final Set<String> RESERVED = Set.of(Scenario.HOUSE, Scenario.ESCROW, MarketRules.OUTSIDE);

    /** Kind of the agents that submit requests. */
    public static final String BUYER = "buyer";

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if {@code name} is not a label, the unit is not positive, there is no seller or no buyer, or an id is reserved or not
     *     unique
     */
    public InferenceModel {
        LabelSyntax.check(name, "name");
        Checks.positive(ledgerUnitMoney, "ledgerUnitMoney");
        sellers = List.copyOf(sellers);
        buyers = List.copyOf(buyers);
        if (sellers.isEmpty() || buyers.isEmpty()) {
            throw new IllegalArgumentException(
                    (sellers.isEmpty() ? "sellers" : "buyers") + " must have at least one id: 0");
        }
        Set<String> ids = new HashSet<>();
        Stream.concat(sellers.stream(), buyers.stream())
                .filter(id -> !ids.add(id) || RESERVED.contains(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException("id must be unique and not a reserved name: " + id);
                });
    }

    @Override
    public List<ListedAgent> listedAgents() {
        return Stream.concat(
                        buyers.stream().map(id -> new ListedAgent(id, BUYER, Optional.empty())),
                        sellers.stream().map(id -> new ListedAgent(id, SELLER, Optional.empty())))
                .toList();
    }
}
