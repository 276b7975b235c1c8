package throughline.launcher.mongod;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import throughline.launcher.process.Child;
import throughline.launcher.process.Home;
import throughline.launcher.process.Tier;

/** A mongod of our own: loopback only, journalled, a replica set of one, its files in {@code <home>/mongodb}. About 200 MB resident for one practice. */
public record Mongod(Path program, Home home, int port) {

    /** For the driver, with that database as the default one. */
    public String uri(String database) {
        return "mongodb://127.0.0.1:" + port + "/" + database + "?replicaSet=" + ReplicaSet.NAME;
    }

    public Child child() {
        var data = home.folder("mongodb");
        var command = List.of(
                program.toString(),
                "--dbpath",
                data.toString(),
                "--port",
                Integer.toString(port),
                "--bind_ip",
                "127.0.0.1",
                "--nounixsocket",
                "--quiet",
                "--replSet",
                ReplicaSet.NAME,
                "--oplogSize",
                "512",
                "--wiredTigerCacheSizeGB",
                "0.25",
                "--setParameter",
                "diagnosticDataCollectionEnabled=false",
                "--setParameter",
                "shutdownTimeoutMillisForSignaledShutdown=100");
        return new Child(
                "mongod",
                Tier.DATABASE,
                command,
                Map.of(),
                new ReplicaSet(port)::takesWrites,
                Duration.ofMinutes(2),
                Duration.ofSeconds(8));
    }
}
