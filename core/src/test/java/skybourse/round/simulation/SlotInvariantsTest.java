package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import skybourse.round.ledger.AccountStatement;
import skybourse.round.ledger.Accounts;
import skybourse.round.simulation.SlotInvariants.Batteries;
import skybourse.round.simulation.SlotInvariants.DecisionExtremes;
import skybourse.round.simulation.SlotInvariants.Energy;
import skybourse.round.simulation.SlotInvariants.Lots;
import skybourse.round.simulation.SlotInvariants.Presence;
import skybourse.round.simulation.SlotInvariants.Tasks;
import skybourse.round.simulation.SlotInvariants.Work;

/** Each invariant is violated by one wrong value, and the message names it. */
class SlotInvariantsTest {

    private static final Tasks TASKS = new Tasks(10, 4, 2, 1, 1, 2);
    private static final Work WORK = new Work(10e9, 6e9, 1e9, 3e9, 1e-12);
    private static final Lots LOTS = new Lots(3e9, 2e9, 1e9);
    private static final Presence PRESENCE = new Presence(30, 20, 10);
    private static final Optional<AccountStatement.Violation> MONEY = money(500);
    private static final Batteries BATTERIES = new Batteries(0, 1e-6, 1e4, 0);
    private static final Energy ENERGY = new Energy(1e4, 1e4 + 1e-6, 1e-10);
    private static final DecisionExtremes DECISIONS = new DecisionExtremes(1 + 1e-12, 1, 0);

    private static Optional<AccountStatement.Violation> money(long owed) {
        Accounts accounts = Accounts.open(List.of("WA1", "escrow"));
        accounts.hold(0, 500);
        return accounts.close(owed).breach();
    }

    private static void assertBroken(SlotInvariants invariants, String invariant) {
        assertThatThrownBy(invariants::check)
                .isInstanceOf(InvariantViolationException.class)
                .hasMessageStartingWith("slot 7 violates the invariant of " + invariant);
    }

    @Test
    void consistentSumsPass() {
        assertThatCode(() -> new SlotInvariants(7, TASKS, WORK, LOTS, PRESENCE, MONEY, 0, BATTERIES, ENERGY, DECISIONS)
                        .check())
                .doesNotThrowAnyException();
    }

    @Test
    void detectsLostOrCreatedTasks() {
        var lost = new Tasks(10, 4, 2, 1, 1, 1);
        var made = new Tasks(10, 5, 2, 1, 1, 2);
        assertBroken(
                new SlotInvariants(7, lost, WORK, LOTS, PRESENCE, MONEY, 0, BATTERIES, ENERGY, DECISIONS), "tasks");
        assertBroken(
                new SlotInvariants(7, made, WORK, LOTS, PRESENCE, MONEY, 0, BATTERIES, ENERGY, DECISIONS), "tasks");
    }

    @Test
    void detectsLostOrDuplicateWork() {
        var lost = new Work(10e9, 6e9, 1e9, 3e9 - 20, 0);
        var twice = new Work(10e9, 6e9 + 20, 1e9, 3e9, 1e-12);
        assertBroken(
                new SlotInvariants(7, TASKS, lost, LOTS, PRESENCE, MONEY, 0, BATTERIES, ENERGY, DECISIONS), "work");
        assertBroken(
                new SlotInvariants(7, TASKS, twice, LOTS, PRESENCE, MONEY, 0, BATTERIES, ENERGY, DECISIONS), "work");
    }

    @Test
    void detectsWorkThatWaitsWhileItsLeaderIsIdle() {
        var idle = new Work(10e9, 6e9, 1e9, 3e9, 1e-6);
        assertBroken(
                new SlotInvariants(7, TASKS, idle, LOTS, PRESENCE, MONEY, 0, BATTERIES, ENERGY, DECISIONS), "waiting");
    }

    @Test
    void detectsLotsNeitherComputedNorReturned() {
        var lost = new Lots(3e9, 2e9, 1e9 - 10);
        var twice = new Lots(3e9, 2e9 + 10, 1e9);
        assertBroken(
                new SlotInvariants(7, TASKS, WORK, lost, PRESENCE, MONEY, 0, BATTERIES, ENERGY, DECISIONS), "lots");
        assertBroken(
                new SlotInvariants(7, TASKS, WORK, twice, PRESENCE, MONEY, 0, BATTERIES, ENERGY, DECISIONS), "lots");
    }

    @Test
    void detectsInconsistentPresence() {
        var lost = new Presence(30, 20, 10 - 1e-7);
        var elsewhere = new Presence(30, 20 + 1e-7, 10);
        assertBroken(
                new SlotInvariants(7, TASKS, WORK, LOTS, lost, MONEY, 0, BATTERIES, ENERGY, DECISIONS), "presence");
        assertBroken(
                new SlotInvariants(7, TASKS, WORK, LOTS, elsewhere, MONEY, 0, BATTERIES, ENERGY, DECISIONS),
                "presence");
    }

    @Test
    void detectsMissingMoney() {
        String owed = "money: what came into escrow went out of it or is still owed: escrow has 500, 499 are owed";
        assertBroken(
                new SlotInvariants(7, TASKS, WORK, LOTS, PRESENCE, money(499), 0, BATTERIES, ENERGY, DECISIONS), owed);
    }

    @Test
    void detectsUncountedMessages() {
        assertBroken(
                new SlotInvariants(7, TASKS, WORK, LOTS, PRESENCE, MONEY, 1, BATTERIES, ENERGY, DECISIONS), "messages");
        assertBroken(
                new SlotInvariants(7, TASKS, WORK, LOTS, PRESENCE, MONEY, -1, BATTERIES, ENERGY, DECISIONS),
                "messages");
    }

    @Test
    void detectsWrongBatteryEnergy() {
        var off = new Batteries(0, 1e-4, 1e4, 0);
        var empty = new Batteries(-1e-4, 0, 1e4, 0);
        var elsewhere = new Batteries(0, 0, 1e4, 1);
        assertBroken(new SlotInvariants(7, TASKS, WORK, LOTS, PRESENCE, MONEY, 0, off, ENERGY, DECISIONS), "energy");
        assertBroken(
                new SlotInvariants(7, TASKS, WORK, LOTS, PRESENCE, MONEY, 0, empty, ENERGY, DECISIONS), "batteries");
        assertBroken(
                new SlotInvariants(7, TASKS, WORK, LOTS, PRESENCE, MONEY, 0, elsewhere, ENERGY, DECISIONS), "places");
    }

    @Test
    void detectsWrongEntriesOfEnergy() {
        var more = new Energy(1e4 + 1e-4, 1e4, 0);
        var less = new Energy(1e4 - 1e-4, 1e4, 0);
        var unexplained = new Energy(1e4, 1e4, 1e-8);
        assertBroken(
                new SlotInvariants(7, TASKS, WORK, LOTS, PRESENCE, MONEY, 0, BATTERIES, more, DECISIONS), "energy acc");
        assertBroken(
                new SlotInvariants(7, TASKS, WORK, LOTS, PRESENCE, MONEY, 0, BATTERIES, less, DECISIONS), "energy acc");
        assertBroken(
                new SlotInvariants(7, TASKS, WORK, LOTS, PRESENCE, MONEY, 0, BATTERIES, unexplained, DECISIONS),
                "energy accounts of batteries");
    }

    @Test
    void detectsDecisionsOutOfBounds() {
        var more = new DecisionExtremes(1 + 1e-8, 1, 0);
        var dear = new DecisionExtremes(1, 1 + 1e-8, 0);
        var invented = new DecisionExtremes(1, 1, 1);
        assertBroken(new SlotInvariants(7, TASKS, WORK, LOTS, PRESENCE, MONEY, 0, BATTERIES, ENERGY, more), "ratios");
        assertBroken(new SlotInvariants(7, TASKS, WORK, LOTS, PRESENCE, MONEY, 0, BATTERIES, ENERGY, dear), "prices");
        assertBroken(
                new SlotInvariants(7, TASKS, WORK, LOTS, PRESENCE, MONEY, 0, BATTERIES, ENERGY, invented), "bills");
    }
}
