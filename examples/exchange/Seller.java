/// Sells computing, SHA-256 of each line of text: java Seller.java http://127.0.0.1:8080 AGENT SECRET
import module java.net.http;

HttpClient http = HttpClient.newHttpClient();
String[] who;

byte[] ask(String method, String path, String kind, String body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(who[0] + "/v1/" + path)).header("Authorization", "Bearer " + who[2])
            .header("Content-Type", kind).method(method, HttpRequest.BodyPublishers.ofString(body)).build();
    var got = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (Set.of(429, 503).contains(got.statusCode())) { Thread.sleep(1000); return ask(method, path, kind, body); } // every request is safe to repeat
    if (got.statusCode() != 200) throw new IllegalStateException(new String(got.body()));
    return got.body();
}

void say(String piece, String statement, String body) throws Exception { ask("PUT", "pieces/" + piece + "/" + statement, "application/json", body); }

Optional<String> text(String piece) throws Exception {
    var data = new String(ask("GET", "pieces/" + piece + "/payload", "text/plain", ""));
    return Optional.of(data).filter(any -> !any.isBlank() && any.indexOf(0) < 0);
}

void work(String piece) throws Exception {
    var text = text(piece);
    if (text.isEmpty()) { say(piece, "undoable", "{\"reason\": \"it has no text\"}"); return; }
    var result = new ArrayList<String>();
    for (var line : text.get().split("\n")) result.add(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line.getBytes())));
    ask("PUT", "pieces/" + piece + "/result", "text/plain", String.join("\n", result));
}

void answer(String piece) throws Exception { // of a lot that it sold and that its worker cannot do
    boolean isText = text(piece).isPresent();
    say(piece, isText ? "rejection" : "confirmation", "{" + (isText ? "\"reason\": \"it has text\", " : "") + "\"agent\": \"" + who[1] + "\"}");
}

void each(String found, String in, boolean isWork) throws Exception {
    for (var piece : Pattern.compile(found).matcher(in).results().toList()) {
        try {
            if (isWork) work(piece.group(1)); else answer(piece.group(1));
        } catch (IllegalStateException refused) { // the other pieces go on
            IO.println(refused.getMessage());
            Thread.sleep(1000);
        }
    }
}

void main(String[] args) throws Exception {
    who = args;
    try {
        ask("PUT", "agents/" + who[1], "application/json", "{\"version\": 1}");
        while (true) {
            var told = new String(ask("GET", "agents/" + who[1] + "/work?wait=30", "application/json", ""));
            each("\"piece\":\"([^\"]*)\"", told, true);
            each("\"([^\"]*)\"", told.replaceFirst("(?s).*\"toAnswer\":\\[", ""), false);
        }
    } catch (IOException gone) {
        System.err.println("the market has stopped: " + gone);
        System.exit(1);
    }
}
