package io.beton.ingest.posthog;

import io.beton.ingest.connection.IngestConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Lets requests go to public addresses and allowed hosts only.
 *
 * <p>It is the client's resolver, so the address that was checked is the address that is connected to.
 */
@ApplicationScoped
public class HostGuard implements DnsResolver {
    private static final int UNIQUE_LOCAL = 0xfc;
    private static final int UNIQUE_LOCAL_MASK = 0xfe;
    private static final int IPV6_BYTES = 16;

    private final boolean allowHttp;
    private final Set<String> allowedHosts;

    HostGuard(IngestConfig config) {
        this.allowHttp = config.allowHttp();
        this.allowedHosts = config.allowedHosts().orElse(Set.of());
    }

    /** Fails with what to do where the scheme is not allowed. */
    void checkScheme(URI host) {
        boolean allowed = "https".equals(host.getScheme()) || (allowHttp && "http".equals(host.getScheme()));
        if (!allowed || host.getHost() == null) {
            throw new SourceFailure(
                    SourceFailure.Kind.UNREACHABLE_HOST,
                    "`host` must be an address such as https://eu.posthog.com"
                            + (allowHttp
                                    ? ""
                                    : "; http is allowed only where the operator sets beton.ingest.allow-http"));
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (closed(address) && !allowedHosts.contains(host)) {
                throw new UnknownHostException(
                        host + " has a private address; the operator can allow it with beton.ingest.allowed-hosts");
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private static boolean closed(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == IPV6_BYTES && (bytes[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
        return uniqueLocal
                || address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
    }
}
