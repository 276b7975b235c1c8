/** What the inbound package promises about mails of strangers. Its rules run without Spring. */
@NullMarked
package throughline.notification.inbound;

import org.jspecify.annotations.NullMarked;
