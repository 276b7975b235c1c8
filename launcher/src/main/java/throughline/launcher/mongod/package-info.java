/** Finds a mongod on this machine or fetches the pinned one into the user's cache. Runs it as a journalled replica set of one. */
@NullMarked
package throughline.launcher.mongod;

import org.jspecify.annotations.NullMarked;
