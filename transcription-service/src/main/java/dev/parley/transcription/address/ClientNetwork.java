package dev.parley.transcription.address;

import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What counts as one address where addresses are limited: an IPv4 address, or an IPv6 /64, because one customer usually has the
 * whole of that.
 *
 * @param name of it, for a map; not for people
 */
public record ClientNetwork(String name) {

    private static final ClientNetwork UNKNOWN = new ClientNetwork("unknown");
    private static final int NETWORK_BYTES = 8;
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    /** That of a request's peer, which is the one that a trusted gateway states. */
    public static ClientNetwork of(@Nullable SocketAddress address) {
        if (address == null) {
            return UNKNOWN;
        }
        return address.hostAddress() == null ? new ClientNetwork(address.host()) : of(address.hostAddress());
    }

    /** @param address as numbers; anything else is a network of its own */
    static ClientNetwork of(String address) {
        int zone = address.indexOf('%');
        String number = zone < 0 ? address : address.substring(0, zone);
        // Only numbers go to the parser: a name would be looked up.
        if (!IPV6.matcher(number).matches()) {
            return new ClientNetwork(address);
        }
        try {
            InetAddress parsed = InetAddress.getByName(number);
            return parsed instanceof Inet6Address
                    ? new ClientNetwork(
                            HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES)) + "/64")
                    // An IPv4 address in IPv6's clothes.
                    : new ClientNetwork(parsed.getHostAddress());
        } catch (UnknownHostException e) {
            return new ClientNetwork(address);
        }
    }
}
