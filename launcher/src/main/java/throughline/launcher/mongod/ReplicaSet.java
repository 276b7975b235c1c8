package throughline.launcher.mongod;

import java.io.IOException;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** One mongod as a replica set of one: without it an acknowledged write may be lost at a kill (SERVER-139311). */
record ReplicaSet(int port) {

    static final String NAME = "throughline";
    private static final int NOT_YET_INITIALIZED = 94;
    private static final int NOT_A_MEMBER_OF_ITS_SET = 93;
    private static final BsonInt32 ONE = new BsonInt32(1);

    /** Whether it takes writes; makes it a replica set at its first start, and moves the set along when the port has changed. */
    boolean takesWrites() throws IOException {
        if (run("hello", ONE).getBoolean("isWritablePrimary", BsonBoolean.FALSE).getValue()) {
            return true;
        }
        var status = run("replSetGetStatus", ONE);
        if (number(status, "code") == NOT_YET_INITIALIZED) {
            run("replSetInitiate", new BsonDocument("_id", new BsonString(NAME)).append("members", members()));
        } else if (number(status, "code") == NOT_A_MEMBER_OF_ITS_SET) {
            move();
        }
        return false;
    }

    /** The port had been taken by a stranger while we were away, so the set's configuration names an address that is no longer ours. */
    private void move() throws IOException {
        var configuration = run("replSetGetConfig", ONE).getDocument("config");
        configuration
                .append("version", new BsonInt32(number(configuration, "version") + 1))
                .append("members", members());
        new AdminCommand(port)
                .run(new BsonDocument("replSetReconfig", configuration).append("force", BsonBoolean.TRUE));
    }

    private BsonDocument run(String command, org.bson.BsonValue argument) throws IOException {
        return new AdminCommand(port).run(new BsonDocument(command, argument));
    }

    private static int number(BsonDocument document, String field) {
        return document.isNumber(field) ? document.getNumber(field).intValue() : -1;
    }

    private BsonArray members() {
        var member = new BsonDocument("_id", new BsonInt32(0)).append("host", new BsonString("127.0.0.1:" + port));
        return new BsonArray(List.of(member));
    }
}
