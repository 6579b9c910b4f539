package skybourse.app.result;

import java.util.List;
import java.util.Optional;
import skybourse.files.text.Description;
import skybourse.files.text.SchemaRule;
import skybourse.round.analysis.RoundStudy;
import skybourse.round.analysis.StudyLinks;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.PieceDelay;

/** A link of a wireless agent to a leader. */
public record LinkRow(
        @Description("Id of the leader.") String leader,

        @Description(
                value =
                        "Cost of sending the complete task, without its price, minus the local energy cost that it saves.",
                unit = "money")
        double charge,

        @Description("Link quality.") @SchemaRule(SchemaRule.SHARE)
        double quality,

        @Description("Largest ratio whose result can return by the deadline.") @SchemaRule(SchemaRule.SHARE)
        double cap,

        @Description("Data rate of the link.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double bitsPerSecond,

        @Description("Ratio of the task that is sent.") @SchemaRule(SchemaRule.ROUNDED_SHARE)
        double ratio,

        @Description(value = "Payment to the leader; present only if a part is sent.", unit = "money")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        Optional<Double> bill,

        @Description("Time until the part returns; present only if a part is sent.")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        Optional<Double> delaySeconds,

        @Description("How the last piece of the part was computed; present only if a part is sent.")
        Optional<PieceDelay.PieceCompletion> lastPart) {

    static List<LinkRow> all(RoundStudy study, List<StudyLinks.Link> links) {
        return links.stream().map(link -> of(study, link)).toList();
    }

    static LinkRow of(RoundStudy study, StudyLinks.Link link) {
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
