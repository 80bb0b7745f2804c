package io.beton.ingest.posthog;

import io.beton.kit.net.OutgoingHosts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Lets requests go to public addresses and allowed hosts only.
 *
 * <p>It is the client's resolver, so the address that was checked is the address that is connected to.
 */
@ApplicationScoped
class HostGuard implements DnsResolver {
    private final boolean allowHttp;
    private final OutgoingHosts hosts;

    @Inject
    HostGuard(PostHogConfig config) {
        this(config, InetAddress::getAllByName);
    }

    HostGuard(PostHogConfig config, OutgoingHosts.Lookup lookup) {
        this.allowHttp = config.allowHttp();
        this.hosts = new OutgoingHosts(config.allowedHosts().orElse(Set.of()), "beton.ingest.allowed-hosts", lookup);
    }

    /** A failure of kind bad host where the address is not one of a host alone, over an allowed scheme. */
    void checkAddress(URI host) {
        String scheme = host.getScheme() == null ? "" : host.getScheme().toLowerCase(Locale.ROOT);
        if (scheme.equals("http") && !allowHttp) {
            throw SourceFailure.badHost("http is allowed only where the operator sets beton.ingest.allow-http");
        }
        if (!Set.of("http", "https").contains(scheme) || host.getHost() == null) {
            throw SourceFailure.badHost("it must start with https:// and name a host");
        }
        boolean more = host.getRawUserInfo() != null
                || host.getRawQuery() != null
                || host.getRawFragment() != null
                || !Set.of("", "/").contains(host.getRawPath());
        if (more) {
            throw SourceFailure.badHost("there must be nothing but the host and, where needed, a port");
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return hosts.resolve(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
