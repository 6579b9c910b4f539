package skybourse.server.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import skybourse.server.service.ProblemException;
import skybourse.server.service.RunningExchange;
import skybourse.venue.event.Piece;

/** Authenticates requests, authorizes reads, and limits the rate of commands. */
final class AccessControl {

    private final RunningExchange market;
    private final byte[] operator;
    private final RateLimiter quota;
    private final double perSecond;

    /**
     * Creates the access control of a market.
     *
     * @param operator SHA-256 of the operator's secret, in hexadecimal
     * @param quota rate limiter of commands
     * @param perSecond rate of the limiter for messages to clients, 1/s
     */
    AccessControl(RunningExchange market, String operator, RateLimiter quota, double perSecond) {
        this.market = market;
        this.operator = operator.getBytes(StandardCharsets.UTF_8);
        this.quota = quota;
        this.perSecond = perSecond;
    }

    boolean isOperator(String secret) {
        return MessageDigest.isEqual(operator, secret.getBytes(StandardCharsets.UTF_8));
    }

    boolean isHolder(Request request, String agent) {
        if (!request.hasSecret()) {
            return false;
        }
        String secret = request.secret();
        boolean isHolder = market.read(engine -> engine.isHeldBy(agent, secret));
        if (isHolder) {
            market.recordActivity(agent);
        }
        return isHolder;
    }

    boolean seesAll(Request request, String agent) {
        return isHolder(request, agent) || (request.hasSecret() && isOperator(request.secret()));
    }

    /** Checks that a request has the secret of an agent, and returns the agent. */
    String requireHolder(Request request, String agent) {
        request.secret();
        if (!isHolder(request, agent)) {
            boolean isThere = market.read(engine -> engine.agent(agent)).isPresent();
            throw isThere
                    ? new ProblemException(401, "stranger", "agent", "belongs to another secret", agent)
                    : ProblemException.unknown("agent", agent);
        }
        return agent;
    }

    /** Checks that a request has the secret of an agent or of the operator, and returns the agent. */
    String requireMayLook(Request request, String agent) {
        return isOperator(request.secret()) ? agent : requireHolder(request, agent);
    }

    /**
     * Returns the piece that the path names. Checks that the request is from its buyer, worker or leader, or from the operator, who may have to rule on the
     * piece.
     */
    Piece requireParticipant(Request request) {
        String secret = request.secret();
        Piece piece = piece(request.part(1));
        List<String> who = List.of(piece.buyer(), piece.worker(), piece.leader());
        if (!isOperator(secret) && who.stream().noneMatch(agent -> isHolder(request, agent))) {
            throw new ProblemException(403, "forbidden", "piece", "belongs to other agents", piece.id());
        }
        return piece;
    }

    Piece piece(String id) {
        return market.read(
                engine -> engine.piece(id).orElseThrow(() -> ProblemException.of(engine.missingPieceReason(id))));
    }

    void requireQuota(Request request, String agent, String secret) {
        boolean isHolder = market.read(engine -> engine.isHeldBy(agent, secret));
        if (!quota.takes(isHolder ? "agent " + agent : "from " + request.from(), market.now())) {
            String rule = "must be at most " + perSecond + " commands per second";
            throw new ProblemException(429, "quota", isHolder ? "agent" : "address", rule, "");
        }
    }

    void requireOperator(Request request) {
        if (!isOperator(request.secret())) {
            throw new ProblemException(403, "forbidden", "Authorization", "must be the operator's secret", "");
        }
    }
}
