/// Buys computing, and signs what it sends by Signer.java: java Buyer.java http://127.0.0.1:8080 AGENT SECRET COUNT
import module java.net.http;

HttpClient http = HttpClient.newHttpClient();
String[] who;
Signer signer;

String ask(String method, String path, String body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(who[0] + "/v1/" + path)).header("Authorization", "Bearer " + who[2])
            .header("Content-Type", "application/jose").method(method, HttpRequest.BodyPublishers.ofString(body)).build();
    var got = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (Set.of(429, 503).contains(got.statusCode())) { Thread.sleep(1000); return ask(method, path, body); } // every request is safe to repeat
    if (got.statusCode() != 200) throw new IOException(got.body());
    return got.body();
}

String put(String path, String fields) throws Exception { return ask("PUT", path + "?promise=true", signer.signed(path, fields)); }

void answer(String piece) throws Exception { // its worker says that it cannot be done
    var data = ask("GET", "pieces/" + piece + "/payload", "");
    if (!data.isBlank() && data.indexOf(0) < 0) put("pieces/" + piece + "/rejection", "\"reason\":\"it has text\"");
    else put("pieces/" + piece + "/confirmation", "\"agent\":\"" + who[1] + "\"");
}

void buys() throws Exception {
    signer = Signer.of(ask("GET", "market", "").replaceFirst(".*?\"market\":\"([^\"]*)\".*", "$1"));
    IO.println(put("agents/" + who[1], signer.terms()));
    for (int i = 0; i < Integer.parseInt(who[3]); i++) {
        String name = "agents/" + who[1] + "/tasks/java-" + i, task = "";
        var lines = IntStream.range(0, 100).mapToObj(n -> name + " line " + n).collect(Collectors.joining("\\n"));
        IO.println(put(name, "\"inputBits\":4e6,\"work\":3e9,\"deadlineSeconds\":1,\"units\":100,\"lastRound\":1000000000,\"payload\":{\"text\":\"" + lines + "\"}"));
        while (!task.contains("\"isAnswered\":true")) {
            task = ask("GET", name + "?wait=30", "");
            for (var piece : Pattern.compile("\"(r[0-9.]*)\"").matcher(task.replaceFirst(".*\"toAnswer\":\\[(.*?)].*", "$1")).results().toList()) answer(piece.group(1));
        }
        IO.println(name + " is done for " + task.replaceFirst(".*\"billUnits\":(\\d+),\"toAnswer\".*", "$1") + " units");
    }
}

void main(String[] args) throws Exception {
    who = args;
    try {
        buys();
    } catch (IOException gone) {
        System.err.println("refused, or the market has stopped: " + gone.getMessage());
        System.exit(1);
    }
}
