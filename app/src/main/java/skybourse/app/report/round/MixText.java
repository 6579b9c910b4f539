package skybourse.app.report.round;

import static skybourse.app.report.Numbers.percent;
import static skybourse.app.report.Numbers.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import skybourse.app.report.Columns;
import skybourse.files.codec.JsonText;
import skybourse.round.analysis.RoundStudy;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.equilibrium.SolveResult.CertifiedMixed;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactResponse;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;

/** Prices that leaders draw, in words and as JSON. */
final class MixText {

    /** Price vectors that are told one by one, at most. */
    private static final int DRAWS_TOLD = 16;

    private static final Columns<Point> POINT = new Columns<Point>()
            .with("pricePerBit", point -> JsonText.price(point.price()))
            .with("weight", Point::weight);

    /** What is told of a price vector that can be drawn. */
    static final Columns<Draw> DRAW = new Columns<Draw>()
            .with("chance", Draw::chance)
            .with("pricesPerBit", draw -> JsonText.prices(draw.prices()))
            .with("decisionProfits", draw -> JsonText.numbers(draw.profits()));

    private MixText() {}

    /**
     * A price vector that can be drawn.
     *
     * @param chance of it
     * @param prices by leader, money per bit
     * @param profits decision profits at them, money
     */
    record Draw(double chance, double[] prices, double[] profits) {}

    /** Returns every price vector that can be drawn. */
    static List<Draw> draws(PricingGame game, MixedPrices mix) {
        return IntStream.range(0, mix.profiles())
                .mapToObj(k -> new Draw(
                        mix.chance(k, -1),
                        mix.profile(k),
                        Allocation.at(game, mix.profile(k), new ExactResponse()).profits()))
                .toList();
    }

    /** Returns what leaders of a study draw from; nothing where none does. */
    static Optional<MixedPrices> drawn(RoundStudy study) {
        return study.result() instanceof CertifiedMixed mixed ? Optional.of(mixed.mix()) : Optional.empty();
    }

    /** Returns the prices that a leader draws from with their weights; nothing where it asks one. */
    static Optional<List<?>> of(MixedPrices mix, int leader) {
        List<Point> points = mix.mixes().get(leader).points();
        return points.size() == 1 ? Optional.empty() : Optional.of(POINT.trees(points));
    }

    /** Returns who draws from what, a line each. */
    static String shares(MixedPrices mix, List<String> ids) {
        return IntStream.range(0, ids.size())
                .filter(s -> mix.mixes().get(s).points().size() > 1)
                .mapToObj(s -> "  " + shares(ids.get(s), mix.mixes().get(s)) + "\n")
                .collect(Collectors.joining());
    }

    private static String shares(String id, Mix mix) {
        return id + " randomizes its price per Mbit: "
                + mix.points().stream()
                        .map(point -> RunTables.price(point.price()) + " (" + percent(point.weight(), 3) + ")")
                        .collect(Collectors.joining(" or "))
                + ".";
    }

    /** Returns who draws from what, what was drawn and what it means, or that this may answer what no fixed prices do. */
    static List<String> sentences(RoundStudy study) {
        boolean mayMix = !study.result().certificate().holds()
                && !study.round().scenario().rules().mixes()
                && !study.origin().command().contains("--strategy");
        return drawn(study)
                .map(mix -> sentences(study, mix))
                .orElse(mayMix ? List.of("Mixed prices may be certifiable: try --strategy mixed.") : List.of());
    }

    private static List<String> sentences(RoundStudy study, MixedPrices mix) {
        List<LeaderGap> gaps = study.result().certificate().leaders();
        List<String> sentences = new ArrayList<>();
        for (int s = 0; s < gaps.size(); s++) {
            if (mix.mixes().get(s).points().size() > 1) {
                double asked = study.round().leaders().get(s).pricePerBit();
                sentences.add(shares(id(study, s), mix.mixes().get(s)) + " Sampled in this round: "
                        + RunTables.price(asked) + ". Expected decision profit at each price: "
                        + plain(gaps.get(s).profit(), 4) + " money.");
            }
        }
        if (mix.profiles() <= DRAWS_TOLD) {
            draws(study.game(), mix).forEach(draw -> sentences.add(inWords(draw, study)));
        }
        sentences.add(
                "No certified fixed prices were found. With these mixed prices no leader can expect to gain more than the certified bound by another price;"
                        + " after sampling, a leader may still prefer another price.");
        return sentences;
    }

    private static String id(RoundStudy study, int leader) {
        return study.round().leaders().get(leader).leader().id();
    }

    private static String inWords(Draw draw, RoundStudy study) {
        return "In " + percent(draw.chance(), 3) + " of rounds, "
                + IntStream.range(0, draw.prices().length)
                        .mapToObj(s -> id(study, s) + " asks " + RunTables.price(draw.prices()[s])
                                + " (decision profit " + plain(draw.profits()[s], 4) + ")")
                        .collect(Collectors.joining(", "))
                + ".";
    }
}
