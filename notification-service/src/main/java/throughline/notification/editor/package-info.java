/** The staff's pages about sequences: what there is, who is where, and forms that change a sequence. Each change is a new version; people in flight keep theirs until somebody decides otherwise. */
@NullMarked
package throughline.notification.editor;

import org.jspecify.annotations.NullMarked;
