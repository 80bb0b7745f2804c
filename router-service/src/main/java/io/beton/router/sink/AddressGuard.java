package io.beton.router.sink;

import io.beton.kit.net.OutgoingHosts;
import io.beton.model.InvalidMember;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Lets webhooks go to public addresses and allowed hosts only.
 *
 * <p>It is the client's resolver, so the address that was checked is the address that is connected to.
 */
@Singleton
final class AddressGuard implements DnsResolver {
    private final boolean allowHttp;
    private final OutgoingHosts hosts;

    AddressGuard(SinkConfig config) {
        this.allowHttp = config.allowHttp();
        this.hosts = new OutgoingHosts(config.allowedHosts().orElse(Set.of()), "beton.router.allowed-hosts");
    }

    /** An address that a person gave for a webhook, if signals may go there. */
    URI check(String given) {
        URI url = parse(InvalidMember.requireText(given, "url"));
        InvalidMember.check(
                url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null,
                "url",
                "`url` must be an address such as https://example.com/hook, without user name and fragment");
        InvalidMember.check(
                "https".equals(url.getScheme()) || (allowHttp && "http".equals(url.getScheme())),
                "url",
                "`url` must start with https://"
                        + (allowHttp ? " or http://" : "; http only where the operator sets beton.router.allow-http"));
        try {
            resolve(url.getHost());
        } catch (OutgoingHosts.AddressRefused e) {
            throw new InvalidMember("url", e.getMessage());
        } catch (UnknownHostException e) {
            throw new InvalidMember("url", "the host of `url` is not known: " + url.getHost());
        }
        return url;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return hosts.resolve(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private static URI parse(String given) {
        try {
            return new URI(given);
        } catch (URISyntaxException e) {
            throw new InvalidMember("url", "`url` is not an address: " + e.getReason());
        }
    }
}
