/** The public site and what is written for it: articles, their revisions, feeds and calls to action. Others learn of it only through {@code content.events}. */
@NullMarked
package throughline.content;

import org.jspecify.annotations.NullMarked;
