/** An SMTP server for development that keeps every mail in a folder. A mail is on disk before it is answered with 250. */
@NullMarked
package throughline.launcher.sink;

import org.jspecify.annotations.NullMarked;
