package throughline.launcher.kafka;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Asks a broker for its API versions: its port is open long before it answers, so an open port says nothing. */
record ApiVersionsProbe(int port) {

    private static final int TIMEOUT_MILLIS = 1_000;
    private static final int API_VERSIONS = 18;
    private static final int CORRELATION = 7;

    /** Request: size, API key, version 0, correlation id, no client id; the answer begins with its size and the same id. */
    boolean answers() throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(10);
            out.writeShort(API_VERSIONS);
            out.writeShort(0);
            out.writeInt(CORRELATION);
            out.writeShort(-1);
            out.flush();
            var in = new DataInputStream(socket.getInputStream());
            return in.readInt() > 0 && in.readInt() == CORRELATION;
        }
    }
}
