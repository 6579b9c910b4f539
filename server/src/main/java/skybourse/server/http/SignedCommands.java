package skybourse.server.http;

import java.util.HexFormat;
import java.util.function.Function;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import skybourse.receipt.format.Jws;
import skybourse.server.service.LiveMarket;
import skybourse.server.service.Problem;

/**
 * Commands that their agents sign: the body is a compact JWS whose payload is the command, with {@code for} and {@code market}, so that it is
 * worth nothing elsewhere. Verified by Bouncy Castle, in a seventh of the time that Java takes; who checks a receipt does so by Java.
 */
final class SignedCommands {

    /** The media type of a signed command. */
    static final String TYPE = "application/jose";

    private SignedCommands() {}

    /**
     * Reads a signed command.
     *
     * @param request with the signed text
     * @param signer the agent that must have signed it, which the command may name: by the key that comes with its new terms, else by that of its
     *     terms
     */
    static RequestBody read(LiveMarket market, Request request, Function<RequestBody, String> signer) {
        String text = RequestBody.utf8(request.jose())
                .orElseThrow(() -> Problem.malformed("body", "must be a compact JWS", ""));
        Jws jws = jws(text);
        RequestBody body = RequestBody.read(jws.payload(), text);
        String agent = signer.apply(body);
        String key = body.textOf("publicKey")
                .or(() -> market.read(venue -> venue.agent(agent))
                        .map(known -> known.terms().publicKey()))
                .orElse("");
        if (!isBy(key, jws)) {
            String rule = key.isEmpty() ? "must be by a publicKey in the agent's terms" : "must be by the agent's key";
            throw new Problem(401, "signature", "signature", rule, key);
        }
        body.require("for", request.route());
        body.require("market", market.log().key().market());
        return body;
    }

    private static Jws jws(String text) {
        try {
            return Jws.read(text);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("body", "must be a compact JWS of EdDSA: " + e.getMessage(), "");
        }
    }

    private static boolean isBy(String key, Jws jws) {
        if (!key.matches("[0-9a-f]{64}")) {
            return false;
        }
        byte[] signed = jws.signed();
        return Ed25519.verify(jws.signature(), 0, HexFormat.of().parseHex(key), 0, signed, 0, signed.length);
    }

    /** Returns whether a request says that it is signed. */
    static boolean isSigned(Request request) {
        return TYPE.equals(request.contentType());
    }
}
