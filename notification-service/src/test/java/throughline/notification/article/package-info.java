/** What the article package promises. Its rules run without Spring. */
@NullMarked
package throughline.notification.article;

import org.jspecify.annotations.NullMarked;
