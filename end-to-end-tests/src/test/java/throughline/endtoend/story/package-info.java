/** The story of a practice, told through the public interface: from the first article to the last follow-up. The same promises are kept by one process and by four. */
@NullMarked
package throughline.endtoend.story;

import org.jspecify.annotations.NullMarked;
