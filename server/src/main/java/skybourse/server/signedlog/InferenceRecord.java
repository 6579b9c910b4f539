package skybourse.server.signedlog;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import skybourse.server.codec.BodyJsonEncoder;
import skybourse.server.codec.InferenceRecordBody;
import skybourse.server.codec.ProductBody;
import skybourse.server.codec.RoundRecordBody;
import skybourse.server.codec.TermsBody.AgreedTerms;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.SubmittedTask;

/**
 * Public record of a round of an inference market. {@code docs/reference/receipts.md} describes its format.
 *
 * @param head round and its journal entries
 * @param at time of the sale, milliseconds of the market's clock
 * @param rules rules of the market
 * @param sold event that sold the round
 * @param outcomes outcomes of pieces that ended since the previous record
 * @param payments all payments since the previous record
 */
record InferenceRecord(
        RoundRecordBody.Head head,
        long at,
        MarketRules rules,
        MarketEvent.LotsSold sold,
        List<PieceOutcome> outcomes,
        List<MarketPayment> payments) {

    /**
     * Returns the record as JSON.
     *
     * @param engine the market after the sale, which supplies terms and batches
     */
    String text(ExchangeEngine engine) {
        return BodyJsonEncoder.write(InferenceRecordBody.of(
                head,
                at,
                InferenceRecordBody.Rules.of(rules),
                ProductBody.of(rules.inference().orElseThrow().product()),
                orders(engine),
                sale()));
    }

    private Stream<String> buyers() {
        return sold.demand().stream().map(MarketEvent.Demand::buyer);
    }

    private Stream<String> sellers() {
        return sold.orders().sellers().stream();
    }

    /** Returns the agents in the round. */
    Set<String> participants() {
        Set<String> agents = new HashSet<>();
        Stream.concat(buyers(), sellers()).forEach(agents::add);
        return agents;
    }

    private InferenceRecordBody.Orders orders(ExchangeEngine engine) {
        Map<String, AgreedTerms> terms = new LinkedHashMap<>();
        Stream.concat(buyers(), sellers())
                .flatMap(id -> engine.agent(id).stream())
                .forEach(agent -> terms.put(agent.id(), AgreedTerms.of(agent)));
        Map<String, InferenceRecordBody.Batch> batches = new LinkedHashMap<>();
        for (MarketEvent.Demand batch : sold.demand()) {
            SubmittedTask task = engine.task(batch.buyer(), batch.task()).orElseThrow();
            batches.put(
                    batch.buyer(),
                    new InferenceRecordBody.Batch(
                            task.name(),
                            task.payload(),
                            task.putSeq(),
                            task.units(),
                            batch.lots().stream()
                                    .map(InferenceRecordBody.Lot::of)
                                    .toList()));
        }
        return new InferenceRecordBody.Orders(
                head.lastSeq(),
                buyers().toList(),
                sellers().toList(),
                terms,
                batches,
                sold.offers().stream().map(InferenceRecordBody.Offer::of).toList());
    }

    private InferenceRecordBody.Sale sale() {
        return new InferenceRecordBody.Sale(
                sold.draw(),
                sold.purchases().stream().map(InferenceRecordBody.Purchase::of).toList(),
                sold.pieces().stream()
                        .map(piece -> RoundRecordBody.PieceRow.of(piece, 0))
                        .toList(),
                outcomes.stream().map(PieceOutcome::measuredRow).toList(),
                payments.stream().map(RoundRecordBody.Entry::of).toList());
    }
}
