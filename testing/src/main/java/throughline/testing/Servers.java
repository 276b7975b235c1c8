package throughline.testing;

import java.util.Optional;

/** Two ways to have servers; each starts one at its first use. */
sealed interface Servers extends AutoCloseable permits LocalServers, ContainerServers {

    String mongodbUri();

    String kafka();

    Optional<Mailpit> mailpit();

    @Override
    void close();
}
