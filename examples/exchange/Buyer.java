/// Buys computing, and signs what it sends: java Buyer.java http://127.0.0.1:8080 AGENT SECRET COUNT
import module java.net.http;

HttpClient http = HttpClient.newHttpClient();

String url(byte[] bytes) { return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes); }

String ask(String[] who, String method, String path, String body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(who[0] + "/v1/" + path)).header("Authorization", "Bearer " + who[2])
            .header("Content-Type", "application/jose").method(method, HttpRequest.BodyPublishers.ofString(body)).build();
    var got = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (got.statusCode() != 200) throw new IOException(got.body());
    return got.body();
}

void put(String[] who, KeyPair key, String path, String body) throws Exception {
    var text = url("{\"alg\":\"EdDSA\"}".getBytes()) + "." + url("{\"for\":\"PUT /v1/%s\",\"market\":\"%s\",%s}".formatted(path, who[4], body).getBytes());
    var signature = java.security.Signature.getInstance("Ed25519");
    signature.initSign(key.getPrivate());
    signature.update(text.getBytes());
    IO.println(ask(who, "PUT", path + "?promise=true", text + "." + url(signature.sign())));
}

void main(String[] args) throws Exception {
    var who = Arrays.copyOf(args, 5);
    who[4] = ask(who, "GET", "market", "").replaceFirst(".*?\"market\":\"([^\"]*)\".*", "$1");
    var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var known = HexFormat.of().formatHex(key.getPublic().getEncoded()).substring(24);
    put(who, key, "agents/" + who[1], "\"version\":%d,\"publicKey\":\"%s\"".formatted(System.currentTimeMillis(), known));
    for (int i = 0; i < Integer.parseInt(who[3]); i++) {
        String name = "agents/" + who[1] + "/tasks/java-" + i, task = "";
        var lines = IntStream.range(0, 100).mapToObj(n -> name + " line " + n).collect(Collectors.joining("\\n"));
        put(who, key, name, "\"inputBits\":4e6,\"work\":3e9,\"deadlineSeconds\":1,\"units\":100,\"lastRound\":1000000000,\"payload\":{\"text\":\"" + lines + "\"}");
        while (!task.contains("\"isAnswered\":true")) task = ask(who, "GET", name + "?wait=30", "");
        IO.println(name + " is done for " + task.replaceFirst(".*\"billUnits\":(\\d+),\"pieces\".*", "$1") + " units");
    }
}
