/**
 * A real MongoDB and a real Kafka for tests, started once per JVM or taken from the environment. Each test class with
 * {@code @SpringBootTest} has its own database, its own topics and its own home, so classes may run side by side.
 */
@NullMarked
package throughline.testing;

import org.jspecify.annotations.NullMarked;
