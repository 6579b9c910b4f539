package skybourse.app.result;

import java.util.List;
import java.util.Optional;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.analysis.RoundAnalysisLinks;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.PieceDelay;

/** A link of a wireless agent to a leader. */
public record LinkRow(
        @FieldDescription("Id of the leader.") String leader,

        @FieldDescription(
                value =
                        "Cost of sending the complete task, without its price, minus the local energy cost that it saves.",
                unit = "money")
        double charge,

        @FieldDescription("Link quality.") @SchemaRule(SchemaRule.SHARE)
        double quality,

        @FieldDescription("Largest ratio whose result can return by the deadline.") @SchemaRule(SchemaRule.SHARE)
        double cap,

        @FieldDescription("Data rate of the link.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double bitsPerSecond,

        @FieldDescription("Ratio of the task that is sent.") @SchemaRule(SchemaRule.ROUNDED_SHARE)
        double ratio,

        @FieldDescription(value = "Payment to the leader; present only if a part is sent.", unit = "money")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        Optional<Double> bill,

        @FieldDescription("Time until the part returns; present only if a part is sent.")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        Optional<Double> delaySeconds,

        @FieldDescription("How the last piece of the part was computed; present only if a part is sent.")
        Optional<PieceDelay.PieceCompletion> lastPart) {

    static List<LinkRow> all(RoundAnalysis study, List<RoundAnalysisLinks.Link> links) {
        return links.stream().map(link -> of(study, link)).toList();
    }

    static LinkRow of(RoundAnalysis study, RoundAnalysisLinks.Link link) {
        return new LinkRow(
                study.round().leaders().get(link.leader()).leader().id(),
                link.linkCharge(),
                link.quality(),
                link.cap(),
                link.bitsPerSecond(),
                link.ratio(),
                link.sent().map(AgentOutcome.Link::bill),
                link.sent().map(sent -> sent.delay().seconds()),
                link.sent().map(sent -> sent.delay().last()));
    }
}
