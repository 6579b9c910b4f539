package skybourse.server.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import skybourse.base.scenario.Position;
import skybourse.files.codec.JsonText;
import skybourse.venue.Answer;
import skybourse.venue.Event;
import skybourse.venue.Journal;
import skybourse.venue.MarketRules;
import skybourse.venue.Piece;
import skybourse.venue.Solved;
import skybourse.venue.Terms;
import skybourse.venue.Venue;
import skybourse.venue.WaitingTask;

/** What is told of a market, as trees that become JSON. */
final class Views {

    private static final long LARGEST_EXACT = (1L << 53) - 1;

    private Views() {}

    /** Returns a whole number, as text where many programs could not hold it. */
    static Object whole(long value) {
        return Math.clamp(value, -LARGEST_EXACT, LARGEST_EXACT) == value ? (Object) value : Long.toString(value);
    }

    /** Returns members in their order, each a name and its value; what is an empty {@code Optional} is left out. */
    static Map<String, Object> tree(Object... namesAndValues) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = (String) namesAndValues[i];
            if (namesAndValues[i + 1] instanceof Optional<?> maybe) {
                maybe.ifPresent(value -> tree.put(name, value));
            } else {
                tree.put(name, namesAndValues[i + 1]);
            }
        }
        return tree;
    }

    private static Optional<String> unlessEmpty(String text) {
        return Optional.of(text).filter(any -> !any.isEmpty());
    }

    private static Optional<Double> number(OptionalDouble number) {
        return number.stream().boxed().findFirst();
    }

    static Map<String, Object> done(Answer.Reply reply) {
        return tree(
                "name", reply.name(),
                "version", whole(reply.version()),
                "round", whole(reply.round()),
                "units", whole(reply.units()),
                "seq", whole(reply.seq()));
    }

    /** Returns what everybody may know of an agent. */
    static Map<String, Object> agent(Venue.AgentView agent) {
        return tree(
                "agent", agent.id(),
                "kind", agent.kind(),
                "isPresent", agent.isPresent(),
                "isBarred", agent.isBarred(),
                "barVersion", whole(agent.barVersion()));
    }

    /** Returns what an agent may know of itself. */
    static Map<String, Object> own(Venue.AgentView agent) {
        Map<String, Object> tree = agent(agent);
        tree.put("version", whole(agent.version()));
        tree.put("terms", terms(agent.terms()));
        tree.put("neededUnits", whole(agent.neededUnits()));
        tree.put("isInvited", agent.isInvited());
        tree.putAll(account(agent));
        return tree;
    }

    /** Returns the terms of an agent for a record, their version first. */
    static Map<String, Object> terms(Venue.AgentView agent) {
        Map<String, Object> tree = tree("version", whole(agent.version()));
        tree.putAll(terms(agent.terms()));
        return tree;
    }

    private static Map<String, Object> terms(Terms terms) {
        return tree(
                "kind", unlessEmpty(terms.kind()),
                "worth", number(terms.worth()),
                "pricePerBit", number(terms.pricePerBit()),
                "workPerSecond", number(terms.workPerSecond()),
                "position", terms.position().map(Views::position),
                "askTicks", terms.askTicks().map(Views::wholes),
                "publicKey", unlessEmpty(terms.publicKey()));
    }

    private static Map<String, Object> position(Position at) {
        return tree("xMetres", at.xMetres(), "yMetres", at.yMetres(), "heightMetres", at.heightMetres());
    }

    private static List<Object> wholes(List<Long> all) {
        return all.stream().map(Views::whole).toList();
    }

    static Map<String, Object> account(Venue.AgentView agent) {
        return tree(
                "agent", agent.id(),
                "balanceUnits", whole(agent.balanceUnits()),
                "heldUnits", whole(agent.heldUnits()),
                "freeUnits", whole(Math.max(0, agent.balanceUnits() - agent.heldUnits())));
    }

    /**
     * Returns a piece, as its buyer, worker and leader may know it.
     *
     * @param units of its task; 0 where that is divisible
     * @param bytes of its task's payload; -1 where they are not known any more
     */
    static Map<String, Object> piece(Piece piece, int units, int bytes) {
        Piece.Claims claims = piece.claims();
        return tree(
                "piece", piece.id(),
                "buyer", piece.buyer(),
                "task", piece.task(),
                "leader", piece.leader(),
                "worker", piece.worker(),
                "from", piece.from(),
                "to", piece.to(),
                "firstUnit", count(piece.from(), units, units > 0),
                "endUnit", count(piece.to(), units, units > 0),
                "firstByte", count(piece.from(), bytes, units == 0 && bytes >= 0),
                "endByte", count(piece.to(), bytes, units == 0 && bytes >= 0),
                "work", piece.work(),
                "due", whole(piece.dueMillis()),
                "state", piece.state().name(),
                "billUnits", whole(piece.billUnits()),
                "bondUnits", whole(piece.bondUnits()),
                "lotBondUnits", whole(piece.lotBondUnits()),
                "sha256", unlessEmpty(piece.digest()),
                "undoable", unlessEmpty(claims.undoable()),
                "objection", unlessEmpty(claims.objection()),
                "disputedBy", unlessEmpty(claims.disputedBy()),
                "stakeUnits", unlessEmpty(claims.disputedBy()).map(_ -> whole(claims.stakeUnits())));
    }

    private static Optional<Integer> count(double place, int of, boolean isThere) {
        return isThere ? Optional.of(PayloadParts.at(place, of)) : Optional.empty();
    }

    /** Tells whether nothing more comes of a task and its buyer has nothing to answer. */
    static boolean isAnswered(WaitingTask task, List<Piece> pieces) {
        return task.stage() != WaitingTask.Stage.OPEN
                && pieces.stream()
                        .noneMatch(piece -> piece.state() == Piece.Stage.OPEN || piece.waitsFor(task.agent()));
    }

    /** Returns ids of pieces that are said to be undoable, which an agent has yet to confirm or to dispute. */
    static List<String> toAnswer(List<Piece> pieces, String agent) {
        return pieces.stream()
                .filter(piece -> piece.waitsFor(agent))
                .map(Piece::id)
                .toList();
    }

    /** Returns what a task costs: the bills of pieces that were not given back. */
    private static long billUnits(List<Piece> pieces) {
        return pieces.stream()
                .filter(piece -> piece.state() != Piece.Stage.FAILED && piece.state() != Piece.Stage.RETURNED)
                .mapToLong(Piece::billUnits)
                .sum();
    }

    /**
     * Returns a task with its pieces, as its buyer may know it.
     *
     * @param bytes of its payload; -1 where they are not known any more
     */
    static Map<String, Object> task(WaitingTask task, List<Piece> pieces, int bytes) {
        return tree(
                "agent", task.agent(),
                "task", task.name(),
                "stage", task.stage().name(),
                "isAnswered", isAnswered(task, pieces),
                "inputBits", task.amounts().inputBits(),
                "work", task.amounts().work(),
                "deadlineSeconds", task.amounts().deadlineSeconds(),
                "units", Optional.of(task.units()).filter(units -> units > 0),
                "lastRound", whole(task.lastRound()),
                "round", whole(task.round()),
                "holdUnits", whole(task.holdUnits()),
                "reason", unlessEmpty(task.reason()),
                "sha256", unlessEmpty(task.payload()),
                "soldIn", Optional.of(task.soldIn()).filter(round -> round >= 0).map(Views::whole),
                "billUnits", whole(billUnits(pieces)),
                "toAnswer", toAnswer(pieces, task.agent()),
                "pieces",
                        pieces.stream()
                                .map(piece -> piece(piece, task.units(), bytes))
                                .toList());
    }

    /** Returns the market as it stands. */
    static Map<String, Object> market(LiveMarket live, Venue venue) {
        MarketRules rules = live.rules();
        return tree(
                "market", live.log().key().market(),
                "rule", rules.rule(),
                "isOpen", rules.open(),
                "round", whole(venue.round()),
                "roundSeconds", live.roundSeconds(),
                "graceSeconds", rules.graceSeconds(),
                "objectionSeconds", rules.objectionSeconds(),
                "maxEpsilon", rules.maxEpsilon(),
                "undoableShare", rules.disputes().undoableShare(),
                "feeShare", rules.disputes().feeShare(),
                "errorRate", rules.disputes().errorRate(),
                "rulingSeconds", rules.disputes().rulingSeconds(),
                "ledgerUnitMoney", rules.scenario().rules().ledgerUnitMoney(),
                "now", whole(live.now()),
                "agents", venue.agents().stream().map(Views::agent).toList(),
                "last", venue.lastSolved().map(solved -> solved(solved, venue.lastPrices())));
    }

    /** Returns the prices of a round, by leader, and how sure they are; with what they were drawn from, if they were. */
    static Map<String, Object> solved(Solved solved, SortedMap<String, Double> prices) {
        Map<String, Object> shown = new TreeMap<>();
        prices.forEach((leader, price) -> shown.put(leader, JsonText.price(price)));
        return tree(
                "round", whole(solved.round()),
                "pricePerBit", shown,
                "how", solved.how().name().toLowerCase(Locale.ROOT),
                "epsilon", Optional.of(solved.epsilon()).filter(Double::isFinite),
                "isCertified", solved.isCertified(),
                "postedGain", solved.postedGain(),
                "mix", solved.mix().map(Views::mix));
    }

    private static Map<String, Object> mix(Solved.Mix mix) {
        Map<String, Object> prices = new TreeMap<>();
        mix.prices()
                .forEach((leader, points) -> prices.put(
                        leader,
                        points.stream()
                                .map(point -> List.of(JsonText.price(point.price()), point.weight()))
                                .toList()));
        return tree("epsilon", mix.epsilon(), "isCertified", mix.isCertified(), "prices", prices);
    }

    /** Returns a round that was not sold, or not yet. */
    static Map<String, Object> round(ClosedRound told) {
        Optional<Event.RoundFrozen> frozen = Optional.ofNullable(told.frozen());
        return tree(
                "round", whole(told.number()),
                "at", whole(told.at()),
                "state", told.reason().isEmpty() ? "CLOSED" : "VOID",
                "reason", unlessEmpty(told.reason()),
                "buyers", frozen.map(Event.RoundFrozen::buyers),
                "sellers", frozen.map(Event.RoundFrozen::sellers));
    }

    static Map<String, Object> trade(Event.LotTrade trade) {
        return tree(
                "buyer", trade.buyer(),
                "buyerLot", trade.buyerLot(),
                "seller", trade.seller(),
                "sellerLot", trade.sellerLot(),
                "buyerHalfTicks", whole(trade.buyerHalfTicks()),
                "sellerHalfTicks", whole(trade.sellerHalfTicks()));
    }

    /** Returns what everybody may know of an entry: no terms, no money, no tasks. */
    static List<Map<String, Object>> feed(Journal.Entry entry) {
        List<Map<String, Object>> feed = new ArrayList<>();
        for (Event event : entry.events()) {
            Map<String, Object> told = told(event);
            if (!told.isEmpty()) {
                told.put("seq", whole(entry.seq()));
                told.put("at", whole(entry.at()));
                feed.add(told);
            }
        }
        return feed;
    }

    private static Map<String, Object> told(Event event) {
        return switch (event) {
            case Event.AgentPut put -> tree("type", "agent-put", "agent", put.agent());
            case Event.AgentLeft left -> tree("type", "agent-left", "agent", left.agent());
            case Event.SeatFreed freed -> tree("type", "seat-freed", "agent", freed.agent());
            case Event.Barred barred ->
                tree("type", "agent-barred", "agent", barred.agent(), "isBarred", barred.barred());
            case Event.RoundFrozen frozen -> tree("type", "round-closed", "round", whole(frozen.round()));
            case Event.RoundPostponed later ->
                tree("type", "round-postponed", "round", whole(later.round()), "reason", later.reason());
            case Event.TaskLeftOut gone -> tree("type", "task-left-out", "round", whole(gone.round()));
            case Event.RoundVoid gone ->
                tree("type", "round-void", "round", whole(gone.round()), "reason", gone.reason());
            case Event.RoundSettled sold ->
                tree("type", "round-sold", "round", whole(sold.solved().round()));
            case Event.PieceDone done -> tree("type", "piece-done", "piece", done.piece());
            case Event.PieceRejected no -> tree("type", "piece-rejected", "piece", no.piece());
            case Event.PiecePaid paid -> tree("type", "piece-paid", "piece", paid.piece());
            case Event.PieceFailed failed -> tree("type", "piece-failed", "piece", failed.piece());
            case Event.PieceUndoable undoable -> tree("type", "piece-undoable", "piece", undoable.piece());
            case Event.PieceReturned returned -> tree("type", "piece-returned", "piece", returned.piece());
            case Event.Invited _,
                    Event.KindInvited _,
                    Event.Deposited _,
                    Event.Withdrawn _,
                    Event.TaskPut _,
                    Event.TaskWithdrawn _,
                    Event.TaskExpired _,
                    Event.PieceConfirmed _,
                    Event.StakeRaised _,
                    Event.LotFined _,
                    Event.BlobPut _ -> tree();
        };
    }
}
