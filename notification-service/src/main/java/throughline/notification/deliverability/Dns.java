package throughline.notification.deliverability;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Questions to DNS. Each answers within a few seconds, and tells "there is none" from "nobody answered". */
final class Dns {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Logger log = LoggerFactory.getLogger(Dns.class);

    private final Resolver resolver;

    /** @param server {@code host:port} to ask; empty for the machine's own resolvers */
    Dns(String server) {
        this.resolver = server.isBlank() ? new ExtendedResolver() : resolver(server);
        resolver.setTimeout(PATIENCE);
    }

    private static Resolver resolver(String server) {
        var parts = server.split(":", 2);
        return new SimpleResolver(new InetSocketAddress(parts[0], parts.length > 1 ? Integer.parseInt(parts[1]) : 53));
    }

    /** What DNS said. */
    sealed interface Answer {
        record Found(List<String> values) implements Answer {}

        /** The name has no such record. */
        record None() implements Answer {}

        /** Nobody answered; nothing follows from it. */
        record Unreachable() implements Answer {}
    }

    /** The text records of a name, each joined from its strings. */
    Answer texts(String name) {
        return ask(name, Type.TXT);
    }

    Answer mailServers(String domain) {
        return ask(domain, Type.MX);
    }

    Answer addresses(String host) {
        var four = ask(host, Type.A);
        return four instanceof Answer.None ? ask(host, Type.AAAA) : four;
    }

    /** The names of an address. */
    Answer namesOf(String address) {
        try {
            return ask(ReverseMap.fromAddress(InetAddress.getByName(address)).toString(), Type.PTR);
        } catch (UnknownHostException _) {
            return new Answer.None();
        }
    }

    private Answer ask(String name, int type) {
        try {
            var lookup = new Lookup(name.endsWith(".") ? name : name + ".", type);
            lookup.setResolver(resolver);
            lookup.setCache(null);
            lookup.run();
            return switch (lookup.getResult()) {
                case Lookup.SUCCESSFUL ->
                    new Answer.Found(
                            Stream.of(lookup.getAnswers()).map(Dns::value).toList());
                case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND -> new Answer.None();
                default -> new Answer.Unreachable();
            };
        } catch (TextParseException _) {
            return new Answer.None(); // not even a name
        } catch (RuntimeException e) {
            log.info("A question to DNS failed and is shown as unanswered. {}", e.toString());
            return new Answer.Unreachable();
        }
    }

    private static String value(org.xbill.DNS.Record record) {
        return switch (record) {
            case TXTRecord text -> String.join("", text.getStrings());
            case org.xbill.DNS.MXRecord mx -> name(mx.getTarget().toString());
            case org.xbill.DNS.PTRRecord pointer -> name(pointer.getTarget().toString());
            default -> record.rdataToString();
        };
    }

    private static String name(String absolute) {
        return absolute.endsWith(".") ? absolute.substring(0, absolute.length() - 1) : absolute;
    }
}
