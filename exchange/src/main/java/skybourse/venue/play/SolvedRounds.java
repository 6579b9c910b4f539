package skybourse.venue.play;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import skybourse.base.scenario.Scenario;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.venue.FrozenRound;
import skybourse.venue.event.RoundPrices;

/** Prices of frozen rounds. Rounds with the same game are solved once. Thread safe. */
public final class SolvedRounds {

    /**
     * Input that determines the prices, except for the number and the draw of the round. The units of tasks do not
     * affect prices.
     */
    private record Game(Scenario everybody, Scenario scenario, double resalePrice, List<OptionalDouble> posted) {}

    private final Map<Game, RoundPrices> solved = new ConcurrentHashMap<>();

    /** Creates an empty collection. */
    public SolvedRounds() {}

    /** Solves a round from price 0, or returns the stored solution of the same game. Mixed prices are not stored, because they are sampled for one round. */
    public RoundPrices prices(FrozenRound frozen) {
        var game = new Game(frozen.allAgents(), frozen.scenario(), frozen.roundResalePrice(), frozen.postedPrices());
        RoundPrices known = solved.get(game);
        if (known == null) {
            known = frozen.solve(SolverCatalogue.defaultSolver(frozen.scenario().rules(), 1), () -> false);
            if (known.mix().isPresent()) {
                return known;
            }
            solved.put(game, known);
        }
        return new RoundPrices(
                frozen.round(),
                known.prices(),
                known.how(),
                known.epsilon(),
                known.isCertified(),
                known.postedGain(),
                known.mix());
    }
}
