package dev.freshet.camel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;

/**
 * Finds the addresses of a host and refuses it where one of them is not of the public internet. The connection is made to
 * the very addresses that were looked at, so that no second answer of a name server comes between, and each redirect is a
 * call of its own. Of a proxy, the proxy's address alone would be looked at; Freshet uses none.
 */
public final class PublicAddresses implements DnsResolver {

    /** In s, as for all other calls. */
    private static final int CONNECT = 30;

    private static final int SILENCE = 60;

    private final DnsResolver names;
    private final Predicate<InetAddress> refused;

    public PublicAddresses() {
        this(SystemDefaultDnsResolver.INSTANCE, address -> !isPublic(address));
    }

    PublicAddresses(DnsResolver names, Predicate<InetAddress> refused) {
        this.names = names;
        this.refused = refused;
    }

    /** Connections that reach public addresses alone. They are shared with no other call. */
    public HttpClientConnectionManager connections() {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(this)
                .setConnectionFactory(LimitedHttp.connections())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofSeconds(CONNECT))
                        .setSocketTimeout(Timeout.ofSeconds(SILENCE))
                        .build())
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setSoTimeout(Timeout.ofSeconds(SILENCE))
                        .build())
                .build();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        for (InetAddress address : addresses) {
            if (refused.test(address)) {
                throw new RefusedAddressException(host + " has the address " + address.getHostAddress()
                        + ", which is not of the public internet, and was not asked. If all who can write to the site"
                        + " may have Freshet ask inside this network, set 'allowPrivateAddresses: true'.");
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** Another try would find the same address: that is how {@link Patience} takes unknown hosts. */
    static final class RefusedAddressException extends UnknownHostException {

        private static final long serialVersionUID = 1;

        RefusedAddressException(String message) {
            super(message);
        }
    }

    /** Whether an address is neither private nor local nor reserved, by the registries of IANA. */
    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? isPublicV4(bytes, 0) : isPublicV6(bytes);
    }

    private static boolean isPublicV4(byte[] bytes, int at) {
        int a = bytes[at] & 0xFF;
        int b = bytes[at + 1] & 0xFF;
        int c = bytes[at + 2] & 0xFF;
        return switch (a) {
            case 0, 10, 127 -> false;
            case 100 -> b < 64 || b > 127;
            case 169 -> b != 254;
            case 172 -> b < 16 || b > 31;
            case 192 -> b != 168 && (b != 0 || (c != 0 && c != 2)) && (b != 88 || c != 99);
            case 198 -> b != 18 && b != 19 && (b != 51 || c != 100);
            case 203 -> b != 0 || c != 113;
            default -> a < 224;
        };
    }

    /** Java gives IPv4-mapped addresses as IPv4. Where an IPv4 address is wrapped otherwise, that one counts. */
    private static boolean isPublicV6(byte[] bytes) {
        int first = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        int second = (bytes[2] & 0xFF) << 8 | (bytes[3] & 0xFF);
        if (first == 0x64 && second == 0xFF9B) {
            return (bytes[4] | bytes[5] | bytes[6] | bytes[7] | bytes[8] | bytes[9] | bytes[10] | bytes[11]) == 0
                    && isPublicV4(bytes, 12);
        }
        if (first == 0x2002) {
            return isPublicV4(bytes, 2);
        }
        boolean special = first == 0x2001 && (second < 0x200 || second == 0xDB8);
        return first >= 0x2000 && first <= 0x3FFF && !special;
    }
}
