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
 * Lets signals go to public addresses and allowed hosts only.
 *
 * <p>It is the client's resolver, so the address that was checked is the address that is connected to.
 */
@Singleton
public final class AddressGuard implements DnsResolver {
    private final boolean allowHttp;
    private final OutgoingHosts hosts;

    public AddressGuard(SinkConfig config) {
        this.allowHttp = config.allowHttp();
        this.hosts = new OutgoingHosts(config.allowedHosts().orElse(Set.of()), "beton.router.allowed-hosts");
    }

    /**
     * An address that a person gave, if signals may go there.
     *
     * @param member what the address is called, for the message
     */
    public URI check(String given, String member) {
        URI url = parse(InvalidMember.requireText(given, member), member);
        InvalidMember.check(
                url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null,
                member,
                "`" + member + "` must be an address such as https://example.com/hook, without user name and fragment");
        InvalidMember.check(
                "https".equals(url.getScheme()) || (allowHttp && "http".equals(url.getScheme())),
                member,
                "`" + member + "` must start with https://"
                        + (allowHttp ? " or http://" : "; http only where the operator sets beton.router.allow-http"));
        checkHost(url.getHost(), member);
        return url;
    }

    /** Fails where signals may not go to this host. */
    public void checkHost(String host, String member) {
        try {
            resolve(host);
        } catch (OutgoingHosts.AddressRefused e) {
            throw new InvalidMember(member, e.getMessage());
        } catch (UnknownHostException e) {
            throw new InvalidMember(member, "the host of `" + member + "` is not known: " + host);
        }
    }

    /** Whether the operator lets signals go without TLS. */
    public boolean allowsPlaintext() {
        return allowHttp;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return hosts.resolve(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private static URI parse(String given, String member) {
        try {
            return new URI(given);
        } catch (URISyntaxException e) {
            throw new InvalidMember(member, "`" + member + "` is not an address: " + e.getReason());
        }
    }
}
