package io.beton.ingest.limit;

import java.net.URI;
import java.util.Locale;

/** What PostHog counts requests by: one project of one host, whoever reads it and with whatever key. */
public record PostHogProject(String host, String id) {

    /** The same for every way to write one address. */
    public static PostHogProject of(URI host, String id) {
        String scheme = host.getScheme().toLowerCase(Locale.ROOT);
        boolean usual = host.getPort() == (scheme.equals("http") ? 80 : 443);
        String port = host.getPort() < 0 || usual ? "" : ":" + host.getPort();
        return new PostHogProject(
                scheme + "://" + host.getHost().toLowerCase(Locale.ROOT) + port, id.replaceFirst("^0+(?=\\d)", ""));
    }

    @Override
    public String toString() {
        return host + " project " + id;
    }
}
