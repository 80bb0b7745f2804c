package io.beton.kit.access;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells names of this machine that lead to nowhere else from names that somebody else's DNS may resolve. */
final class LoopbackName {
    private static final Set<String> NAMES = Set.of("localhost", "::1", "[::1]");
    private static final Pattern IPV4 = Pattern.compile("127(\\.\\d{1,3}){3}");

    private LoopbackName() {}

    static boolean is(String host) {
        return NAMES.contains(host.toLowerCase(Locale.ROOT))
                || IPV4.matcher(host).matches();
    }

    /** Whether a page from there, or an issuer, is on this machine; what is no address is not. */
    static boolean isOf(String address) {
        try {
            String host = URI.create(address).getHost();
            return host != null && is(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
