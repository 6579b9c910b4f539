package skybourse.receipt;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import skybourse.receipt.SentCommands.AgentCommand;
import skybourse.receipt.format.JsonField;

/** Line 14: a round used the terms and the task that the agent itself sent. */
final class OwnTermsCheck {

    private static final double ROUNDING = 1e-12;
    private static final Predicate<String> PUT =
            Pattern.compile("PUT /v1/agents/[^/]+(?:/leaving)?").asMatchPredicate();
    private static final List<String> MEMBERS =
            List.of("kind", "worth", "pricePerBit", "workPerSecond", "position", "askTicks", "publicKey");
    private static final List<String> AMOUNTS = List.of("inputBits", "work", "deadlineSeconds");
    private static final String MINE = "your stored commands (--sent-commands)";

    private final RoundRecord record;
    private final String agent;
    private final SentCommands sent;
    private final boolean isInference;
    private final CheckFindings found = new CheckFindings(14);

    private OwnTermsCheck(RoundRecord record, String agent, SentCommands sent) {
        this.record = record;
        this.agent = agent;
        this.sent = sent;
        isInference = record.inference().isPresent();
    }

    static CheckResult line(RoundRecord record, String agent, SentCommands sent) {
        return new OwnTermsCheck(record, agent, sent).line();
    }

    private CheckResult line() {
        boolean isBuyer = record.buyers().contains(agent);
        if (!isBuyer && !record.sellers().contains(agent)) {
            return found.line(
                    agent + " did not take part in round " + record.round().number());
        }
        Optional<JsonField> terms = record.whole().at("terms").optional(agent);
        found.require(terms.isPresent(), "the record does not contain the terms of " + agent);
        terms.ifPresent(this::terms);
        if (isBuyer) {
            Optional<JsonField> task =
                    record.whole().at(isInference ? "batches" : "tasks").optional(agent);
            found.require(task.isPresent(), "the record does not contain the task of " + agent);
            task.ifPresent(this::task);
        }
        String work = isInference ? "and the batch " : "and the task ";
        return found.line("the round used the terms " + (isBuyer ? work : "") + "that " + agent + " sent");
    }

    /**
     * Compares the terms in the record with the latest terms that the agent sent before the round closed. Then compares the scenario of the round
     * with these terms.
     */
    private void terms(JsonField terms) {
        double version = terms.at("version").whole();
        if (sent.before(record.frozenSeq(), PUT)
                .anyMatch(sending -> sending.body().isEmpty())) {
            found.need(MINE + ": the receipts contain the terms only as a digest");
        }
        double newest = sent.before(record.frozenSeq(), PUT)
                .mapToDouble(OwnTermsCheck::version)
                .reduce(version, Math::max);
        found.require(
                newest <= version,
                "the record has version " + (long) version + " of the terms, but version " + (long) newest
                        + " was accepted before the round closed");
        compare(
                "version " + (long) version + " of the terms",
                sent.ofRoutes(PUT).filter(sending -> version(sending) == version),
                body -> first(MEMBERS, name -> differs(name, body.optional(name), terms.optional(name))));
        used(terms);
    }

    private static double version(AgentCommand sending) {
        return sending.body()
                .flatMap(body -> body.optional("version"))
                .filter(version -> version.canonical() instanceof Double)
                .map(JsonField::number)
                .orElse(-1.0);
    }

    /**
     * Compares a part of the record with the commands that may be its source. A command without a receipt may have been rejected. A match with one
     * of several commands is therefore sufficient.
     *
     * @param what name of the part, for messages
     * @param commands possible sources
     * @param differs returns the difference of a command's body from the record; empty if there is none
     */
    private void compare(String what, Stream<AgentCommand> commands, Function<JsonField, Optional<String>> differs) {
        List<AgentCommand> all = commands.toList();
        List<AgentCommand> taken =
                all.stream().filter(sending -> sending.seq() >= 0).toList();
        List<AgentCommand> own = taken.isEmpty() ? all : taken;
        if (own.isEmpty()) {
            found.require(!sent.isComplete(), "the record has " + what + ", which is not among your commands");
            found.need(MINE + ", or the receipt of " + what);
            return;
        }
        for (AgentCommand sending : taken) {
            found.require(sending.seq() < record.frozenSeq(), what + " was accepted after the round had closed");
            found.require(!sending.route().endsWith("/leaving"), agent + " had left the market");
        }
        List<Optional<String>> wrong = own.stream()
                .map(AgentCommand::body)
                .map(body -> body.flatMap(differs))
                .toList();
        found.require(wrong.contains(Optional.<String>empty()), wrong.getFirst().orElse(""));
        if (own.stream().allMatch(sending -> sending.body().isEmpty())) {
            found.need(MINE + ": the receipts contain " + what + " only as a digest");
        }
    }

    private static Optional<String> first(List<String> names, Function<String, Optional<String>> look) {
        return names.stream().map(look).flatMap(Optional::stream).findFirst();
    }

    private Optional<String> differs(String name, Optional<JsonField> own, Optional<JsonField> other) {
        boolean isSame = own.map(JsonField::canonical).equals(other.map(JsonField::canonical));
        return isSame ? Optional.empty() : Optional.of(name + " differs from what " + agent + " sent");
    }

    private void same(String name, Optional<JsonField> own, Optional<JsonField> other) {
        differs(name, own, other).ifPresent(wrong -> found.require(false, wrong));
    }

    /**
     * Compares the scenario of the round with the terms. If the terms omit position, speed or worth, these are not compared. A price or ask prices
     * must be in both or in neither.
     */
    private void used(JsonField terms) {
        if (record.inference().isPresent()) {
            InferenceTermsCheck.compare(record, record.inference().get(), agent, terms, found);
            return;
        }
        JsonField row = record.agents().get(agent);
        if (row == null) {
            found.need("a record whose scenario lists " + agent);
            return;
        }
        terms.optional("position")
                .ifPresent(own -> same("position in the scenario", Optional.of(own), row.optional("position")));
        terms.optional("workPerSecond")
                .ifPresent(own -> same(
                        "workPerSecond in the scenario",
                        Optional.of(own),
                        row.at("computer").optional("workPerSecond")));
        terms.optional("worth").ifPresent(worth -> {
            double weight = worth.number() / Math.log(2);
            found.require(
                    Math.abs(row.at("satisfactionWeight").number() - weight) <= ROUNDING * weight,
                    "satisfactionWeight in the scenario is not worth / ln 2");
        });
        Optional<JsonField> price = terms.optional("pricePerBit");
        boolean isPosting = record.whole().at("posting").texts().contains(agent);
        boolean isRefused = record.whole()
                .optional("refusedGains")
                .flatMap(gains -> gains.optional(agent))
                .isPresent();
        found.require(
                (isPosting || isRefused) == price.isPresent(),
                agent + (price.isPresent() ? " posted a price" : " posted no price"));
        found.require(!(isPosting && isRefused), "the posted price of " + agent + " is admitted and refused");
        if (isPosting) {
            same(
                    "pricePerBit in the round",
                    price,
                    record.whole().at("pricePerBit").optional(agent));
        }
        same(
                "askTicks in the round",
                terms.optional("askTicks"),
                record.whole().at("asks").optional(agent));
    }

    private void task(JsonField task) {
        String name = task.at("task").text();
        long seq = task.at("seq").whole();
        compare(
                "task " + name + " as command " + seq,
                sent.ofRoutes(route -> route.startsWith("PUT /v1/agents/")
                                && route.endsWith((isInference ? "/batches/" : "/tasks/") + name))
                        .filter(sending -> sending.seq() == seq || sending.seq() < 0),
                body -> differs(task, body));
        found.require(
                sent.before(record.frozenSeq(), route -> route.endsWith("/tasks/" + name + "/withdrawal"))
                        .findAny()
                        .isEmpty(),
                "task " + name + " had been withdrawn");
    }

    /**
     * Returns the first difference between a task in the record and its command, or that the task was only for earlier rounds; empty if there is
     * none.
     */
    private Optional<String> differs(JsonField task, JsonField own) {
        Optional<JsonField> row = isInference
                ? Optional.empty()
                : Optional.ofNullable(record.agents().get(agent)).map(agent -> agent.at("task"));
        boolean isOver = own.optional("lastRound")
                .filter(last -> last.canonical() instanceof Double
                        && last.number() < record.round().number())
                .isPresent();
        boolean isPayload = own.optional("payload")
                .map(TaskPayload::digest)
                .equals(task.optional("sha256").map(JsonField::text));
        return first(AMOUNTS, name -> row.flatMap(amounts -> differs(name, own.optional(name), amounts.optional(name))))
                .or(() -> isInference
                        ? Optional.empty()
                        : differs("units", own.optional("units"), task.optional("units")))
                .or(() ->
                        isPayload ? Optional.empty() : Optional.of("the payload differs from what " + agent + " sent"))
                .or(() -> isOver ? Optional.of("the task was only for earlier rounds") : Optional.empty());
    }
}
