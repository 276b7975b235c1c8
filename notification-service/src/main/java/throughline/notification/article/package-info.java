/** Tells confirmed subscribers of a new article: one mail for each subscriber and article, however often the event or a process comes again. */
@NullMarked
package throughline.notification.article;

import org.jspecify.annotations.NullMarked;
