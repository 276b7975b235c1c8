/** Tests that see the system only from outside: as people and other programs do. Each package below looks at one kind of promise; {@code practice} starts the system and drives it. */
@NullMarked
package throughline.endtoend;

import org.jspecify.annotations.NullMarked;
