package skybourse.server.http;

import java.util.HexFormat;
import java.util.function.Function;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import skybourse.receipt.format.Jws;
import skybourse.server.service.ProblemException;
import skybourse.server.service.RunningExchange;

/**
 * Parser of commands that are signed by their agents. The body is a compact JWS. Its payload is the command with the additional members {@code for} and
 * {@code market}, so that it is valid only for one route of one market. Signatures are verified with Bouncy Castle, which takes a seventh of the JDK's time.
 * Receipts are verified with the JDK.
 */
final class SignedCommandParser {

    /** Media type of a signed command. */
    static final String TYPE = "application/jose";

    private SignedCommandParser() {}

    /**
     * Parses a signed command. Throws {@link ProblemException} if the signature, the route or the market is wrong.
     *
     * @param request request with the signed text
     * @param signer returns the agent that must have signed the command, given the command. The key is that in the command's own terms or, if these have
     *     none, that in the agent's stored terms
     */
    static RequestBody read(RunningExchange market, Request request, Function<RequestBody, String> signer) {
        String text = RequestBody.utf8(request.jose())
                .orElseThrow(() -> ProblemException.malformed("body", "must be a compact JWS", ""));
        Jws jws = jws(text);
        RequestBody body = RequestBody.read(jws.payload(), text);
        String agent = signer.apply(body);
        String key = body.textOf("publicKey")
                .or(() -> market.read(engine -> engine.agent(agent))
                        .map(known -> known.terms().publicKey()))
                .orElse("");
        if (!isBy(key, jws)) {
            String rule = key.isEmpty() ? "must be by a publicKey in the agent's terms" : "must be by the agent's key";
            throw new ProblemException(401, "signature", "signature", rule, key);
        }
        body.setSigner(key);
        body.require("for", request.route());
        body.require("market", market.log().key().market());
        return body;
    }

    private static Jws jws(String text) {
        try {
            return Jws.read(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.malformed("body", "must be a compact JWS of EdDSA: " + e.getMessage(), "");
        }
    }

    private static boolean isBy(String key, Jws jws) {
        if (!key.matches("[0-9a-f]{64}")) {
            return false;
        }
        byte[] signed = jws.signed();
        return Ed25519.verify(jws.signature(), 0, HexFormat.of().parseHex(key), 0, signed, 0, signed.length);
    }

    /** Returns whether a request has the media type of a signed command. */
    static boolean isSigned(Request request) {
        return TYPE.equals(request.contentType());
    }
}
