package skybourse.server.signedlog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import skybourse.server.codec.RoundRecordBody;
import skybourse.server.codec.TermsBody.AgreedTerms;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.FrozenRound;
import skybourse.venue.event.PostedPriceAdmission;
import skybourse.venue.event.SubmittedTask;

/**
 * Round whose orders are closed, with the terms and tasks at the time of closing.
 *
 * @param seq number of the journal entry that closed the round
 * @param frozen input of the solver
 * @param terms terms of each agent in the round, as they were submitted
 * @param tasks tasks of the buyers, by agent
 */
record RoundOrders(long seq, FrozenRound frozen, Map<String, AgreedTerms> terms, Map<String, SubmittedTask> tasks) {

    /** Returns the round that a market has just closed. */
    static RoundOrders of(long seq, ExchangeEngine engine) {
        FrozenRound frozen = engine.frozenRound().orElseThrow();
        Map<String, AgreedTerms> terms = new LinkedHashMap<>();
        frozen.scenario()
                .agents()
                .flatMap(agent -> engine.agent(agent.id()).stream())
                .forEach(agent -> terms.put(agent.id(), AgreedTerms.of(agent)));
        Map<String, SubmittedTask> tasks = new LinkedHashMap<>();
        frozen.taskNames()
                .forEach((agent, task) -> engine.task(agent, task).ifPresent(waiting -> tasks.put(agent, waiting)));
        return new RoundOrders(seq, frozen, terms, tasks);
    }

    /** Returns the same round after a postponement, or after a task was left out. Returns null if no task remains. */
    @Nullable
    RoundOrders updated(ExchangeEngine engine) {
        return engine.frozenRound()
                .map(later -> new RoundOrders(seq, later, terms, tasks))
                .orElse(null);
    }

    /** Returns the same round with a decision about its posted prices. */
    RoundOrders admitting(PostedPriceAdmission admission) {
        return new RoundOrders(seq, frozen.withAdmission(admission), terms, tasks);
    }

    /** Returns the entry of a buyer's task in a record. */
    Optional<RoundRecordBody.SoldTask> task(String buyer) {
        return Optional.ofNullable(tasks.get(buyer)).map(RoundRecordBody.SoldTask::of);
    }
}
