package skybourse.round.simulation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import skybourse.base.numeric.StateArchive;
import skybourse.base.scenario.SettingException;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.ledger.AccountStatement;
import skybourse.round.ledger.LedgerDigest;
import skybourse.round.state.EnergyKind;
import skybourse.round.state.SimulationCounters;
import skybourse.round.state.SimulationState;

/**
 * Simulation of a market over time. Each slot is one round of both tiers that starts from the state after the slot before. Equal setups give equal
 * slots on any number of threads, with or without checkpoints between them.
 *
 * <p>Agents are truthful, except those that {@code Dynamics.adversary} names, and their messages may be late or lost. No agent chooses its reports to
 * gain. Mutable and not safe for several threads; it runs parallel work on {@link SimulationSetup#tasks()}.
 *
 * <p>Paper: a single round. Ours: the evolution over time. Queues follow Lindley's recursion for a fluid.
 */
public final class Simulation {

    // Smallest number of entries per thread.
    private static final int LEAST_PER_THREAD = 65_536;

    private final SimulationState state;
    private final SlotPieces pieces = new SlotPieces();

    private Simulation(SimulationState state) {
        this.state = state;
    }

    /** Creates a simulation before its first slot. */
    public static Simulation begin(SimulationSetup setup) {
        return new Simulation(new SimulationState(setup));
    }

    /**
     * Restores a simulation from a checkpoint.
     *
     * @param setup the setup of the saved simulation
     * @param saved reads the state that {@link #serialize} wrote
     */
    public static Simulation resume(SimulationSetup setup, StateArchive saved) {
        var state = new SimulationState(setup);
        state.exchange(saved);
        return new Simulation(state);
    }

    /** Saves or restores the complete state. */
    public void serialize(StateArchive exchange) {
        state.exchange(exchange);
    }

    /** Returns the number of slots played. */
    public long slot() {
        return state.slot;
    }

    /**
     * Plays the next slot.
     *
     * @throws InvariantViolationException if an invariant of the market does not hold
     * @throws SettingException if a balance would reach 2^63 ledger units
     */
    public SlotResult play() {
        return play(_ -> {});
    }

    /**
     * Plays the next slot and reports its stages.
     *
     * @param partDone called at the end of each stage of the slot; for decisions twice, before and after the measures
     * @throws InvariantViolationException if an invariant of the market does not hold
     * @throws SettingException if a balance would reach 2^63 ledger units
     */
    public SlotResult play(Consumer<SlotStage> partDone) {
        return play(partDone, PostedTerms.NOTHING);
    }

    /**
     * Plays the next slot with posted prices and asks. They need be neither an equilibrium nor truthful.
     *
     * @param prices {@code prices[s]} of leader s, money per bit, in [0, its cap], or {@code PricingGame.CLOSED}; NaN for the price that the market
     *     computes as if no leader posted. If all are posted, no prices are solved. Prices of leaders that randomize are sampled with a seed that
     *     depends on the posted ones. If empty, no leader posts a price
     * @param asks {@code asks[k]} of aerial agent k as a multiple of the cost of a lot, finite, at least 0. If empty, asks equal costs
     * @param lots {@code lots[k]}, the largest number of lots that aerial agent k offers, at least 0. If empty, each offers as many lots as it can
     *     compute
     * @throws IllegalArgumentException if an array that is not empty has another length than the number of agents, or a number is outside its range
     * @throws InvariantViolationException if an invariant of the market does not hold
     * @throws SettingException if a balance would reach 2^63 ledger units
     */
    public SlotResult play(double[] prices, double[] asks, int[] lots) {
        return play(_ -> {}, prices, asks, lots);
    }

    /**
     * Plays the next slot as {@link #play(double[], double[], int[])} does and reports its stages.
     *
     * @param partDone called at the end of each stage of the slot; for decisions twice, before and after the measures
     * @throws IllegalArgumentException as {@link #play(double[], double[], int[])} does
     * @throws InvariantViolationException if an invariant of the market does not hold
     * @throws SettingException if a balance would reach 2^63 ledger units
     */
    public SlotResult play(Consumer<SlotStage> partDone, double[] prices, double[] asks, int[] lots) {
        return play(partDone, PostedTerms.of(state.setup.scenario(), prices, asks, lots));
    }

    private SlotResult play(Consumer<SlotStage> partDone, PostedTerms terms) {
        var values = new SlotMetrics();
        DecisionResult decided = new SlotDecisionPhase(state, values, terms).play(partDone);
        partDone.accept(SlotStage.DECISIONS);
        new EquilibriumDistance(state, values, decided).measure();
        partDone.accept(SlotStage.MEASURES);
        FollowerDecisions decisions = decided.decisions();
        PieceTransferResult sent = new PieceTransfers(state, values).send(decided.offers(), decisions.homeRatios());
        partDone.accept(SlotStage.DECISIONS);
        var sale = new SlotSalePhase(state, pieces, terms);
        SaleResult sold = sale.sell(decided, sent);
        partDone.accept(SlotStage.TIER_2);
        pay(() -> sale.settle(sold));
        int soldWhileAway =
                new SlotWorkPhase(state, values).work(decided.asked().expectedLoads(), sent.homeAdded(), sold);
        var results = new ResultDelivery(state, values);
        pay(results::pay);
        var close = new SlotCompletion(state, values);
        AccountStatement money = close.money();
        var digest = new AtomicReference<LedgerDigest>();
        var breach = new AtomicReference<Optional<AccountStatement.Violation>>();
        state.setup.tasks().run(2, money.ledger().count() < LEAST_PER_THREAD ? 2 : 1, part -> {
            if (part == 0) {
                digest.set(money.ledger().digest());
                breach.set(money.breach());
            } else {
                results.endTasks();
                close.close(sent.cost(), sold);
            }
        });
        close.check(Objects.requireNonNull(breach.get()), decisions, soldWhileAway);
        partDone.accept(SlotStage.BOOKS);
        var result = new SlotResult(
                state.slot,
                state.rows.add(values.row(state.slot, Objects.requireNonNull(digest.get()))),
                close.leaderSlots(sold),
                close.aerialSlots(sold),
                money.ledger(),
                sold.pieces(),
                sold.resales(),
                state.world.places(),
                state.fates,
                state.batteries.newlyEmpty());
        state.spentGame = decided.asked().game();
        state.slot++;
        return result;
    }

    /**
     * Runs code that posts payments.
     *
     * @throws SettingException if a balance since the start exceeds 64 bits, which the checks of a round cannot exclude
     */
    private void pay(Runnable postings) {
        try {
            postings.run();
        } catch (ArithmeticException e) {
            double unit = state.setup.scenario().rules().ledgerUnitMoney();
            throw new SettingException(
                    "rules.ledgerUnitMoney must be large enough for balances below 2^63 units over all slots: " + unit);
        }
    }

    /** Returns and removes the rows of the last slots, in which tasks may still be open. Tasks in progress count as not in time. */
    public List<SlotRow> remainingRows() {
        return state.rows.flush();
    }

    /**
     * Returns the balance of an agent: payments received minus payments made since the start, in ledger units.
     *
     * @throws IllegalArgumentException if no account has this name
     */
    public long balance(String id) {
        return state.accounts.balance(state.accounts.number(id));
    }

    /**
     * Returns the utility of an agent since the start, money: its balance, plus the worth of its delivered tasks and the energy that they saved, minus
     * the cost of its energy. Payments in escrow count as paid by the buyer and not as received by the seller.
     *
     * @throws IllegalArgumentException if no agent has this name
     */
    public double utility(String id) {
        double unit = state.setup.scenario().rules().ledgerUnitMoney();
        return balance(id) * unit + state.realized.of(state.accounts.number(id));
    }

    /**
     * Returns the energy account of an agent since the start, J: the uses ({@link EnergyKind#isUse}) that are not 0, and the sources that the agent
     * has. Both have the same sum.
     *
     * @throws IllegalArgumentException if no agent has this name
     */
    public Map<EnergyKind, Double> energy(String id) {
        return state.energy(state.accounts.number(id));
    }

    /** Returns totals since the start, {@code long[5]}: tasks that arrived, met their deadline, were late, expired, and were dropped. */
    public long[] taskTotals() {
        SimulationCounters tally = state.tally;
        return new long[] {tally.arrived, tally.met, tally.late, tally.expired, tally.dropped};
    }

    /** Returns the counts since the start. The caller must not change them. */
    SimulationCounters counters() {
        return state.tally;
    }
}
