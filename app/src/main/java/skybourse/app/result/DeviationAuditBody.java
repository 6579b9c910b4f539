package skybourse.app.result;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import skybourse.files.codec.LeaderPrice;
import skybourse.files.codec.RecordTable;
import skybourse.files.text.FieldDescription;
import skybourse.round.analysis.DeviationAudit;
import skybourse.round.analysis.DeviationAudit.BestDeclaration;
import skybourse.round.analysis.DeviationAudit.DeclarationKind;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;

/** {@code audit-round.json}: unilateral gains of leaders and aerial agents in a round with both tiers. */
public record DeviationAuditBody(
        @FieldDescription("Name of the scenario.") String scenario,

        @FieldDescription("Name of the auction rule; empty without an auction.")
        String rule,

        @FieldDescription("Whether a declaration of an aerial agent changed a price of tier 1 or a start price.")
        boolean declarationsMovePrices,

        @FieldDescription("Certified bound on the relative gap in decision profit.")
        double provedDecisionGapAtMost,

        @FieldDescription("The same at the sampled prices, if leaders randomize.")
        double provedDecisionGapOfDrawAtMost,

        @FieldDescription("The players: aerial agents, then leaders.")
        List<PlayerRow> players) {

    /** Gains of an agent. Fields that do not apply to the kind of the agent are absent. */
    public record PlayerRow(
            @FieldDescription("Id of the player.") String player,

            @FieldDescription("Kind of player: aerial or leader.")
            String kind,

            @FieldDescription(value = "Utility of the player as it is.", unit = "money")
            double money,

            @FieldDescription(value = "Utility at the best alternative found.", unit = "money")
            double bestMoney,

            @FieldDescription(value = "bestMoney minus money.", unit = "money")
            double gainMoney,

            @FieldDescription("Best multiple of its costs to declare.")
            Optional<Double> bestCostMultiple,

            @FieldDescription(value = "Utility there.", unit = "money")
            Optional<Double> costProfit,

            @FieldDescription("Best markup.") Optional<Double> bestMarkup,

            @FieldDescription(value = "Utility there.", unit = "money")
            Optional<Double> markupProfit,

            @FieldDescription("Best share of its lots to declare.")
            Optional<Double> bestLotsShare,

            @FieldDescription(value = "Utility there.", unit = "money")
            Optional<Double> lotsProfit,

            @FieldDescription("Best multiple of its distance to the middle of the leaders to declare.")
            Optional<Double> bestDistanceMultiple,

            @FieldDescription(value = "Utility there.", unit = "money")
            Optional<Double> placeProfit,

            @FieldDescription(ResultBody.RELATIVE_GAIN) Optional<Double> relativeGain,

            @FieldDescription(value = "Price of the leader.", unit = "money per bit")
            Optional<LeaderPrice> pricePerBit,

            @FieldDescription(value = "Best price found.", unit = "money per bit")
            Optional<LeaderPrice> bestPricePerBit,

            @FieldDescription(value = "Decision profit of the leader.", unit = "money")
            Optional<Double> decisionProfit,

            @FieldDescription("Certified bound on its relative gap in decision profit.")
            Optional<Double> decisionGapAtMost) {

        private static final RecordTable<PlayerRow> TABLE = RecordTable.of(PlayerRow.class);

        private static PlayerRow of(DeviationAudit.DeclarationAudit one) {
            double best = one.best().profit();
            return new PlayerRow(
                    one.agent().id(),
                    "aerial",
                    one.truthful(),
                    best,
                    best - one.truthful(),
                    best(one, DeclarationKind.COST, BestDeclaration::value),
                    best(one, DeclarationKind.COST, BestDeclaration::profit),
                    best(one, DeclarationKind.MARKUP, BestDeclaration::value),
                    best(one, DeclarationKind.MARKUP, BestDeclaration::profit),
                    best(one, DeclarationKind.LOTS, BestDeclaration::value),
                    best(one, DeclarationKind.LOTS, BestDeclaration::profit),
                    best(one, DeclarationKind.PLACE, BestDeclaration::value),
                    best(one, DeclarationKind.PLACE, BestDeclaration::profit),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        private static Optional<Double> best(
                DeviationAudit.DeclarationAudit one, DeclarationKind kind, ToDoubleFunction<BestDeclaration> value) {
            return Optional.of(value.applyAsDouble(one.best(kind)));
        }

        private static PlayerRow of(DeviationAudit.PriceAudit one) {
            LeaderGap decision = one.decision();
            return new PlayerRow(
                    one.leader().id(),
                    "leader",
                    one.settled(),
                    one.best(),
                    one.best() - one.settled(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(one.relativeGain()),
                    Optional.of(new LeaderPrice(one.price())),
                    Optional.of(new LeaderPrice(one.bestPrice())),
                    Optional.of(decision.profit()),
                    Optional.of(decision.relativeGap()));
        }
    }

    /** Returns the body of an audit. */
    public static DeviationAuditBody of(DeviationAudit audit) {
        return new DeviationAuditBody(
                audit.scenario().name(),
                audit.rule(),
                audit.declarationsMovePrices(),
                audit.result().certificate().epsilon(),
                audit.drawnEpsilon(),
                Stream.concat(
                                audit.declarations().stream().map(PlayerRow::of),
                                audit.asked().stream().map(PlayerRow::of))
                        .toList());
    }

    /** Returns the rows of the agents as CSV. */
    public String csv() {
        return PlayerRow.TABLE.csv(players.stream());
    }
}
