package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.InferenceModel;
import skybourse.venue.event.InferenceProduct;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PieceMeter;
import skybourse.venue.play.PlayedExchange;

/** An inference market whose agents are controlled by the test. */
final class PlayedLots {

    static final long MONEY = 1_000_000L;

    /** Lots of volume 1,000 that cost at most 500 units and are due 10 s after the sale. */
    static final InferenceProduct PRODUCT = product(0);

    final MarketRules rules;
    final ExchangeEngine engine;
    final List<Journal.Entry> entries = new ArrayList<>();
    long now = 1_000;

    static InferenceProduct product(double checkShare) {
        return new InferenceProduct("model", "q4", 4_096, 1_000, 1, 1, 8, 64, .05, 10, 500, checkShare);
    }

    PlayedLots(List<String> sellers, List<String> buyers) {
        this(sellers, buyers, PRODUCT);
    }

    PlayedLots(List<String> sellers, List<String> buyers, InferenceProduct product) {
        rules = MarketRules.standard(new InferenceModel("lots", "", product, 1e-6, sellers, buyers), 2, 5, true);
        engine = ExchangeEngine.open(rules);
        sellers.forEach(seller -> done(new MarketCommand.Deposit(seller, MONEY, "d-" + seller)));
        buyers.forEach(buyer -> {
            done(new MarketCommand.Deposit(buyer, MONEY, "d-" + buyer));
            done(new MarketCommand.PutAgent(buyer, 1, AgentTerms.ofScenario()));
        });
    }

    CommandReply ask(MarketCommand command) {
        CommandReply answer = engine.decide(command, PlayedExchange.caller(command), now);
        if (answer instanceof CommandReply.Done done && !done.events().isEmpty()) {
            entries.add(new Journal.Entry(engine.seq(), now, "", "", done.events()));
        }
        assertThat(engine.breach()).isEmpty();
        return answer;
    }

    CommandReply.Done done(MarketCommand command) {
        CommandReply answer = ask(command);
        assertThat(answer).as(command.toString()).isInstanceOf(CommandReply.Done.class);
        return (CommandReply.Done) answer;
    }

    CommandReply.Refused refused(MarketCommand command) {
        CommandReply answer = ask(command);
        assertThat(answer).as(command.toString()).isInstanceOf(CommandReply.Refused.class);
        return (CommandReply.Refused) answer;
    }

    /** Terms of a seller that serves {@code lots} lots until they are due. */
    static AgentTerms selling(double lots, long ask) {
        AgentTerms none = AgentTerms.ofScenario();
        return none.withWorkPerSecond(OptionalDouble.of(lots * PRODUCT.lotVolume() / PRODUCT.answerSeconds()))
                .withAskTicks(Optional.of(List.of(ask)));
    }

    void sell(String seller, double lots, long ask) {
        long version = engine.agent(seller).orElseThrow().version() + 1;
        done(new MarketCommand.PutAgent(seller, version, selling(lots, ask)));
    }

    /** Submits a batch of requests with these reserved volumes. */
    void batch(String buyer, String name, List<Long> reserved) {
        done(new MarketCommand.PutBatch(buyer, name, reserved, 100, Played.PAYLOAD, engine.round() + 3));
    }

    /** Closes a round. Returns its sale; empty if nothing was sold. */
    Optional<MarketEvent.LotsSold> round() {
        var freeze = new MarketCommand.Freeze(engine.round(), new TreeSet<>(), Played.DRAW);
        return ask(freeze) instanceof CommandReply.Done done
                ? done.events().stream()
                        .filter(MarketEvent.LotsSold.class::isInstance)
                        .map(MarketEvent.LotsSold.class::cast)
                        .findFirst()
                : Optional.empty();
    }

    void answer(Piece piece, long usedVolume) {
        answer(piece, usedVolume, 0);
    }

    void answer(Piece piece, long usedVolume, long unservedVolume) {
        done(answers(piece.worker(), piece.id(), usedVolume, unservedVolume));
    }

    static MarketCommand answers(String seller, String piece, long usedVolume, long unservedVolume) {
        return new MarketCommand.PutAnswers(
                seller, piece, "cd".repeat(32), new PieceMeter.Answers(usedVolume, unservedVolume));
    }

    /** Lets time pass, and ends the pieces that are due. */
    void pass(double seconds) {
        now += (long) (1_000 * seconds);
        engine.dueBy(now).forEach(this::ask);
    }

    long balance(String agent) {
        return engine.agent(agent).orElseThrow().balanceUnits();
    }

    long held(String agent) {
        return engine.agent(agent).orElseThrow().heldUnits();
    }

    /** Returns an engine restored from all entries of this one. */
    ExchangeEngine readBack() {
        ExchangeEngine again = ExchangeEngine.open(rules);
        entries.forEach(entry -> again.apply(entry.seq(), entry.at(), entry.events()));
        return again;
    }
}
