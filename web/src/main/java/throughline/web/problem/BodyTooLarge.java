package throughline.web.problem;

import java.io.IOException;

/** A request's body is larger than its path allows; noticed while it is read, whatever {@code Content-Length} said. */
public final class BodyTooLarge extends IOException {

    public BodyTooLarge() {
        super("the body is larger than allowed");
    }
}
