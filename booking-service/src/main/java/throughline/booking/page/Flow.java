package throughline.booking.page;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Where a booking goes on: on our own pages below {@code /book}, or in somebody else's frame below {@code /embed}, page by page
 * the same, in a shell without our navigation.
 */
enum Flow {
    PAGE("/book", "web/public"),
    FRAME("/embed", "web/framed");

    private final String base;
    private final String shell;

    Flow(String base, String shell) {
        this.base = base;
        this.shell = shell;
    }

    static Flow of(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals(FRAME.base) || path.startsWith(FRAME.base + "/") ? FRAME : PAGE;
    }

    public String base() {
        return base;
    }

    public String shell() {
        return shell;
    }

    public boolean framed() {
        return this == FRAME;
    }
}
