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
    private record Block(int[] bytes, int bits) {

        private boolean holds(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if (((address[bit / 8] ^ bytes[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Block> CLOSED_4 = List.of(
            new Block(new int[] {0}, 8),
            new Block(new int[] {10}, 8),
            new Block(new int[] {100, 64}, 10),
            new Block(new int[] {127}, 8),
            new Block(new int[] {169, 254}, 16),
            new Block(new int[] {172, 16}, 12),
            new Block(new int[] {192, 0, 0}, 24),
            new Block(new int[] {192, 0, 2}, 24),
            new Block(new int[] {192, 88, 99}, 24),
            new Block(new int[] {192, 168}, 16),
            new Block(new int[] {198, 18}, 15),
            new Block(new int[] {198, 51, 100}, 24),
            new Block(new int[] {203, 0, 113}, 24),
            new Block(new int[] {224}, 3));

    private static final Block GLOBAL_UNICAST = new Block(new int[] {0x20}, 3);
    private static final Block NAT64 = new Block(new int[] {0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0}, 96);
    private static final Block SIX_TO_FOUR = new Block(new int[] {0x20, 0x02}, 16);

    private static final List<Block> CLOSED_6 = List.of(
            new Block(new int[] {0x20, 0x01, 0, 0}, 23), // Teredo and other protocol assignments
            new Block(new int[] {0x20, 0x01, 0x0d, 0xb8}, 32),
            new Block(new int[] {0x3f, 0xff, 0}, 20));

    private PublicAddress() {}

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
