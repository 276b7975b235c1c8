/** From Markdown to HTML that may be shown to anybody, within bounds of size, depth and time. Knows nothing of articles. */
@NullMarked
package throughline.content.markdown;

import org.jspecify.annotations.NullMarked;
