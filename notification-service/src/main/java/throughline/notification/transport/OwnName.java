package throughline.notification.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this machine calls itself in EHLO. Looked up once: Angus would ask the resolver again for every connection. */
final class OwnName {
    static final String VALUE = find();

    private OwnName() {}

    private static String find() {
        try {
            var name = InetAddress.getLocalHost().getHostName();
            return name.matches("[A-Za-z0-9.-]{1,255}") ? name : "localhost";
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }
}
