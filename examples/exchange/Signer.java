/// Signs commands for one market with a key of its own, as JWS; Buyer.java uses it.
import java.security.*;
import java.util.*;

record Signer(String market, KeyPair key) {
    static Signer of(String market) throws Exception {
        return new Signer(market, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    }

    String terms() {
        var known = HexFormat.of().formatHex(key.getPublic().getEncoded()).substring(24);
        return "\"version\":%d,\"publicKey\":\"%s\"".formatted(System.currentTimeMillis(), known);
    }

    String signed(String path, String fields) throws Exception {
        var command = "{\"for\":\"PUT /v1/%s\",\"market\":\"%s\",%s}".formatted(path, market, fields);
        var text = url("{\"alg\":\"EdDSA\"}".getBytes()) + "." + url(command.getBytes());
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(key.getPrivate());
        signature.update(text.getBytes());
        return text + "." + url(signature.sign());
    }

    static String url(byte[] bytes) { return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes); }
}
