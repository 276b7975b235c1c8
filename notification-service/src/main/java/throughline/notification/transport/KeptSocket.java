package throughline.notification.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sockets of one transport and remembers the last, to set its read timeout per phase and to close it first. Where TLS
 * begins with the first byte the socket is a TLS socket that checks whom it talks to: Angus' own way would wrap it once more
 * as soon as a write timeout is set.
 */
final class KeptSocket extends SocketFactory {
    private final @Nullable SSLSocketFactory secure;
    private volatile @Nullable Socket current;

    /** @param secure for TLS from the start; null for a plain socket, over which STARTTLS may follow */
    KeptSocket(@Nullable SSLSocketFactory secure) {
        this.secure = secure;
    }

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
        if (socket instanceof SSLSocket tls) {
            var parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
        }
        current = socket;
        return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        return keep(secure == null ? new Socket() : secure.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return keep(secure == null ? new Socket(host, port) : secure.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return keep(
                secure == null
                        ? new Socket(host, port, local, localPort)
                        : secure.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return keep(secure == null ? new Socket(host, port) : secure.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort) throws IOException {
        return keep(
                secure == null
                        ? new Socket(address, port, local, localPort)
                        : secure.createSocket(address, port, local, localPort));
    }
}
