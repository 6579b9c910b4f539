/// Buys computing, and signs what it sends by Signer.java: java Buyer.java http://127.0.0.1:8080 AGENT SECRET COUNT
import module java.net.http;

HttpClient http = HttpClient.newHttpClient();
String ask(String[] who, String method, String path, String body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(who[0] + "/v1/" + path)).header("Authorization", "Bearer " + who[2])
            .header("Content-Type", "application/jose").method(method, HttpRequest.BodyPublishers.ofString(body)).build();
    var got = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (Set.of(429, 503).contains(got.statusCode())) { Thread.sleep(1000); return ask(who, method, path, body); } // all is safe to repeat
    if (got.statusCode() != 200) throw new IOException(got.body());
    return got.body();
}

void main(String[] who) throws Exception {
    var signer = Signer.of(ask(who, "GET", "market", "").replaceFirst(".*?\"market\":\"([^\"]*)\".*", "$1"));
    IO.println(ask(who, "PUT", "agents/" + who[1] + "?promise=true", signer.signed("agents/" + who[1], signer.terms())));
    for (int i = 0; i < Integer.parseInt(who[3]); i++) {
        String name = "agents/" + who[1] + "/tasks/java-" + i, task = "";
        var lines = IntStream.range(0, 100).mapToObj(n -> name + " line " + n).collect(Collectors.joining("\\n"));
        IO.println(ask(who, "PUT", name + "?promise=true", signer.signed(name,
                "\"inputBits\":4e6,\"work\":3e9,\"deadlineSeconds\":1,\"units\":100,\"lastRound\":1000000000,\"payload\":{\"text\":\"" + lines + "\"}")));
        while (!task.contains("\"isAnswered\":true")) task = ask(who, "GET", name + "?wait=30", "");
        IO.println(name + " is done for " + task.replaceFirst(".*\"billUnits\":(\\d+),\"pieces\".*", "$1") + " units");
    }
}
