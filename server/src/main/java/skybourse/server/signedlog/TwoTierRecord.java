package skybourse.server.signedlog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Leader;
import skybourse.base.scenario.Scenario;
import skybourse.files.scenario.ScenarioText;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.Round;
import skybourse.round.market.TaskUnitRounding;
import skybourse.server.codec.BodyJsonEncoder;
import skybourse.server.codec.PricesBody;
import skybourse.server.codec.RoundRecordBody;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.MarketRules;

/**
 * Public record of a round of a two-tier market. {@code docs/reference/receipts.md} describes its format.
 *
 * @param head round and its journal entries
 * @param at time of the sale, milliseconds of the market's clock
 * @param rules rules of the market
 * @param settled event that sold the round
 * @param closed orders of the round
 * @param outcomes outcomes of pieces that ended since the previous record
 * @param payments all payments since the previous record
 */
record TwoTierRecord(
        RoundRecordBody.Head head,
        long at,
        MarketRules rules,
        MarketEvent.RoundSettled settled,
        RoundOrders closed,
        List<PieceOutcome> outcomes,
        List<MarketPayment> payments) {

    /** Returns the record as JSON. */
    String text() {
        return BodyJsonEncoder.write(RoundRecordBody.of(
                head,
                at,
                RoundRecordBody.Rules.of(rules),
                orders(),
                pricing(),
                new RoundRecordBody.Split(ratios(), units()),
                sale(),
                ScenarioText.tree(closed.frozen().allAgents())));
    }

    private RoundRecordBody.Sale sale() {
        Map<String, Long> penalties = penalties();
        return new RoundRecordBody.Sale(
                settled.lots(),
                settled.trades().stream().map(RoundRecordBody.Trade::of).toList(),
                settled.pieces().stream()
                        .map(piece -> RoundRecordBody.PieceRow.of(piece, penalties.getOrDefault(piece.id(), 0L)))
                        .toList(),
                settled.shortUnits(),
                outcomes.stream().map(PieceOutcome::row).toList(),
                payments.stream().map(RoundRecordBody.Entry::of).toList());
    }

    /** Returns the participants with their terms, tasks and asks. */
    private RoundRecordBody.Orders orders() {
        Scenario in = closed.frozen().scenario();
        Map<String, RoundRecordBody.SoldTask> tasks = new LinkedHashMap<>();
        in.wirelessAgents().forEach(buyer -> closed.task(buyer.id()).ifPresent(task -> tasks.put(buyer.id(), task)));
        Map<String, List<Long>> asks = new LinkedHashMap<>();
        for (int k = 0; k < in.aerialAgents().size(); k++) {
            String aerial = in.aerialAgents().get(k).id();
            closed.frozen().asks().get(k).ifPresent(ticks -> asks.put(aerial, ticks));
        }
        return new RoundRecordBody.Orders(
                closed.seq(),
                ids(in.wirelessAgents().stream()),
                ids(Stream.concat(in.leaders().stream(), in.aerialAgents().stream())),
                closed.terms(),
                tasks,
                asks);
    }

    private RoundRecordBody.Pricing pricing() {
        Scenario in = closed.frozen().scenario();
        List<String> posting = new ArrayList<>();
        for (int s = 0; s < in.leaders().size(); s++) {
            if (closed.frozen().postedPrices().get(s).isPresent()) {
                posting.add(in.leaders().get(s).id());
            }
        }
        return new RoundRecordBody.Pricing(
                PricesBody.of(
                        settled.solved(),
                        closed.frozen().byLeader(settled.solved().prices()),
                        closed.frozen().admission()),
                closed.frozen().roundResalePrice(),
                rules.twoTier().maxEpsilon(),
                rules.twoTier().mostPostedGain().stream().boxed().findFirst(),
                closed.frozen().postponements(),
                closed.frozen().draw(),
                posting,
                in.rules().weights().map(_ -> weights(in.priced())));
    }

    private static SortedMap<String, Double> weights(Scenario priced) {
        SortedMap<String, Double> weights = new TreeMap<>();
        priced.wirelessAgents().forEach(buyer -> weights.put(buyer.id(), buyer.satisfactionWeight()));
        return weights;
    }

    /** Returns the agents in the round. */
    Set<String> participants() {
        return new HashSet<>(ids(closed.frozen().scenario().agents()));
    }

    private static List<String> ids(Stream<? extends Agent> agents) {
        return agents.map(Agent::id).toList();
    }

    /** Returns the ratio of its task that each buyer sends to each leader, if all tasks are divisible. */
    private Map<String, Map<String, Double>> ratios() {
        return sent(closed.frozen().bestResponses(settled.solved()), (_, ratio) -> ratio);
    }

    /** Returns the number of units that each buyer whose task has units sends to each leader. */
    private Map<String, Map<String, Integer>> units() {
        int[] units = closed.frozen().units();
        Map<String, Map<String, Integer>> sent = sent(
                closed.frozen().afterTierOne(settled.solved()),
                (buyer, ratio) -> TaskUnitRounding.count(ratio, units[buyer]));
        for (int n = 0; n < units.length; n++) {
            if (units[n] == 0) {
                sent.remove(closed.frozen().scenario().wirelessAgents().get(n).id());
            }
        }
        return sent;
    }

    /** Returns the amount that each buyer sends to each leader. Links with ratio 0 are omitted. */
    private <T> Map<String, Map<String, T>> sent(Round round, BiFunction<Integer, Double, T> amount) {
        Map<String, Map<String, T>> all = new LinkedHashMap<>();
        List<Leader> leaders = closed.frozen().scenario().leaders();
        for (int n = 0; n < round.agents().size(); n++) {
            Map<String, T> sent = new LinkedHashMap<>();
            for (AgentOutcome.Link link : round.agents().get(n).links()) {
                if (link.ratio() > 0) {
                    sent.put(leaders.get(link.leader()).id(), amount.apply(n, link.ratio()));
                }
            }
            all.put(round.agents().get(n).agent().id(), sent);
        }
        return all;
    }

    /** Returns the penalties that leaders paid for pieces without a worker, ledger units, by piece. */
    private Map<String, Long> penalties() {
        return settled.entries().stream()
                .filter(entry -> entry.reason() == MarketPayment.Reason.PENALTY)
                .collect(Collectors.groupingBy(MarketPayment::of, Collectors.summingLong(MarketPayment::units)));
    }
}
