package throughline.notification.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Makes plain sockets for one transport and remembers the last, to set its read timeout per phase and to close it first. */
final class KeptSocket extends SocketFactory {
    private volatile @Nullable Socket current;

    @Nullable
    Socket current() {
        return current;
    }

    void close() {
        var socket = current;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException _) {
                // closing is all that was wanted
            }
        }
    }

    private Socket keep(Socket socket) {
        current = socket;
        return socket;
    }

    @Override
    public Socket createSocket() {
        return keep(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return keep(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return keep(new Socket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return keep(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort) throws IOException {
        return keep(new Socket(address, port, local, localPort));
    }
}
