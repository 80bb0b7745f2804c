package io.beton.ingest;

import static io.restassured.RestAssured.given;

/** Reads counters of the service's page. */
final class Metrics {
    private Metrics() {}

    static String page() {
        return given().get("/q/metrics").asString();
    }

    static double polls(String result) {
        return count("beton_polls_total{result=\"" + result + "\"}");
    }

    /** The value of a counter, 0 where it has not counted yet. */
    static double count(String nameWithTags) {
        return page().lines()
                .filter(line -> line.startsWith(nameWithTags + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
