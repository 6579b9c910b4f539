package skybourse.evidence.overtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Rules;
import skybourse.base.agent.WeightDistribution;
import skybourse.base.numeric.Checks;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.AgentBehaviours;
import skybourse.round.adversary.Behaviour;
import skybourse.round.adversary.MaliciousGroup;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.play.BehaviourRun;
import skybourse.venue.play.DisputeDecisions;
import skybourse.venue.play.PlayedExchange;
import skybourse.venue.play.SolvedRounds;

/**
 * Rounds of an exchange with malicious agents, compared with the same rounds in which they are honest. All amounts are expectations over the rulings
 * of an operator that errs.
 */
public final class ExchangeAttackTask {

    /** Axis of the number of rounds. */
    static final String ROUNDS = "rounds";

    /** Axis whose value says whether bonds and fines are paid. If not, those that were paid are given back. */
    static final String BOND = "bond";

    /** Axis of the share of wrong rulings for which stakes are chosen; 0 for no stakes. */
    static final String STATED_ERROR = "statedError";

    /** Axis of the probability that a ruling is wrong. */
    static final String RULING_ERROR = "rulingError";

    /** Axis whose value says whether the operator rules. */
    static final String RULED = "ruled";

    /** Axis whose value says whether a disputed result is paid or returned if the operator does not rule. */
    static final String UNRULED = "unruled";

    /** Axis of the published distribution of weights, {@code low/high} in money, or {@link OverTimeSetups#NONE}. */
    static final String LAW = "law";

    private static final List<String> UNRULED_ENDS = List.of("paid", "returned");

    private static final List<String> BEHAVIOURS =
            List.of("no-show", "decline", "wrong-result", "overstate", "reject", "misreport");

    private static final List<MeasuredColumn> COLUMNS = List.of(
            new MeasuredColumn("attackersUtility", "money", "utility of all attackers per round, by complete tasks"),
            new MeasuredColumn("attackersUtilityHonest", "money", "the same if they are honest"),
            new MeasuredColumn("attackersByParts", "money", "utility of all attackers per round, by parts of tasks"),
            new MeasuredColumn("attackersByPartsHonest", "money", "the same if they are honest"),
            new MeasuredColumn("attackersGain", "money", "gain of all attackers per round, by parts of tasks"),
            new MeasuredColumn(
                    "attackersRelativeGain", "relative", "gain relative to the bills and wages of honest attackers"),
            new MeasuredColumn(
                    "buyersGain", "money", "change of the utility of honest buyers per round, by complete tasks"),
            new MeasuredColumn("buyersPaymentGain", "money", "change of the payments to honest buyers, per round"),
            new MeasuredColumn("buyersBills", "money", "bills of these buyers per round if the attackers are honest"),
            new MeasuredColumn("sellersGain", "money", "change of the profit of honest sellers per round"),
            new MeasuredColumn("sellersProfitHonest", "money", "their profit per round if the attackers are honest"),
            new MeasuredColumn("doneShare", "share", "of sold pieces, those whose work was done"));

    public static final CellTask TASK = CellTask.of(
                    "exchange-attack",
                    CellTask.axes("scenario=13/1/2/4 law=none attackers=MA1 behaviour=no-show strength=1 rounds=2"
                            + " bond=on statedError=0.05 rulingError=0 ruled=on unruled=paid"),
                    COLUMNS,
                    (settings, scenarios) -> new ExchangeAttackTask(settings, 1, scenarios),
                    (settings, seed, scenarios) ->
                            List.of(new ExchangeAttackTask(settings, seed, scenarios).measured()))
            .withEffort(settings -> 3 * settings.count(ROUNDS, 1));

    private final long seed;
    private final int rounds;
    private final boolean hasBonds;
    private final boolean isRuled;
    private final double rulingError;
    private final MarketRules rules;
    private final List<MaliciousGroup> groups;

    /** Groups in the market with which the attack is compared. */
    private final List<MaliciousGroup> honestGroups;

    private final Set<String> attackers;
    private final SolvedRounds solved = new SolvedRounds();

    private ExchangeAttackTask(GridPoint settings, long seed, ScenarioSource scenarios) {
        this.seed = seed;
        rounds = settings.count(ROUNDS, 1);
        hasBonds = AttackerAxes.isOn(settings, BOND);
        isRuled = AttackerAxes.isOn(settings, RULED);
        rulingError = settings.number(RULING_ERROR);
        Checks.within(rulingError, 0, 1, RULING_ERROR);
        scenarios.checkNamed(settings, ScenarioSource.SCENARIO);
        rules = rules(settings, scenarios.named(settings, seed));
        Behaviour behaviour = AttackerAxes.behaviour(settings, BEHAVIOURS);
        groups = AttackerAxes.groups(settings, behaviour);
        honestGroups = behaviour instanceof Behaviour.Overstate // also states the asks of aerial agents
                ? AttackerAxes.groups(settings, new Behaviour.Overstate(1))
                : List.of();
        Scenario scenario = rules.scenario();
        var chosen = AgentBehaviours.ofExchange(new Adversary(0, groups), scenario, new RandomStreams(seed));
        attackers = ids(scenario.agents(), id -> chosen.behaviour(id).isPresent());
    }

    private static MarketRules rules(GridPoint settings, Scenario scenario) {
        double stated = settings.number(STATED_ERROR);
        Checks.within(stated, 0, Math.nextDown(1.0), STATED_ERROR);
        Rules published = settings.text(LAW).equals(OverTimeSetups.NONE)
                ? scenario.rules()
                : scenario.rules().withWeights(Optional.of(law(settings.counts(LAW, 2))));
        MarketRules rules =
                MarketRules.standard(scenario.withRules(published), AuctionCatalogue.DEFAULT_RULE, 2, 10, true);
        boolean isPaid = settings.word(UNRULED, UNRULED_ENDS).equals(UNRULED_ENDS.getFirst());
        return rules.withDisputes(rules.disputes().withErrorRate(stated).withPaysUnruled(isPaid));
    }

    private static WeightDistribution law(int[] bounds) {
        return new WeightDistribution(bounds[0], bounds[1]);
    }

    private static Set<String> ids(Stream<? extends Agent> agents, Predicate<String> which) {
        return agents.map(Agent::id).filter(which).collect(Collectors.toCollection(TreeSet::new));
    }

    private double[] measured() {
        AttackedRun honest = play(honestGroups, 0);
        double[] fair = sums(honest);
        double[] right = sums(play(groups, 0));
        boolean errs = isRuled && rulingError > 0;
        double[] wrong = errs ? sums(play(groups, 1)) : right;
        double[] attacked = IntStream.range(0, right.length)
                .mapToDouble(i -> errs ? (1 - rulingError) * right[i] + rulingError * wrong[i] : right[i])
                .toArray();
        double turnover = honest.amount(piece -> (attackers.contains(piece.buyer()) ? piece.billUnits() : 0)
                + (attackers.contains(piece.leader()) ? piece.billUnits() : 0)
                + (piece.isLot() && attackers.contains(piece.worker()) ? piece.wageUnits() : 0));
        double gain = attacked[1] - fair[1];
        return new double[] {
            attacked[0],
            fair[0],
            attacked[1],
            fair[1],
            gain,
            gain / turnover,
            attacked[2] - fair[2],
            attacked[3] - fair[3],
            honest.amount(piece -> attackers.contains(piece.buyer()) ? 0 : piece.billUnits()),
            attacked[4] - fair[4],
            fair[4],
            attacked[5]
        };
    }

    /** Plays the market. The expected money is linear in the probability of a wrong ruling, because rulings change nothing but money. */
    private AttackedRun play(List<MaliciousGroup> malicious, double error) {
        List<MarketPayment> penalties = new ArrayList<>();
        ExchangeEngine engine = ExchangeEngine.open(rules, payment -> {
            if (!hasBonds && payment.reason() == MarketPayment.Reason.PENALTY) {
                penalties.add(payment);
            }
        });
        var decisions = new DisputeDecisions(true, isRuled, error, _ -> false);
        var run = new BehaviourRun(PlayedExchange.open(engine, rules), solved, seed, decisions, malicious);
        return new AttackedRun(run.play(rounds), penalties, rounds);
    }

    /**
     * Returns the utility of attackers by complete tasks and by parts, that of honest buyers by complete tasks, their profit, the profit of honest
     * sellers, and the share of done pieces. Amounts are in money per round.
     */
    private double[] sums(AttackedRun played) {
        Scenario scenario = rules.scenario();
        Set<String> buyers = ids(scenario.wirelessAgents().stream(), id -> !attackers.contains(id));
        Set<String> sellers = ids(scenario.agents(), id -> !attackers.contains(id) && !buyers.contains(id));
        BehaviourRun run = played.run;
        return new double[] {
            played.sum(attackers, run::utility),
            played.sum(attackers, run::utilityByParts),
            played.sum(buyers, run::utility),
            played.sum(buyers, run::profit),
            played.sum(sellers, run::profit),
            1 - (double) run.undone().size() / run.sold().size()
        };
    }

    /**
     * A run, and the penalties that are given back.
     *
     * @param run the run
     * @param penalties penalties that were paid; only those of sold pieces are given back
     * @param rounds number of rounds
     */
    private record AttackedRun(BehaviourRun run, List<MarketPayment> penalties, int rounds) {

        /** Returns the sum of a measure of some agents, with their penalties, money per round. */
        double sum(Set<String> ids, ToDoubleFunction<String> measure) {
            Set<String> sold = run.sold().stream().map(Piece::id).collect(Collectors.toSet());
            Map<String, Long> back = new HashMap<>();
            penalties.stream().filter(paid -> sold.contains(paid.of())).forEach(paid -> {
                back.merge(paid.from(), paid.units(), Long::sum);
                back.merge(paid.to(), -paid.units(), Long::sum);
            });
            double units =
                    ids.stream().mapToLong(id -> back.getOrDefault(id, 0L)).sum();
            return (ids.stream().mapToDouble(measure).sum() + units * run.unitMoney()) / rounds;
        }

        /** Returns the sum of an amount of all sold pieces, in ledger units, as money per round. */
        double amount(ToLongFunction<Piece> units) {
            return run.sold().stream().mapToLong(units).sum() * run.unitMoney() / rounds;
        }
    }
}
