package io.beton.kit.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks up hosts that customers name, and refuses those whose address is not of the public internet.
 *
 * <p>An HTTP client must connect to the addresses that it returns: looking up a name a second time could give others.
 */
public final class OutgoingHosts {
    private final Set<String> allowed;
    private final String configurationKey;
    private final Lookup lookup;

    /**
     * @param allowed hosts that may have a private address
     * @param configurationKey where the operator allows them, for the message
     */
    public OutgoingHosts(Set<String> allowed, String configurationKey) {
        this(allowed, configurationKey, InetAddress::getAllByName);
    }

    public OutgoingHosts(Set<String> allowed, String configurationKey, Lookup lookup) {
        this.allowed = allowed.stream()
                .map(host -> host.trim().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.configurationKey = configurationKey;
        this.lookup = lookup;
    }

    /** Every address of the host, or {@link AddressRefused} where one of them is private and the host not allowed. */
    public InetAddress[] resolve(String host) throws UnknownHostException {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        InetAddress[] addresses = lookup.addresses(name);
        if (!allowed.contains(name.toLowerCase(Locale.ROOT))) {
            for (InetAddress address : addresses) {
                if (PrivateAddress.is(address)) {
                    throw new AddressRefused(
                            name + " has a private address; the operator can allow it with " + configurationKey);
                }
            }
        }
        return addresses;
    }

    /** Where names are looked up. */
    public interface Lookup {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    /** The host leads to where requests must not go. */
    public static final class AddressRefused extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        AddressRefused(String message) {
            super(message);
        }
    }
}
