package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.MessageDelaysBuilder;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.round.motion.Track;
import skybourse.round.motion.TrackPlayback;

/** Effects of delayed and lost messages. */
class NewsTest {

    private static List<SlotRow> rows(SimulationSetup setup, int slots, List<SlotResult> results) {
        Simulation simulation = Simulation.begin(setup);
        List<SlotRow> rows = new ArrayList<>();
        for (int i = 0; i < slots; i++) {
            SlotResult result = simulation.play();
            results.add(result);
            rows.addAll(result.complete());
        }
        rows.addAll(simulation.remainingRows());
        return rows;
    }

    private static Dynamics moving(MessageDelays messages, double headRoom) {
        Dynamics d = Setups.moving(0.9, messages, Optional.empty());
        return Setups.with(d, d.pricing().withHeadRoom(headRoom), true);
    }

    @Tag("slow")
    @Test
    void immediateInformationCausesNoRegret() {
        SimulationSetup setup = Setups.of(Setups.REFERENCE, moving(MessageDelays.immediate(), 0), 4);
        int certified = 0;
        for (SlotRow row : rows(setup, 24, new ArrayList<>())) {
            if (row.of(Metric.CERTIFIED) == 1 && !Double.isNaN(row.of(Metric.EPS_PRICES))) {
                certified++;
                assertThat(row.of(Metric.EPS_PRICES)).isLessThanOrEqualTo(1e-6);
                assertThat(row.of(Metric.REGRET_MAX)).isLessThanOrEqualTo(1e-9);
                assertThat(row.of(Metric.PRICE_DISTANCE)).isZero();
            }
        }
        assertThat(certified).isPositive();
    }

    /** Messages without delay lead to the same market as immediate information, by another code path. */
    @Tag("slow")
    @Test
    void undelayedMessagesEqualImmediateInformation() {
        // jitter so small that all messages arrive within rounding of the slot's time
        MessageDelays instant = MessageDelays.immediate().withTravel(0, 1e-18, 0);
        List<SlotResult> delayed = new ArrayList<>();
        List<SlotResult> immediate = new ArrayList<>();
        rows(Setups.of(Setups.REFERENCE, moving(instant, 0), 0), 12, delayed);
        rows(Setups.of(Setups.REFERENCE, moving(MessageDelays.immediate(), 0), 0), 12, immediate);
        for (int i = 1; i < 12; i++) {
            for (int s = 0; s < 5; s++) {
                double price = immediate.get(i).leaders().get(s).price();
                assertThat(delayed.get(i).leaders().get(s).price()).isEqualTo(price);
                double work = immediate.get(i).leaders().get(s).soldWork();
                assertThat(delayed.get(i).leaders().get(s).soldWork())
                        .isCloseTo(work, within(1e-6 * Math.max(1, work)));
            }
        }
    }

    @Test
    void nothingIsSoldIfAllMessagesAreLost() {
        SimulationSetup setup =
                Setups.of(Setups.REFERENCE, moving(MessageDelays.immediate().withTravel(0, 0, 1), 0.01), 5);
        List<SlotResult> results = new ArrayList<>();
        rows(setup, 20, results);
        assertThat(results).allMatch(result -> result.ledger().entries().isEmpty());
        assertThat(results).allMatch(result -> result.leaders().stream().allMatch(leader -> leader.soldWork() == 0));
    }

    @Test
    void staleQuotesIncreaseDistanceFromEquilibrium() {
        MessageDelays late = MessageDelaysBuilder.builder()
                .baseSeconds(2)
                .jitterSeconds(0)
                .loss(0)
                .forgetSlots(10)
                .quoteSlots(5)
                .honour(MessageDelays.BilledPrice.QUOTE)
                .build();
        List<SlotRow> rows = rows(Setups.of(Setups.REFERENCE, moving(late, 0.01), 3), 30, new ArrayList<>());
        double worst = rows.stream()
                .mapToDouble(row -> row.of(Metric.EPS_PRICES_REAL))
                .filter(eps -> !Double.isNaN(eps))
                .max()
                .orElseThrow();
        assertThat(worst).isGreaterThan(1e-4);
        assertThat(rows.stream().mapToDouble(row -> row.of(Metric.DECLINED)).sum())
                .isZero();
    }

    @Test
    void agentsMayLeaveBeforeTheirMessagesArrive() {
        var track = Track.of(new double[] {0, 3.5}, new double[] {200, 210}, new double[] {200, 210}, 60);
        Dynamics d = Setups.moving(1, MessageDelays.immediate(), Optional.empty());
        Dynamics leaving = Altered.from(d)
                .withMotion(Collections.nCopies(20, new TrackPlayback(track, 0, 10, true)), List.of())
                .withMessages(MessageDelays.immediate().withTravel(0.05, 0.5, 0.1))
                .dynamics();
        List<SlotResult> results = new ArrayList<>();
        rows(Setups.of(Setups.REFERENCE, leaving, 5), 30, results);
        Dynamics departed = Altered.from(leaving)
                .withMotion(Collections.nCopies(20, new TrackPlayback(track, 0, 10, false)), List.of())
                .dynamics();
        List<SlotRow> rows = rows(Setups.of(Setups.REFERENCE, departed, 5), 30, results);
        assertThat(rows.getLast().of(Metric.ABSENT)).isEqualTo(20);
        assertThat(rows.getLast().of(Metric.ARRIVED)).isZero();
    }

    @Tag("slow")
    @Test
    void leavingLeadersAreNotPaidForMissingResults() {
        // leaders sell overload, which costs them nothing; mobile agents leave after 3.5 s with their backlog
        Scenario myopic =
                Setups.REFERENCE.withRules(Setups.REFERENCE.rules().withOverloadPricing(OverloadPricing.IGNORE));
        var track = Track.of(new double[] {0, 3.5}, new double[] {200, 210}, new double[] {200, 210}, 60);
        Dynamics d = Setups.moving(1, MessageDelays.immediate(), Optional.empty());
        var leaver = new TrackPlayback(track, 0, 10, false);
        Dynamics leaving = Altered.from(d)
                .withMotion(List.of(), List.of(leaver, leaver))
                .withArrivals(new Arrivals.EverySlot())
                .dynamics();
        List<SlotResult> results = new ArrayList<>();
        List<SlotRow> rows = rows(Setups.of(myopic, leaving, 0), 12, results);
        long[] moved = new long[Reason.values().length];
        for (SlotResult result : results) {
            result.ledger().entries().stream()
                    .filter(entry -> entry.to().startsWith("MA") || entry.reason() == Reason.RETURNED)
                    .forEach(entry -> moved[entry.reason().ordinal()] += entry.units());
        }
        assertThat(moved[Reason.RETURNED.ordinal()]).isPositive();
        long earned = results.getLast().leaders().stream()
                .limit(2)
                .mapToLong(SlotResult.LeaderSlot::balance)
                .sum();
        assertThat(earned).isEqualTo(moved[Reason.BILL.ordinal()]);
        assertThat(rows.stream().mapToDouble(row -> row.of(Metric.DROPPED)).sum())
                .isPositive();
    }
}
