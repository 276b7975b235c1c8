/** Runs a Kafka broker, KRaft and combined roles, in a JVM of its own. Its jars are laid out by the build and never come onto this class path. */
@NullMarked
package throughline.launcher.kafka;

import org.jspecify.annotations.NullMarked;
