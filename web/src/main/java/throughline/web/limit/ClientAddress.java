package throughline.web.limit;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The address a request comes from. {@code X-Forwarded-For} is believed only from {@code TRUSTED_PROXIES}: its last entry that
 * is not itself a trusted proxy counts. IPv6 addresses count by their /64, which is what one household has.
 */
@Component
public class ClientAddress {

    private final Set<InetAddress> trusted = new LinkedHashSet<>();

    ClientAddress(@Value("${throughline.trusted-proxies:}") String proxies) {
        Arrays.stream(proxies.split("[,\\s]+", -1)).filter(p -> !p.isBlank()).forEach(p -> trusted.add(parse(p)));
    }

    public String of(HttpServletRequest request) {
        InetAddress peer = parse(request.getRemoteAddr());
        String forwarded = request.getHeader("X-Forwarded-For");
        if (forwarded == null || !trusted.contains(peer)) {
            return prefix(peer);
        }
        String[] hops = forwarded.split(",", -1);
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = hops[i].strip();
            if (!hop.matches("[0-9a-fA-F:.]{2,45}")) {
                return prefix(peer);
            }
            InetAddress address = parse(hop);
            if (!trusted.contains(address)) {
                return prefix(address);
            }
        }
        return prefix(peer);
    }

    /** Only literals arrive here, so nothing is looked up. */
    private static InetAddress parse(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress();
        }
    }

    private static String prefix(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 16) {
            Arrays.fill(bytes, 8, 16, (byte) 0);
        }
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }
}
