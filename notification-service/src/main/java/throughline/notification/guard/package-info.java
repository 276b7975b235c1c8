/** Guards strangers' mailboxes: whoever types somebody else's address into a form gets at most a few mails sent there. It ends as soon as the address has shown that a person behind it deals with us. */
@NullMarked
package throughline.notification.guard;

import org.jspecify.annotations.NullMarked;
