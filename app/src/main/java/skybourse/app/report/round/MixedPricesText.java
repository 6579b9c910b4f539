package skybourse.app.report.round;

import static skybourse.app.report.NumberText.percent;
import static skybourse.app.report.NumberText.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import skybourse.app.result.PriceVectorBody;
import skybourse.app.result.ResultBody;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;

/** Formats mixed prices as text. */
final class MixedPricesText {

    /** Largest number of price vectors that are described one by one. */
    private static final int DRAWS_TOLD = 16;

    private MixedPricesText() {}

    /** Returns one line for each leader that randomizes, with its prices and their probabilities. Empty if no leader randomizes. */
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

    /**
     * Returns sentences on the mixed prices and on the prices that were sampled from them. Without mixed prices, returns at most a hint that mixed
     * prices may be certifiable.
     */
    static List<String> sentences(RoundAnalysis study) {
        boolean mayMix = !study.result().certificate().holds()
                && !study.round().scenario().rules().allowsMixedPrices()
                && !study.origin().command().contains("--strategy");
        return ResultBody.mix(study)
                .map(mix -> sentences(study, mix))
                .orElse(mayMix ? List.of("Mixed prices may be certifiable: try --strategy mixed.") : List.of());
    }

    private static List<String> sentences(RoundAnalysis study, MixedPrices mix) {
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
            PriceVectorBody.all(study.game(), mix).forEach(draw -> sentences.add(inWords(draw, study)));
        }
        sentences.add(
                "No certified fixed prices were found. With these mixed prices no leader can expect to gain more than the certified bound by another price;"
                        + " after sampling, a leader may still prefer another price.");
        return sentences;
    }

    private static String id(RoundAnalysis study, int leader) {
        return study.round().leaders().get(leader).leader().id();
    }

    private static String inWords(PriceVectorBody draw, RoundAnalysis study) {
        return "In " + percent(draw.chance(), 3) + " of rounds, "
                + IntStream.range(0, draw.pricesPerBit().size())
                        .mapToObj(s -> id(study, s) + " asks "
                                + RunTables.price(draw.pricesPerBit().get(s).moneyPerBit()) + " (decision profit "
                                + plain(draw.decisionProfits().get(s), 4) + ")")
                        .collect(Collectors.joining(", "))
                + ".";
    }
}
