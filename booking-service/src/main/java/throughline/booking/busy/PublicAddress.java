package throughline.booking.busy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Whether an address is one of the open internet. Whoever may name an address for us to read must not reach through us what only
 * we can reach: this machine, its network, the metadata services of clouds. After the registries of special-purpose addresses
 * (RFC 6890 and its updates); addresses that carry an IPv4 address inside are judged by that one as well.
 */
final class PublicAddress {

    /** As first bytes and number of bits. */
    private record Block(List<Integer> bytes, int bits) {

        private boolean holds(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if (((address[bit / 8] ^ bytes.get(bit / 8)) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Block> CLOSED_4 = List.of(
            block(8, 0),
            block(8, 10),
            block(10, 100, 64),
            block(8, 127),
            block(16, 169, 254),
            block(12, 172, 16),
            block(24, 192, 0, 0),
            block(24, 192, 0, 2),
            block(24, 192, 88, 99),
            block(16, 192, 168),
            block(15, 198, 18),
            block(24, 198, 51, 100),
            block(24, 203, 0, 113),
            block(3, 224));

    private static final Block GLOBAL_UNICAST = block(3, 0x20);
    private static final Block NAT64 = block(96, 0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final Block SIX_TO_FOUR = block(16, 0x20, 0x02);

    private static final List<Block> CLOSED_6 = List.of(
            block(23, 0x20, 0x01, 0, 0), // Teredo and other protocol assignments
            block(32, 0x20, 0x01, 0x0d, 0xb8),
            block(20, 0x3f, 0xff, 0));

    private PublicAddress() {}

    private static Block block(int bits, Integer... bytes) {
        return new Block(List.of(bytes), bits);
    }

    static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return isPublic4(bytes);
        }
        if (NAT64.holds(bytes)) {
            return isPublic4(part(bytes, 12));
        }
        if (SIX_TO_FOUR.holds(bytes)) {
            return isPublic4(part(bytes, 2));
        }
        return GLOBAL_UNICAST.holds(bytes) && CLOSED_6.stream().noneMatch(block -> block.holds(bytes));
    }

    private static boolean isPublic4(byte[] bytes) {
        return CLOSED_4.stream().noneMatch(block -> block.holds(bytes));
    }

    private static byte[] part(byte[] bytes, int from) {
        return new byte[] {bytes[from], bytes[from + 1], bytes[from + 2], bytes[from + 3]};
    }
}
