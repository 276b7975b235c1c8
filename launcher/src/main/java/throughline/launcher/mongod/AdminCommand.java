package throughline.launcher.mongod;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * Sends one command to a mongod's {@code admin} database as an OP_MSG and reads the answer. Three commands are all the
 * launcher needs; the whole driver would cost every start two seconds of a busy machine.
 */
record AdminCommand(int port) {

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int OP_MSG = 2013;
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();
    private static final int HEADER = 16;
    private static final int FLAGS_AND_KIND = 5;

    /** The answer, whether {@code ok} is 1 or 0. */
    BsonDocument run(BsonDocument command) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(message(command.append("$db", new BsonString("admin"))));
            var in = new DataInputStream(socket.getInputStream());
            int length = Integer.reverseBytes(in.readInt());
            in.skipNBytes(HEADER - Integer.BYTES + FLAGS_AND_KIND);
            return new RawBsonDocument(in.readNBytes(length - HEADER - FLAGS_AND_KIND)).decode(CODEC);
        }
    }

    /** Length, request id, no response id, operation code, no flags, one section of kind 0: the command. */
    private static byte[] message(BsonDocument command) {
        var body = new RawBsonDocument(command, CODEC).getByteBuffer();
        var message =
                ByteBuffer.allocate(HEADER + FLAGS_AND_KIND + body.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(message.capacity())
                .putInt(1)
                .putInt(0)
                .putInt(OP_MSG)
                .putInt(0)
                .put((byte) 0)
                .put(body.asNIO());
        return message.array();
    }
}
