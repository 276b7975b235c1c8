/** A running system and the ways to reach it: its public interface, its mailbox, its topics and its database. Everything the tests know of it comes through here. */
@NullMarked
package throughline.endtoend.practice;

import org.jspecify.annotations.NullMarked;
